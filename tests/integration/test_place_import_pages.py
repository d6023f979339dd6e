"""The import wizard: recognised, matched, rehearsed, applied; hostile files refused in words, nothing left behind."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.places.models import ColumnMapping, DuplicatePair, ImportBatch, Place, SourceRecord
from maillage.programme.places.selectors.uploads import upload_by_key
from maillage.programme.places.services.uploads import keep_upload, purge_uploads
from maillage.programme.territories.services import load_geography
from tests.factories.cast import make_user
from tests.factories.places import make_geography, make_place
from tests.unit.sources.places.test_place_files import with_part, workbook
from tests.unit.sources.places.test_place_layouts import V1, csv_text

pytestmark = pytest.mark.django_db
FREE = "Etablissement;Ville;CP;Rue;Genre;Notes\nAtelier fictif;Sarcelles;95200;4 rue des Lilas;Fablabo;x\n"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pilot(client):
    make_geography()
    client.force_login(make_user(Role.CO_PILOT), backend="django.contrib.auth.backends.ModelBackend")
    return client


def waiting(settings) -> list[str]:
    return sorted(path.name for path in (Path(settings.MEDIA_ROOT) / "imports").glob("*"))


def bring(client, content: bytes, name: str = "lieux.csv", layout: str = "auto"):
    return client.post("/lieux/importer/", {"fichier": SimpleUploadedFile(name, content), "format": layout})


def words(response) -> str:
    """The text of a page, every space an ordinary one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_known_layout_goes_from_file_to_directory(pilot, settings):
    review = bring(pilot, csv_text([V1 | {"code_insee": "95585"}]).encode()).headers["Location"]
    page = words(pilot.get(review))
    assert "Standard des lieux de médiation numérique 1.0" in page
    assert "1 lieu à créer" in page
    assert "Importer 1 lieu" in page
    assert (Place.objects.count(), ImportBatch.objects.count()) == (0, 0)
    done = pilot.post(f"{review}appliquer/")
    assert Place.objects.count() == 1
    assert waiting(settings) == []
    page = words(pilot.get(done.headers["Location"]))
    assert "Import terminé" in page
    assert "1 lieu créé" in page
    assert "lieux.csv" in words(pilot.get("/lieux/imports/"))
    assert Entry.objects.filter(action="places.imported").count() == 1


def test_the_same_file_twice_says_that_nothing_changes(pilot):
    content = csv_text([V1]).encode()
    pilot.post(f"{bring(pilot, content).headers['Location']}appliquer/")
    review = bring(pilot, content).headers["Location"]
    page = words(pilot.get(review))
    assert "Rien ne change" in page
    assert "Importer 1 lieu" not in page
    done = pilot.post(f"{review}appliquer/").headers["Location"]
    assert "n’a rien changé" in words(pilot.get(done))
    assert Place.objects.count() == 1


def test_a_free_table_is_matched_and_the_matching_remembered(pilot):
    review = bring(pilot, FREE.encode()).headers["Location"]
    page = pilot.get(review).content.decode()
    assert "Ce que contient chaque colonne" in page
    assert '<option value="Ville" selected>' in page
    chosen = {"source": "CCAS fictif", "column_name": "Etablissement", "column_commune_name": "Ville"}
    chosen |= {"column_postal_code": "CP", "column_address": "Rue", "column_kinds": "Genre"}
    assert pilot.post(review, chosen).headers["Location"] == review
    page = pilot.get(review).content.decode()
    field = re.search(r'name="(value_kinds_\w+)"', page)
    assert field
    pilot.post(review, chosen | {field[1]: "fablab"})
    pilot.post(f"{review}appliquer/")
    place = Place.objects.get()
    assert (place.name, place.commune_id, place.records.get().source) == ("Atelier fictif", "95585", "CCAS fictif")
    assert [term.code for term in place.terms.all()] == ["fablab"]
    again = pilot.get(bring(pilot, FREE.encode()).headers["Location"]).content.decode()
    assert 'value="CCAS fictif"' in again
    assert "Rien ne change" in again
    assert ColumnMapping.objects.count() == 1


def test_a_table_without_a_name_waits_for_its_matching(pilot):
    review = bring(pilot, b"a;b\nLieu fictif;2\n").headers["Location"]
    page = words(pilot.get(review))
    assert "Aucune colonne ne donne le nom du lieu" in page
    assert f'action="{review}appliquer/"' not in pilot.get(review).content.decode()
    assert pilot.post(f"{review}appliquer/").headers["Location"] == review
    page = words(pilot.post(review, {"source": "essai", "column_summary": "b"}))
    assert "Choisissez la colonne qui donne le nom du lieu" in page
    page = words(pilot.post(review, {"source": "Maillage", "column_name": "a"}))
    assert "Ce nom est réservé" in page
    assert Place.objects.count() == 0
    pilot.post(review, {"source": "essai", "column_name": "a"})
    assert "1 lieu à créer" in words(pilot.get(review))


def test_errors_are_said_by_row_and_column(pilot):
    row = V1 | {"pivot": "0" * 14, "latitude": "0", "longitude": "0", "services": "Inconnu du standard"}
    page = words(pilot.get(bring(pilot, csv_text([row]).encode()).headers["Location"]))
    assert "2 pivot 00000000000000 Ce SIRET n’est fait que de zéros" in page
    assert "Coordonnées 0,0" in page
    assert "Inconnu du standard" in page
    assert "Ce qui n’est pas repris" in page


