"""Reads the differences between us and the sources: those to settle, field by field, and those settled."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, QuerySet
from django.http import Http404

from maillage.programme.places.enums import ConflictStatus, PlaceStatus
from maillage.programme.places.models import FieldConflict, FieldValue, SourceRecord


def open_conflicts(field: str = "") -> QuerySet[FieldConflict]:
    """The differences to settle, of one field when asked, grouped by field."""
    found = FieldConflict.objects.filter(status=ConflictStatus.OPEN, place__status=PlaceStatus.ACTIVE)
    found = found.filter(field=field) if field else found
    return found.select_related("place", "record").order_by("field", "-opened_at", "pk")


def settled_conflicts() -> QuerySet[FieldConflict]:
    """The differences that were settled, the latest first."""
    found = FieldConflict.objects.exclude(status=ConflictStatus.OPEN)
    return found.select_related("place", "record").order_by("-decided_at", "-pk")


def fields_in_conflict() -> list[tuple[str, int]]:
    """(field, differences to settle), the most frequent first."""
    counted = open_conflicts().order_by().values("field").annotate(count=Count("pk"))
    return [(line["field"], line["count"]) for line in counted.order_by("-count", "field")]


def conflict_by_number(conflict_id: int) -> FieldConflict:
    """One difference; 404 when there is none."""
    found = FieldConflict.objects.select_related("place", "record").filter(pk=conflict_id).first()
    if found is None:
        raise Http404("Cet écart n’existe pas.")
    return found


def our_traces(conflicts: Iterable[FieldConflict]) -> dict[tuple[int, str], FieldValue]:
    """The latest trace of each field in conflict, by (place, field): since when we say what we say."""
    listed = list(conflicts)
    traces = FieldValue.objects.filter(
        place__in={conflict.place_id for conflict in listed}, field__in={conflict.field for conflict in listed}
    )
    latest = traces.order_by().values("place", "field").annotate(last=Max("pk")).values("last")
    return {(line.place_id, line.field): line for line in FieldValue.objects.filter(pk__in=latest)}


def absent_records() -> QuerySet[SourceRecord]:
    """The rows that vanished from their source while their place is still shown, the latest first."""
    found = SourceRecord.objects.filter(absent_since__isnull=False, place__status=PlaceStatus.ACTIVE)
    return found.select_related("place__commune").order_by("-absent_since", "place__name", "pk")
