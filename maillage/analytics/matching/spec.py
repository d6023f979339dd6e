"""The marks, weights and service words of the matching, read from the dated definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Service:
    """One family of service: the French words that name it in a text, and the place kinds that mean it."""

    code: str
    label: str
    strong: bool
    words: tuple[str, ...]
    kinds: frozenset[str]
    circle: str = ""


@dataclass(frozen=True)
class Spec:
    """Parameters only; `weights` gives (when it agrees, when it differs) by signal, in shares of one."""

    automatic_mark: float
    review_mark: float
    typing_mark: float
    weights: Mapping[str, tuple[float, float]]
    evidence_floor: float
    evidence_full: float
    generic_factor: float
    same_m: float
    none_m: float
    near_m: float
    automatic_m: float
    far_m: float
    close_m: float
    automatic_name: float
    shared_at_most: int
    public_factor: float
    same_siren: tuple[float, float]
    ceilings: Mapping[str, float]
    moved_floor: float
    unrelated_names: float
    half_names: float
    alike_names: float
    services: tuple[Service, ...]
    one_per_commune: frozenset[str]
    itinerant: Service
    weak_word: float
    stop_words: frozenset[str]
    generic_words: frozenset[str]
    public_mail: frozenset[str]
    street_types: Mapping[str, str]
    spelt: Mapping[str, str]


@lru_cache
def spec() -> Spec:
    """The definition in force."""
    text = (files("maillage") / "definitions" / "matching.yaml").read_text(encoding="utf-8")
    return spec_from(yaml.safe_load(text))


def spec_from(content: dict[str, Any]) -> Spec:
    """The definition as parsed from YAML."""
    bands, distance, automatic = content["bands"], content["distance"], content["automatic"]
    return Spec(
        automatic_mark=bands["automatic"]["mark"],
        review_mark=bands["review"]["mark"],
        typing_mark=bands["typing"]["mark"],
        weights={name: (entry["agree"], entry["differ"]) for name, entry in content["weights"].items()},
        evidence_floor=content["evidence"]["floor"],
        evidence_full=content["evidence"]["full"],
        generic_factor=content["generic_name"]["factor"],
        same_m=distance["same_m"],
        none_m=distance["none_m"],
        near_m=distance["near_m"],
        automatic_m=distance["automatic_m"],
        far_m=distance["far_m"],
        close_m=automatic["close_m"],
        automatic_name=automatic["name"],
        shared_at_most=content["shared"]["at_most"],
        public_factor=content["public_body"]["factor"],
        same_siren=(content["same_siren"]["agreement"], content["same_siren"]["weight"]),
        ceilings={name: entry["score"] for name, entry in content["ceilings"].items()},
        moved_floor=content["moved"]["floor"],
        unrelated_names=content["names"]["unrelated"],
        half_names=content["names"]["half"],
        alike_names=content["names"]["alike"],
        services=tuple(_service(code, entry) for code, entry in content["services"].items()),
        one_per_commune=frozenset(c for c, entry in content["services"].items() if entry.get("one_per_commune")),
        itinerant=_service("itinerant", content["itinerant"]),
        weak_word=content["words"]["weak"],
        stop_words=frozenset(content["words"]["stop"].split()),
        generic_words=frozenset(content["words"]["generic"].split()),
        public_mail=frozenset(content["public_mail"].split()),
        street_types=_by_form(content["street"]["types"]),
        spelt=_by_form(content["street"]["spelt"]),
    )


def _service(code: str, entry: dict[str, Any]) -> Service:
    return Service(
        code,
        str(entry["label"]),
        bool(entry.get("strong", True)),
        tuple(str(word) for word in entry["words"]),
        frozenset(entry["kinds"]),
        str(entry.get("circle", "")),
    )


def _by_form(entries: dict[str, str]) -> dict[str, str]:
    return {form: word for word, forms in entries.items() for form in forms.split()}
