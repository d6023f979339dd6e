"""The form of a questionnaire, made from its definition."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.programme.surveys.enums import QuestionKind
from maillage.programme.surveys.rules import LONGEST_TEXT, Question, Questionnaire, answer_faults


class AnswerForm(forms.Form):
    """One field a question; what is wrong is said beside it."""

    def __init__(self, *args: Any, asked: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question in asked.questions:
            self.fields[question.code] = _field(question)

    def clean(self) -> dict[str, Any]:
        """The rules judge the whole."""
        cleaned = super().clean() or self.cleaned_data
        for code, fault in answer_faults(self.asked, cleaned).items():
            if code not in self.errors:
                self.add_error(code, fault)
        return cleaned


def _field(question: Question) -> forms.Field:
    said: dict[str, Any] = {"label": question.words, "required": question.required, "help_text": question.hint}
    if question.kind is QuestionKind.TEXT:
        return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **said)
    if question.kind is QuestionKind.SEVERAL:
        return forms.MultipleChoiceField(choices=question.options, widget=forms.CheckboxSelectMultiple, **said)
    return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **said)
