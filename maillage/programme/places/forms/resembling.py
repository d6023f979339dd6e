"""What is being typed of a new place, enough to look for the ones that resemble it."""

from __future__ import annotations

from django import forms

from maillage.programme.places.models import Place
from maillage.programme.places.selectors.duplicates import lookalikes
from maillage.programme.places.selectors.localities import communes_written
from maillage.tables.places import PlaceRow

SHORTEST = 4


class ResemblingForm(forms.Form):
    """A name and a commune, as far as they are typed."""

    nom = forms.CharField(required=False, max_length=200)
    commune = forms.CharField(required=False, max_length=100)
    adresse = forms.CharField(required=False, max_length=250)

    def found(self) -> list[tuple[Place, float, tuple[str, ...]]]:
        """The places that resemble it; none before both are typed."""
        self.is_valid()
        typed = self.cleaned_data
        communes = communes_written(typed.get("commune", "")) if len(typed.get("nom", "")) >= SHORTEST else ()
        if len(communes) != 1:
            return []
        return lookalikes(
            PlaceRow(
                source="",
                source_id="",
                name=typed["nom"],
                address=typed.get("adresse", ""),
                commune_code=communes[0].code,
                commune_name=communes[0].name,
            )
        )
