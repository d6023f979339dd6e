"""The index engine on hand-computed examples and on the laws it must keep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.index.aggregate import aggregate, net_flows
from maillage.analytics.index.audit import audit_polarity
from maillage.analytics.index.contributions import contributions
from maillage.analytics.index.engine import fit_index, score_index
from maillage.analytics.index.grid import empty_grid
from maillage.analytics.index.impute import fit_poverty, predict_poverty, rake
from maillage.analytics.index.normalise import apply, fit
from maillage.analytics.index.recipe import NORMALISATIONS, Axis, Indicator, Recipe, load_recipe, recipe_codes
from maillage.analytics.index.treat import treat_outliers
from maillage.analytics.index.uncertainty import draw_weights, rank_uncertainty
from maillage.analytics.index.weights import component_weights, effective_weights, nominal_weights
from maillage.tables.errors import DataError


def recipe(
    normalisation: str = "min_max", aggregation: str = "arithmetic", count: int = 3, **changes: object
) -> Recipe:
    indicators = tuple(Indicator(f"i{k}", 1.0, 1, 0.0, 1.0) for k in range(count))
    base = replace(
        load_recipe("maillage-2026"),
        axes=(Axis("a", "A", 1.0, indicators),),
        normalisation=normalisation,
        aggregation=aggregation,
        scale=(1.0, 10.0),
        cuts=(0.1, 0.25, 0.4, 0.6, 0.75, 0.9),
        levels=(-3, -2, -1, 0, 1, 2, 3),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def grid(values: np.ndarray):
    n, k = values.shape
    empty = empty_grid("commune", tuple(f"{i:05d}" for i in range(n)), tuple(f"i{j}" for j in range(k)))
    return replace(empty, values=values.astype(float))


def scored(values: np.ndarray, made: Recipe):
    made = replace(made, axes=(Axis("a", "A", 1.0, made.indicators[: values.shape[1]]),))
    reference = np.nanmean(values, axis=0)
    return score_index(grid(values), fit_index(grid(values), made), reference)


matrices = st.integers(5, 25).flatmap(
    lambda n: st.lists(
        st.lists(st.floats(0.01, 0.99).map(lambda x: round(x, 4)), min_size=3, max_size=3),
        min_size=n,
        max_size=n,
    ).map(np.array)
)


def test_v1_score_comes_from_its_four_axes_with_the_published_weights():
    v1 = load_recipe("ifn-2019-v1")
    weights = nominal_weights(v1)
    by_axis = {
        axis.code: sum(w for w, i in zip(weights, v1.indicators, strict=True) if i in axis.indicators)
        for axis in v1.axes
    }
    info, interfaces, admin, digital = 91.3, 140.2, 77.7, 108.8
    expected = ((2 / 3 * info + 1 / 3 * interfaces) + (1 / 3 * admin + 2 / 3 * digital)) / 2
    got = (
        by_axis["information"] * info
        + by_axis["interfaces"] * interfaces
        + by_axis["administrative"] * admin
        + by_axis["digital"] * digital
    )
    assert got == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("reference", [0.8, 1.0, 1.7])
def test_v1_points_are_the_ratio_to_the_reference_mean(reference):
    made = recipe("ratio", count=1)
    basis = np.array([0.5, 1.0, 1.5]) * reference
    fitted = fit(basis, made.indicators[0], made)
    assert apply(np.array([0.5 * reference]), fitted, made)[0] == pytest.approx(50.0, abs=1e-6)


@pytest.mark.parametrize(("level", "score"), [(3.0, 10.0), (-3.0, -10.0), (0.0, 0.0)])
def test_v2_score_is_the_sum_over_3_3(level, score):
    v2 = load_recipe("ifn-2021-v2")
    classes = np.full((1, len(v2.indicators)), level)
    assert len(v2.indicators) == 11
    got = aggregate(classes, nominal_weights(v2), "arithmetic", v2.coverage, v2.factor)[0]
    assert got == pytest.approx(score, abs=1e-9)


def test_v2_with_no_indicator_gives_no_score():
    v2 = load_recipe("ifn-2021-v2")
    nothing = np.full((1, 11), np.nan)
    assert np.isnan(aggregate(nothing, nominal_weights(v2), "arithmetic", v2.coverage, v2.factor)[0])


def test_polarity_audit_flags_an_indicator_that_rises_with_income():
    rng = np.random.default_rng(1)
    income = rng.uniform(15_000, 45_000, 60)
    assert audit_polarity("interfaces", income * 2 + 10, 1, income, -1).suspicious
    assert not audit_polarity("poverty_rate", 1 / income, 1, income, -1).suspicious


@pytest.mark.parametrize("code", recipe_codes())
def test_every_shipped_recipe_loads_and_its_weights_sum_to_one(code):
    made = load_recipe(code)
    assert nominal_weights(made).sum() == pytest.approx(1)
    assert made.limits
    assert made.source


def test_an_unknown_recipe_is_refused_with_the_list():
    with pytest.raises(DataError, match="maillage-2026"):
        load_recipe("nope")


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_identical_values_go_to_the_middle_and_never_divide_by_zero(method):
    made = recipe(method, count=1)
    values = np.full(6, 0.3)
    result = apply(values, fit(values, made.indicators[0], made), made)
    assert np.isfinite(result).all()
    assert np.ptp(result) == 0


@pytest.mark.parametrize("method", NORMALISATIONS)
@settings(max_examples=25, deadline=None)
@given(values=matrices)
def test_normalisation_is_monotone_and_keeps_missing(method, values):
    made = recipe(method, count=1)
    column = values[:, 0]
    fitted = fit(column, made.indicators[0], made)
    out = apply(np.append(np.sort(column), np.nan), fitted, made)
    assert (np.diff(out[:-1]) >= -1e-9).all()
    assert np.isnan(out[-1])


@settings(max_examples=25, deadline=None)
@given(values=matrices)
def test_reversing_polarity_mirrors_min_max(values):
    made = recipe("min_max", count=1)
    up = made.indicators[0]
    down = replace(up, polarity=-1)
    column = values[:, 0]
    total = apply(column, fit(column, up, made), made) + apply(column, fit(column, down, made), made)
    assert total == pytest.approx(np.full(len(column), 11.0))


@settings(max_examples=25, deadline=None)
@given(values=matrices, factor=st.floats(0.1, 50), seed=st.integers(0, 99))
def test_score_is_bounded_and_ignores_order_and_unit(values, factor, seed):
    made = recipe("min_max")
    scores = scored(values, made).scores
    assert (scores >= 1 - 1e-9).all()
    assert (scores <= 10 + 1e-9).all()
    order = np.random.default_rng(seed).permutation(len(values))
    assert scored(values[order], made).scores == pytest.approx(scores[order])
    assert scored(values * factor, made).scores == pytest.approx(scores)


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "outranking"])
@settings(max_examples=15, deadline=None)
@given(values=matrices, hole=st.integers(0, 2))
def test_contributions_sum_exactly_to_score_minus_reference(method, values, hole):
    values = values.copy()
    values[0, hole] = np.nan
    result = scored(values, recipe("goalposts", method, coverage=0.5))
    total = result.contributions.sum(axis=1) + result.unobserved
    assert total == pytest.approx(result.scores - result.reference_score, abs=1e-9)


def test_a_complete_territory_owes_nothing_to_missing_indicators():
    values = np.random.default_rng(3).uniform(0, 1, (8, 3))
    assert scored(values, recipe("goalposts")).unobserved == pytest.approx(np.zeros(8), abs=1e-12)


def test_arithmetic_contribution_is_the_weighted_gap_by_hand():
    normalised = np.array([[4.0, 7.0]])
    parts, missing = contributions(normalised, np.array([5.0, 5.0]), np.array([0.25, 0.75]), "arithmetic")
    assert parts[0] == pytest.approx([-0.25, 1.5])
    assert missing[0] == pytest.approx(0)


def test_a_secret_value_never_counts_as_zero():
    values = np.random.default_rng(4).uniform(0.4, 0.9, (10, 3))
    secret, zero = values.copy(), values.copy()
    secret[0, 1], zero[0, 1] = np.nan, 0.0
    made = recipe("goalposts", coverage=0.5)
    assert scored(secret, made).scores[0] > scored(zero, made).scores[0]


def test_under_the_coverage_there_is_no_score():
    values = np.full((6, 3), 0.5)
    values[0, :2] = np.nan
    scores = scored(values, recipe("goalposts", coverage=0.7)).scores
    assert np.isnan(scores[0])
    assert np.isfinite(scores[1:]).all()


def test_geometric_mean_refuses_what_is_not_positive():
    with pytest.raises(ValueError, match="positives"):
        aggregate(np.array([[0.0, 2.0]]), np.array([0.5, 0.5]), "geometric")


def test_means_by_hand():
    row, weights = np.array([[2.0, 8.0]]), np.array([0.5, 0.5])
    assert aggregate(row, weights, "arithmetic")[0] == pytest.approx(5.0)
    assert aggregate(row, weights, "geometric")[0] == pytest.approx(4.0)
    assert aggregate(row, weights, "harmonic")[0] == pytest.approx(3.2)


def test_net_flows_put_the_most_exposed_on_top():
    flows = net_flows(np.array([[1.0], [2.0], [3.0]]), (1.0, 10.0))[:, 0]
    assert flows == pytest.approx([1.0, 5.5, 10.0])


def test_outliers_are_winsorised_and_reported():
    values = np.append(np.random.default_rng(2).uniform(0.1, 0.2, 60), [9.0, 12.0])
    treatment = treat_outliers("x", values)
    assert 1 <= treatment.changed <= 5
    assert treatment.apply(values).max() < 1


def test_well_behaved_values_are_left_alone():
    values = np.linspace(0, 1, 50)
    assert treat_outliers("x", values).changed == 0


def test_voted_weights_follow_the_votes():
    base = recipe(count=2, weighting="budget")
    voted = tuple(replace(i, votes=v) for i, v in zip(base.indicators, (30, 10), strict=True))
    assert nominal_weights(replace(base, axes=(Axis("a", "A", 1, voted),))) == pytest.approx([0.75, 0.25])
    with pytest.raises(ValueError, match="au moins un point"):
        nominal_weights(base)


def test_effective_and_component_weights_are_shares():
    values = np.random.default_rng(5).normal(size=(40, 3))
    values[:, 2] = 1.0
    effective = effective_weights(values, values[:, 0])
    assert effective.sum() == pytest.approx(1)
    assert effective[0] > 0.8
    assert effective[2] == 0
    assert component_weights(values).sum() == pytest.approx(1)


def test_drawn_weights_keep_the_mean_and_the_sum():
    drawn = draw_weights(np.array([0.5, 0.3, 0.2]), 4000, 1)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(4000), abs=1e-5)
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2], abs=0.01)


def test_rank_uncertainty_agrees_with_plain_ranks_of_each_draw():
    values = np.random.default_rng(6).uniform(1, 10, (30, 4))
    weights = np.full(4, 0.25)
    result = rank_uncertainty(values, weights, draws=300, seed=7)
    scores = draw_weights(weights, 300, 7).astype(float) @ values.T
    ranks = (-scores).argsort(axis=1).argsort(axis=1) + 1
    assert result.median == pytest.approx(np.sort(ranks, axis=0)[round(0.5 * 299)], abs=1)
    assert (result.low <= result.median).all()
    assert (result.median <= result.high).all()
    assert result.worst_fifth.sum() == pytest.approx(6)


def test_a_dominating_territory_is_surely_first_and_unscored_rows_stay_empty():
    values = np.random.default_rng(8).uniform(1, 5, (12, 3))
    values[3] = 9.9
    values[5] = np.nan
    result = rank_uncertainty(values, np.full(3, 1 / 3), draws=200)
    assert result.high[3] == 1
    assert result.worst_fifth[3] == 1
    assert np.isnan(result.median[5])


def test_imputation_error_widens_the_interval():
    values = np.random.default_rng(9).uniform(1, 10, (20, 3))
    deviation = np.zeros((20, 3))
    deviation[4, 0] = 4.0
    sure = rank_uncertainty(values, np.full(3, 1 / 3), draws=500)
    unsure = rank_uncertainty(values, np.full(3, 1 / 3), draws=500, deviation=deviation)
    assert unsure.high[4] - unsure.low[4] > sure.high[4] - sure.low[4]


def test_poverty_model_finds_the_law_it_was_given():
    rng = np.random.default_rng(10)
    income, diploma = rng.uniform(15_000, 40_000, 80), rng.uniform(0.05, 0.4, 80)
    rates = np.exp(28 - 2.9 * np.log(income) + 0.5 * diploma)
    model = fit_poverty(rates, income, diploma)
    assert model is not None
    assert model.coefficients == pytest.approx((28, -2.9, 0.5), rel=1e-6)
    assert predict_poverty(model, income, diploma) == pytest.approx(np.clip(rates, 0.005, 0.75))


def test_poverty_is_not_modelled_on_a_handful_of_communes():
    assert fit_poverty(np.full(5, 0.1), np.full(5, 2e4), np.full(5, 0.2)) is None


def test_raking_reaches_the_published_rate_without_moving_what_is_observed():
    rates = np.array([0.30, 0.10, 0.12, 0.50])
    weights = np.array([1000.0, 500.0, 500.0, 9999.0])
    adjustable = np.array([False, True, True, True])
    members = np.array([True, True, True, False])
    raked = rake(rates, weights, adjustable, members, 0.22)
    assert (weights[:3] * raked[:3]).sum() / weights[:3].sum() == pytest.approx(0.22)
    assert raked[0] == 0.30
    assert raked[3] == 0.50
