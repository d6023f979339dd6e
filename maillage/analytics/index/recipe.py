"""A recipe: the declared choices of one index, read from dated YAML and frozen. Parameters only, no fitted value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.tables.errors import DataError

NORMALISATIONS = (
    "min_max",
    "z_score",
    "percentile",
    "classes",
    "ratio",
    "goalposts",
    "distance_to_target",
)
AGGREGATIONS = ("arithmetic", "geometric", "harmonic", "outranking")
WEIGHTINGS = ("given", "equal", "budget", "pca")
TREATMENTS = ("none", "outliers")


@dataclass(frozen=True)
class Indicator:
    """One indicator of a recipe: its polarity (+1 a high value is fragile) and its weight inside its axis."""

    code: str
    weight: float
    polarity: int
    low: float | None = None
    high: float | None = None
    votes: float | None = None


@dataclass(frozen=True)
class Axis:
    """A named group of indicators with its weight in the index."""

    code: str
    title: str
    weight: float
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Recipe:
    """Every choice of an index; two runs with the same recipe and tables give the same scores."""

    code: str
    version: str
    date: str
    title: str
    summary: str
    source: str
    axes: tuple[Axis, ...]
    normalisation: str
    scale: tuple[float, float]
    aggregation: str
    weighting: str
    treatment: str
    coverage: float
    factor: float
    basis: str
    anchor: str
    cuts: tuple[float, ...]
    levels: tuple[float, ...]
    limits: str

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, axis after axis."""
        return tuple(indicator for axis in self.axes for indicator in axis.indicators)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the indicators, in order."""
        return tuple(indicator.code for indicator in self.indicators)

    @property
    def label(self) -> str:
        """What is stored with every score: code and version."""
        return f"{self.code}@{self.version}"


@lru_cache
def recipe_codes() -> tuple[str, ...]:
    """The recipes that ship with the product, the default first."""
    folder = files("maillage") / "definitions" / "recipes"
    names = sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted(names, key=lambda name: (name != DEFAULT_RECIPE, name)))


DEFAULT_RECIPE = "maillage-2026"


@lru_cache
def load_recipe(code: str = DEFAULT_RECIPE) -> Recipe:
    """The recipe with this code, or a DataError listing the ones that exist."""
    if code not in recipe_codes():
        raise DataError(
            f"La recette « {code} » n’existe pas.",
            expected=f"une des recettes {', '.join(recipe_codes())}",
            mend="Choisissez-en une avec l’option --recipe.",
        )
    text = (files("maillage") / "definitions" / "recipes" / f"{code}.yaml").read_text(encoding="utf-8")
    return recipe_from(yaml.safe_load(text), code)


def recipe_from(content: dict[str, Any], code: str) -> Recipe:
    """A checked recipe from the content of its YAML file."""
    file = f"recipes/{code}.yaml"
    method = _one_of(content, "normalisation", NORMALISATIONS, file)
    axes = tuple(_axis(axis) for axis in content["axes"])
    scale = tuple(content.get("scale", (1, 10)))
    return Recipe(
        code=code,
        version=str(content["version"]),
        date=str(content["date"]),
        title=content["title"],
        summary=content["summary"],
        source=content["source"],
        axes=axes,
        normalisation=method,
        scale=(float(scale[0]), float(scale[1])),
        aggregation=_one_of(content, "aggregation", AGGREGATIONS, file),
        weighting=_one_of({"weighting": "given", **content}, "weighting", WEIGHTINGS, file),
        treatment=_one_of({"treatment": "none", **content}, "treatment", TREATMENTS, file),
        coverage=float(content.get("coverage", 0.7)),
        factor=float(content.get("factor", 1)),
        basis=str(content.get("basis", "departement")),
        anchor=str(content.get("anchor", "median_income")),
        cuts=tuple(content.get("cuts", ())),
        levels=tuple(content.get("levels", ())),
        limits=content.get("limits", ""),
    )


def _axis(content: dict[str, Any]) -> Axis:
    indicators = tuple(
        Indicator(
            code=entry["code"],
            weight=float(entry.get("weight", 1)),
            polarity=int(entry.get("polarity", 1)),
            low=entry.get("goalposts", (None, None))[0],
            high=entry.get("goalposts", (None, None))[1],
            votes=entry.get("votes"),
        )
        for entry in content["indicators"]
    )
    return Axis(content["code"], content["title"], float(content.get("weight", 1)), indicators)


def _one_of(content: dict[str, Any], key: str, allowed: tuple[str, ...], file: str) -> str:
    value = str(content.get(key))
    if value not in allowed:
        raise DataError(
            f"La recette donne « {value} » pour « {key} ».",
            file=file,
            column=key,
            expected=f"une des valeurs {', '.join(allowed)}",
        )
    return value
