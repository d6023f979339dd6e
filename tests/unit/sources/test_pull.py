"""The files of a département brought into a folder, with their manifest."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest

from maillage.sources.catalogue import sources
from maillage.sources.outlines import commune_outlines
from maillage.sources.pull import Wanted, pull, read_manifest, wanted
from maillage.tables.errors import DataError

CENSUS = b"CODGEO;P22_POP;P22_POP65P;P22_POP_ETR\n95169;560;80;4\n"
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}


def zipped(name: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as content:
        content.writestr(name, body)
    return out.getvalue()


def outlines_of(*codes: str) -> bytes:
    features = [{"type": "Feature", "properties": {"code": c, "nom": c}, "geometry": SQUARE} for c in codes]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_an_archive_is_brought_opened_and_written_down(producer, policy, tmp_path):
    body = zipped("base.CSV", CENSUS)
    address = producer.at("/f/base.zip", lambda x: x.give(200, body, ETag='"1"'))
    got = pull(Wanted("census", "Recensement", "p", address), tmp_path, policy=policy)
    assert names(tmp_path) == ["census/base.CSV", "sources.json"]
    assert (got.size, got.unchanged) == (len(body), False)
    record = read_manifest(tmp_path)["census"]
    assert record["address"] == address
    assert (record["sha256"], record["size"], record["etag"]) == (hashlib.sha256(body).hexdigest(), len(body), '"1"')
    assert record["files"] == [{"path": "census/base.CSV", "sha256": hashlib.sha256(CENSUS).hexdigest()}]
    assert record["fetched_at"].endswith("+00:00")


def test_an_unchanged_source_is_asked_for_but_not_sent_again(producer, policy, tmp_path):
    def answer(exchange):
        same = exchange.headers.get("If-None-Match") == '"1"'
        exchange.give(304) if same else exchange.give(200, zipped("base.csv", CENSUS), ETag='"1"')

    entry = Wanted("census", "Recensement", "p", producer.at("/base.zip", answer))
    pull(entry, tmp_path, policy=policy)
    again = pull(entry, tmp_path, policy=policy)
    assert (again.unchanged, [path.name for path in again.files]) == (True, ["base.csv"])
    assert not pull(entry, tmp_path, policy=policy, force=True).unchanged
    (tmp_path / "census" / "base.csv").write_bytes(b"spoilt")
    assert not pull(entry, tmp_path, policy=policy).unchanged
    assert (tmp_path / "census" / "base.csv").read_bytes() == CENSUS


def test_the_outlines_of_a_departement_are_those_that_maps_read(producer, policy, tmp_path):
    (entry,) = wanted("48", ("outlines",))
    assert entry.address.startswith("https://geo.api.gouv.fr/departements/48/communes?format=geojson&geometry=contour")
    address = producer.at("/departements/48/communes", lambda x: x.give(200, outlines_of("48001", "48002")))
    pull(replace(entry, address=address), tmp_path, policy=policy)
    assert names(tmp_path) == ["communes_48.geojson", "sources.json"]
    assert sorted(commune_outlines("48", tmp_path)) == ["48001", "48002"]


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"features": []}', b'{"features": [{"properties": {}}]}'])
def test_incomplete_outlines_leave_the_former_ones(producer, policy, tmp_path, body):
    (tmp_path / "communes_48.geojson").write_bytes(b"former")
    entry = replace(wanted("48", ("outlines",))[0], address=producer.at("/c", lambda x: x.give(200, body)))
    with pytest.raises(DataError, match="contours reçus sont incomplets"):
        pull(entry, tmp_path, policy=policy)
    assert names(tmp_path) == ["communes_48.geojson"]
    assert (tmp_path / "communes_48.geojson").read_bytes() == b"former"


def listing(producer, *resources):
    content = json.dumps({"resources": list(resources)}).encode()
    producer.at("/api/fs/", lambda x: x.give(200, content, Content_Type="application/json"))
    return f"{producer.address}/api"


def test_the_newest_file_of_a_data_set_is_taken_and_verified(producer, policy, tmp_path):
    old = producer.at("/old.csv", lambda x: x.give(200, b"old"))
    new = producer.at("/new.csv", lambda x: x.give(200, b"new"))
    digest = {"type": "sha1", "value": hashlib.sha1(b"new", usedforsecurity=False).hexdigest()}
    api = listing(
        producer,
        {"url": old, "format": "csv", "last_modified": "2023-01-01T00:00:00"},
        {"url": new, "format": "csv", "last_modified": "2024-08-01T00:00:00", "checksum": digest},
        {"url": old, "format": "pdf", "last_modified": "2025-01-01T00:00:00"},
    )
    entry = Wanted("fs", "France services", "p", dataset="fs", file_format="csv")
    pull(entry, tmp_path, policy=policy, api=api)
    assert names(tmp_path) == ["fs/2024-08-01_new.csv", "sources.json"]
    producer.at("/new.csv", lambda x: x.give(200, b"other"))
    with pytest.raises(DataError, match="empreintes diffèrent"):
        pull(entry, tmp_path, policy=policy, api=api, force=True)
    assert (tmp_path / "fs" / "2024-08-01_new.csv").read_bytes() == b"new"


@pytest.mark.parametrize(("resources", "why"), [((), "aucun fichier CSV"), (("x",), "illisible")])
def test_a_data_set_that_cannot_be_used_says_why(producer, policy, tmp_path, resources, why):
    entry = Wanted("fs", "France services", "p", dataset="fs", file_format="csv")
    with pytest.raises(DataError, match=why):
        pull(entry, tmp_path, policy=policy, api=listing(producer, *resources))
    assert names(tmp_path) == []


def test_a_failure_leaves_the_former_files_and_manifest(producer, policy, tmp_path):
    good = producer.at("/base.zip", lambda x: x.give(200, zipped("base.csv", CENSUS)))
    entry = Wanted("census", "Recensement", "p", good)
    pull(entry, tmp_path, policy=policy)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    producer.at("/base.zip", lambda x: x.give(200, zipped("../evil.csv", b"x")))
    with pytest.raises(DataError, match="sortirait du dossier"):
        pull(entry, tmp_path, policy=policy)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@pytest.mark.parametrize("path", ["/", "/..", "/%2e%2e", "/a%2f..%2f..%2fevil.csv", "/..%5cevil.csv"])
def test_an_address_cannot_choose_a_place_outside_the_folder(producer, policy, tmp_path, path):
    folder = tmp_path / "data"
    producer.at(path, lambda x: x.give(200, b"a;b\n"))
    with contextlib.suppress(DataError):
        pull(Wanted("s", "S", "p", f"{producer.address}{path}"), folder, policy=policy)
    assert [name for name in names(tmp_path) if not name.startswith("data/")] == []


def test_an_unknown_source_is_named():
    with pytest.raises(DataError, match="« nulle »"):
        wanted("95", ("nulle",))


def test_every_source_has_an_address_or_a_page():
    entries = wanted("95")
    assert len(entries) == len(sources())
    for entry in entries:
        assert entry.page.startswith("https://")
        assert entry.by_hand or entry.dataset or entry.address.startswith("https://")


def test_a_spoilt_manifest_is_as_good_as_none(tmp_path):
    for content in ("", "{", "[]", '{"files": 3}'):
        (tmp_path / "sources.json").write_text(content, encoding="utf-8")
        assert read_manifest(tmp_path) == {}
