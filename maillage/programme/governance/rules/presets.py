"""Kinds of instances ready to be opened, read from `definitions/committees.yaml`: a start, that anyone changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.programme.governance.enums import Cadence, CommitteeKind, DecisionRule, QuorumRule


@dataclass(frozen=True)
class Preset:
    """What an instance of a kind starts with."""

    key: str
    name: str
    kind: CommitteeKind
    purpose: str
    cadence: Cadence
    convening_days: int
    clear_days: bool
    quorum_rule: QuorumRule
    quorum_value: int | None
    decision_rule: DecisionRule
    majority_percent: int | None
    proxies_per_person: int
    remote_allowed: bool


@dataclass(frozen=True)
class Presets:
    """The presets, with what they rest on."""

    version: str
    source: str
    note: str
    committees: tuple[Preset, ...]


@cache
def presets() -> Presets:
    """The presets of the product."""
    text = (files("maillage") / "definitions" / "committees.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return Presets(
        version=str(found["version"]),
        source=found["source"],
        note=found["note"],
        committees=tuple(_preset(key, values) for key, values in found["committees"].items()),
    )


def _preset(key: str, values: dict[str, Any]) -> Preset:
    coded = {
        "kind": CommitteeKind(values["kind"]),
        "cadence": Cadence(values["cadence"]),
        "quorum_rule": QuorumRule(values["quorum_rule"]),
        "decision_rule": DecisionRule(values["decision_rule"]),
    }
    return Preset(key=key, **{**values, **coded})
