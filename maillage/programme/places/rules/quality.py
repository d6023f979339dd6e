"""Completeness, trust and freshness of a place: plain functions over its values, without clock or database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.programme.places.enums import Freshness
from maillage.tables.places import FIELD_WORDS

SHORT, LONG = 50, 2000
MONTH_DAYS = 30.4375


@dataclass(frozen=True)
class Note:
    """A note between 0 and 1 and, in French, what keeps it from being higher."""

    value: float
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """The latest value of a field: from which source, seen when, whether the place itself confirmed it."""

    source: str
    seen_on: date
    confirmed: bool


@lru_cache
def definition() -> dict[str, Any]:
    """The dated figures of `definitions/freshness.yaml`."""
    found: dict[str, Any] = yaml.safe_load(
        (files("maillage") / "definitions" / "freshness.yaml").read_text(encoding="utf-8")
    )
    return found


def source_title(code: str) -> str:
    """The French name of a source; its own code when nobody described it."""
    return str(definition()["sources"].get(code, {}).get("title", code))


def completeness(values: Mapping[str, Any]) -> Note:
    """Mean of the criteria that apply: the ten of data·inclusion, and ours (hours, coordinates, kind)."""
    criteria = {word: score for word, score in _criteria(values).items() if score is not None}
    lacks = tuple(word for word, score in criteria.items() if score < 1)
    return Note(sum(criteria.values()) / len(criteria), lacks)


def _criteria(values: Mapping[str, Any]) -> dict[str, float | None]:
    modes = set(values.get("access_modes") or ())
    return {
        "une adresse avec sa commune": float(bool(values.get("address") and values.get("commune_code"))),
        "un téléphone": _asked(values, "phones", not modes or "phone" in modes),
        "un courriel": _asked(values, "emails", bool(modes & {"email", "prescription_sheet"})),
        "la façon de venir (se présenter, téléphoner…)": float(bool(modes)),
        "au moins un public": _asked(values, "audiences", True),
        "au moins un service": float(bool(values.get("services"))),
        "un moyen de contact": float(any(values.get(f) for f in ("phones", "emails", "websites", "appointment_url"))),
        "les frais": float(bool(values.get("fees"))),
        "une présentation de 50 à 2 000 caractères": _length(values),
        "des horaires": float(bool(values.get("hours"))),
        "une position sur la carte": float(values.get("latitude") is not None),
        "le type de lieu": float(bool(values.get("kinds"))),
    }


def _asked(values: Mapping[str, Any], field: str, applies: bool) -> float | None:
    return float(bool(values.get(field))) if applies else None


def _length(values: Mapping[str, Any]) -> float:
    length = max(len(values.get("description") or ""), len(values.get("summary") or ""))
    if not length:
        return 0.0
    return 1.0 if SHORT <= length < LONG else 0.5


def months_between(earlier: date, later: date) -> float:
    """Months from one date to another, 0 when the first is later."""
    return max((later - earlier).days, 0) / MONTH_DAYS


def freshness_of(confirmed_on: date | None, today: date) -> Freshness:
    """The colour of a place last confirmed on this date."""
    if confirmed_on is None:
        return Freshness.STALE
    age, levels = months_between(confirmed_on, today), definition()["levels_months"]
    for level in (Freshness.RECENT, Freshness.AGEING, Freshness.OLD):
        if age < levels[level.value]:
            return level
    return Freshness.STALE


def trust(seen: Mapping[str, Seen], today: date) -> Note:
    """Mean over the critical fields of source rank × freshness; a field is worth nothing after twice its delay."""
    delays: dict[str, int] = definition()["critical_fields_months"]
    scores, lacks = [], []
    for field, delay in delays.items():
        score = _field_trust(seen.get(field), delay, today)
        scores.append(score)
        if score < 0.5:  # under one half, someone should look
            lacks.append(f"{FIELD_WORDS[field]} : {_why(seen.get(field), delay, today)}")
    return Note(sum(scores) / len(scores), tuple(lacks))


def _field_trust(seen: Seen | None, delay: int, today: date) -> float:
    if seen is None:
        return 0.0
    known = definition()["sources"].get(seen.source, {})
    rank = 1.0 if seen.confirmed else float(known.get("rank", definition()["default_rank"]))
    age = months_between(seen.seen_on, today)
    return rank * min(1.0, max(0.0, 2 - age / delay))


def _why(seen: Seen | None, delay: int, today: date) -> str:
    if seen is None:
        return "non connu"
    age = round(months_between(seen.seen_on, today))
    if age > delay:
        return f"vu il y a {age} mois, à vérifier tous les {delay} mois"
    return "jamais confirmé par le lieu"


def is_personal_email(address: str) -> bool:
    """Whether an address looks like a person's own: a consumer domain, with a first name and a name before it."""
    name, _, domain = address.lower().partition("@")
    return domain in CONSUMER_DOMAINS and any(mark in name for mark in "._-")


CONSUMER_DOMAINS = frozenset(
    {
        "gmail.com", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.fr", "yahoo.com", "orange.fr",
        "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "live.fr", "icloud.com", "neuf.fr", "bbox.fr",
    }
)  # fmt: skip
