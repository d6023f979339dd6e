"""What is asked to open a campaign of confirmation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from maillage.programme.places.enums import Freshness
from maillage.programme.places.selectors.campaigns import area_choices


class CampaignForm(forms.Form):
    """Its name, what is written to the places, until when, and which places."""

    name = forms.CharField(label="Nom de la campagne", help_text="Exemple : vérification d’hiver", max_length=150)
    message = forms.CharField(
        label="Message ajouté au courriel",
        help_text="Le courriel dit déjà pourquoi nous écrivons et comment répondre.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    closes_on = forms.DateField(
        label="Dernier jour pour répondre",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    epci = forms.ChoiceField(label="Où", required=False)
    colours = forms.MultipleChoiceField(
        label="Quels lieux",
        help_text="Sans choix, tous les lieux sont interrogés.",
        required=False,
        choices=Freshness.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        areas: forms.ChoiceField = self.fields["epci"]  # type: ignore[assignment]
        areas.choices = [("", "Tout le périmètre"), *area_choices()]

    def clean_closes_on(self) -> date:
        """The last day, when it is still to come."""
        day: date = self.cleaned_data["closes_on"]
        if day <= self.today:
            raise forms.ValidationError("Choisissez un jour à venir.")
        return day
