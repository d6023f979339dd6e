"""The envelopes as `definitions/envelopes/*.yaml` describe them: dated, sourced, one file an envelope."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.programme.funding.enums import PaperKind, Purpose
from maillage.programme.funding.rules.envelopes import EnvelopeSpec, TrainingTerms
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.roadmap.enums import BudgetNature


@lru_cache
def _entries() -> dict[str, dict[str, Any]]:
    folder = files("maillage") / "definitions" / "envelopes"
    found = (yaml.safe_load(one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml"))
    return {entry["code"]: entry for entry in sorted(found, key=lambda entry: entry["code"])}


@lru_cache
def envelope_specs() -> dict[str, EnvelopeSpec]:
    """Every known envelope by code."""
    return {code: _spec(entry) for code, entry in _entries().items()}


def spec_of(code: str) -> EnvelopeSpec:
    """The rules of an envelope; KeyError names the code that no definition has."""
    return envelope_specs()[code]


def amount_of(code: str, departement: str) -> Decimal | None:
    """What an envelope gives to a département; None when it has no ceiling of its own."""
    entry = _entries()[code]
    by_departement = entry.get("amounts_by_departement")
    found = by_departement.get(departement) if by_departement else entry.get("amount_eur")
    return None if found is None else Decimal(str(found)).quantize(Decimal("0.01"))


def _spec(entry: dict[str, Any]) -> EnvelopeSpec:
    low, high = entry.get("rate", [0, 1])
    cap, training = entry.get("unit_cap_eur"), entry.get("training")
    return EnvelopeSpec(
        code=entry["code"],
        title=entry["title"],
        funder=entry["funder"],
        source=entry["source"],
        windows={Purpose(purpose): (first, last) for purpose, (first, last) in entry["windows"].items()},
        ends_on=entry["ends_on"],
        rate_min=Decimal(str(low)),
        rate_max=Decimal(str(high)),
        unit_cap_eur=None if cap is None else Decimal(str(cap)),
        needs=frozenset(entry.get("needs", ())),
        natures=frozenset(BudgetNature(one) for one in _list(entry, "natures")),
        categories=frozenset(MemberCategory(one) for one in _list(entry, "categories")),
        papers=frozenset(PaperKind(one) for one in _list(entry, "papers")),
        needs_context_note=bool(entry.get("needs_context_note")),
        training=TrainingTerms(int(training["least_trainees"])) if training else None,
    )


def _list(entry: dict[str, Any], name: str) -> Iterable[str]:
    return entry.get(name) or ()
