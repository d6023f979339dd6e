"""The kernels of the ranks: compiled and plain alike, against Python's own sort."""

from __future__ import annotations

import importlib
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maillage.analytics.index.uncertainty import rank_uncertainty
from maillage.analytics.kernels import kernels_of

PLAIN = importlib.import_module("maillage.analytics.index.ranking.plain")
ENGINES = [PLAIN]
if importlib.util.find_spec("numba"):
    ENGINES.append(importlib.import_module("maillage.analytics.index.ranking.compiled"))
numbers = st.floats(width=32, allow_nan=False)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [np.uint16, np.uint32])
@given(scores=arrays(np.float32, st.tuples(st.integers(1, 4), st.integers(1, 40)), elements=numbers))
def test_ranks_are_those_of_a_plain_sort_the_first_among_equals(engine, kind, scores):
    ranks = np.zeros(scores.shape[::-1], kind)
    engine.ranks_of(scores, ranks)
    for draw, row in enumerate(scores.tolist()):
        order = sorted(range(len(row)), key=lambda i: (-row[i], i))
        assert [int(ranks[i, draw]) for i in order] == list(range(1, len(row) + 1))


@pytest.mark.parametrize("engine", ENGINES)
@given(st.integers(1, 3000), st.integers(1, 60), st.integers(0, 1000))
def test_what_stands_at_a_position_is_what_a_sort_puts_there(engine, top, draws, seed):
    ranks = np.random.default_rng(seed).integers(1, top + 1, (5, draws)).astype(np.uint16)
    positions = np.array([0, (draws - 1) // 2, draws - 1])
    expected = np.sort(ranks, axis=1)[:, positions].T
    found = np.zeros((3, 5))
    engine.positions_of(ranks.copy(), positions, found)
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("engine", ENGINES)
def test_means_are_the_weighted_sums(engine):
    rng = np.random.default_rng(1)
    weights, values = rng.random((7, 4)).astype(np.float32), rng.random((4, 90)).astype(np.float32)
    scores, plain = np.empty((7, 90), np.float32), np.empty((7, 90), np.float32)
    engine.means_of(weights, values, scores)
    PLAIN.means_of(weights, values, plain)
    assert np.array_equal(scores, plain)
    assert np.allclose(scores, weights @ values, rtol=1e-5)


@pytest.mark.parametrize("deviation", [None, 0.3])
def test_uncertainty_is_the_same_with_and_without_numba(monkeypatch, deviation):
    rng = np.random.default_rng(2)
    values = rng.uniform(1, 10, (200, 5))
    values[rng.random(values.shape) < 0.05] = np.nan
    errors = None if deviation is None else np.full(values.shape, deviation)
    compiled = rank_uncertainty(values, np.full(5, 0.2), draws=200, deviation=errors)
    kernels_of.cache_clear()
    monkeypatch.setitem(sys.modules, "maillage.analytics.index.ranking.compiled", None)
    plain = rank_uncertainty(values, np.full(5, 0.2), draws=200, deviation=errors)
    kernels_of.cache_clear()
    for name in ("low", "median", "high", "worst_fifth"):
        assert np.array_equal(getattr(compiled, name), getattr(plain, name), equal_nan=True), name
