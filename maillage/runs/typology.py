"""Profiles of communes: who is alike by capacity, demand and access, how firmly, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from maillage.analytics.index.grid import Grid
from maillage.analytics.typology import Search, Trait, Typed, balanced, distinct_names, find_types, standardise

Array = np.ndarray


@dataclass(frozen=True)
class Profile:
    """One type: its name, its communes and people, the mean of each trait as measured (None: unknown), its scores."""

    name: str
    communes: int
    people: float
    means: dict[str, float | None]
    scores: dict[str, float]


@dataclass(frozen=True)
class Belongs:
    """Which profile (rank from 0) a commune is nearest to, and its silhouette: under 0 it is « mixte »."""

    code: str
    profile: int
    silhouette: float

    @property
    def is_mixed(self) -> bool:
        """Whether another profile is as near as its own."""
        return self.silhouette < 0


@dataclass(frozen=True)
class Typology:
    """The profiles, the most exposed first, the communes, the mean agreement of each count tried, and if it holds."""

    profiles: tuple[Profile, ...]
    communes: tuple[Belongs, ...]
    stability: dict[str, float]
    is_stable: bool
    axes: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """As a run keeps it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, content: dict[str, Any]) -> Typology:
        """What `plain` gave."""
        return cls(
            tuple(Profile(**one) for one in content["profiles"]),
            tuple(Belongs(**one) for one in content["communes"]),
            content["stability"],
            content["is_stable"],
            tuple(content["axes"]),
        )


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/typology.yaml`."""
    path = files("maillage") / "definitions" / "typology.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def typology_of(communes: Grid, people: Array, minutes: Mapping[str, float] | None = None) -> Typology | None:
    """The profiles of the communes of a grid; `people` (n,), `minutes` to the nearest help by commune code.

    Without minutes the axis of access is left out, and `axes` says so. None when too few communes are known.
    """
    traits, values = _measured(communes, minutes)
    axes = tuple(trait.axis for trait in traits)
    scores = _completed(standardise(values), axes)
    known = np.flatnonzero(~np.isnan(scores).any(axis=1))
    told = definition()
    try:
        found = find_types(
            balanced(scores[known], axes), Search(stable=told["stable"], draws=told["draws"], most=told["most"])
        )
    except ValueError:
        return None
    return _told(found, traits, communes, known, scores, values, people)


def _measured(communes: Grid, minutes: Mapping[str, float] | None) -> tuple[tuple[Trait, ...], Array]:
    told = definition()
    traits = [Trait(one["code"], one["axis"], one["more"], one["less"]) for one in told["traits"]]
    columns = {trait.code: communes.column(trait.code) for trait in traits}
    columns[told["access_code"]] = np.array([(minutes or {}).get(code, np.nan) for code in communes.codes])
    kept = tuple(trait for trait in traits if not np.isnan(columns[trait.code]).all())
    return kept, np.column_stack([columns[trait.code] for trait in kept] or [np.full(len(communes.codes), np.nan)])


def _completed(scores: Array, axes: tuple[str, ...]) -> Array:
    """What is not known of an axis is taken from what is: the mean of its other scores."""
    filled = scores.copy()
    for axis in set(axes):
        columns = [k for k, one in enumerate(axes) if one == axis]
        part = scores[:, columns]
        known = ~np.isnan(part)
        mean = np.where(known.any(axis=1), np.nansum(part, axis=1) / np.maximum(known.sum(axis=1), 1), np.nan)
        filled[:, columns] = np.where(known, part, mean[:, None])
    return filled


def _told(
    found: Typed,
    traits: tuple[Trait, ...],
    communes: Grid,
    known: Array,
    scores: Array,
    values: Array,
    people: Array,
) -> Typology:
    labels = found.partition.labels
    members = [known[labels == one] for one in range(len(found.partition.centres))]
    centres = np.array([scores[rows].mean(axis=0) for rows in members])
    order = np.argsort(-centres.sum(axis=1), kind="stable")
    told = definition()
    names = distinct_names(centres[order], traits, noticeable=told["noticeable"], plain=told["plain"], most=3)
    place = np.argsort(order)
    return Typology(
        tuple(
            Profile(
                f"Communes {name}",
                len(members[one]),
                float(np.nansum(people[members[one]])),
                _means(traits, values[members[one]], people[members[one]]),
                {trait.code: float(score) for trait, score in zip(traits, centres[one], strict=True)},
            )
            for name, one in zip(names, order, strict=True)
        ),
        tuple(
            Belongs(communes.codes[row], int(place[label]), float(silhouette))
            for row, label, silhouette in zip(known, labels, found.silhouettes, strict=True)
        ),
        {str(count): float(agreement) for count, agreement in found.stability.items()},
        found.is_stable,
        tuple(dict.fromkeys(trait.axis for trait in traits)),
    )


def _means(traits: tuple[Trait, ...], values: Array, people: Array) -> dict[str, float | None]:
    """The mean of each trait over the people (of the communes where it is known)."""
    weights = np.where(np.isnan(people), 0.0, people)[:, None] * ~np.isnan(values)
    sums = np.nansum(values * weights, axis=0)
    totals = weights.sum(axis=0)
    return {
        trait.code: float(total_value / total) if total else None
        for trait, total_value, total in zip(traits, sums, totals, strict=True)
    }


def hints_of(profile: Profile) -> tuple[str, ...]:
    """What helps such communes, from the traits that expose them, the strongest first."""
    told = definition()
    strong = [one for one in told["traits"] if profile.scores.get(one["code"], 0.0) >= told["noticeable"]]
    return tuple(one["hint"] for one in sorted(strong, key=lambda one: -profile.scores[one["code"]]))


def profiles_table(found: Typology, names: Mapping[str, str]) -> pa.Table:
    """One line a commune."""
    return pa.table(
        {
            "code": [one.code for one in found.communes],
            "nom": [names[one.code] for one in found.communes],
            "profil": [found.profiles[one.profile].name for one in found.communes],
            "silhouette": [round(one.silhouette, 3) for one in found.communes],
            "mixte": ["oui" if one.is_mixed else "non" for one in found.communes],
        }
    )
