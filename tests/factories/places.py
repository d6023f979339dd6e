"""Fictitious places for the tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.programme.places.models import Place
from maillage.programme.places.services.imports import Arrival, Outcome, import_rows
from maillage.programme.territories.models import Commune, Departement, Epci, Region
from maillage.programme.territories.names import plain
from maillage.tables.places import PlaceRow

TODAY = date(2026, 11, 24)


def make_geography() -> None:
    """Two communes of one EPCI in the 95, and one of the same EPCI beyond the border."""
    region = Region.objects.create(code="11", name="Île-de-France")
    inside = Departement.objects.create(code="95", name="Val-d’Oise", region=region)
    outside = Departement.objects.create(code="77", name="Seine-et-Marne", region=region)
    epci = Epci.objects.create(code="200055655", name="CA Roissy Pays de France", kind="CA")
    for code, name, where in (
        ("95585", "Sarcelles", inside),
        ("95268", "Garges-lès-Gonesse", inside),
        ("77294", "Mitry-Mory", outside),
    ):
        Commune.objects.create(
            code=code, name=name, search_name=plain(name), departement=where, epci=epci, population=1000, cog_year=2026
        )


def row(source_id: str = "1", **fields: Any) -> PlaceRow:
    """A complete fictitious row."""
    content: dict[str, Any] = {
        "source": "france-services",
        "name": "France services fictif",
        "kinds": ("rfs",),
        "commune_code": "95585",
        "commune_name": "Sarcelles",
        "postal_code": "95200",
        "address": "4 rue des Lilas",
        "latitude": 48.99,
        "longitude": 2.38,
        "phones": ("+33199000001",),
        "hours": "Mo-Fr 09:00-12:00",
        "services": ("online_procedures",),
        "fees": ("free",),
    }
    return PlaceRow(source_id=source_id, **(content | fields))


def bring(*rows: PlaceRow, today: date = TODAY, dry_run: bool = False) -> Outcome:
    """Import the rows as one file."""
    return import_rows(arrival=Arrival("essai.csv", "0" * 64, "essai", rows), by="test", today=today, dry_run=dry_run)


def make_place(**fields: Any) -> Place:
    """One place, imported."""
    outcome = bring(row(**fields))
    return Place.objects.get(pk=outcome.places[0])


def queries_of(client: Client, address: str) -> int:
    """How many queries a page asks once its session is open."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
