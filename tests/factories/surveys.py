"""A questionnaire with a question of each kind that is counted, and one that is written."""

from __future__ import annotations

from maillage.programme.surveys.enums import QuestionKind
from maillage.programme.surveys.rules import Question, Questionnaire

CHOICES = (("a", "A"), ("b", "B"), ("c", "C"))
ASKED = Questionnaire(
    "essai",
    "1",
    "Essai",
    "",
    "",
    (
        Question("one", QuestionKind.ONE, "Un ?", (("yes", "Oui"), ("no", "Non")), required=True),
        Question("several", QuestionKind.SEVERAL, "Plusieurs ?", CHOICES),
        Question("text", QuestionKind.TEXT, "Texte ?"),
    ),
)
