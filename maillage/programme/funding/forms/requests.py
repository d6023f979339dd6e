"""A request with its rows: natures, beneficiaries, other money; and each event with what it asks."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import EuroField, reason_field
from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import PaperKind, PlanKind, PlanStatus, Purpose, RequestEvent, RequestState
from maillage.programme.funding.models import Envelope, GrantRequest
from maillage.programme.funding.rules.states import MOVES
from maillage.programme.funding.services.requests import Ask, OtherMoney, Share
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Governance, Member
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.people.models import User
from maillage.programme.roadmap.enums import BudgetNature
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.selectors.actions import actions_in

SHARES, PLAN = range(1, 4), range(1, 5)


class StartForm(forms.Form):
    """Which action, on which envelope."""

    action: forms.ModelChoiceField[Action] = forms.ModelChoiceField(
        label="Action", queryset=None, empty_label="Choisir l’action"
    )
    envelope: forms.ModelChoiceField[Envelope] = forms.ModelChoiceField(
        label="Enveloppe", queryset=None, empty_label="Choisir l’enveloppe"
    )

    def __init__(self, *args: Any, governance: Governance, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "action", actions_in(governance, user))
        offer(self, "envelope", governance.envelopes.all())


class AskForm(forms.Form):
    """What a request says; `ask()` gives it to the service. Empty rows are left out."""

    every_field_optional = True

    purpose = forms.ChoiceField(label="Objet", choices=Purpose.choices)
    budget_eur = EuroField(label="Budget de l’opération", help_text="Toutes dépenses comprises, exemple : 59 700")
    asked_eur = EuroField(label="Montant demandé à cette enveloppe")
    derogation = reason_field("Raison de la dérogation", required=False)

    def __init__(self, *args: Any, envelope: Envelope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = spec_of(envelope.code)
        self.fields["purpose"].choices = [(one.value, one.label) for one in spec.windows]  # type: ignore[attr-defined]
        if spec.training is None:
            del self.fields["derogation"]
        for nature in BudgetNature:
            if not spec.natures or nature in spec.natures:
                self.fields[f"nature_{nature}"] = EuroField(label=nature.label, required=False)
        for rank in SHARES:
            self._share(rank, envelope, trains=spec.training is not None)
        for rank in PLAN:
            self._plan(rank)

    def _share(self, rank: int, envelope: Envelope, *, trains: bool) -> None:
        self.fields[f"member_{rank}"] = forms.ModelChoiceField(
            label=f"Bénéficiaire {rank}", queryset=None, required=False, empty_label="Personne"
        )
        offer(self, f"member_{rank}", confirmed_members(envelope.governance))
        self.fields[f"part_{rank}"] = EuroField(label=f"Part du bénéficiaire {rank}", required=False)
        self.fields[f"passes_{rank}"] = forms.BooleanField(
            label=f"Le bénéficiaire {rank} paie un prestataire (devis joint)", required=False
        )
        if trains:
            self.fields[f"trains_{rank}"] = forms.BooleanField(
                label=f"Le bénéficiaire {rank} est un organisme de formation", required=False
            )

    def _plan(self, rank: int) -> None:
        self.fields[f"source_{rank}"] = forms.CharField(
            label=f"Autre ressource {rank}", max_length=150, required=False, help_text="Qui paie"
        )
        self.fields[f"kind_{rank}"] = forms.ChoiceField(label="Nature", choices=PlanKind.choices, required=False)
        self.fields[f"status_{rank}"] = forms.ChoiceField(label="Certitude", choices=PlanStatus.choices, required=False)
        self.fields[f"money_{rank}"] = EuroField(label=f"Montant de la ressource {rank}", required=False)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in the order and under the headings of the page."""
        names = list(self.fields)
        of = {
            "La demande": ["purpose", "budget_eur", "asked_eur"],
            "Ce qu’elle paie": [one for one in names if one.startswith("nature_")],
            "Qui reçoit": [one for one in names if one.split("_")[0] in ("member", "part", "passes", "trains")]
            + ([] if "derogation" not in names else ["derogation"]),
            "Qui paie le reste": [one for one in names if one.split("_")[0] in ("source", "kind", "status", "money")],
        }
        return [(heading, [self[name] for name in group]) for heading, group in of.items()]

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        given = super().clean() or {}
        for rank in SHARES:
            if bool(given.get(f"member_{rank}")) != bool(given.get(f"part_{rank}")):
                self.add_error(f"part_{rank}", "Donnez le bénéficiaire et sa part, ou aucun des deux.")
        for rank in PLAN:
            if bool(given.get(f"source_{rank}")) != bool(given.get(f"money_{rank}")):
                self.add_error(f"money_{rank}", "Dites qui paie et combien, ou rien.")
        return given

    def ask(self) -> Ask:
        """The request as the service takes it."""
        given = self.cleaned_data
        natures = {nature: given.get(f"nature_{nature}") for nature in BudgetNature}
        return Ask(
            budget_eur=given["budget_eur"],
            asked_eur=given["asked_eur"],
            purpose=Purpose(given["purpose"]),
            lines={nature: amount for nature, amount in natures.items() if amount},
            shares=[self._share_of(rank) for rank in SHARES if given.get(f"member_{rank}")],
            plan=[self._money_of(rank) for rank in PLAN if given.get(f"money_{rank}")],
            derogation=given.get("derogation", ""),
        )

    def _share_of(self, rank: int) -> Share:
        given = self.cleaned_data
        return Share(
            given[f"member_{rank}"],
            given[f"part_{rank}"],
            passes_on=given[f"passes_{rank}"],
            is_training_body=given.get(f"trains_{rank}", False),
        )

    def _money_of(self, rank: int) -> OtherMoney:
        given = self.cleaned_data
        kind, status = given[f"kind_{rank}"] or PlanKind.OWN, given[f"status_{rank}"] or PlanStatus.HOPED
        return OtherMoney(PlanKind(kind), given[f"source_{rank}"], PlanStatus(status), given[f"money_{rank}"])


