"""Loads the official geography that ships with the product into the database, whole, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Model

from maillage.programme.journal.services import record
from maillage.programme.territories.models import CodePassage, Commune, Departement, Epci, Perimeter, Qpv, Region
from maillage.programme.territories.names import plain
from maillage.sources import cog
from maillage.sources.qpv import QpvOutline

BATCH = 2000


@transaction.atomic
def load_geography(*, by: str) -> int:
    """Create or refresh every region, département, EPCI, commune and old code; returns the number of communes."""
    groups = cog.groups().to_pylist()
    _upsert(Region, [Region(code=g["code"], name=g["name"]) for g in groups if g["level"] == "region"], ["name"])
    _upsert(
        Departement,
        [
            Departement(code=g["code"], name=g["name"], region_id=g["parent"])
            for g in groups
            if g["level"] == "departement"
        ],
        ["name", "region"],
    )
    bodies = [g for g in groups if g["level"] in ("epci", "ept")]
    _upsert(Epci, [Epci(code=g["code"], name=g["name"], kind=g["kind"]) for g in bodies], ["name", "kind"])
    communes = [
        Commune(
            code=row["code"],
            name=row["name"],
            search_name=plain(row["name"]),
            departement_id=row["departement"],
            epci_id=row["epci"],
            ept_id=row["ept"],
            population=row["population"],
            cog_year=row["cog_year"],
        )
        for row in cog.communes().to_pylist()
    ]
    _upsert(Commune, communes, ["name", "search_name", "departement", "epci", "ept", "population", "cog_year"])
    known = {commune.code for commune in communes}
    CodePassage.objects.all().delete()
    CodePassage.objects.bulk_create(
        [
            CodePassage(old_code=row["old_code"], commune_id=row["new_code"])
            for row in cog.passages().to_pylist()
            if row["new_code"] in known
        ],
        batch_size=BATCH,
    )
    record(
        actor=by,
        action="load_geography",
        object_type="territories",
        object_id=str(cog.cog_year()),
        details={"communes": len(communes)},
    )
    count_rows_again(Region, Departement, Epci, Commune, CodePassage)
    return len(communes)


@transaction.atomic
def set_perimeter(*, name: str, codes: tuple[str, ...], by: str) -> Perimeter:
    """Create or replace a perimeter with exactly these communes."""
    perimeter, _ = Perimeter.objects.get_or_create(name=name)
    perimeter.communes.set(Commune.objects.filter(code__in=codes))
    record(
        actor=by,
        action="set_perimeter",
        object_type="perimeter",
        object_id=str(perimeter.pk),
        details={"communes": len(codes)},
    )
    return perimeter


@transaction.atomic
def load_qpv(*, outlines: Iterable[QpvOutline], by: str) -> int:
    """Replace the quartiers by those of a file; returns how many."""
    quartiers = [
        Qpv(
            code=one.code,
            name=one.name,
            search_name=plain(one.name),
            commune_names=one.commune_names,
            outline=one.outline.wkt,
        )
        for one in outlines
    ]
    Qpv.objects.exclude(code__in=[one.code for one in quartiers]).delete()
    _upsert(Qpv, quartiers, ["name", "search_name", "commune_names", "outline"])
    record(actor=by, action="qpv.loaded", object_type="qpv", object_id="all", details={"count": len(quartiers)})
    return len(quartiers)


def _upsert(model: type, rows: list, fields: list[str]) -> None:
    model.objects.bulk_create(  # type: ignore[attr-defined]
        rows, update_conflicts=True, unique_fields=["code"], update_fields=fields, batch_size=BATCH
    )


def count_rows_again(*models: type[Model]) -> None:
    """Tell the database how many rows these tables have now: until it counts them itself, it plans for empty ones."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')  # ours, noqa: raw-sql - no function of Django counts
