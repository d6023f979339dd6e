"""Kinds of questions."""

from __future__ import annotations

from django.db.models import TextChoices


class QuestionKind(TextChoices):
    """How a question is answered."""

    ONE = "one", "Un seul choix"
    SEVERAL = "several", "Plusieurs choix"
    SCALE = "scale", "De 1 à 5"
    TEXT = "text", "Texte libre"
