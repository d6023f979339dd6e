"""Ranks under other choices against a plain loop, what draws agree on, and Sobol indices against known ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from maillage.analytics.index.grid import empty_grid
from maillage.analytics.index.recipe import Axis, Indicator, load_recipe
from maillage.analytics.sensitivity import CHOICES, certainty, design_of, effects, mean_shift, ranks_under
from maillage.analytics.sensitivity.ranks import reference_ranks

CODES = ("a", "b", "c")
RECIPE = replace(
    load_recipe("maillage-2026"),
    axes=(Axis("x", "X", 1.0, tuple(Indicator(code, 1.0, 1, 0.0, 1.0) for code in CODES)),),
    anchor="a",
)
VALUES = np.random.default_rng(3).random((12, 3))


def grid(values=VALUES, deviation=None):
    empty = empty_grid("commune", tuple(f"{i:02d}" for i in range(len(values))), CODES)
    return replace(empty, values=values, deviation=np.zeros(values.shape) if deviation is None else deviation)


POINTS = np.random.default_rng(5).random((300, len(CHOICES)))
DESIGN = design_of(grid(), RECIPE)


def naive_rank(design, point):
    pick = lambda share, count: min(int(share * count), count - 1)  # noqa: E731
    variant = design.variants[pick(point[0], len(design.variants))]
    method = design.aggregations[pick(point[1], len(design.aggregations))]
    weights = design.weights[pick(point[2], len(design.weights))].copy()
    out = pick(point[3], len(CODES) + 1)
    if out:
        weights[out - 1] = 0
    scores = []
    for i in range(design.territories):
        row = variant.flows[i] if method == "outranking" else variant.values[i]
        total = sum(weights)
        if method == "geometric":
            scores.append(np.prod([value ** (w / total) for value, w in zip(row, weights, strict=True)]))
        else:
            scores.append(sum(w * value for value, w in zip(row, weights, strict=True)) / total)
    return [1 + sum(other > score + 1e-12 for other in scores) for score in scores]


def test_ranks_are_those_of_a_plain_loop():
    found = ranks_under(DESIGN, POINTS)
    for draw in range(0, 300, 7):
        assert found[draw].tolist() == naive_rank(DESIGN, POINTS[draw])


def test_every_draw_ranks_everyone_once():
    found = ranks_under(DESIGN, POINTS)
    assert (np.sort(found, axis=1) == np.arange(1, 13)).all()


def test_who_is_worse_in_everything_is_worse_in_every_draw():
    values = VALUES.copy()
    values[0] = values[1] * 0.5
    found = ranks_under(design_of(grid(values), RECIPE), POINTS)
    assert (found[:, 0] > found[:, 1]).all()


def test_what_draws_agree_on_adds_up():
    found = certainty(ranks_under(DESIGN, POINTS))
    assert found.fifths.sum(axis=1) == pytest.approx(1)
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    assert found.sure(0.0).all()
    assert (found.sure(0.8) == (found.fifths.max(axis=1) >= 0.8)).all()


def test_a_territory_far_above_all_is_surely_in_the_worst_fifth():
    values = VALUES * 0.5
    values[4] = 1.0
    found = certainty(ranks_under(design_of(grid(values), RECIPE), POINTS))
    assert (found.likeliest[4], found.fifths[4, 0], found.high[4]) == (1, 1.0, 1)


def test_estimated_values_make_ranks_less_sure():
    wide = np.zeros(VALUES.shape)
    wide[3] = 0.3
    still, moved = (
        certainty(ranks_under(design_of(grid(deviation=one), RECIPE), POINTS)) for one in (np.zeros(VALUES.shape), wide)
    )
    assert moved.high[3] - moved.low[3] > still.high[3] - still.low[3]


def test_the_nominal_choices_shift_nobody():
    still = replace(DESIGN, weights=np.tile(DESIGN.nominal, (4, 1)), noise=np.zeros((4, 12)))
    assert mean_shift(still, ranks_under(still, np.zeros((1, 5)))).tolist() == [0.0]
    assert sorted(reference_ranks(DESIGN)) == list(range(1, 13))


def test_a_missing_value_is_left_out_and_not_zero():
    values = np.full((5, 3), 0.5)
    values[0] = [0.9, np.nan, 0.9]
    found = ranks_under(design_of(grid(values), RECIPE), np.full((1, 5), 0.0))
    assert found[0, 0] == 1


def test_sobol_indices_of_the_ishigami_function():
    def ishigami(points):
        x = np.pi * (2 * points - 1)
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = effects(("x1", "x2", "x3"), ishigami, power=13)
    assert [one.first for one in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert [one.total for one in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert all(one.total_low <= one.total <= one.total_high for one in found)


def test_a_model_that_never_changes_has_no_effect():
    found = effects(("x", "y"), lambda points: np.ones(len(points)), power=4)
    assert [(one.first, one.total) for one in found] == [(0.0, 0.0)] * 2
