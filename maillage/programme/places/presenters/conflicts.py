"""Differences between us and a source, side by side, in French words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import day_of
from maillage.programme.places.enums import ConflictStatus
from maillage.programme.places.models import FieldConflict, FieldValue, SourceRecord
from maillage.programme.places.presenters.values import value_words
from maillage.programme.places.presenters.words import field_word
from maillage.programme.places.rules.quality import source_title


@dataclass(frozen=True)
class ConflictLine:
    """One difference: both values, since when, and what was decided."""

    pk: int
    place: str
    place_url: str
    field: str
    ours: str
    ours_since: str
    theirs: str
    source: str
    theirs_seen: str
    open: bool
    decision: str
    kind: str
    decided: str


def conflict_lines(
    conflicts: Iterable[FieldConflict], traces: Mapping[tuple[int, str], FieldValue]
) -> list[ConflictLine]:
    """The differences in words."""
    return [_line(conflict, traces.get((conflict.place_id, conflict.field))) for conflict in conflicts]


def _line(conflict: FieldConflict, trace: FieldValue | None) -> ConflictLine:
    is_open = conflict.status == ConflictStatus.OPEN
    return ConflictLine(
        pk=conflict.pk,
        place=conflict.place.name,
        place_url=reverse("places:place", kwargs={"public_id": conflict.place.public_id}),
        field=field_word(conflict.field),
        ours=value_words(conflict.field, conflict.ours),
        ours_since=f"{trace.get_method_display()}, {day_of(trace.seen_on)}" if trace and is_open else "",
        theirs=value_words(conflict.field, conflict.theirs),
        source=source_title(conflict.record.source),
        theirs_seen=day_of(conflict.record.last_seen_on),
        open=is_open,
        decision=conflict.get_status_display(),
        kind="warning" if is_open else "success",
        decided=decided_words(conflict),
    )


def decided_words(conflict: FieldConflict) -> str:
    """« par Camille Exemple le 24 novembre 2026 »; empty when it waits."""
    if conflict.decided_at is None:
        return ""
    return f"par {conflict.decided_by} le {day_of(timezone.localdate(conflict.decided_at))}"


@dataclass(frozen=True)
class FieldCount:
    """A field with differences to settle."""

    code: str
    label: str
    current: bool


def field_counts(counts: Iterable[tuple[str, int]], current: str) -> list[FieldCount]:
    """The fields of the queue, each with its number."""
    return [FieldCount(code, f"{field_word(code).capitalize()} ({count})", code == current) for code, count in counts]


def absences(records: Iterable[SourceRecord]) -> Table:
    """The places that a source no longer names."""
    columns = (Column("Lieu"), Column("Commune"), Column("Source"), Column("Absent depuis le"))
    return Table("Lieux absents de leur source", columns, tuple(_absence(line) for line in records))


def _absence(line: SourceRecord) -> tuple[Cell, ...]:
    place = line.place
    return (
        Cell(place.name, reverse("places:place", kwargs={"public_id": place.public_id})),
        Cell(place.commune.name if place.commune else place.commune_name),
        Cell(source_title(line.source)),
        Cell(day_of(line.absent_since) if line.absent_since else ""),
    )
