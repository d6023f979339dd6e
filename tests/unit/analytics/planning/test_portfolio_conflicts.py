"""What makes a choice impossible: a smallest set of floors, named, whatever else the problem asks."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from maillage.analytics.planning.portfolio import EnvelopeOption, Equity, InfeasibleError, Problem, plan, violations
from maillage.analytics.planning.portfolio.infeasible import conflict_of, only
from maillage.analytics.planning.portfolio.plan import INFEASIBLE, _solve
from tests.unit.analytics.planning.test_portfolio import action, problem, scene

WAY_OUT = "Allégez-les, ou ajoutez de l’argent."


def said(found: Problem) -> str:
    with pytest.raises(InfeasibleError) as caught:
        plan(found)
    return str(caught.value)


def test_only_the_actions_that_cannot_be_paid_together_are_named():
    small = action("c", 1, 10, mandatory=True)
    found = problem(action("a", 1, 60, mandatory=True), action("b", 1, 60, mandatory=True), small)
    assert said(found) == f"Les actions imposées (a, b) ne peuvent pas être toutes payées. {WAY_OUT}"


def test_an_action_that_no_envelope_pays_is_named_alone():
    alone = action("a", 1, 60, "Z", mandatory=True)
    assert said(problem(alone, action("b", 1, 60, mandatory=True))).startswith("Les actions imposées (a) ne peuvent")


def test_only_the_territory_that_cannot_be_served_is_named():
    local = action("a", 1, 60, territories=frozenset({"Vexin"}))
    words = said(problem(local, equity=Equity({"Vexin": 1, "Roissy": 1, "Cergy": 0})))
    assert words == f"Les planchers par territoire ne peuvent pas être tenus (1 à Roissy). {WAY_OUT}"


def test_an_imposed_action_against_a_floor_names_both():
    town = action("a", 1, 60, mandatory=True)
    local = action("b", 1, 60, territories=frozenset({"Vexin"}))
    assert said(problem(town, local, equity=Equity({"Vexin": 1}))) == (
        "Les actions imposées (a) et les planchers par territoire (1 à Vexin) ne tiennent pas ensemble. "
        "Allégez les uns ou les autres."
    )


@pytest.mark.parametrize(("share", "possible"), [(0.39, True), (0.40, True), (0.41, False)])
def test_an_imposed_action_against_a_share_names_both(share, possible):
    actions = (action("a", 1, 60, mandatory=True), action("b", 1, 40, rural=True, qpv=True))
    if possible:
        assert plan(problem(*actions, equity=Equity({}, share, share))).chosen == {"a", "b"}
        return
    assert said(problem(*actions, equity=Equity({}, rural_share=share))) == (
        "Les actions imposées (a) et la part rurale (41 %) ne tiennent pas ensemble. Allégez les uns ou les autres."
    )
    assert "la part des QPV (41 %)" in said(problem(*actions, equity=Equity({}, qpv_share=share)))


def test_three_kinds_of_floors_are_told_in_one_list():
    town, local = action("a", 1, 60, mandatory=True), action("b", 1, 20, territories=frozenset({"Vexin"}))
    far = action("c", 1, 20, rural=True)
    found = problem(town, local, far, equity=Equity({"Vexin": 1}, rural_share=0.21))
    assert said(found) == (
        "Les actions imposées (a), les planchers par territoire (1 à Vexin) et la part rurale (21 %) "
        "ne tiennent pas ensemble. Allégez les uns ou les autres."
    )


def test_links_that_forbid_an_imposed_action_are_told_as_links():
    needs = action("a", 1, 10, mandatory=True, requires=frozenset({"b"}))
    assert "ont besoin d’une action écartée" in said(problem(needs, action("b", 1, 10, forbidden=True)))
    clash = action("a", 1, 10, mandatory=True, excludes=frozenset({"b"}))
    assert "s’excluent" in said(problem(clash, action("b", 1, 10, mandatory=True)))


def loaded(seed: int) -> Problem:
    """A scene that asks for much: imposed actions, floors, shares."""
    pick = random.Random(seed)
    base = scene(seed, 7)
    actions = tuple(replace(one, mandatory=pick.random() < 0.3) for one in base.actions)
    envelopes = tuple(EnvelopeOption(one.code, one.available_cents // 2, one.rate_min, 0.9) for one in base.envelopes)
    return Problem(actions, envelopes, Equity({"Vexin": pick.choice((0, 2)), "Roissy": 1}, pick.choice((0.0, 0.5))))


def is_infeasible(found: Problem) -> bool:
    return _solve(found, 10.0).status == INFEASIBLE


@pytest.mark.parametrize("seed", range(40))
def test_a_conflict_is_smallest(seed):
    found = loaded(seed)
    if not is_infeasible(found):
        assert violations(found, plan(found)) == ()
        return
    floors = conflict_of(found, is_infeasible)
    assert floors
    assert is_infeasible(only(found, floors))
    for floor in floors:
        assert not is_infeasible(only(found, [one for one in floors if one != floor])), floor
    assert said(found)
