"""Reads for deduplication: places as comparable rows, the queue to review, what looks like what is being typed."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from maillage.analytics.matching import similar_to
from maillage.programme.places.enums import PlaceStatus, Verdict
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import DuplicatePair, Merge, Place
from maillage.tables.places import PlaceRow, row_from_json

OURS = "maillage"


def row_of(place: Place) -> PlaceRow:
    """A place as a comparable row; its source is the first that named it, so that a source's two rows stay two."""
    line = next(iter(place.records.all()), None)
    commune = place.commune.name if place.commune else place.commune_name
    identity = {"source": line.source if line else OURS, "source_id": str(place.public_id), "commune_name": commune}
    return row_from_json({**values_of(place), **identity})


def comparable_rows() -> tuple[list[Place], list[PlaceRow]]:
    """Every shown place and its row, in the same order."""
    places = list(
        Place.objects.filter(status=PlaceStatus.ACTIVE).prefetch_related("terms", "services", "records").order_by("pk")
    )
    return places, [row_of(place) for place in places]


def pairs_to_review() -> QuerySet[DuplicatePair]:
    """The pairs that wait for a verdict, the likeliest first."""
    return (
        DuplicatePair.objects.filter(
            verdict=Verdict.PENDING, first__status=PlaceStatus.ACTIVE, second__status=PlaceStatus.ACTIVE
        )
        .select_related("first__commune", "second__commune")
        .order_by("-score", "pk")
    )


def pairs_decided() -> QuerySet[DuplicatePair]:
    """The pairs that had a verdict, the latest first."""
    return (
        DuplicatePair.objects.exclude(verdict=Verdict.PENDING).select_related("first", "second").order_by("-decided_at")
    )


def pair_by_number(pair_id: int) -> DuplicatePair:
    """One pair with both places whole; 404 when there is none."""
    found = (
        DuplicatePair.objects.select_related("first__commune", "second__commune")
        .prefetch_related("first__terms", "second__terms", "first__services", "second__services")
        .filter(pk=pair_id)
        .first()
    )
    if found is None:
        raise Http404("Cette paire n’existe pas.")
    return found


def merges_of(place: Place) -> tuple[Merge, ...]:
    """The places that joined this one and were not parted since."""
    return tuple(place.merges_kept.filter(undone_at__isnull=True).select_related("absorbed"))


def lookalikes(row: PlaceRow, limit: int = 5) -> list[tuple[Place, float, tuple[str, ...]]]:
    """(place, score, reasons) of the known places that look like the one being typed, the likeliest first."""
    places, rows = comparable_rows()
    return [
        (places[found.b_index], found.score.score, found.score.reasons) for found in similar_to(row, rows, limit=limit)
    ]
