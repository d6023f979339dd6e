"""Convening: who signs, what is said, whom; and the answer of an invited person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.programme.governance.enums import InvitationAnswer
from maillage.programme.governance.models import Committee, Representative

ANSWERS = [(answer.value, answer.label) for answer in InvitationAnswer if answer is not InvitationAnswer.NONE]


class ConvocationForm(forms.Form):
    """The letter, and the persons."""

    signatories = forms.CharField(
        label="Signataires",
        help_text="Un par ligne, avec sa fonction. Au moins un.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    message = forms.CharField(
        label="Message", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
    persons = forms.MultipleChoiceField(label="Personnes invitées", widget=forms.CheckboxSelectMultiple)
    urgent_reason = forms.CharField(
        label="Raison de l’urgence",
        required=False,
        max_length=500,
        help_text="Seulement si le délai de convocation est dépassé. Elle figure dans le relevé.",
    )

    def __init__(self, *args: Any, persons: Sequence[Representative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in persons}
        field: forms.MultipleChoiceField = self.fields["persons"]  # type: ignore[assignment]
        field.choices = [(key, _label(person)) for key, person in self.known.items()]
        if not self.is_bound:
            self.initial["persons"] = list(self.known)

    @property
    def values(self) -> dict[str, Any]:
        """What the command takes."""
        answers = self.cleaned_data
        return {
            "signatories": answers["signatories"].splitlines(),
            "message": answers["message"],
            "urgent_reason": answers["urgent_reason"],
            "persons": [self.known[key] for key in answers["persons"]],
        }


class AnswerForm(forms.Form):
    """The answer of an invited person."""

    answer = forms.ChoiceField(label="Venez-vous ?", choices=ANSWERS, widget=forms.RadioSelect)
    stands_for = forms.CharField(
        label="Par qui, ou à qui",
        required=False,
        max_length=200,
        help_text="Nom et fonction, si vous vous faites représenter ou si vous donnez pouvoir.",
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = set()
        if not committee.remote_allowed:
            closed.add(InvitationAnswer.REMOTE.value)
        if not committee.proxies_per_person:
            closed.add(InvitationAnswer.PROXY.value)
        field: forms.ChoiceField = self.fields["answer"]  # type: ignore[assignment]
        field.choices = [pair for pair in ANSWERS if pair[0] not in closed]


def _label(person: Representative) -> str:
    what = f"{person.get_kind_display().lower()}, {person.member.display_name}"
    return f"{person.full_name} ({what})" if person.email else f"{person.full_name} ({what}) : par la poste"