def hostile() -> dict[str, tuple[str, bytes, str]]:
    xxe = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]><s>&a;</s>'
    book = workbook(["nom"], ["Lieu"])
    return {
        "bomb": ("a.xlsx", with_part(book, "xl/media/image1.bin", b"\0" * 130_000_000), "démesuré"),
        "entities": ("a.xlsx", with_part(book, "xl/sharedStrings.xml", xxe), "DOCTYPE"),
        "cell": ("a.csv", b'id,nom,courriels\n1,"' + b"x" * 200_001 + b'",', "case"),
        "bytes": ("a.csv", bytes(range(256)) * 40, "lisible"),
        "deep": ("a.json", b"[" * 100_000, "imbriqué"),
        "workbook": ("../../etc/a.xlsx", b"PK\x03\x04abc", "abîmé"),
        "empty": ("a.csv", b"", "vide"),
        "old": ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "ancien classeur"),
    }


@pytest.mark.parametrize("which", hostile())
def test_a_hostile_file_is_refused_in_words_and_removed(pilot, settings, which):
    name, content, expected = hostile()[which]
    response = bring(pilot, content, name)
    page = words(response)
    assert response.status_code == 200
    assert "Il y a un problème" in page
    assert expected in page
    assert waiting(settings) == []
    assert (Place.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_heavy_file_is_refused_before_it_is_kept(pilot, settings, monkeypatch):
    monkeypatch.setattr("maillage.programme.places.forms.imports.MAX_BYTES", 10)
    assert "pèse plus" in words(bring(pilot, FREE.encode()))
    assert waiting(settings) == []


def test_a_layout_that_does_not_fit_is_refused(pilot, settings):
    page = words(bring(pilot, FREE.encode(), layout="france_services"))
    assert "Ce fichier ne suit pas le format" in page
    assert "« lieux.csv »" in page
    assert waiting(settings) == []


def test_a_file_waits_under_our_own_name_and_no_more_than_a_day(pilot, settings):
    review = bring(pilot, FREE.encode(), "Liste <b>secrète</b>.csv").headers["Location"]
    key = review.strip("/").rpartition("/")[2]
    assert waiting(settings) == [f"{key}.about", f"{key}.csv"]
    assert "<b>secrète" not in pilot.get(review).content.decode()
    late = time.time() + 25 * 3600
    assert purge_uploads(by="test", now=time.time()) == 0
    assert purge_uploads(by="test", now=late) == 2
    assert pilot.get(review).status_code == 404


def test_a_name_with_a_path_stays_in_our_folder(settings):
    kept = keep_upload(name="../../../ailleurs/x.sh", blocks=[b"a"], layout="auto", by="test")
    assert kept.path.parent == Path(settings.MEDIA_ROOT) / "imports"
    assert kept.path.name == f"{kept.key}.txt"
    assert kept.name == "x.sh"
    kept.path.with_name(f"{kept.key}.about").write_text('{"f')
    with pytest.raises(Http404):
        upload_by_key(kept.key)


def test_an_abandoned_file_is_gone(pilot, settings):
    review = bring(pilot, FREE.encode()).headers["Location"]
    assert pilot.post(f"{review}abandonner/").headers["Location"] == "/lieux/imports/"
    assert waiting(settings) == []
    assert pilot.get(review).status_code == 404
    assert pilot.post(f"{review}appliquer/").status_code == 404


def test_new_pairs_join_the_queue(pilot):
    make_place()
    twin = "Nom;Ville;CP;Adresse\nFrance services fictif;Sarcelles;95200;4 rue des Lilas\n"
    pilot.post(f"{bring(pilot, twin.encode()).headers['Location']}appliquer/")
    assert Place.objects.count() == 2
    assert DuplicatePair.objects.count() == 1


def test_two_tables_never_matched_do_not_make_each_other_absent(pilot):
    for name in ("un.csv", "deux.csv"):
        content = f"Nom;Ville;CP\nLieu fictif {name};Sarcelles;95200\n".encode()
        page = words(pilot.get(bring(pilot, content, name).headers["Location"]))
        assert "absent" not in page
        pilot.post(f"{bring(pilot, content, name).headers['Location']}appliquer/")
    assert sorted(SourceRecord.objects.values_list("source", flat=True)) == ["deux", "un"]


def test_a_mediator_may_not_import(client):
    client.force_login(make_user(Role.MEDIATOR), backend="django.contrib.auth.backends.ModelBackend")
    assert bring(client, FREE.encode()).status_code == 403
    assert client.get("/lieux/imports/").status_code == 403


@pytest.mark.real_data
def test_the_real_files_of_the_95(client, real_data):
    load_geography(by="test")
    client.force_login(make_user(Role.CO_PILOT), backend="django.contrib.auth.backends.ModelBackend")
    files = {
        name: next(real_data.rglob(name)).read_bytes()
        for name in (
            "france-services_2024-08-01_95.csv",
            "bibliotheques-publiques_95.csv",
            "permanences-conseillers-numeriques_2022-12_95.json",
        )
    }
    for name, content in files.items():
        review = bring(client, content, name).headers["Location"]
        assert "à créer" in words(client.get(review))
        client.post(f"{review}appliquer/")
    france_services = Place.objects.filter(records__source__icontains="france", commune__departement="95")
    assert france_services.count() == 27
    assert france_services.filter(itinerant=True).count() == 3
    review = bring(client, files["france-services_2024-08-01_95.csv"], "b.csv").headers["Location"]
    assert "Rien ne change" in words(client.get(review))
