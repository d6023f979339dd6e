"""Who asks for their rights."""

from __future__ import annotations

from django import forms

from maillage.design.fields import EmailField
from maillage.programme.privacy.rules import SHORTEST, Sought, fold

TOO_SHORT = "Donnez l’adresse électronique ou le nom complet de la personne, d’au moins quatre caractères."


class PersonForm(forms.Form):
    """The e-mail address, the full name, or both; sent by post, so that no name stands in an address."""

    email = EmailField(label="Adresse électronique de la personne", required=False, max_length=254)
    name = forms.CharField(
        label="Prénom et nom",
        required=False,
        max_length=150,
        help_text="Laissez vide si l’adresse suffit : un nom peut être celui de deux personnes.",
    )

    def clean(self) -> dict[str, object]:
        """At least one of the two, long enough to be someone's."""
        given = super().clean() or {}
        if not self.errors and not self.sought.values:
            raise forms.ValidationError(TOO_SHORT)
        for name in ("email", "name"):
            value = str(given.get(name) or "")
            if value and len(fold(value)) < SHORTEST:
                self.add_error(name, TOO_SHORT)
        return given

    @property
    def sought(self) -> Sought:
        """The person asked for."""
        given = self.cleaned_data
        return Sought(str(given.get("email") or ""), str(given.get("name") or ""))


class ErasureForm(PersonForm):
    """The same, once whoever answers says that the person was recognised."""

    sure = forms.BooleanField(
        label="J’ai vérifié que la demande vient de cette personne.",
        error_messages={"required": "Cochez la case : un effacement ne se défait pas."},
    )
