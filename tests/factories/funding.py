"""A fictitious envelope, a balanced request and its papers, for the tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from maillage.programme.funding.enums import PaperKind, PlanKind, PlanStatus, RequestEvent
from maillage.programme.funding.models import Agreement, Envelope, GrantRequest
from maillage.programme.funding.services.agreements import prepare_agreement, sign_agreement
from maillage.programme.funding.services.envelopes import open_envelope
from maillage.programme.funding.services.papers import add_paper
from maillage.programme.funding.services.requests import Ask, OtherMoney, Share, draft_request, move_request
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.governance.models import Governance, Member
from maillage.programme.roadmap.enums import BudgetNature
from maillage.programme.roadmap.models import Action
from tests.factories.governance_bodies import BY, make_member
from tests.factories.roadmap import make_action, make_roadmap

TODAY = date(2026, 11, 24)
NUMIXS, MARKET, TRAINING, ENGINEERING = (
    "numixs-labs-carpf",
    "marche-ingenierie-anct",
    "formation-aidants-2024",
    "ingenierie-fne-2024",
)
PDF = b"%PDF-1.7\nfictif\n%%EOF"
EUR = Decimal


def make_envelope(governance: Governance, code: str = NUMIXS, amount: str | None = None) -> Envelope:
    """An open envelope."""
    return open_envelope(governance=governance, code=code, amount_eur=EUR(amount) if amount else None, by=BY)


def make_funded_action(governance: Governance, budget: str = "100000", **sheet: Any) -> Action:
    """An action with a budget; its roadmap is made when it is missing."""
    roadmap = governance.roadmaps.first() or make_roadmap(governance)
    return make_action(roadmap, budget={"2026/investment": budget}, **sheet)


def make_ask(member: Member, asked: str = "40000", budget: str = "100000", **fields: Any) -> Ask:
    """A request that balances: the rest is the body's own money."""
    own = EUR(budget) - EUR(asked)
    plan = (OtherMoney(PlanKind.OWN, "Fonds propres", PlanStatus.CONFIRMED, own),) if own > 0 else ()
    given = {
        "lines": {BudgetNature.INVESTMENT: EUR(asked)},
        "shares": (Share(member, EUR(asked)),),
        "plan": plan,
    }
    return Ask(budget_eur=EUR(budget), asked_eur=EUR(asked), **(given | fields))


def make_request(
    envelope: Envelope,
    action: Action,
    asked: str = "40000",
    *,
    budget: str = "100000",
    member: Member | None = None,
    papers: tuple[PaperKind, ...] = (PaperKind.BUDGET, PaperKind.QUOTE),
    **fields: Any,
) -> GrantRequest:
    """A draft with its papers."""
    member = member or make_member(envelope.governance, MemberCategory.COMMUNE, territory_code="95585")
    ask = make_ask(member, asked, budget, **fields)
    request = draft_request(envelope=envelope, action=action, ask=ask, by=BY, today=TODAY)
    for kind in papers:
        add_paper(request=request, kind=kind, content=PDF, by=BY, today=TODAY)
    return request


def accept(request: GrantRequest, granted: str | None = None, reason: str = "") -> GrantRequest:
    """File, examine and accept."""
    for event in (RequestEvent.FILE, RequestEvent.EXAMINE):
        request = move_request(request=request, event=event, by=BY, today=TODAY)
    amount = EUR(granted) if granted else None
    return move_request(
        request=request, event=RequestEvent.ACCEPT, granted_eur=amount, reason=reason, by=BY, today=TODAY
    )


def agree(request: GrantRequest, **fields: Any) -> Agreement:
    """The signed agreement of the only beneficiary."""
    given = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31), "signatories": ("La préfète", "La maire")}
    beneficiary = request.beneficiaries.get()
    agreement = prepare_agreement(beneficiary=beneficiary, **(given | fields), by=BY, today=TODAY)
    for kind in (PaperKind.SIRENE, PaperKind.RIB, PaperKind.CER):
        add_paper(request=request, kind=kind, content=PDF, by=BY, today=TODAY)
    return sign_agreement(agreement=agreement, signed_on=TODAY, by=BY, today=TODAY)
