"""What of the assessment cannot be read from the code: read from its declaration, and checked against the rest."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

DECLARED = Path(__file__).parent / "assessment.yaml"


class Level(StrEnum):
    """How grave, or how likely, on the scale of the CNIL."""

    NEGLIGIBLE = "négligeable"
    LIMITED = "limitée"
    IMPORTANT = "importante"
    MAXIMAL = "maximale"


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
    """The declaration; `criteria` are (criterion, met, why) and `rights` (right, how)."""

    criteria: tuple[tuple[str, str, str], ...]
    conclusion: str
    life: tuple[str, ...]
    supports: tuple[str, ...]
    rights: tuple[tuple[str, str], ...]
    risks: tuple[Risk, ...]


@functools.cache
def declared_assessment() -> Assessment:
    """The assessment as declared."""
    told = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    return Assessment(
        criteria=tuple((one["criterion"], one["met"], one["why"]) for one in told["criteria"]),
        conclusion=told["conclusion"],
        life=tuple(told["life"]),
        supports=tuple(told["supports"]),
        rights=tuple((one["right"], one["how"]) for one in told["rights"]),
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
