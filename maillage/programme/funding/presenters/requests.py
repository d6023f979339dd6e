"""Requests in French words: a line, the whole page, what can happen next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from maillage.design.money import exact_euros
from maillage.design.parts import Cell, Column, Step, Table
from maillage.design.typography import day_of, percent, spaced
from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import RequestEvent, RequestState
from maillage.programme.funding.models import Agreement, FundingPaper, GrantRequest, RequestTransition
from maillage.programme.funding.rules.states import ENDED, Actor, moves_from
from maillage.programme.funding.selectors.requests import requests_for
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.related import Related

S, E = RequestState, RequestEvent
STATE_KINDS = {
    S.DRAFT: "muted",
    S.INCOMPLETE: "warning",
    S.ACCEPTED: "success",
    S.AGREED: "success",
    S.PAID: "success",
    S.SETTLED: "success",
    S.REFUSED: "error",
    S.TO_REFUND: "error",
    S.WITHDRAWN: "muted",
}
# What an agreement does is done on the agreement; these are asked on the request itself.
ON_REQUEST = frozenset({E.FILE, E.WITHDRAW, E.COMPLETE, E.EXAMINE, E.ACCEPT, E.REFUSE, E.REOPEN})
# A side exit stands where the way was left; what ended without money stands nowhere.
STANDS_AT = {S.INCOMPLETE: S.FILED, S.TO_REFUND: S.JUSTIFIED}
CHAIN = (S.DRAFT, S.FILED, S.EXAMINED, S.ACCEPTED, S.AGREED, S.PAID, S.JUSTIFIED, S.SETTLED)


def request_url(request: GrantRequest, name: str = "request", **more: object) -> str:
    """A page of a request."""
    return reverse(f"funding:{name}", kwargs={"public_id": request.public_id, **more})


@dataclass(frozen=True)
class RequestLineView:
    """A request in a list."""

    label: str
    url: str
    action: str
    action_url: str
    envelope: str
    state: str
    state_kind: str
    asked: str
    granted: str
    rate: str
    beneficiaries: str


def request_line(request: GrantRequest) -> RequestLineView:
    """A request in words."""
    state = RequestState(request.state)
    return RequestLineView(
        label=f"{request.action.reference} {request.action.title}",
        url=request_url(request),
        action=str(request.action),
        action_url=reverse("roadmap:action", kwargs={"public_id": request.action.public_id}),
        envelope=request.envelope.title,
        state=state.label,
        state_kind=STATE_KINDS.get(state, "info"),
        asked=exact_euros(request.asked_eur),
        granted=granted_words(request),
        rate=percent(float(request.asked_eur / request.budget_eur), 0),
        beneficiaries=", ".join(one.member.display_name for one in request.beneficiaries.all()) or "personne encore",
    )


def related_requests(action: Action, user: User) -> tuple[Related, ...]:
    """The requests of an action that someone may read, for the page of the action."""
    if not may(user.roles, Capability.SEE_FUNDING):
        return ()
    found = requests_for(action.roadmap.governance, user, timezone.localdate()).filter(action=action)
    return tuple(_related(request_line(one)) for one in found)


def _related(line: RequestLineView) -> Related:
    detail = spaced(f"{line.asked} demandés, accordé : {line.granted}")
    return Related(line.envelope, line.url, line.state, line.state_kind, detail)


def granted_words(request: GrantRequest) -> str:
    """What was granted, or why nothing is."""
    if request.granted_eur is not None:
        return exact_euros(request.granted_eur)
    return "rien" if request.state in ENDED else "pas encore"


@dataclass(frozen=True)
class Stage:
    """One stage of the way of a request."""

    label: str
    passed: bool
    current: bool


def stages(request: GrantRequest) -> tuple[Stage, ...]:
    """Where a request stands on its way."""
    state = STANDS_AT.get(RequestState(request.state), RequestState(request.state))
    place = CHAIN.index(state) if state in CHAIN else -1
    return tuple(Stage(one.label, rank < place, rank == place) for rank, one in enumerate(CHAIN))


@dataclass(frozen=True)
class Act:
    """An event that this person may cause now."""

    label: str
    url: str
    forward: bool


def acts(request: GrantRequest, actors: frozenset[Actor]) -> tuple[Act, ...]:
    """What a person who is these actors may do to the request, the way forward first."""
    found = [
        Act(event.label, request_url(request, "request_move", event=event.value), not move.reason)
        for event, move in moves_from(RequestState(request.state)).items()
        if event in ON_REQUEST and move.actor in actors
    ]
    return tuple(sorted(found, key=lambda one: not one.forward))


def plan_table(request: GrantRequest) -> Table:
    """The financing plan: what is asked, what others pay, and the budget at the foot."""
    columns = (Column("Ressource"), Column("Nature"), Column("Certitude"), Column("Montant", numeric=True))
    asked = (
        Cell(request.envelope.funder.name),
        Cell("Subvention demandée"),
        Cell(RequestState(request.state).label),
        Cell(exact_euros(request.asked_eur), numeric=True),
    )
    others = tuple(
        (
            Cell(one.source),
            Cell(one.get_kind_display()),
            Cell(one.get_status_display()),
            Cell(exact_euros(one.amount_eur), numeric=True),
        )
        for one in request.plan.all()
    )
    total = request.asked_eur + sum((one.amount_eur for one in request.plan.all()), Decimal(0))
    totals = (Cell("Total"), Cell(""), Cell(""), Cell(exact_euros(total), numeric=True))
    return Table("Plan de financement", columns, (asked, *others), totals)


def shares_table(request: GrantRequest) -> Table:
    """Natures and beneficiaries, each with its part."""
    rows = [
        (Cell(one.get_nature_display()), Cell("Nature de dépense"), Cell(exact_euros(one.amount_eur), numeric=True))
        for one in request.lines.all()
    ]
    rows += [
        (Cell(one.member.display_name), Cell("Bénéficiaire"), Cell(exact_euros(one.amount_eur), numeric=True))
        for one in request.beneficiaries.all()
    ]
    columns = (Column("Poste ou bénéficiaire"), Column("Répartition"), Column("Montant", numeric=True))
    return Table("Répartition de la demande", columns, tuple(rows))


def history(steps: Iterable[RequestTransition]) -> tuple[Step, ...]:
    """What happened, the last first."""
    return tuple(
        Step(
            f"{day_of(one.on)}, {one.by_label}",
            spaced(f"{one.get_event_display()} : {one.get_to_state_display()}. {one.reason}".strip()),
        )
        for one in steps
    )


@dataclass(frozen=True)
class PaperLine:
    """A paper and where to open it."""

    kind: str
    detail: str
    url: str


def paper_lines(request: GrantRequest, papers: Iterable[FundingPaper]) -> tuple[PaperLine, ...]:
    """The papers, the last first."""
    return tuple(
        PaperLine(
            one.get_kind_display(),
            f"{one.member.display_name if one.member else 'pour la demande'}, "
            f"{day_of(timezone.localdate(one.added_at))}, {max(one.size // 1024, 1)} Ko",
            request_url(request, "paper", number=one.pk),
        )
        for one in papers
    )


@dataclass(frozen=True)
class AgreementView:
    """An agreement with its money and what can be done to it."""

    number: int
    title: str
    member: str
    state: str
    kind: str
    amount: str
    period: str
    paid: str
    spent: str
    refund: str
    signed: bool
    reported: bool
    owes: bool
    payable: bool
    amendments: tuple[str, ...]
    expenses: Table


def agreement_views(agreements: Iterable[Agreement]) -> tuple[AgreementView, ...]:
    """The agreements of a request."""
    return tuple(_agreement(one) for one in agreements)


def _agreement(one: Agreement) -> AgreementView:
    paid = sum((each.amount_eur for each in one.payments.all()), Decimal(0))
    spent = sum((each.amount_eur for each in one.expenses.all()), Decimal(0))
    owes = bool(one.refund_eur) and one.refunded_on is None
    return AgreementView(
        number=one.pk,
        title=str(one),
        member=one.beneficiary.member.display_name,
        state=_state_words(one, owes),
        kind="error" if owes else "success" if one.signed_on else "warning",
        amount=exact_euros(one.amount_eur),
        period=f"du {day_of(one.starts_on)} au {day_of(one.ends_on)}",
        paid=exact_euros(paid),
        spent=exact_euros(spent),
        refund=exact_euros(one.refund_eur) if one.refund_eur is not None else "",
        signed=one.signed_on is not None,
        reported=one.reported_on is not None,
        owes=owes,
        payable=one.beneficiary.request.state in (S.AGREED, S.PAID) and paid < one.amount_eur,
        amendments=tuple(
            spaced(f"Avenant {each.number} du {day_of(each.signed_on)} : {each.wording}")
            for each in one.amendments.all()
        ),
        expenses=expenses_table(one),
    )


def _state_words(one: Agreement, owes: bool) -> str:
    if owes:
        return "à restituer"
    if one.reported_on:
        return f"bilan déposé le {day_of(one.reported_on)}"
    return f"signée le {day_of(one.signed_on)}" if one.signed_on else "à signer"


def expenses_table(one: Agreement) -> Table:
    """The expenditure statement of an agreement."""
    columns = (Column("Date"), Column("Dépense"), Column("Facture"), Column("Nature"), Column("Montant", numeric=True))
    rows = tuple(
        (
            Cell(day_of(each.spent_on)),
            Cell(each.label),
            Cell(f"{each.supplier}, {each.invoice}"),
            Cell(each.get_nature_display()),
            Cell(exact_euros(each.amount_eur), numeric=True),
        )
        for each in one.expenses.all()
    )
    total = exact_euros(sum((each.amount_eur for each in one.expenses.all()), Decimal(0)))
    totals = (Cell("Total"), Cell(""), Cell(""), Cell(""), Cell(total, numeric=True))
    return Table(f"Dépenses de la {str(one).lower()}", columns, rows, totals if len(rows) > 1 else ())


def trains(request: GrantRequest) -> bool:
    """Whether the envelope of a request pays trainees."""
    return spec_of(request.envelope.code).training is not None
