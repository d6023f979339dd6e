"""What is asked of a scenario, of its submission, and of an envelope to reserve."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from maillage.design.fields import EuroField
from maillage.design.money import exact_euros
from maillage.programme.funding.models import Envelope
from maillage.programme.funding.rules.portfolio import Terms, needs_of
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Governance
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.selectors.actions import actions_in

DATES = (("keep", "Respecter les dates de dépôt"), ("next", "Préparer un prochain exercice, sans regarder les dates"))


def share_field(label: str, initial: int, hint: str = "") -> forms.IntegerField:
    """A share in per cent."""
    return forms.IntegerField(label=label, min_value=0, max_value=100, initial=initial, help_text=hint)


class ScenarioForm(forms.Form):
    """The terms of a scenario; `terms()` gives them to the service."""

    name = forms.CharField(label="Nom du scénario", max_length=150, help_text="Exemple : priorité au rural")
    dates = forms.ChoiceField(label="Dates de dépôt", choices=DATES, initial="keep", widget=forms.RadioSelect)
    own_share = share_field("Part que les porteurs apportent, en %", 20, "Au plus, sur chaque action.")
    public_share = share_field("Part publique au plus, en %", 80, "Le reste vient des porteurs.")
    least_by_epci = forms.IntegerField(
        label="Actions par EPCI, au moins",
        min_value=0,
        max_value=20,
        initial=0,
        help_text="Une action départementale compte pour chaque EPCI.",
    )
    rural_share = share_field("Argent pour le rural, en % au moins", 0, "Communes de moins de 3 500 habitants.")
    qpv_share = share_field("Argent pour les quartiers prioritaires, en % au moins", 0)

    def __init__(
        self,
        *args: Any,
        left: Iterable[tuple[Envelope, Decimal | None]],
        actions: Iterable[Action],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.envelopes = []
        for envelope, amount in left:
            hint = f"Il reste {exact_euros(amount)}." if amount is not None else "Sans plafond : donnez un montant."
            first = amount if amount and amount > 0 else None
            field = EuroField(label=f"À répartir, {envelope.title}", required=False, help_text=hint, initial=first)
            self.fields[f"amount_{envelope.code}"] = field
            self.envelopes.append(envelope.code)
        found = list(actions)
        choices = [(str(one.public_id), str(one)) for one in found]
        self.keys = {one.reference.upper(): str(one.public_id) for one in found}
        for name, label in (("imposed", "Actions imposées"), ("barred", "Actions écartées")):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.fields["needs"] = forms.CharField(
            label="Dépendances",
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Une par ligne : « A03 ; A01, A02 » veut dire que A03 ne se fait qu’avec A01 et A02.",
        )
        self.order_fields(["name", *(f"amount_{code}" for code in self.envelopes)])

    def clean_needs(self) -> dict[str, frozenset[str]]:
        """The dependencies, by the keys of the actions."""
        try:
            return needs_of(self.cleaned_data["needs"], self.keys)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """There is money to share, and what the envelopes leave can be paid."""
        given = super().clean() or {}
        if not any(given.get(f"amount_{code}") for code in self.envelopes) and not self.errors:
            self.add_error(None, "Donnez au moins un montant à répartir.")
        own, public = given.get("own_share"), given.get("public_share")
        if own is not None and public is not None and own + public < 100:
            self.add_error("own_share", f"Avec {public} % publics au plus, les porteurs apportent {100 - public} %.")
        return given

    def terms(self) -> Terms:
        """What the service is asked."""
        given = self.cleaned_data
        amounts = {code: given.get(f"amount_{code}") for code in self.envelopes}
        return Terms(
            amounts_eur={code: amount for code, amount in amounts.items() if amount},
            own_share=given["own_share"] / 100,
            public_share_max=given["public_share"] / 100,
            least_by_epci=given["least_by_epci"],
            rural_share=given["rural_share"] / 100,
            qpv_share=given["qpv_share"] / 100,
            keeps_dates=given["dates"] == "keep",
            imposed=frozenset(given["imposed"]),
            barred=frozenset(given["barred"]),
            needs=given["needs"],
        )


class ReserveForm(forms.Form):
    """An envelope that an adoption will reserve for an action."""

    envelope: forms.ModelChoiceField[Envelope] = forms.ModelChoiceField(
        label="Enveloppe", queryset=None, empty_label="Choisir l’enveloppe"
    )
    action: forms.ModelChoiceField[Action] = forms.ModelChoiceField(
        label="Action", queryset=None, required=False, empty_label="Celle que la proposition crée"
    )
    amount_eur = EuroField(label="Montant à demander", help_text="Exemple : 20 000")

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "envelope", governance.envelopes.all())
        offer(self, "action", actions_in(governance, None))

    def prepared(self) -> dict[str, Any]:
        """The content of the effect, and its action."""
        given = self.cleaned_data
        envelope, action, amount = given["envelope"], given["action"], given["amount_eur"]
        words = f"{exact_euros(amount)} sur « {envelope.title} »" + (f", {action}" if action else "")
        content = {"envelope": envelope.code, "amount_eur": str(amount), "label": words}
        return {"content": content, "action": action}
