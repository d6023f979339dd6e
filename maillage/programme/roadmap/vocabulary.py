"""The closed lists that an action is described with: needs in the national codes, publics shared with the places."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.tables.vocabulary import terms_of


@lru_cache
def _definition() -> dict[str, Any]:
    text = (files("maillage") / "definitions" / "roadmap.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@lru_cache
def needs() -> dict[str, str]:
    """Code and French label of each engineering need."""
    return {code: label for group in _definition()["needs"] for code, label in group["terms"].items()}


def needs_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """The needs as a form offers them: group, then (code, label)."""
    return [(group["group"], list(group["terms"].items())) for group in _definition()["needs"]]


@lru_cache
def audiences() -> dict[str, str]:
    """Code and French label of each public."""
    return {code: term.label for code, term in terms_of("audiences").items()}


def engagements() -> range:
    """The numbers of the national engagements."""
    return range(1, int(_definition()["engagements"]) + 1)
