"""Which field of a place goes back to its previous value."""

from __future__ import annotations

from django import forms

from maillage.programme.places.ledger import FIELDS
from maillage.programme.places.services.places import NothingToUndoError


class UndoForm(forms.Form):
    """One field of a place."""

    champ = forms.ChoiceField(choices=[(name, name) for name in FIELDS])

    def field(self) -> str:
        """The field named; a name that is none has nothing to undo."""
        if not self.is_valid():
            raise NothingToUndoError
        return str(self.cleaned_data["champ"])
