"""The 106 criteria of the RGAA 4.1.2, how each is judged, what the last run found, and what people signed."""

from __future__ import annotations

import enum
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


class Way(enum.StrEnum):
    """How a criterion is judged."""

    AXE = "axe"
    BROWSER = "browser"
    ABSENCE = "absence"
    HUMAN = "human"


WAYS = {
    Way.AXE: "axe-core",
    Way.BROWSER: "contrôle dans le navigateur",
    Way.ABSENCE: "preuve d’absence",
    Way.HUMAN: "personne",
}


class Finding(enum.StrEnum):
    """What is known of a criterion; a machine never validates it, it finds no fault."""

    VALIDATED = "validated"
    NO_FAULT = "no_fault"
    FAULT = "fault"
    NOT_EXAMINED = "not_examined"


FINDINGS = {
    Finding.VALIDATED: "validé par une personne",
    Finding.NO_FAULT: "aucune faute trouvée par la machine",
    Finding.FAULT: "en défaut",
    Finding.NOT_EXAMINED: "non examiné",
}


@dataclass(frozen=True)
class Criterion:
    """One criterion: its number, a short name of ours, how it is judged, and why no general check exists."""

    number: str
    label: str
    way: Way
    unchecked: str = ""


@dataclass(frozen=True)
class Run:
    """The last run in the browser: when, and for each criterion on how many pages, with how many faults."""

    at: datetime
    examined: Mapping[str, int]
    faults: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many pages were examined, at most."""
        return max(self.examined.values(), default=0)


@dataclass(frozen=True)
class Sheet:
    """What one person signed, on one day, for one criterion; `holds` is their verdict."""

    criterion: str
    reviewer: str
    on: date
    holds: bool


@functools.cache
def criteria() -> tuple[Criterion, ...]:
    """Every criterion, in the order of the reference."""
    declared: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "criteria.yaml").read_text(encoding="utf-8"))
    return tuple(
        Criterion(number, one["label"], Way(one["way"]), one.get("unchecked", "")) for number, one in declared.items()
    )


@functools.cache
def last_run() -> Run:
    """What the release's own run found."""
    return run_of(json.loads((FOLDER / "last_run.json").read_text(encoding="utf-8")))


def run_of(told: Mapping[str, Any]) -> Run:
    """A run as the checks write it: ``at``, and for each criterion its ``pages`` and ``faults``."""
    found = {number: (int(one["pages"]), int(one["faults"])) for number, one in told["criteria"].items()}
    return Run(
        datetime.fromisoformat(told["at"]),
        {number: pages for number, (pages, _) in found.items()},
        {number: faults for number, (_, faults) in found.items()},
    )


@functools.cache
def sheets() -> tuple[Sheet, ...]:
    """What people signed so far."""
    signed = yaml.safe_load((FOLDER / "sheets.yaml").read_text(encoding="utf-8"))["sheets"]
    return tuple(Sheet(str(one["criterion"]), one["reviewer"], one["on"], bool(one["holds"])) for one in signed)


def finding_of(criterion: Criterion, run: Run, signed: tuple[Sheet, ...]) -> Finding:
    """What is known of a criterion: a person's verdict first, then the machine's."""
    verdicts = [one.holds for one in signed if one.criterion == criterion.number]
    if run.faults.get(criterion.number) or False in verdicts:
        return Finding.FAULT
    if verdicts:
        return Finding.VALIDATED
    return Finding.NO_FAULT if criterion.number in run.faults else Finding.NOT_EXAMINED
