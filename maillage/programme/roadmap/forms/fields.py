"""Fields of the roadmap: territories as people name them."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from maillage.programme.roadmap.selectors.roadmaps import names_of_codes
from maillage.programme.territories.names import plain
from maillage.programme.territories.selectors import territories_named

SHOWN = 3


class TerritoriesField(forms.CharField):
    """Territories, one a line: a name, or a code when two share it. Gives the list of codes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Un par ligne : nom ou code d’une commune, d’un EPCI ou du département.")
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Codes are shown by their names."""
        return "\n".join(territory_words(value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The codes, or the line that names no territory."""
        lines = [one.strip() for one in re.split(r"[\n;]", str(super().clean(value) or "")) if one.strip()]
        return list(dict.fromkeys(one_code(line) for line in lines))


def territory_words(codes: list[str]) -> list[str]:
    """« Vexin Centre (200035970) »: a name and its code, which can be read back."""
    return [f"{name} ({code})" for name, code in zip(names_of_codes(codes), codes, strict=True)]


def one_code(line: str) -> str:
    """The code of one territory written by name or code."""
    coded = re.search(r"\(([0-9AB]{2,9})\)$", line)
    text = coded[1] if coded else line
    found = territories_named(text)
    exact = [one for one in found if plain(text) in (plain(one.name), plain(one.code))]
    chosen = exact or list(found)
    if len(chosen) == 1:
        return chosen[0].code
    if not chosen:
        raise forms.ValidationError(
            f"« {line} » n’est ni un nom ni un code de territoire connu. Vérifiez l’orthographe."
        )
    names = ", ".join(f"{one.name} ({one.code})" for one in chosen[:SHOWN])
    raise forms.ValidationError(f"« {line} » peut être {names}. Écrivez le code du bon.")
