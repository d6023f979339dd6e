"""Gathers what the rules of a deposit look at, and gives every reason to refuse it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import PaperKind, PlanKind, Purpose
from maillage.programme.funding.models import GrantRequest
from maillage.programme.funding.rules import envelopes, requests, training
from maillage.programme.funding.selectors.requests import engaged_for_action, engaged_in
from maillage.programme.governance.enums import GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.roadmap.enums import BudgetNature


def deposit_faults(request: GrantRequest, today: date) -> list[str]:
    """Why a request cannot be filed today, in the order in which one mends it; empty when it can."""
    faults = [*_sums(request), *_use(request), *_envelope(request), *_training(request), *_papers(request, today)]
    return [fault for fault in faults if fault]


def _sums(request: GrantRequest) -> list[str]:
    receivers, plan = receivers_of(request), plan_of(request)
    asked, budget = request.asked_eur, request.budget_eur
    return [
        *requests.receiver_faults(receivers, has_quote=PaperKind.QUOTE in kinds_of(request)),
        *requests.sum_faults(asked, [one.amount_eur for one in request.lines.all()], receivers),
        requests.budget_fault(asked, budget, action_budget(request)),
        requests.balance_fault(asked, budget, plan),
        requests.public_aid_fault(asked, budget, plan),
        requests.action_aid_fault(asked, engaged_for_action(request), action_budget(request)),
    ]


def _use(request: GrantRequest) -> list[str]:
    return envelopes.use_faults(
        spec_of(request.envelope.code),
        needs=request.action.needs,
        natures=[BudgetNature(one.nature) for one in request.lines.all()],
        categories=[MemberCategory(one.member.category) for one in request.beneficiaries.select_related("member")],
    )


def _envelope(request: GrantRequest) -> list[str]:
    envelope, spec = request.envelope, spec_of(request.envelope.code)
    others = engaged_in(envelope, but=request)
    return [
        envelopes.rate_fault(spec, request.asked_eur, request.budget_eur),
        envelopes.unit_cap_fault(spec, request.asked_eur),
        envelopes.cap_fault(envelope.amount_eur, others, request.asked_eur, envelope.title),
    ]


def _training(request: GrantRequest) -> list[str]:
    if spec_of(request.envelope.code).training is None:
        return []
    recipients = [
        training.Recipient(
            one.member.display_name,
            frozenset(
                GovernanceRole(role)
                for role in one.member.charges.filter(ends_on__isnull=True).values_list("role", flat=True)
            ),
            one.is_training_body,
        )
        for one in request.beneficiaries.select_related("member")
    ]
    return training.recipient_faults(recipients, request.derogation)


def _papers(request: GrantRequest, today: date) -> list[str]:
    spec = spec_of(request.envelope.code)
    return [
        envelopes.context_fault(spec, request.envelope.governance.context_note),
        envelopes.paper_fault(spec.papers, kinds_of(request)),
        envelopes.window_fault(spec, Purpose(request.purpose), today),
    ]


def receivers_of(request: GrantRequest) -> list[requests.Receiver]:
    """The beneficiaries as the rules see them."""
    return [
        requests.Receiver(
            one.member.display_name, one.member.status == MemberStatus.CONFIRMED, one.amount_eur, one.passes_on
        )
        for one in request.beneficiaries.select_related("member")
    ]


def plan_of(request: GrantRequest) -> list[requests.PlanPart]:
    """The other money as the rules see it."""
    return [requests.PlanPart(PlanKind(one.kind), one.amount_eur) for one in request.plan.all()]


def kinds_of(request: GrantRequest) -> set[PaperKind]:
    """The kinds of papers that are there."""
    return {PaperKind(kind) for kind in request.papers.values_list("kind", flat=True)}


def action_budget(request: GrantRequest) -> Decimal:
    """What the action plans, all years and natures."""
    return sum((one.planned_eur for one in request.action.budget_lines.all()), Decimal(0))
