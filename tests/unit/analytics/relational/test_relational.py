"""The relational steps give the figures of the kernels and of plain loops, whatever the engine."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.analytics.access import Band, Mode, catchment_straight, nearest_points
from maillage.analytics.access.sphere import EARTH_KM
from maillage.analytics.index.engine import fit_index, score_index
from maillage.analytics.index.grid import Grid
from maillage.analytics.index.recipe import AGGREGATIONS, NORMALISATIONS, load_recipe
from maillage.analytics.relational.engines import EngineMissingError, engine

ibis = pytest.importorskip("ibis")
scored = pytest.importorskip("maillage.analytics.relational.index").scored
shared_help = pytest.importorskip("maillage.analytics.relational.catchment").shared_help
MODE, BANDS = Mode("car", 35.0, 1.3), (Band(10, 1.0), Band(20, 0.68), Band(30, 0.22))
RECIPE = load_recipe("maillage-2026")
CODES = RECIPE.codes


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def backend(request):
    try:
        with engine(request.param) as connected:
            yield connected
    except EngineMissingError:
        pytest.skip(f"{request.param} n’est pas installé ici")


@pytest.fixture(scope="module")
def duckdb():
    with engine("duckdb") as connected:
        yield connected


def scene(seed, homes=300, places=25):
    rng = np.random.default_rng(seed)
    centre, spread = np.array([49.05, 2.2]), np.array([0.25, 0.4])
    here = centre + spread * rng.uniform(-1, 1, (homes, 2))
    there = centre + spread * rng.uniform(-1, 1, (places, 2))
    people = rng.integers(0, 500, homes).astype(float)
    return here, there, people, rng.uniform(50, 700, places)


def computed(backend, here, there, people, capacity):
    homes = pa.table({"id": np.arange(len(here)), "latitude": here[:, 0], "longitude": here[:, 1], "people": people})
    places = pa.table(
        {"id": np.arange(len(there)), "latitude": there[:, 0], "longitude": there[:, 1], "capacity": capacity}
    )
    steepest = float(np.abs(np.concatenate([here[:, 0], there[:, 0]])).max())
    table = shared_help(ibis.memtable(homes), ibis.memtable(places), MODE, BANDS, steepest)
    found = backend.to_pyarrow(table)
    help_, minutes = np.zeros(len(here)), np.full(len(here), np.inf)
    rows = found["id"].to_numpy()
    help_[rows], minutes[rows] = found["help"].to_numpy(), found["minutes"].to_numpy()
    return help_, minutes


def naive(here, there, people, capacity):
    def minutes(one, other):
        (a, b), (c, d) = np.radians(one), np.radians(other)
        h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        return 2 * EARTH_KM * math.asin(math.sqrt(h)) * MODE.detour / MODE.speed_kmh * 60

    def weight(time):
        return next((band.weight for band in BANDS if time <= band.up_to_minutes), 0.0)

    times = [[minutes(one, other) for other in there] for one in here]
    crowd = [sum(weight(times[i][j]) * people[i] for i in range(len(here))) for j in range(len(there))]
    share = [capacity[j] / crowd[j] if crowd[j] else 0.0 for j in range(len(there))]
    help_ = [sum(weight(times[i][j]) * share[j] for j in range(len(there))) for i in range(len(here))]
    nearest = [min(row) if min(row) <= BANDS[-1].up_to_minutes else math.inf for row in times]
    return np.array(help_), np.array(nearest)


@pytest.mark.parametrize("seed", [1, 2])
def test_each_engine_shares_help_as_plain_loops_and_as_the_kernels_do(backend, seed):
    here, there, people, capacity = scene(seed)
    help_, minutes = computed(backend, here, there, people, capacity)
    expected, nearest = naive(here, there, people, capacity)
    assert np.allclose(help_, expected, rtol=1e-9, atol=0)
    assert np.allclose(minutes, nearest, rtol=1e-9)
    kernels = catchment_straight(here, there, people, capacity, MODE, BANDS)
    assert np.allclose(help_, kernels, rtol=1e-9, atol=0)
    line = MODE.minutes(nearest_points(here, there).kilometres[:, 0])
    assert np.allclose(minutes[np.isfinite(minutes)], line[np.isfinite(minutes)], rtol=1e-9)


def test_teeth_a_bucket_too_narrow_would_be_seen(duckdb, monkeypatch):
    monkeypatch.setattr("maillage.analytics.relational.catchment.AROUND", (0,))
    here, there, people, capacity = scene(1)
    help_, _ = computed(duckdb, here, there, people, capacity)
    assert not np.allclose(help_, naive(here, there, people, capacity)[0], rtol=1e-9, atol=0)


def test_near_a_pole_is_refused(duckdb):
    here, there, people, capacity = scene(1, 3, 2)
    with pytest.raises(ValueError, match="pôle"):
        computed(duckdb, np.add(here, [40, 0]), np.add(there, [40, 0]), people, capacity)


def values(seed, rows=60):
    rng = np.random.default_rng(seed)
    found = rng.uniform(0.0, 0.45, (rows, len(CODES)))
    found[:, 1] = np.round(found[:, 1], 1)
    found[rng.random(found.shape) < 0.15] = np.nan
    return found


def by_engine(backend, found, recipe):
    columns = {code: pa.array(found[:, k], from_pandas=True) for k, code in enumerate(CODES)}
    table = ibis.memtable(pa.table({"code": [f"{row:05d}" for row in range(len(found))], **columns}))
    rows = backend.to_pyarrow(scored(table, recipe)).sort_by("code")
    scores = rows["score"].to_numpy(zero_copy_only=False).astype(float)
    return scores, rows["rank"].to_numpy(zero_copy_only=False).astype(float)


def by_reference(found, recipe):
    shape = found.shape
    grid = Grid(
        "commune",
        tuple(f"{row:05d}" for row in range(len(found))),
        CODES,
        found,
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.full(shape, "ok", dtype=object),
        np.full(shape, 2023),
        np.full(shape, "", dtype=object),
        np.zeros(shape),
    )
    return score_index(grid, fit_index(grid, recipe), np.nanmean(found, axis=0)).scores


def recipe_with(normalisation, aggregation):
    return replace(
        RECIPE,
        normalisation=normalisation,
        aggregation=aggregation,
        cuts=(0.2, 0.5, 0.8),
        levels=(1.0, 2.0, 3.0, 4.0),
    )


def plain_ranks(scores):
    known = scores[~np.isnan(scores)]
    return np.array([np.nan if np.isnan(one) else 1 + (known > one + 1e-9).sum() for one in scores])


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_each_engine_scores_as_the_index_does(backend, normalisation):
    recipe, found = recipe_with(normalisation, "arithmetic"), values(3)
    scores, ranks = by_engine(backend, found, recipe)
    expected = by_reference(found, recipe)
    assert np.isnan(expected).any()
    assert np.allclose(scores, expected, rtol=1e-9, equal_nan=True)
    assert np.array_equal(ranks, plain_ranks(expected), equal_nan=True)


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_each_engine_knows_every_mean(backend, aggregation):
    recipe, found = recipe_with("goalposts", aggregation), values(4)
    scores, _ = by_engine(backend, found, recipe)
    assert np.allclose(scores, by_reference(found, recipe), rtol=1e-9, equal_nan=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.sampled_from(NORMALISATIONS), st.integers(2, 12))
def test_any_small_table_is_scored_alike(duckdb, seed, normalisation, rows):
    recipe, found = recipe_with(normalisation, "arithmetic"), values(seed, rows)
    found[0] = 0.2
    scores, _ = by_engine(duckdb, found, recipe)
    assert np.allclose(scores, by_reference(found, recipe), rtol=1e-9, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, treatment="outliers"),
        replace(RECIPE, weighting="pca"),
        replace(RECIPE, normalisation="z_score", aggregation="geometric"),
    ],
)
def test_a_step_that_is_not_relational_is_refused_in_french(duckdb, recipe):
    with pytest.raises(ValueError, match=r"relationnel|positives"):
        by_engine(duckdb, values(1), recipe)


@pytest.mark.parametrize("query", ["SELECT * FROM read_text('/etc/hostname')", "INSTALL spatial", "SET threads=1"])
def test_duckdb_reads_no_file_and_keeps_its_settings(duckdb, query):
    with pytest.raises(Exception, match=r"(?i)disabled|permission|locked|cannot"):
        duckdb.raw_sql(query)
