"""Asking for a commune by name, by code or by postal code, with a choice where several answer."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.programme.places.selectors.localities import communes_written

UNKNOWN = "Aucune commune ne s’appelle ainsi. Vérifiez l’écriture, ou donnez son code Insee."
SEVERAL = "Plusieurs communes répondent. Choisissez la bonne dans la liste ci-dessous."
SHOWN = 12


class CommuneFields(forms.Form):
    """A commune typed; `commune_code` and `commune_name` in the cleaned values say which it is."""

    commune = forms.CharField(label="Commune", max_length=100, help_text="Son nom ou son code Insee.")
    commune_choisie = forms.CharField(label="Laquelle ?", max_length=5, required=False, widget=forms.RadioSelect)

    def choices(self) -> list[tuple[str, str]]:
        """The communes to choose from, when there are several."""
        widget: Any = self.fields["commune_choisie"].widget
        return list(widget.choices)

    def settle_commune(self, cleaned: dict[str, Any], postal_code: str = "") -> None:
        """Find the commune, or ask which one."""
        text = cleaned.get("commune", "")
        if not text:
            return
        found = communes_written(text, postal_code)
        chosen = [place for place in found if place.code == cleaned.get("commune_choisie")] or list(found)
        if len(chosen) > 1:
            choice = self.fields["commune_choisie"]
            choice.required = True
            widget: Any = choice.widget
            widget.choices = [(place.code, f"{place.name}, {place.detail}") for place in chosen[:SHOWN]]
            self.add_error("commune", SEVERAL)
        elif not chosen:
            self.add_error("commune", UNKNOWN)
        else:
            cleaned["commune_code"], cleaned["commune_name"] = chosen[0].code, chosen[0].name
