"""What is asked of a siting scenario."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.programme.siting.enums import SitingObjective

MOST = 10


class SitingForm(forms.Form):
    """How many to add, within which reach, for whom first."""

    name = forms.CharField(label="Nom du scénario", max_length=150, help_text="Exemple : deux arrêts et un poste")
    posts = forms.IntegerField(
        label="Postes de médiateur à placer", min_value=0, max_value=MOST, initial=1, help_text="Dans un lieu fixe."
    )
    stops = forms.IntegerField(
        label="Arrêts du bus à placer",
        min_value=0,
        max_value=MOST,
        initial=2,
        help_text="Une demi-journée tous les quinze jours.",
    )
    objective = forms.ChoiceField(
        label="Ce que l’on cherche", choices=SitingObjective.choices, initial="coverage", widget=forms.RadioSelect
    )
    limit_minutes = forms.IntegerField(
        label="Portée, en minutes de voiture",
        min_value=5,
        max_value=60,
        initial=15,
        help_text="Au-delà, une personne n’est pas servie.",
    )
    rural_share = forms.IntegerField(
        label="Part servie dans le rural, en % au moins",
        min_value=0,
        max_value=100,
        initial=0,
        help_text="Communes de moins de 3 500 habitants. 0 : aucun plancher.",
    )
    qpv_share = forms.IntegerField(
        label="Part servie dans les communes avec un quartier prioritaire, en % au moins",
        min_value=0,
        max_value=100,
        initial=0,
    )

    def clean(self) -> dict[str, Any]:
        """Something is to be placed."""
        given = super().clean() or {}
        if not self.errors and not given["posts"] and not given["stops"]:
            self.add_error(None, "Donnez au moins un poste ou un arrêt à placer.")
        return given
