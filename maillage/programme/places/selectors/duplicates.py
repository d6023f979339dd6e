"""Reads for deduplication: places as comparable rows, the queue to review, what looks like what is being typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from maillage.analytics.matching import similar_to
from maillage.programme.places.enums import PlaceStatus, Verdict
from maillage.programme.places.ledger import FIELDS, comparable, values_of
from maillage.programme.places.models import DuplicatePair, Merge, Place
from maillage.programme.places.selectors.directory import distance_km
from maillage.tables.places import PlaceRow, row_from_json

OURS = "maillage"
# About one kilometre: farther, the matching finds nothing to compare.
AROUND_DEGREES = 0.01
BLANK: tuple[Any, ...] = (None, "", [])
# What only makes sense whole: a position has two halves, a commune a code and a name.
TOGETHER = {"commune": ("commune_code", "commune_name"), "position": ("latitude", "longitude")}


def row_of(place: Place) -> PlaceRow:
    """A place as a comparable row; its source is the first that named it, so that a source's two rows stay two."""
    line = next(iter(place.records.all()), None)
    commune = place.commune.name if place.commune else place.commune_name
    identity = {"source": line.source if line else OURS, "source_id": str(place.public_id), "commune_name": commune}
    return row_from_json({**values_of(place), **identity})


def comparable_rows(among: Q | None = None) -> tuple[list[Place], list[PlaceRow]]:
    """Every shown place, or those of a condition, and its row, in the same order."""
    shown = Place.objects.filter(status=PlaceStatus.ACTIVE)
    chosen = shown.filter(among) if among is not None else shown
    places = list(chosen.select_related("commune").prefetch_related("terms", "services", "records").order_by("pk"))
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
    """(place, score, reasons) of the known places around that look like the one being typed, the likeliest first."""
    places, rows = comparable_rows(_around(row))
    return [
        (places[found.b_index], found.score.score, found.score.reasons) for found in similar_to(row, rows, limit=limit)
    ]


def _around(row: PlaceRow) -> Q:
    """Where the same place could be: its commune, its postal code, or close to its position."""
    around = Q(pk__in=[])
    if row.commune_code:
        around |= Q(commune=row.commune_code)
    if row.postal_code:
        around |= Q(postal_code=row.postal_code)
    if row.latitude is not None and row.longitude is not None:
        around |= Q(
            latitude__range=(row.latitude - AROUND_DEGREES, row.latitude + AROUND_DEGREES),
            longitude__range=(row.longitude - AROUND_DEGREES, row.longitude + AROUND_DEGREES),
        )
    return around


@dataclass(frozen=True)
class Compared:
    """What two places say of one thing: `fields` are the ledger's, decided together; `first` and `second` are shown."""

    key: str
    fields: tuple[str, ...]
    first: Any
    second: Any

    @property
    def differs(self) -> bool:
        """Whether both say something and not the same."""
        return self.first != self.second and self.first not in BLANK and self.second not in BLANK

    @property
    def alone(self) -> bool:
        """Whether only one says something: what it says is kept."""
        return self.first != self.second and not self.differs

    @property
    def listed(self) -> bool:
        """Whether both values can be kept."""
        return isinstance(self.first, list)


def compared_fields(pair: DuplicatePair) -> tuple[Compared, ...]:
    """Field by field, what at least one of the two places says."""
    first, second = _shown_values(pair.first), _shown_values(pair.second)
    lines = [Compared(key, TOGETHER.get(key, (key,)), first[key], second[key]) for key in first]
    return tuple(line for line in lines if line.first not in BLANK or line.second not in BLANK)


def _shown_values(place: Place) -> dict[str, Any]:
    held = values_of(place)
    grouped = {field for fields in TOGETHER.values() for field in fields}
    values = {field: comparable(field, held[field]) for field in FIELDS if field not in grouped}
    town = f"{place.commune.name} ({place.commune.code})" if place.commune else place.commune_name
    point = None if place.latitude is None else (place.latitude, place.longitude)
    return {"name": values.pop("name"), "commune": town, "position": point, **values}


def apart_km(pair: DuplicatePair) -> float | None:
    """Kilometres between the two places, None when one is not on the map."""
    if pair.first.latitude is None or pair.first.longitude is None:
        return None
    return distance_km(pair.second, (pair.first.latitude, pair.first.longitude))


def merge_by_number(merge_id: int) -> Merge:
    """One joining that still holds; 404 when there is none."""
    merge = Merge.objects.select_related("kept", "absorbed").filter(pk=merge_id, undone_at__isnull=True).first()
    if merge is None:
        raise Http404("Cette réunion n’existe pas, ou elle est déjà défaite.")
    return merge
