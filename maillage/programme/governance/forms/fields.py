"""Fields that several forms share: codes of territories, numbers of bodies."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.programme.governance.enums import MemberCategory
from maillage.programme.governance.rules.identifiers import compact
from maillage.programme.territories.names import plain
from maillage.programme.territories.selectors import territories_named

COMMUNE, DEPARTEMENT = "Commune", "Département"
NEXT_DOORS = 3


class NumberField(forms.CharField):
    """A SIREN, a SIRET, a postal code: digits, however they were spaced."""

    def __init__(self, *, digits: int, **kwargs: Any) -> None:
        super().__init__(max_length=digits + 10, required=False, **kwargs)
        self.digits = digits

    def clean(self, value: Any) -> str:
        """The digits alone; how many there must be is said."""
        text = compact(str(super().clean(value) or ""))
        if text and not (text.isascii() and text.isdecimal() and len(text) == self.digits):
            raise forms.ValidationError(f"Il faut {self.digits} chiffres.")
        return text


def territory_code(text: str, category: MemberCategory) -> str:
    """The code of a territory written by name or by code; a ValidationError says what to write instead."""
    if not text.strip():
        return ""
    found = [one for one in territories_named(text) if _fits(one.kind, category)]
    exact = [one for one in found if plain(text) in (plain(one.name), plain(one.code))]
    chosen = exact or found
    if len(chosen) == 1:
        return chosen[0].code
    if not chosen:
        raise forms.ValidationError("Aucun territoire ne porte ce nom ni ce code. Vérifiez l’orthographe.")
    names = ", ".join(f"{one.name} ({one.code})" for one in chosen[:NEXT_DOORS])
    raise forms.ValidationError(f"Plusieurs territoires correspondent : {names}. Écrivez le code du bon.")


def _fits(kind: str, category: MemberCategory) -> bool:
    """Whether a territory of this kind can be the body's; an association may be anywhere."""
    if category is MemberCategory.EPCI:
        return kind not in (COMMUNE, DEPARTEMENT)
    if category is MemberCategory.DEPARTEMENT:
        return kind == DEPARTEMENT
    return kind == COMMUNE or category is not MemberCategory.COMMUNE
