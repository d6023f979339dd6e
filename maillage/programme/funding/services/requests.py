"""Writes requests and makes events happen to them; a deposit passes every rule, the envelope locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from maillage.programme.funding.enums import PlanKind, PlanStatus, Purpose, RequestEvent, RequestState
from maillage.programme.funding.models import (
    Beneficiary,
    Envelope,
    GrantRequest,
    PlanLine,
    RequestLine,
    RequestTransition,
)
from maillage.programme.funding.rules import envelopes as envelope_rules
from maillage.programme.funding.rules import states
from maillage.programme.funding.selectors import requests as selectors
from maillage.programme.funding.selectors.checks import deposit_faults
from maillage.programme.funding.services.rights import allow, demand_voice
from maillage.programme.governance.models import Member
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.roadmap.enums import BudgetNature
from maillage.programme.roadmap.models import Action

S, E = RequestState, RequestEvent


class RequestRefusedError(RefusedError):
    """What a rule of the money forbids; `faults` are the reasons, each with its figures and its remedy."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True)
class Share:
    """What one member receives."""

    member: Member
    amount_eur: Decimal
    passes_on: bool = False
    is_training_body: bool = False


@dataclass(frozen=True)
class OtherMoney:
    """A line of the financing plan."""

    kind: PlanKind
    source: str
    status: PlanStatus
    amount_eur: Decimal


@dataclass(frozen=True)
class Ask:
    """What a request says; a draft may be unbalanced."""

    budget_eur: Decimal
    asked_eur: Decimal
    purpose: Purpose = Purpose.DEPLOYMENT
    lines: Mapping[BudgetNature, Decimal] = field(default_factory=dict)
    shares: Sequence[Share] = ()
    plan: Sequence[OtherMoney] = ()
    derogation: str = ""


@transaction.atomic
def draft_request(
    *, envelope: Envelope, action: Action, ask: Ask, is_demonstration: bool = False, by: object, today: date
) -> GrantRequest:
    """Write a draft: nothing is engaged yet."""
    demand_voice(by, [*_pilots(action), *(share.member for share in ask.shares)], today)
    request = GrantRequest(envelope=envelope, action=action, is_demonstration=is_demonstration)
    _write(request, ask)
    _trace("request.drafted", request, by=by, asked_eur=ask.asked_eur)
    return request


@transaction.atomic
def update_request(*, request: GrantRequest, ask: Ask, by: object, today: date) -> GrantRequest:
    """Rewrite a request that nobody examines."""
    request = _locked(request)
    allow(states.Actor.ASKER, request, by=by, today=today)
    if RequestState(request.state) not in states.WRITABLE:
        raise RequestRefusedError("Cette demande est déposée : seul un complément demandé par le financeur la rouvre.")
    _write(request, ask)
    _trace("request.updated", request, by=by, asked_eur=ask.asked_eur)
    return request


@transaction.atomic
def move_request(
    *,
    request: GrantRequest,
    event: RequestEvent,
    reason: str = "",
    granted_eur: Decimal | None = None,
    by: object,
    today: date,
) -> GrantRequest:
    """Make an event happen, asked by its own actor; a deposit and an agreement are checked against the envelope."""
    request = _locked(request)
    before = RequestState(request.state)
    if fault := states.move_fault(before, event, reason=reason):
        raise RequestRefusedError(fault)
    allow(states.MOVES[before, event].actor, request, by=by, today=today)
    if event is E.FILE:
        _file(request, today)
    if event is E.ACCEPT:
        _accept(request, request.asked_eur if granted_eur is None else granted_eur, reason)
    return advance(request, event, reason=reason, by=by, today=today)


def advance(request: GrantRequest, event: RequestEvent, *, reason: str = "", by: object, today: date) -> GrantRequest:
    """Write the new state and the step; the caller holds the lock and has asked the rules."""
    before = RequestState(request.state)
    request.state = states.MOVES[before, event].to
    request.save()
    RequestTransition.objects.create(
        request=request,
        event=event,
        from_state=before,
        to_state=request.state,
        on=today,
        reason=reason,
        by_label=str(by)[:200],
    )
    _trace(f"request.{event.value}", request, by=by, before=before, after=request.state, reason=reason)
    return request


def _file(request: GrantRequest, today: date) -> None:
    if faults := deposit_faults(request, today):
        raise RequestRefusedError(*faults)
    request.filed_on = today


def _accept(request: GrantRequest, granted: Decimal, reason: str) -> None:
    others = selectors.engaged_in(request.envelope, but=request)
    faults = [
        states.grant_fault(granted, request.asked_eur, reason),
        envelope_rules.cap_fault(request.envelope.amount_eur, others, granted, request.envelope.title),
    ]
    if told := [fault for fault in faults if fault]:
        raise RequestRefusedError(*told)
    request.granted_eur = granted


def _write(request: GrantRequest, ask: Ask) -> None:
    if ask.asked_eur <= 0 or ask.budget_eur <= 0:
        raise RequestRefusedError("Écrivez un montant demandé et un budget plus grands que zéro.")
    request.budget_eur, request.asked_eur = ask.budget_eur, ask.asked_eur
    request.purpose, request.derogation = ask.purpose, ask.derogation.strip()
    request.save()
    for rows in (request.lines, request.beneficiaries, request.plan):
        rows.all().delete()
    for nature, amount in ask.lines.items():
        RequestLine.objects.create(request=request, nature=nature, amount_eur=amount)
    for share in ask.shares:
        Beneficiary.objects.create(
            request=request,
            member=share.member,
            amount_eur=share.amount_eur,
            passes_on=share.passes_on,
            is_training_body=share.is_training_body,
        )
    for other in ask.plan:
        PlanLine.objects.create(
            request=request, kind=other.kind, source=other.source, status=other.status, amount_eur=other.amount_eur
        )


def _pilots(action: Action) -> list[Member]:
    return [one.member for one in action.members.select_related("member") if one.role == "pilot"]


def _locked(request: GrantRequest) -> GrantRequest:
    """The request as it is now; its envelope is locked first, so that two deposits never count the same money."""
    Envelope.objects.select_for_update().get(pk=request.envelope_id)
    related = ("envelope__funder", "envelope__governance", "action")
    return GrantRequest.objects.select_for_update(of=("self",)).select_related(*related).get(pk=request.pk)


def _trace(event: str, request: GrantRequest, *, by: object, **details: object) -> None:
    record(actor=by, action=event, object_type="grant_request", object_id=str(request.public_id), details=dict(details))
