"""How much help people ask for in a year, and how many mediators hold it; figures of definitions/need.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Need:
    """Appointments asked in a year, and the mediators that hold them: least, middle and most."""

    appointments: float
    mediators_low: float
    mediators: float
    mediators_high: float


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/need.yaml`."""
    path = files("maillage") / "definitions" / "need.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def appointments_of(concerned: float) -> float:
    """Appointments that so many people concerned ask for in a year."""
    told = definition()
    return float(concerned * told["take_up"]["rate"] * told["appointments_per_person"]["count"])


def need_of(concerned: float, low: float, high: float) -> Need:
    """The need of people concerned (and the ends of their interval).

    The least: the fewest people, mediators who hold the most; the most, the other way round.
    """
    held = definition()["appointments_per_mediator"]
    return Need(
        appointments_of(concerned),
        appointments_of(low) / held["high"],
        appointments_of(concerned) / held["middle"],
        appointments_of(high) / held["low"],
    )
