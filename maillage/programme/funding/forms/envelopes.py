"""What is asked to open an envelope."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import EuroField
from maillage.programme.funding.definitions import envelope_specs


class EnvelopeForm(forms.Form):
    """Which envelope, and its amount when it is not the published one."""

    code = forms.ChoiceField(label="Enveloppe")
    amount_eur = EuroField(
        label="Montant", required=False, help_text="Vide : le montant publié pour le département, s’il y en a un."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(code, spec.title) for code, spec in envelope_specs().items()]  # type: ignore[attr-defined]
