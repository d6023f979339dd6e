"""How many places each commune has, itinerant stops counted where they stop."""

from __future__ import annotations

from collections import Counter

from maillage.programme.places.enums import Freshness, PlaceStatus
from maillage.programme.places.models import Place, Session


def places_by_commune() -> dict[str, int]:
    """Places shown in each commune; a place that stops elsewhere counts once in each commune served."""
    shown = Place.objects.filter(status=PlaceStatus.ACTIVE)
    own = shown.exclude(commune=None).order_by().values_list("pk", "commune")
    stops = Session.objects.filter(place__status=PlaceStatus.ACTIVE).order_by().values_list("place", "commune")
    return dict(Counter(str(commune) for _, commune in own.union(stops)))


def places_to_confirm() -> int:
    """How many places shown were not confirmed for a year."""
    return Place.objects.filter(status=PlaceStatus.ACTIVE, freshness__in=(Freshness.OLD, Freshness.STALE)).count()
