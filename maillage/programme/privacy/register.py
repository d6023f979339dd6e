"""The register of treatments, read from its declaration: what, why, how long, and what an erasure does."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from maillage.programme.privacy.enums import Erasure

DECLARED = Path(__file__).parent / "register.yaml"


@dataclass(frozen=True)
class Holding:
    """The fields of one model in a treatment; `model` is `app.Model`."""

    model: str
    fields: dict[str, Erasure]
    subject: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class Treatment:
    """One line of the register; `days` bounds what stays, None when a record keeps its own, for the reason given."""

    id: str
    title: str
    people: str
    purpose: str
    basis: str
    recipients: str
    kept: str
    days: int | None
    purge: str
    kept_because: str
    holdings: tuple[Holding, ...]


@dataclass(frozen=True)
class Register:
    """Every treatment, and the models (or whole apps) that hold nothing about a person."""

    treatments: tuple[Treatment, ...]
    impersonal: frozenset[str]

    def speaks_of(self, model: str, field: str) -> bool:
        """Whether this field stands in a treatment, or in a model that is known to name nobody."""
        if model in self.impersonal or model.partition(".")[0] in self.impersonal:
            return True
        return any(one.model == model and field in one.fields for each in self.treatments for one in each.holdings)


@functools.cache
def register() -> Register:
    """The register as declared."""
    declared = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    treatments = tuple(_treatment(name, one) for name, one in declared["treatments"].items())
    return Register(treatments, frozenset(declared["impersonal"]))


def _treatment(name: str, told: dict[str, Any]) -> Treatment:
    words = {key: told[key] for key in ("title", "people", "purpose", "basis", "recipients", "kept")}
    return Treatment(
        id=name,
        **words,
        days=told.get("days"),
        purge=told.get("purge", ""),
        kept_because=told.get("kept_because", ""),
        holdings=tuple(_holding(model, one) for model, one in told["models"].items()),
    )


def _holding(model: str, told: dict[str, Any]) -> Holding:
    fields = {field: Erasure(rule) for field, rule in told["fields"].items()}
    return Holding(model, fields, tuple(told.get("subject", ())), told.get("owner", ""))
