"""What someone reports about a place, and what is answered."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import EmailField
from maillage.programme.places.enums import ReportKind


class ReportForm(forms.Form):
    """What is wrong, in a few words, and where to answer. `site` is a trap for machines: people leave it empty."""

    kind = forms.ChoiceField(
        label="Qu’est-ce qui ne va pas ?",
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui ne va pas."},
    )
    message = forms.CharField(
        label="Dites-nous en plus",
        help_text="1 000 caractères au plus. N’écrivez rien sur votre vie privée ni sur une autre personne.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = EmailField(
        label="Votre courriel, si vous voulez la réponse",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    site = forms.CharField(
        label="Laissez cette case vide",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, Any]:
        """« Something else » needs words; a filled trap is refused aloud, should a person have fallen into it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == ReportKind.OTHER and not cleaned.get("message"):
            self.add_error("message", "Dites en quelques mots ce qui ne va pas.")
        if cleaned.pop("site", ""):
            self.add_error(None, "Cet envoi ressemble à celui d’une machine. Videz la case cachée et recommencez.")
        return cleaned


class AnswerForm(forms.Form):
    """The answer, read by the person who reported and by whoever has the address of the report."""

    answer = forms.CharField(
        label="Votre réponse",
        help_text="Dites ce que vous avez vérifié et corrigé. Aucune donnée personnelle.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
