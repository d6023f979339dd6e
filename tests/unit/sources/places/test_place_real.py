"""The producers' real files, read whole: rows, traps of the 95, faults of each kind, memory."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from maillage.sources.places import PlacesRead, read_places
from maillage.tables.hours import check_hours

pytestmark = pytest.mark.real_data


def read(folder: Path, name: str) -> PlacesRead:
    return read_places(next(folder.rglob(name)))


def kinds(found: PlacesRead) -> Counter[str]:
    """Faults by column."""
    return Counter("h_*" if fault.column.startswith("h_") else fault.column for fault in found.faults)


def test_france_services_of_the_95(real_data):
    found = read(real_data, "france-services_2024-08-01_95.csv")
    by_id = {row.source_id: row for row in found.rows}
    assert (found.layout, len(found.rows), sum(row.itinerant is True for row in found.rows)) == (
        "france_services", 27, 3,
    )  # fmt: skip
    assert "We" not in by_id["2111"].hours
    assert "Tu 13:30-18:00" in by_id["2286"].hours
    assert by_id["1991"].hours == "Mo,Tu 13:00-17:30; We-Sa 08:30-12:00,13:00-17:30"
    assert by_id["1991"].emails == ()
    assert {row.source_id for row in found.rows if not row.hours} == {"2542", "2545", "2546"}
    assert kinds(found) == {"h_*": 3, "mail": 1}


def test_permanences_of_the_95(real_data):
    found = read(real_data, "permanences-conseillers-numeriques_2022-12_95.json")
    assert (found.layout, len(found.rows)) == ("conseillers_numeriques", 35)
    assert kinds(found) == {"pivot": 14, "horaires": 1}
    assert all(row.commune_code for row in found.rows)


def test_libraries_of_the_95(real_data):
    found = read(real_data, "bibliotheques-publiques_95.csv")
    assert (found.layout, len(found.rows), len(found.faults)) == ("libraries", 125, 0)
    assert sum(row.access_modes == ("no_public",) for row in found.rows) == 2


def test_the_national_list_of_france_services(real_data):
    found = read(real_data, "france-services_2024-08-01.csv")
    assert len(found.rows) == 2845
    assert kinds(found) == {"h_*": 94, "mail": 4, "latitude": 1}
    assert not any("00:00-00:00" in row.hours or "00:00-24:00" in row.hours for row in found.rows)
    assert all(not row.hours or check_hours(row.hours).known for row in found.rows)


def test_the_national_permanences(real_data):
    found = read(real_data, "permanences-conseillers-numeriques_2022-12_sans-personnes.json")
    assert len(found.rows) == 4930
    zeros = sum("zéros" in fault.message for fault in found.faults)
    unread = sum(fault.column == "horaires" and "compris" not in fault.message for fault in found.faults)
    lost = sum("introuvable" in fault.message for fault in found.faults)
    assert (zeros, unread, lost) == (2383, 67, 110)
    assert sum(not row.commune_code for row in found.rows) == 110


def test_the_example_of_the_standard(real_data):
    found = read(real_data, "standard-mediation-num_exemple-valide.csv")
    assert (found.layout, len(found.rows), found.losses) == ("standard_v1", 1, ())
    assert ["hors du département 51" in fault.message for fault in found.faults] == [True]
    assert found.rows[0].commune_code == "51454"


def test_memory_stays_far_under_its_limit(real_data):
    path = next(real_data.rglob("permanences-conseillers-numeriques_2022-12_sans-personnes.json"))
    tracemalloc.start()
    read_places(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 256_000_000
