"""Pairs of places that may be one, and their fields side by side, in French words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.analytics.matching import Band
from maillage.design.typography import day_of, kilometres, number, percent
from maillage.programme.places.enums import PlaceStatus, Verdict
from maillage.programme.places.models import DuplicatePair, Merge
from maillage.programme.places.presenters.directory import where
from maillage.programme.places.presenters.values import value_words
from maillage.programme.places.presenters.words import field_word
from maillage.programme.places.selectors.duplicates import Compared

VERDICT_KINDS = {"pending": "warning", "same": "success", "distinct": "muted"}
LIKELY = 0.9
ONLY_ONE = ("Un seul le dit", "info")


@dataclass(frozen=True)
class PairLine:
    """A pair in the queue or among the decided ones."""

    url: str
    first: str
    second: str
    place: str
    score: str
    band: str
    likely: bool
    reasons: tuple[str, ...]
    verdict: str
    verdict_kind: str
    decided: str


def pair_line(pair: DuplicatePair) -> PairLine:
    """A pair in words."""
    return PairLine(
        url=reverse("places:duplicate", kwargs={"pair_id": pair.pk}),
        first=pair.first.name,
        second=pair.second.name,
        place=where(pair.first),
        score=percent(pair.score, 0),
        band=_band(pair),
        likely=pair.score >= LIKELY,
        reasons=tuple(pair.reasons),
        verdict=pair.get_verdict_display(),
        verdict_kind=VERDICT_KINDS[pair.verdict],
        decided=decided_words(pair),
    )


def _band(pair: DuplicatePair) -> str:
    if pair.band == Band.AUTOMATIC:
        return "Presque sûr"
    return "Très probable" if pair.score >= LIKELY else "Possible"


def decided_words(pair: DuplicatePair) -> str:
    """« par Camille Exemple le 24 novembre 2026 »; empty when nobody decided."""
    if pair.decided_at is None:
        return ""
    return f"par {pair.decided_by} le {day_of(timezone.localdate(pair.decided_at))}"


@dataclass(frozen=True)
class Choice:
    """One radio button: which value is kept."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class FieldLine:
    """One field of both places; without choices, there is nothing to decide."""

    key: str
    word: str
    first: str
    second: str
    state: str
    kind: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Review:
    """A pair, side by side."""

    line: PairLine
    lines: tuple[FieldLine, ...]
    distance: str
    pending: bool
    joined: bool
    can_join: bool
    first_url: str
    second_url: str
    differing: int


def review(pair: DuplicatePair, compared: tuple[Compared, ...], apart_km: float | None) -> Review:
    """Everything that the page of a pair says."""
    gone = PlaceStatus.MERGED in (pair.first.status, pair.second.status)
    pending = pair.verdict == Verdict.PENDING
    lines = tuple(_field_line(line, pending and not gone) for line in compared)
    return Review(
        line=pair_line(pair),
        lines=lines,
        distance=_distance(apart_km),
        pending=pending,
        joined=pair.verdict == Verdict.SAME,
        can_join=pair.verdict != Verdict.SAME and not gone,
        first_url=reverse("places:place", kwargs={"public_id": pair.first.public_id}),
        second_url=reverse("places:place", kwargs={"public_id": pair.second.public_id}),
        differing=sum(line.differs for line in compared),
    )


def _distance(apart_km: float | None) -> str:
    if apart_km is None:
        return "On ne connaît pas la position des deux lieux : la distance n’est pas connue."
    if apart_km < 0.01:
        return "Les deux lieux sont au même point de la carte."
    return f"{kilometres(apart_km)} à vol d’oiseau séparent les deux lieux."


def _field_line(line: Compared, choosing: bool) -> FieldLine:
    state, kind = ("Différent", "warning") if line.differs else ONLY_ONE if line.alone else ("Pareil", "muted")
    return FieldLine(
        key=line.key,
        word=field_word(line.key),
        first=_words(line.key, line.first),
        second=_words(line.key, line.second),
        state=state,
        kind=kind,
        choices=_choices(line) if choosing and line.differs else (),
    )


def _words(key: str, value: Any) -> str:
    if key == "position" and value is not None:
        return f"{number(value[0], 5)} ; {number(value[1], 5)}"
    return value_words(key, value)


def _choices(line: Compared) -> tuple[Choice, ...]:
    one = (Choice("first", "Lieu A", not line.listed), Choice("second", "Lieu B", False))
    return (Choice("both", "Les deux", True), *one) if line.listed else one


@dataclass(frozen=True)
class MergeLine:
    """A place that joined another."""

    pk: int
    name: str
    when: str


def merge_line(merge: Merge) -> MergeLine:
    """A joining in words, to be undone."""
    return MergeLine(merge.pk, merge.absorbed.name, f"le {day_of(timezone.localdate(merge.at))} par {merge.by_label}")
