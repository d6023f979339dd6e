"""Access by straight lines as a relational expression: homes and places joined by buckets, then two sums by group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import ibis

from maillage.analytics.access import Band, Mode
from maillage.analytics.access.sphere import EARTH_KM, chord_of

AROUND = (-1, 0, 1)
STEEPEST = 80.0


def shared_help(homes: Any, places: Any, mode: Mode, bands: Sequence[Band], steepest: float) -> Any:
    """For each home within reach of a place: `minutes` to the nearest, and `help`, what one person can use.

    `homes` is an Ibis table of id, latitude, longitude, people; `places` of id, latitude, longitude, capacity; degrees.
    `steepest` is the largest latitude of both, in absolute value: buckets are as wide as the reach there. It is the
    `catchment_straight` of `analytics.access`, which is the reference; homes that reach nothing are absent. ValueError
    nearer to a pole than ten degrees.
    """
    if steepest >= STEEPEST:
        raise ValueError("Ces points sont trop près d’un pôle pour ce calcul.")
    reach = math.degrees(mode.kilometres(bands[-1].up_to_minutes) / EARTH_KM) * (1 + 1e-9)
    stretch = 1 / math.cos(math.radians(steepest + reach))
    here = _on_sphere(homes).mutate(
        row=_bucket(homes.latitude, reach), column=_bucket(homes.longitude, reach * stretch)
    )
    shifts = ibis.memtable({"up": [i for i in AROUND for _ in AROUND], "right": [*AROUND] * len(AROUND)})
    there = _on_sphere(places).cross_join(shifts)
    there = there.select(
        place=there.id,
        px=there.x,
        py=there.y,
        pz=there.z,
        capacity=there.capacity,
        row=_bucket(there.latitude, reach) + there.up,
        column=_bucket(there.longitude, reach * stretch) + there.right,
    )
    pairs = here.join(there, ["row", "column"])
    pairs = pairs.mutate(square=(pairs.x - pairs.px) ** 2 + (pairs.y - pairs.py) ** 2 + (pairs.z - pairs.pz) ** 2)
    limits = [(chord_of(mode.kilometres(band.up_to_minutes)) ** 2, band.weight) for band in bands]
    pairs = pairs.filter(pairs.square <= limits[-1][0])
    weight = ibis.cases(*((pairs.square <= square, share) for square, share in limits[:-1]), else_=limits[-1][1])
    pairs = pairs.select("id", "place", "people", "capacity", "square", weight=weight)
    crowd = pairs.group_by("place").aggregate(
        share=pairs.capacity.max() / (pairs.weight * pairs.people).sum().nullif(0.0)
    )
    shared = pairs.join(crowd, "place")
    straight = 2 * EARTH_KM * (shared.square.min().sqrt() / 2).asin()
    return shared.group_by("id").aggregate(
        help=(shared.weight * shared.share.fill_null(0.0)).sum(),
        minutes=straight * mode.detour / mode.speed_kmh * 60,
    )


def _on_sphere(points: Any) -> Any:
    latitude, longitude = points.latitude.radians(), points.longitude.radians()
    return points.mutate(x=latitude.cos() * longitude.cos(), y=latitude.cos() * longitude.sin(), z=latitude.sin())


def _bucket(degrees: Any, size: float) -> Any:
    return (degrees / size).floor().cast("int64")