def initial_of(request: GrantRequest) -> dict[str, Any]:
    """What an existing request puts in the form."""
    found: dict[str, Any] = {
        "purpose": request.purpose,
        "budget_eur": request.budget_eur,
        "asked_eur": request.asked_eur,
        "derogation": request.derogation,
    }
    found |= {f"nature_{one.nature}": one.amount_eur for one in request.lines.all()}
    for rank, share in zip(SHARES, request.beneficiaries.all(), strict=False):
        found |= {f"member_{rank}": share.member_id, f"part_{rank}": share.amount_eur}
        found |= {f"passes_{rank}": share.passes_on, f"trains_{rank}": share.is_training_body}
    for rank, line in zip(PLAN, request.plan.all(), strict=False):
        found |= {f"source_{rank}": line.source, f"kind_{rank}": line.kind}
        found |= {f"status_{rank}": line.status, f"money_{rank}": line.amount_eur}
    return found


class EventForm(forms.Form):
    """An event: the amount granted, or the reason."""

    granted_eur = EuroField(label="Montant accordé", help_text="Au plus ce qui est demandé.")
    reason = reason_field("Raison", required=False)

    def __init__(self, *args: Any, request: GrantRequest, event: RequestEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        move = MOVES[RequestState(request.state), event]
        if event is not RequestEvent.ACCEPT:
            del self.fields["granted_eur"]
        self.fields["reason"].required = move.reason
        if not move.reason and event is not RequestEvent.ACCEPT:
            del self.fields["reason"]


class PaperForm(forms.Form):
    """A paper to keep."""

    kind = forms.ChoiceField(label="Nature de la pièce", choices=PaperKind.choices)
    member: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Bénéficiaire concerné", queryset=None, required=False, empty_label="La demande entière"
    )
    file = forms.FileField(label="Fichier", help_text="PDF, PNG ou JPEG, 25 Mo au plus.")

    def __init__(self, *args: Any, request: GrantRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", Member.objects.filter(benefits__request=request))

    def kept(self) -> dict[str, Any]:
        """What the service keeps."""
        given = self.cleaned_data
        return {"kind": PaperKind(given["kind"]), "member": given["member"], "content": given["file"].read()}
