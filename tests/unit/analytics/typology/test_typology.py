"""Groups against a plain loop, agreement and silhouettes against hand values, stable counts, and names."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.typology import (
    Search,
    Trait,
    adjusted_rand,
    balanced,
    distinct_names,
    find_types,
    group,
    silhouettes,
    stability,
    standardise,
)

TRAITS = (
    Trait("age", "capacity", "âgées", "jeunes"),
    Trait("poverty", "demand", "pauvres", "aisées"),
    Trait("work", "demand", "au chômage", "au travail"),
)
labelings = st.lists(st.integers(0, 3), min_size=2, max_size=30)


def blobs(count, size=12, seed=1):
    """Groups of points far from one another, on a circle."""
    rng = np.random.default_rng(seed)
    angles = 2 * np.pi * np.arange(count) / count
    middles = 10 * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.repeat(middles, size, axis=0) + rng.normal(0, 0.4, (count * size, 2)), np.repeat(np.arange(count), size)


def inertia_of(points, labels):
    return sum(
        ((points[labels == one] - points[labels == one].mean(axis=0)) ** 2).sum() for one in set(labels.tolist())
    )


def test_the_groups_are_the_best_of_all_partitions_of_a_few_points():
    points = np.random.default_rng(4).random((9, 2))
    found = group(points, 2)
    every = [np.array(one) for one in product((0, 1), repeat=9) if len(set(one)) == 2]
    assert found.inertia == pytest.approx(min(inertia_of(points, one) for one in every))
    assert found.inertia == pytest.approx(inertia_of(points, found.labels))
    for one in (0, 1):
        assert found.centres[one] == pytest.approx(points[found.labels == one].mean(axis=0))


def test_permuted_territories_fall_in_the_same_groups():
    points, truth = blobs(4)
    order = np.random.default_rng(2).permutation(len(points))
    assert adjusted_rand(group(points, 4).labels, truth) == 1
    assert adjusted_rand(group(points[order], 4).labels, truth[order]) == 1


def test_the_same_seed_gives_the_same_groups():
    points = np.random.default_rng(8).random((40, 3))
    assert (group(points, 5).labels == group(points, 5).labels).all()


def test_more_groups_than_territories_are_refused_in_french():
    with pytest.raises(ValueError, match="au moins 3 territoires"):
        group(np.array([[0.0], [0.0], [1.0]]), 3)
    with pytest.raises(ValueError, match="profils"):
        find_types(np.zeros((5, 2)), Search())


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 0, 1, 2], 4 / 7),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.8 / 3.3),
        ([0, 1, 2], [0, 1, 2], 1.0),
    ],
)
def test_agreement_by_hand(here, there, wanted):
    assert adjusted_rand(np.array(here), np.array(there)) == pytest.approx(wanted)


@given(labelings, st.randoms(use_true_random=False))
def test_agreement_is_symmetric_and_blind_to_names(labels, random):
    here = np.array(labels)
    there = np.array(random.sample(labels, len(labels)))
    renamed = (here + 2) % 4
    assert adjusted_rand(here, there) == pytest.approx(adjusted_rand(there, here))
    assert adjusted_rand(here, renamed) == 1
    assert adjusted_rand(here, there) <= 1


def naive_silhouette(points, labels, i):
    def mean_to(one):
        others = [j for j in range(len(points)) if labels[j] == one and j != i]
        return np.mean([np.linalg.norm(points[i] - points[j]) for j in others]) if others else None

    inside = mean_to(labels[i])
    if inside is None:
        return 0.0
    outside = min(mean_to(one) for one in set(labels.tolist()) if one != labels[i])
    return (outside - inside) / max(outside, inside)


def test_silhouettes_are_those_of_a_plain_loop():
    points = np.random.default_rng(6).random((15, 3))
    labels = np.array([0, 1, 2, 3] + [0, 1, 2] * 3 + [0, 1])
    wanted = [naive_silhouette(points, labels, i) for i in range(15)]
    assert silhouettes(points, labels) == pytest.approx(wanted)
    assert silhouettes(points, np.zeros(15, dtype=int)).tolist() == [0.0] * 15


@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_true_number_of_groups_is_found_again(count):
    points, truth = blobs(count)
    found = find_types(points, Search(draws=20))
    assert adjusted_rand(found.partition.labels, truth) == 1
    assert found.is_stable
    assert found.stability[count] == 1
    assert (found.silhouettes > 0.5).all()


def test_of_two_counts_as_stable_the_larger_is_kept():
    points, truth = blobs(4)
    near = np.where((truth % 2)[:, None] == 0, points, points + np.array([[0.0, 60.0]]))
    found = find_types(near, Search(draws=20))
    assert found.stability[2] == found.stability[4] == 1
    assert len(found.partition.centres) == 4


def test_one_cloud_has_no_stable_groups_and_says_so():
    found = find_types(np.random.default_rng(11).normal(size=(60, 4)), Search(draws=20))
    assert not found.is_stable
    assert max(found.stability.values()) < 0.8


def test_a_group_too_small_is_no_type():
    points, _ = blobs(3, size=12)
    lonely = np.vstack([points, [[80.0, 80.0]]])
    found = find_types(lonely, Search(draws=20, smallest=3))
    assert np.bincount(found.partition.labels).min() >= 3 or len(found.partition.centres) == 2


def test_stability_is_one_for_groups_far_apart():
    points, _ = blobs(3)
    assert stability(points, group(points, 3), Search(draws=10)) == 1


def test_standard_scores_are_bounded_and_keep_what_is_unknown():
    values = np.array([[1.0, 5.0, 0.0], [2.0, 5.0, np.nan], [3.0, 5.0, 1.0], [2.0, 5.0, 0.5]])
    found = standardise(values, 1.0)
    assert found[:, 0] == pytest.approx([-1, 0, 1, 0])
    assert found[:, 1].tolist() == [0, 0, 0, 0]
    assert np.isnan(found[1, 2])
    assert np.nanmax(np.abs(found)) <= 1


def test_each_axis_weighs_the_same():
    scores = np.array([[1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
    found = balanced(scores, ("a", "a", "a", "b"))
    assert (found[0] ** 2).sum() == pytest.approx((found[1] ** 2).sum())


def named(*centres, **changes):
    told = {"noticeable": 0.5, "plain": "dans la moyenne", **changes}
    return distinct_names(np.array(centres, dtype=float), TRAITS, **told)


def test_a_name_takes_the_strongest_trait_of_each_axis():
    assert named([-0.9, 1.6, 1.9], [1.1, -0.1, 0.2]) == ("jeunes et au chômage", "âgées")
    assert named([0.1, 0.2, -0.3]) == ("dans la moyenne",)


def test_two_groups_never_have_the_same_name():
    assert named([-0.9, 1.6, 0.1], [-0.9, 1.5, -0.2]) == (
        "jeunes, pauvres et au chômage",
        "jeunes, pauvres et au travail",
    )
    assert named([-0.9, 1.6, 0.1], [-0.8, 1.5, 0.2]) == (
        "jeunes, pauvres et au chômage (A)",
        "jeunes, pauvres et au chômage (B)",
    )


@settings(max_examples=60)
@given(st.lists(st.lists(st.floats(-2, 2), min_size=3, max_size=3), min_size=1, max_size=7))
def test_names_are_always_distinct(centres):
    names = named(*centres)
    assert len(set(names)) == len(centres)
    assert all(names)
