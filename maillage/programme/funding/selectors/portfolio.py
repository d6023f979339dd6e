"""The choice that a scenario makes, read from the roadmap, the envelopes and the published diagnosis."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from maillage.analytics.planning.portfolio import ActionOption, EnvelopeOption, Equity, Problem
from maillage.programme.diagnosis.selectors import scores_of
from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import Purpose, RequestState, ScenarioKind
from maillage.programme.funding.models import Envelope, GrantRequest, Scenario
from maillage.programme.funding.rules import portfolio as rules
from maillage.programme.funding.rules.envelopes import EnvelopeSpec, engaged, use_faults, window_fault
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.governance.models import Governance
from maillage.programme.roadmap.enums import ActionRole, ActionStatus, BudgetNature, Priority
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.rules.actions import ENDED
from maillage.programme.roadmap.selectors.actions import actions_in
from maillage.programme.territories.selectors import Lived, communes_lived_in, lived_within

CENTS = 100


@dataclass(frozen=True)
class Place:
    """Where an action happens: how fragile, in which EPCI, mostly rural or in the quarters or not."""

    fragility: float | None
    epcis: frozenset[str]
    rural: bool
    qpv: bool


def scenarios_of(governance: Governance, kind: ScenarioKind = ScenarioKind.ACTIONS) -> QuerySet[Scenario]:
    """Every scenario of a kind, the last first."""
    return Scenario.objects.filter(governance=governance, kind=kind).select_related("proposal")


def scenario_by_id(governance: Governance, public_id: uuid.UUID, kind: ScenarioKind = ScenarioKind.ACTIONS) -> Scenario:
    """One scenario of a kind, or 404."""
    found = scenarios_of(governance, kind).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def pays_actions(envelope: Envelope) -> bool:
    """Whether an envelope pays actions; a training envelope pays places, which are allotted apart."""
    return spec_of(envelope.code).training is None


def candidates(governance: Governance) -> list[Action]:
    """The actions still to pay: not ended, open to members, with a budget that no request covers yet."""
    found = actions_in(governance, None).filter(is_confidential=False).prefetch_related("grant_requests")
    return [one for one in found if ActionStatus(one.status) not in ENDED and to_pay(one) > 0]


def to_pay(action: Action) -> Decimal:
    """What the action plans, less what requests already engage, in euros."""
    planned = sum((line.planned_eur for line in action.budget_lines.all()), Decimal(0))
    return planned - _engaged(action.grant_requests.all())


def problem_of(governance: Governance, terms: rules.Terms, today: date) -> Problem:
    """The whole choice; ValueError says in French what makes no sense in the terms."""
    envelopes = list(governance.envelopes.filter(code__in=terms.amounts_eur))
    lived = communes_lived_in(governance.departement_id)
    fragile = fragility_of(governance)
    actions = candidates(governance)
    known = {str(one.public_id) for one in actions}
    named = terms.imposed | terms.barred | terms.needs.keys() | frozenset().union(*terms.needs.values())
    if lost := named - known:
        raise ValueError(f"{len(lost)} action nommée n’est plus à financer : refaites le choix.")
    places = {one.pk: place_of(one, governance.departement_id, lived, fragile) for one in actions}
    epcis = frozenset().union(*(place.epcis for place in places.values()))
    return Problem(
        tuple(_action(one, places[one.pk], envelopes, terms, today) for one in actions),
        tuple(_envelope(one, terms) for one in envelopes),
        Equity(
            dict.fromkeys(epcis, terms.least_by_epci) if terms.least_by_epci else {},
            terms.rural_share,
            terms.qpv_share,
        ),
    )


def place_of(action: Action, departement: str, lived: dict[str, Lived], fragile: dict[str, float]) -> Place:
    """Where an action happens, from the communes of its territories."""
    codes = lived_within(action.territory_codes, departement, lived)
    people = sum(lived[code].population for code in codes)
    scored = [(lived[code].population, fragile[code]) for code in codes if code in fragile]
    weight = sum(count for count, _ in scored)
    return Place(
        sum(count * score for count, score in scored) / weight if weight else None,
        frozenset(lived[code].epci for code in codes if lived[code].epci),
        rules.is_mostly(sum(lived[c].population for c in codes if lived[c].is_rural), people),
        rules.is_mostly(sum(lived[c].population for c in codes if lived[c].has_qpv), people),
    )


def _action(
    action: Action, place: Place, envelopes: Iterable[Envelope], terms: rules.Terms, today: date
) -> ActionOption:
    budget = to_pay(action)
    payable = {one.code: _payable(action, one, budget, terms, today) for one in envelopes}
    key = str(action.public_id)
    return ActionOption(
        code=key,
        value=rules.action_value(Priority(action.priority), action.reach_count, place.fragility),
        budget_cents=int(budget * CENTS),
        own_cents=int(float(budget) * terms.own_share * CENTS),
        payable_cents={code: int(amount * CENTS) for code, amount in payable.items() if amount > 0},
        public_share_max=terms.public_share_max,
        requires=terms.needs.get(key, frozenset()),
        territories=place.epcis,
        rural=place.rural,
        qpv=place.qpv,
        mandatory=key in terms.imposed,
        forbidden=key in terms.barred,
    )


def _payable(action: Action, envelope: Envelope, budget: Decimal, terms: rules.Terms, today: date) -> Decimal:
    if closed_words(action, envelope, terms, today):
        return Decimal(0)
    lines = [(BudgetNature(line.nature), line.planned_eur) for line in action.budget_lines.all()]
    return min(rules.payable_eur(spec_of(envelope.code), lines), budget)


def closed_words(action: Action, envelope: Envelope, terms: rules.Terms, today: date) -> str:
    """Why an envelope cannot pay an action at all, "" when it can: its needs, its bodies, its dates."""
    spec = spec_of(envelope.code)
    pilots = [one.member for one in action.members.all() if one.role == ActionRole.PILOT]
    faults = use_faults(
        spec, needs=action.needs, natures=[], categories=[MemberCategory(one.category) for one in pilots]
    )
    if terms.keeps_dates and Purpose.DEPLOYMENT in spec.windows:
        faults.append(window_fault(spec, Purpose.DEPLOYMENT, today))
    return next((fault for fault in [*faults, _natures(spec, action)] if fault), "")


def _natures(spec: EnvelopeSpec, action: Action) -> str:
    lines = [(BudgetNature(line.nature), line.planned_eur) for line in action.budget_lines.all()]
    return (
        ""
        if rules.payable_eur(spec, lines) > 0
        else "Le budget de l’action n’a aucune dépense que cette enveloppe paie."
    )


def _envelope(envelope: Envelope, terms: rules.Terms) -> EnvelopeOption:
    spec = spec_of(envelope.code)
    cap = None if spec.unit_cap_eur is None else int(spec.unit_cap_eur * CENTS)
    available = int(terms.amounts_eur[envelope.code] * CENTS)
    return EnvelopeOption(envelope.code, available, float(spec.rate_min), float(spec.rate_max), cap)


def _engaged(requests: Iterable[GrantRequest]) -> Decimal:
    return engaged((RequestState(one.state), one.asked_eur, one.granted_eur) for one in requests)


def fragility_of(governance: Governance) -> dict[str, float]:
    """The score of each commune against the most exposed one, 0 to 1; empty without a published diagnosis."""
    known = {code: score for code, score in scores_of(governance.departement_id).items() if score > 0}
    highest = max(known.values(), default=1.0)
    return {code: score / highest for code, score in known.items()}
