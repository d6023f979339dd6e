"""`python -m bench.places`: 20 000 national places — their import, the list page, the nearest ones against geopandas.

The database is a new one in a folder of its own; places are invented, in the real communes of France.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

SIZE, ROUNDS, SEED = 20_000, 40, 95
SHOWN = 24
PAGES = {
    "France, première page": "/lieux/?ou=France",
    "une commune": "/lieux/?ou=95585",
    "deux filtres": "/lieux/?ou=France&service=everyday_tools&frais=free",
    "un mot": "/lieux/?ou=France&quoi=mediatheque",
    "autour d’un point": "/lieux/?ou=France&lat=49.035&lon=2.06",
    "ouvert maintenant, département": "/lieux/?ouvert=on",
}


def main() -> None:
    home = tempfile.mkdtemp(prefix="maillage-bench-")
    os.environ["MAILLAGE_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.config.settings"
    try:
        import django

        django.setup()
        _measure()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _measure() -> None:
    from django.core.management import call_command

    from maillage.config.base import prepare_base

    prepare_base("bench")
    call_command("collectstatic", verbosity=0, interactive=False)
    seconds, again = _import()
    print(f"{SIZE} lieux : importés en {seconds:.1f} s, à nouveau (rien ne change) en {again:.1f} s")
    for label, address in PAGES.items():
        spent = _page(address)
        print(f"  {label:32} médiane {statistics.median(spent):6.1f} ms   p95 {_p95(spent):6.1f} ms")
    _nearest()


def _import() -> tuple[float, float]:
    from django.utils import timezone

    from maillage.programme.places.services.imports import Arrival, import_rows

    arrival = Arrival("bench.csv", "", "bench", _rows())
    spent = []
    for _ in range(2):
        start = time.perf_counter()
        import_rows(arrival=arrival, by="bench", today=timezone.localdate())
        spent.append(time.perf_counter() - start)
    return spent[0], spent[1]


def _rows() -> list[Any]:
    from maillage.sources.cog import communes, postal_codes
    from maillage.tables.places import PlaceRow

    draw = random.Random(SEED)  # noqa: S311 - a seeded scene, no secret
    towns = communes().to_pylist()
    chosen = draw.choices(towns, [town["population"] or 1 for town in towns], k=SIZE)
    kinds = (("Médiathèque", "bib"), ("France services", "rfs"), ("Centre social", "cs"), ("CCAS", "ccas"))
    weeks = ("Mo-Fr 09:00-12:00,14:00-17:00; PH off", "Tu-Sa 10:00-18:00", "")
    rows = []
    for number, town in enumerate(chosen):
        name, code = draw.choice(kinds)
        rows.append(
            PlaceRow(
                source="bench",
                source_id=str(number),
                name=f"{name} fictif {number}",
                kinds=(code,),
                commune_code=town["code"],
                commune_name=town["name"],
                postal_code=postal_codes().get(town["code"], ("",))[0],
                address=f"{draw.randint(1, 90)} rue des Lilas",
                latitude=draw.uniform(43.0, 50.5),
                longitude=draw.uniform(-1.5, 7.0),
                hours=draw.choice(weeks),
                services=tuple(draw.sample(("everyday_tools", "online_procedures", "job_search"), 2)),
                fees=("free",) if draw.random() < 0.8 else (),
            )
        )
    return rows


def _page(address: str) -> list[float]:
    from django.test import Client

    client = Client()
    client.get(address)
    return _timed(lambda: _fetched(client, address))


def _fetched(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200


def _timed(call: Callable[[], object]) -> list[float]:
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        spent.append(1000 * (time.perf_counter() - start))
    return spent


def _p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def _nearest() -> None:
    """The 24 nearest of 20 000, each side reading the same database anew as a page does."""
    import geopandas
    import pandas
    from django.db import connection
    from django.utils import timezone

    from maillage.programme.places.selectors.directory import Criteria, found_places

    point, now = (49.035, 2.06), timezone.now()
    criteria = Criteria(territory="france", near=point)

    def ours() -> set[str]:
        return {hit.place.name for hit in found_places(criteria, now, size=SHOWN).hits}

    def theirs() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, longitude, latitude FROM places_place")
            frame = pandas.DataFrame(cursor.fetchall(), columns=["name", "x", "y"])
        places = geopandas.GeoDataFrame(frame, geometry=geopandas.points_from_xy(frame.x, frame.y), crs=4326)
        here = geopandas.GeoSeries.from_xy([point[1]], [point[0]], crs=4326).to_crs(2154).iloc[0]
        far = places.to_crs(2154).distance(here)
        return set(places.loc[far.nsmallest(SHOWN).index, "name"])

    common = len(ours() & theirs())
    mine, peer = statistics.median(_timed(ours)), statistics.median(_timed(theirs))
    print(f"Les {SHOWN} plus proches : Maillage {mine:.1f} ms, geopandas {peer:.1f} ms, {common} lieux en commun")
    print(f"  rapport des durées, geopandas sur Maillage : {peer / mine:.1f}")


if __name__ == "__main__":
    main()
