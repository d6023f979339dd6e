"""Fictitious places of the demonstration, as many of each kind as the launch minutes count; seeded and labelled.

Names say « fictif », phones are of the range reserved for fiction (01 99 00), mails end in `.example`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import shapely
from django.db import transaction
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from maillage.programme.journal.services import record
from maillage.programme.places.models import Place
from maillage.programme.places.services.imports import Arrival, import_rows
from maillage.programme.places.services.places import add_session
from maillage.programme.territories.models import Commune
from maillage.sources.cog import postal_codes
from maillage.sources.outlines import commune_outlines
from maillage.tables.places import PlaceRow

SOURCE = "demonstration"
SECOND_SOURCE = "demonstration-bis"
SEED = 11072024
STREETS = (
    "rue des Lilas",
    "avenue de la République",
    "place de la Mairie",
    "rue du Moulin",
    "chemin des Vignes",
    "rue Jean-Jaurès",
    "boulevard de l’Oise",
    "allée des Tilleuls",
    "rue de l’Église",
)
WEEKS = (
    "Mo-Fr 09:00-12:30,14:00-17:30; PH off",
    "Mo,We,Fr 09:00-12:00; Tu,Th 14:00-18:00; PH off",
    "Tu-Sa 10:00-12:00,14:00-18:00; PH off",
    "Mo-Th 13:30-17:00; Sa 09:00-12:00; PH off",
    "",
)
BASIC = ("online_procedures", "everyday_tools", "internet_access")
EVERY = (*BASIC, "safe_use", "parenting", "job_search", "understanding", "leisure_creation", "equipment_purchase")


@dataclass(frozen=True)
class Kind:
    """A kind of place of the story: how many, how it is named and what it offers."""

    count: int
    name: str
    code: str
    programmes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    itinerant: bool = False


# Counts of the launch minutes of 11 July 2024: 27 France services of which 3 itinerant, 50 conseillers numériques,
# 65 centres sociaux, 14 espaces de vie sociale; and the Numixs Labs they name.
KINDS = (
    Kind(24, "France services fictif, {}", "rfs", ("france_services",)),
    Kind(3, "Bus France services fictif, {}", "enm", ("france_services",), itinerant=True),
    Kind(50, "Permanence numérique fictive, {}", "muni", ("conseiller_numerique",)),
    Kind(65, "Centre social fictif, {}", "cs", (), ("centre_social",)),
    Kind(14, "Espace de vie sociale fictif, {}", "evs", (), ("evs",)),
    Kind(6, "Numixs Lab fictif, {}", "fablab", (), ("numixs_lab",)),
)


@transaction.atomic
def load_demonstration_places(*, departement: str, by: str, today: date) -> int:
    """Create the fictitious places of a département; returns how many. Doing it again changes nothing."""
    rng = random.Random(SEED)  # noqa: S311 - a story, not a secret
    communes = list(Commune.objects.filter(departement=departement).order_by("code"))
    outlines = commune_outlines(departement)
    rows = [_row(kind, i, communes, outlines, rng, today) for kind in KINDS for i in range(kind.count)]
    rows += [_copy(row, rng) for row in rows if row.source_id in {"rfs-2", "rfs-9", "cs-4", "cs-17", "muni-8"}]
    outcome = import_rows(arrival=Arrival("démonstration", "", "demonstration", rows), by=by, today=today)
    made = Place.objects.filter(pk__in=outcome.places)
    made.update(is_demonstration=True)
    for place in made.filter(itinerant=True):
        _give_stops(place, communes, rng, by, today)
    record(
        actor=by, action="places.demonstration", object_type="places", object_id=departement, details=outcome.counts()
    )
    return outcome.created


def _row(
    kind: Kind,
    number: int,
    communes: Sequence[Commune],
    outlines: dict[str, BaseGeometry],
    rng: random.Random,
    today: date,
) -> PlaceRow:
    commune = rng.choices(communes, [c.population or 1 for c in communes])[0]
    point = _point_in(outlines[commune.code], rng)
    age = rng.choice((15, 40, 90, 150, 220, 300, 420, 500, 700))
    return PlaceRow(
        source=SOURCE,
        source_id=f"{kind.code}-{number}",
        name=kind.name.format(commune.name),
        kinds=(kind.code,),
        commune_code=commune.code,
        commune_name=commune.name,
        postal_code=postal_codes()[commune.code][0],
        address=f"{rng.randrange(1, 60)} {rng.choice(STREETS)}",
        latitude=round(point.y, 5),
        longitude=round(point.x, 5),
        phones=(f"+33199000{rng.randrange(100, 999)}",) if rng.random() < 0.9 else (),
        emails=(f"contact-{kind.code}-{number}@demo.example",) if rng.random() < 0.7 else (),
        hours="" if kind.itinerant else rng.choice(WEEKS),
        itinerant=kind.itinerant,
        services=tuple(sorted({*BASIC, *rng.sample(EVERY, 3)})),
        audiences=tuple(rng.sample(("seniors", "youth", "families", "job_seekers"), rng.randrange(0, 3))),
        special_care=("illiteracy",) if rng.random() < 0.15 else (),
        fees=("free",) if rng.random() < 0.85 else ("conditional",),
        programmes=kind.programmes,
        labels=kind.labels,
        access_modes=("walk_in", "phone") if rng.random() < 0.8 else ("phone",),
        support_modes=("individual", "workshop") if rng.random() < 0.5 else ("individual",),
        summary="Lieu fictif de la démonstration : un accueil, des ordinateurs et quelqu’un pour vous aider.",
        updated_on=today - timedelta(days=age),
    )


def _point_in(outline: BaseGeometry, rng: random.Random) -> shapely.Point:
    west, south, east, north = outline.bounds
    for _ in range(200):
        point = shapely.Point(rng.uniform(west, east), rng.uniform(south, north))
        if outline.contains(point):
            return point
    return outline.representative_point()


def _copy(row: PlaceRow, rng: random.Random) -> PlaceRow:
    """The same fictitious place as another source would write it: something for the review of duplicates."""
    return replace(
        row,
        source=SECOND_SOURCE,
        name=row.name.replace(", ", " – ").upper(),
        address=row.address.replace("rue", "r.").replace("avenue", "av"),
        latitude=(row.latitude or 0.0) + rng.uniform(-3e-4, 3e-4),
        phones=(),
    )


def _give_stops(place: Place, communes: Sequence[Commune], rng: random.Random, by: str, today: date) -> None:
    villages = [c for c in communes if (c.population or 0) < 3000]
    monday = today - timedelta(days=today.weekday())
    for day, commune in enumerate(rng.sample(villages, 4)):
        start = timezone.make_aware(datetime.combine(monday + timedelta(days=day), time(9, 30)))
        add_session(
            place=place,
            title=f"Arrêt à {commune.name}",
            commune=commune,
            address="Place de la Mairie",
            starts_at=start,
            ends_at=start + timedelta(hours=3),
            recurrence="FREQ=WEEKLY;INTERVAL=2",
            exceptions=[],
            by=by,
        )
