"""Makes a scenario from the roadmap and the envelopes, and submits it to the instances; it never engages money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from maillage.analytics.planning.portfolio import Explanation, InfeasibleError, Plan, Problem, explain, plan
from maillage.programme.funding.enums import ScenarioKind
from maillage.programme.funding.models import Envelope, Scenario
from maillage.programme.funding.rules.portfolio import Terms
from maillage.programme.funding.selectors.portfolio import candidates, closed_words, problem_of
from maillage.programme.governance.models import Committee, Governance, Member, Proposal
from maillage.programme.governance.services.proposals import create_proposal
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.enums import EffectKind
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.services.effects import prepare_effect
from maillage.programme.territories.selectors import territory_name

SECONDS = 10.0
SIREN = re.compile(r"\b\d{9}\b")


class ScenarioRefusedError(RefusedError):
    """Terms that make no sense together, or that no choice can meet."""


def make_scenario(
    *, governance: Governance, name: str, terms: Terms, is_demonstration: bool = False, by: object, today: date
) -> Scenario:
    """Choose the actions and who pays what, say why, and keep the whole.

    The plan is made before the transaction: a solver at work must not keep everyone else from writing.
    """
    demand(by, Capability.MANAGE_FUNDING)
    demand_new_name(governance, name)
    try:
        problem = problem_of(governance, terms, today)
        found = plan(problem, time_limit=SECONDS)
    except InfeasibleError as error:
        raise ScenarioRefusedError(_readable(str(error), governance)) from error
    except ValueError as error:
        raise ScenarioRefusedError(str(error)) from error
    if not problem.actions:
        raise ScenarioRefusedError("Aucune action n’est à financer : donnez un budget aux actions.")
    result = _result(governance, problem, found, explain(problem, found), terms, today)
    return keep_scenario(
        governance=governance,
        kind=ScenarioKind.ACTIONS,
        name=name,
        terms=terms.plain(),
        result=result,
        is_demonstration=is_demonstration,
        by=by,
    )


@transaction.atomic
def keep_scenario(
    *,
    governance: Governance,
    kind: ScenarioKind,
    name: str,
    terms: dict[str, Any],
    result: dict[str, Any],
    is_demonstration: bool,
    by: object,
) -> Scenario:
    """Keep a plan that was made, of any kind, under a name that no other bears."""
    demand(by, Capability.MANAGE_FUNDING)
    demand_new_name(governance, name)
    scenario = Scenario.objects.create(
        governance=governance,
        kind=kind,
        name=name.strip(),
        terms=terms,
        result=result,
        by_label=str(by)[:200],
        is_demonstration=is_demonstration,
    )
    _trace("scenario.made", scenario, by=by, kind=kind)
    return scenario


def demand_new_name(governance: Governance, name: str) -> None:
    """Refuse a name that another scenario bears."""
    if Scenario.objects.filter(governance=governance, name=name.strip()).exists():
        raise ScenarioRefusedError("Un scénario porte déjà ce nom : donnez-en un autre, l’ancien reste à comparer.")


@transaction.atomic
def submit_scenario(
    *, scenario: Scenario, text: str, author: Member | None, group: Committee | None, by: object, today: date
) -> Proposal:
    """Turn a scenario into a proposal whose adoption will draft the requests; once, and nothing is asked before."""
    demand(by, Capability.MANAGE_FUNDING)
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("governance").get(pk=scenario.pk)
    if scenario.proposal_id is not None:
        raise ScenarioRefusedError("Ce scénario est déjà devenu une proposition : suivez-la, ou faites-en un autre.")
    proposal = create_proposal(
        governance=scenario.governance,
        title=f"{scenario.get_kind_display()} : {scenario.name}"[:200],
        text=text,
        author=author,
        group=group,
        is_demonstration=scenario.is_demonstration,
        by=by,
        today=today,
    )
    for line in scenario.result.get("actions", ()):
        for code, cents in line["paid_cents"].items():
            _reserve(proposal, line["key"], code, cents, by)
    scenario.proposal = proposal
    scenario.save(update_fields=["proposal"])
    _trace("scenario.submitted", scenario, by=by, proposal=str(proposal.public_id))
    return proposal


def _reserve(proposal: Proposal, key: str, code: str, cents: int, by: object) -> None:
    action = Action.objects.filter(public_id=key, roadmap__governance=proposal.governance).first()
    if action is None:
        raise ScenarioRefusedError("Une action de ce scénario n’existe plus : faites-en un autre.")
    title = Envelope.objects.get(governance=proposal.governance, code=code).title
    content = {"envelope": code, "amount_eur": f"{cents / 100:.2f}", "label": f"{title}, {action}"}
    prepare_effect(proposal=proposal, kind=EffectKind.USE_ENVELOPE, content=content, action=action, by=by)


def _result(
    governance: Governance, problem: Problem, found: Plan, said: Explanation, terms: Terms, today: date
) -> dict[str, Any]:
    """All that the page shows, as it was the day of the plan."""
    actions = {str(one.public_id): one for one in candidates(governance)}
    envelopes = list(governance.envelopes.filter(code__in=terms.amounts_eur))
    options = {one.code: one for one in problem.actions}
    return {
        "made_on": today.isoformat(),
        "status": found.status,
        "gap": found.gap,
        "value": found.value,
        "reach": sum(actions[code].reach_count or 0 for code in found.chosen),
        "actions": [
            {
                "key": one.code,
                "title": str(actions[one.code]),
                "chosen": one.chosen,
                "imposed": options[one.code].mandatory,
                "barred": options[one.code].forbidden,
                "budget_cents": options[one.code].budget_cents,
                "own_cents": found.own_cents.get(one.code, 0),
                "paid_cents": {code: cents for (action, code), cents in found.paid_cents.items() if action == one.code},
                "value": options[one.code].value,
                "asked": one.asked,
                "possible": one.possible,
                "change": one.change,
                "because": one.because,
                "comes_in": _titles(actions, one.comes_in),
                "goes_out": _titles(actions, one.goes_out),
                "closed": _closed(actions[one.code], envelopes, terms, today) if not one.chosen else [],
            }
            for one in said.reasons
        ],
        "envelopes": [
            {
                "code": one.envelope,
                "title": next(each.title for each in envelopes if each.code == one.envelope),
                "spent_cents": found.spent_on(one.envelope),
                "left_cents": one.left_cents,
                "extra_cents": one.extra_cents,
                "gain": one.gain,
                "comes_in": _titles(actions, one.comes_in),
                "goes_out": _titles(actions, one.goes_out),
            }
            for one in said.more
        ],
    }


def _titles(actions: dict[str, Action], codes: Sequence[str]) -> list[str]:
    return [str(actions[code]) for code in codes]


def _closed(action: Action, envelopes: Sequence[Envelope], terms: Terms, today: date) -> list[list[str]]:
    found = ((one.title, closed_words(action, one, terms, today)) for one in envelopes)
    return [[title, words] for title, words in found if words]


def _readable(words: str, governance: Governance) -> str:
    """The same sentence with the names of actions and of territories in the place of their codes."""
    for one in candidates(governance):
        words = words.replace(str(one.public_id), one.reference)
    return SIREN.sub(lambda found: territory_name(found[0]) or found[0], words)


def _trace(event: str, scenario: Scenario, *, by: object, **details: object) -> None:
    record(actor=by, action=event, object_type="scenario", object_id=str(scenario.public_id), details=dict(details))
