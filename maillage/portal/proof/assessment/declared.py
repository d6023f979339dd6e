"""What of the assessment cannot be read from the code: read from its declaration, and checked against the rest."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import yaml

MET = "oui"
DECLARED = Path(__file__).parent / "assessment.yaml"


class Level(StrEnum):
    """How grave, or how likely, on the scale of the CNIL."""

    NEGLIGIBLE = "négligeable"
    LIMITED = "limitée"
    IMPORTANT = "importante"
    MAXIMAL = "maximale"


class Criterion(NamedTuple):
    """One criterion of the guidelines, whether it is met, and why."""

    criterion: str
    met: str
    why: str


class Right(NamedTuple):
    """One right of people, and how the product answers it."""

    right: str
    how: str


@dataclass(frozen=True)
class Risk:
    """One feared event; `gates` are promises that answer it, `measures` lines of the measures of the ANSSI."""

    id: str
    title: str
    impacts: str
    sources: str
    severity: Level
    likelihood: Level
    why: str
    gates: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """The declaration, in the order in which the document tells it."""

    criteria: tuple[Criterion, ...]
    conclusion: str
    life: tuple[str, ...]
    rights: tuple[Right, ...]
    risks: tuple[Risk, ...]


@functools.cache
def declared_assessment() -> Assessment:
    """The assessment as declared."""
    told = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    return Assessment(
        criteria=tuple(Criterion(**one) for one in told["criteria"]),
        conclusion=told["conclusion"],
        life=tuple(told["life"]),
        rights=tuple(Right(**one) for one in told["rights"]),
        risks=tuple(_risk(name, one) for name, one in told["risks"].items()),
    )


def _risk(name: str, told: dict[str, Any]) -> Risk:
    return Risk(
        id=name,
        severity=Level(told["severity"]),
        likelihood=Level(told["likelihood"]),
        gates=tuple(told["gates"]),
        measures=tuple(told["measures"]),
        **{key: told[key] for key in ("title", "impacts", "sources", "why")},
    )
