"""Cells that keep their margins, rates that give back what was published, areas on their region, honest intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.analytics.estimation import (
    Definition,
    Errors,
    Margin,
    Mirror,
    Target,
    benchmark,
    calibrate,
    estimate,
    mirror,
    rake,
)
from maillage.analytics.estimation.logit import expit, logit

AGES, DIPLOMAS = ((0,), (1,)), ((0,), (1,))
ASSOCIATION = np.array([[1.0, 3.0, 2.0], [4.0, 1.0, 0.1]])
SHARES = st.floats(0.05, 0.95)


def margin(parts, *first):
    return Margin(parts, np.array([[share, 1 - share] for share in first]))


def definition(*targets):
    ages = (Target((0,), (), 0.05, 0.01), Target((1,), (), 0.50, 0.02))
    return Definition("essai", (*ages, *targets), ((0,), (1,)), (0.0, 1.0, 0.5))


NATION = rake(ASSOCIATION, margin(AGES, 0.7), margin(DIPLOMAS, 0.3))[0]
FITTED = calibrate(definition(Target((), (0,), 0.40, 0.02)), NATION)
NO_ERROR = Errors(np.zeros(3), 0.0, 0.0)
OLD = np.array([0.2, 0.3, 0.4])
CELLS = rake(NATION, margin(AGES, *(1 - OLD)), margin(DIPLOMAS, 0.3, 0.3, 0.3))
PEOPLE, CODES = np.array([9e5, 5e5, 2e5]), ("a", "b", "c")


@given(SHARES, SHARES)
def test_raked_cells_have_both_margins_and_the_first_odds(young, none):
    (cells,) = rake(ASSOCIATION, margin(AGES, young), margin(DIPLOMAS, none))
    assert cells.sum() == pytest.approx(1)
    assert cells[0].sum() == pytest.approx(young, abs=1e-7)
    out_of_school = cells[:, :2].sum(axis=0)
    assert out_of_school[0] / out_of_school.sum() == pytest.approx(none, abs=1e-7)
    odds = cells[0, 0] * cells[1, 1] / (cells[0, 1] * cells[1, 0])
    assert odds == pytest.approx(1 * 1 / (3 * 4))


def test_a_margin_is_made_of_shares():
    with pytest.raises(ValueError, match="somme est 1"):
        Margin(AGES, np.array([[0.4, 0.4]]))
    with pytest.raises(ValueError, match="une part pour chaque"):
        Margin(AGES, np.array([[1.0]]))


def test_the_fitted_cells_give_back_what_was_published():
    assert (NATION[0] * FITTED.rates[0]).sum() / NATION[0].sum() == pytest.approx(0.05, abs=1e-6)
    assert (NATION[1] * FITTED.rates[1]).sum() / NATION[1].sum() == pytest.approx(0.50, abs=1e-6)
    assert (NATION[:, 0] * FITTED.rates[:, 0]).sum() / NATION[:, 0].sum() == pytest.approx(0.40, abs=1e-6)
    assert (FITTED.rates[:, 0] > FITTED.rates[:, 1]).all()


def test_too_few_published_figures_are_refused():
    with pytest.raises(ValueError, match="2 chiffres publiés pour 3"):
        calibrate(definition(), NATION)


def test_drawn_worlds_are_as_wide_as_the_published_errors():
    drawn = FITTED.drawn(4000, 1)
    old = (drawn[:, 1] * NATION[1]).sum(axis=1) / NATION[1].sum()
    assert old.mean() == pytest.approx(0.50, abs=0.002)
    assert old.std() == pytest.approx(0.02, rel=0.1)


def test_the_older_an_area_the_higher_its_rate_and_never_outside_the_ages():
    found = estimate(CODES, CELLS, PEOPLE, FITTED, NO_ERROR, nation=NATION)
    assert list(found.rate) == sorted(found.rate)
    assert (found.rate == found.raw).all()
    assert 0.05 < found.rate.min() < found.rate.max() < 0.5


@given(st.lists(st.tuples(SHARES, st.floats(1, 1e6)), min_size=1, max_size=20), SHARES)
def test_benchmarked_areas_have_the_published_mean_and_keep_their_order(areas, published):
    rates, people = (np.array(column) for column in zip(*areas, strict=True))
    moved = benchmark(rates, people, published)
    assert moved @ people / people.sum() == pytest.approx(published)
    # Two rates a rounding apart may meet; none overtakes another.
    assert (np.diff(moved[np.argsort(rates)]) >= -1e-12).all()


def test_an_area_alone_moves_as_its_region_does():
    region = rake(NATION, margin(AGES, 0.65), margin(DIPLOMAS, 0.3))[0]
    found = estimate(CODES, CELLS, PEOPLE, FITTED, NO_ERROR, nation=NATION, region=region, published=0.30)
    raw = float((region * FITTED.rates).sum())
    expected = expit(logit(found.raw) + logit(np.array(0.30)) - logit(np.array(raw)))
    assert found.rate == pytest.approx(expected)


def test_intervals_hold_the_rate_and_widen_with_each_error():
    widths = []
    for errors in (
        NO_ERROR,
        Errors(np.full(3, 0.1), 0.0, 0.0),
        Errors(np.full(3, 0.1), 0.1, 0.0),
        Errors(np.full(3, 0.1), 0.1, 0.5),
    ):
        found = estimate(CODES, CELLS, PEOPLE, FITTED, errors, nation=NATION)
        assert ((found.low <= found.rate) & (found.rate <= found.high)).all()
        widths.append((found.high - found.low).mean())
    assert widths == sorted(set(widths))


def test_a_small_area_is_less_sure_than_a_large_one():
    wide = estimate(CODES, CELLS, PEOPLE / 1000, FITTED, NO_ERROR, nation=NATION)
    found = estimate(CODES, CELLS, PEOPLE, FITTED, NO_ERROR, nation=NATION)
    assert (wide.high - wide.low > found.high - found.low).all()


def test_ninety_intervals_in_a_hundred_hold_what_the_errors_make():
    count = 400
    codes = tuple(str(k) for k in range(count))
    cells = np.repeat(CELLS[1:2], count, axis=0)
    people, errors = np.full(count, 1e9), Errors(np.full(count, 0.2), 0.0, 0.0)
    found = estimate(codes, cells, people, FITTED, errors, nation=NATION, published=0.25)
    truth = expit(logit(found.rate) + 0.2 * np.random.default_rng(7).standard_normal(count))
    assert 0.86 <= np.mean((found.low <= truth) & (truth <= found.high)) <= 0.94


def test_the_order_of_the_areas_changes_nothing():
    errors = Errors(np.array([0.1, 0.2, 0.3]), 0.1, 0.2)
    first = estimate(CODES, CELLS, PEOPLE, FITTED, errors, nation=NATION, published=0.2)
    turned = Errors(errors.area[::-1], 0.1, 0.2)
    second = estimate(CODES[::-1], CELLS[::-1], PEOPLE[::-1], FITTED, turned, nation=NATION, published=0.2)
    assert first.low == pytest.approx(second.low[::-1])
    assert first.high == pytest.approx(second.high[::-1])


def test_a_mirror_goes_through_what_is_published_and_turns_the_order():
    found = estimate(CODES, CELLS, PEOPLE, FITTED, Errors(np.full(3, 0.1), 0.0, 0.0), nation=NATION)
    line = Mirror.through(np.array([[0.1, 0.45], [0.2, 0.3], [0.4, 0.15]]))
    turned = mirror(found, line, 0.0)
    assert line.slope < 0
    assert (np.argsort(turned.rate) == np.argsort(-found.rate)).all()
    assert ((turned.low < turned.rate) & (turned.rate < turned.high)).all()
    assert (mirror(found, line, 0.3).high > turned.high).all()
    with pytest.raises(ValueError, match="trois couples"):
        Mirror.through(np.array([[0.1, 0.45], [0.2, 0.3]]))
