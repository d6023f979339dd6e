"""The open data: valid for both official validators, stable, whole, without any person; the API and its cursor."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import frictionless
import pytest
from data_inclusion.schema import v1
from django.utils import timezone

from maillage.portal.open_data import standard_v1
from maillage.portal.open_data.publish import FORMATS, publish, published_files
from maillage.programme.places.models import Place
from maillage.programme.places.selectors.publication import published_places
from maillage.programme.places.services.duplicates import merge_places
from maillage.programme.places.services.places import close_place, update_place
from maillage.tables.vocabulary import terms_of
from tests.factories.places import TODAY, bring, make_geography, make_place, row

pytestmark = pytest.mark.django_db
VOCABULARIES = (
    "kinds", "services", "audiences", "special_care", "fees", "programmes", "labels", "access_modes", "support_modes",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


def every_term(**fields) -> dict:
    """A place that says everything that the vocabularies can say."""
    return {name: tuple(terms_of(name)) for name in VOCABULARIES} | fields


def whole_directory() -> list[Place]:
    outcome = bring(
        row("1"),
        row("2", **every_term(name="Tout dire", emails=("accueil@lieu.example", "camille.exemple@gmail.com"))),
        row("3", name="Sans rien", services=(), hours="", phones=(), fees=(), latitude=None, longitude=None),
        row("4", name='=HYPERLINK("http://x")', summary="+1\n@tout", description="Une présentation assez longue."),
        row("5", name="Bus", itinerant=True, siret="21950585200018", phones=("+33199000001", "+33199000002")),
        row("6", name="Sans adresse", address=""),
        row("7", name="X"),
    )
    return [Place.objects.get(pk=pk) for pk in outcome.places]


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / "lieux-mediation-numerique.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_files_of_data_inclusion_pass_its_own_package(tmp_path):
    whole_directory()
    publish(tmp_path / "donnees", timezone.now())
    structures = json.loads((tmp_path / "donnees" / "data-inclusion-structures.json").read_text())
    services = json.loads((tmp_path / "donnees" / "data-inclusion-services.json").read_text())
    assert len(structures) == 6
    assert len(services) == 5
    assert [v1.Structure.model_validate(found).nom for found in structures]
    assert all(v1.Service.model_validate(found).structure_id in {s["id"] for s in structures} for found in services)


def test_teeth_the_package_refuses_a_wrong_word():
    with pytest.raises(ValueError, match="reseaux_porteurs"):
        v1.Structure.model_validate({"source": "maillage", "id": "maillage--1", "reseaux_porteurs": ["nope"]})


@pytest.mark.real_data
def test_the_national_file_passes_the_official_schema(tmp_path, real_data):
    whole_directory()
    publish(tmp_path / "donnees", timezone.now())
    assert faults_of(tmp_path / "donnees", real_data) == []
    assert len(lines(tmp_path / "donnees")) == 6


@pytest.mark.real_data
def test_teeth_the_official_schema_sees_a_wrong_phone(tmp_path, real_data):
    make_place()
    publish(tmp_path / "donnees", timezone.now())
    file = tmp_path / "donnees" / "lieux-mediation-numerique.csv"
    file.write_text(file.read_text().replace("+33199000001", "01 99 00 00 01"))
    assert faults_of(tmp_path / "donnees", real_data) != []


def faults_of(folder: Path, real_data: Path) -> list[str]:
    schema = next(real_data.rglob("standard-mediation-num_v1.0.2_schema.json"))
    with frictionless.system.use_context(trusted=True):
        resource = frictionless.Resource(
            path=str(folder / "lieux-mediation-numerique.csv"), schema=frictionless.Schema.from_descriptor(str(schema))
        )
        report = resource.validate()
    return [error.message for task in report.tasks for error in task.errors]


def test_no_cell_of_the_national_file_starts_a_formula(tmp_path):
    whole_directory()
    publish(tmp_path / "donnees", timezone.now())
    free = ("nom", "commune", "adresse", "complement_adresse", "presentation_resume", "presentation_detail")
    cells = [line[column] for line in lines(tmp_path / "donnees") for column in free]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_a_person_s_own_address_is_nowhere_in_the_publication(tmp_path):
    whole_directory()
    publish(tmp_path / "donnees", timezone.now())
    text = "".join(file.read_text() for file in (tmp_path / "donnees").iterdir())
    assert "accueil@lieu.example" in text
    assert "camille.exemple" not in text


def test_what_is_left_out_or_lost_is_said(tmp_path):
    whole_directory()
    report = publish(tmp_path / "donnees", timezone.now())
    assert ("Sans adresse", "une adresse") in report.left_out
    assert ("X", "un nom de 3 à 150 caractères") in report.left_out
    assert any(loss.field == "téléphones après le premier" for loss in report.losses)


def test_a_failed_publication_keeps_the_former_one(tmp_path, monkeypatch):
    make_place()
    folder = tmp_path / "donnees"
    publish(folder, timezone.now())
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    make_place(source_id="2", name="Un de plus")
    monkeypatch.setattr("maillage.portal.open_data.geojson.collection", lambda places: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(folder, timezone.now())
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["donnees"]


def test_the_published_files_have_stable_addresses_and_a_description(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert "Rien n’est encore publié" in client.get("/donnees/").content.decode()
    make_place()
    publish(tmp_path / "donnees", timezone.now())
    page = client.get("/donnees/").content.decode()
    for form in FORMATS:
        assert f"/donnees/{form.name}" in page
        response = client.get(f"/donnees/{form.name}")
        assert b"".join(response.streaming_content) == (tmp_path / "donnees" / form.name).read_bytes()
        seen = client.get(f"/donnees/{form.name}", headers={"If-Modified-Since": response.headers["Last-Modified"]})
        assert seen.status_code == 304
    described = json.loads(client.get("/donnees/catalogue.jsonld").content)
    dataset = described["@graph"][0]["dcat:dataset"]
    links = [part["dcat:downloadURL"]["@id"] for part in dataset["dcat:distribution"]]
    assert links == [f"http://testserver/donnees/{form.name}" for form in FORMATS]
    assert client.get("/donnees/publication.json").status_code == 404
    assert [file.rows for file in published_files(tmp_path / "donnees")] == [1, 1, 1, 1]


def test_our_own_publication_read_back_brings_nothing(tmp_path):
    from maillage.sources.places import read_places

    whole_directory()
    publish(tmp_path / "donnees", timezone.now())
    read = read_places(tmp_path / "donnees" / "lieux-mediation-numerique.csv")
    assert (read.layout, len(read.rows)) == ("standard_v1", 6)
    outcome = bring(*read.rows)
    assert (outcome.created, outcome.updated, outcome.ours) == (0, 0, 6)


def pages(client, query: str = "") -> list[dict]:
    found, cursor = [], ""
    while True:
        content = client.get(f"/api/v1/places?limit=2&cursor={cursor}{query}").json()
        found += content["items"]
        cursor = content["next_cursor"]
        if not cursor:
            return found


def test_the_cursor_gives_each_place_once_even_when_one_changes_meanwhile(client):
    whole_directory()
    first = client.get("/api/v1/places?limit=3").json()
    moved = Place.objects.get(public_id=first["items"][0]["id"])
    update_place(place=moved, values={"summary": "Nouveau"}, by="test", today=TODAY)
    rest = client.get(f"/api/v1/places?limit=100&cursor={first['next_cursor']}").json()["items"]
    seen = [place["id"] for place in (*first["items"], *rest)]
    assert {str(public_id) for public_id in Place.objects.values_list("public_id", flat=True)} == set(seen)
    assert len(pages(client)) == 7


def test_changes_since_a_date_hold_those_that_left(client):
    first, second, *others = whole_directory()
    Place.objects.update(updated_at=timezone.now() - timedelta(days=9))
    merge_places(kept=first, absorbed=second, picks={}, by="test", today=TODAY)
    close_place(place=others[0], by="test")
    since = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = {place["id"]: place for place in pages(client, f"&updated_since={since}")}
    assert found[str(second.public_id)]["status"] == "merged"
    assert found[str(second.public_id)]["replaced_by"] == str(first.public_id)
    assert found[str(others[0].public_id)]["status"] == "closed"
    assert found[str(others[0].public_id)]["name"] == ""
    assert str(others[1].public_id) not in found


def test_an_unchanged_answer_is_not_sent_again(client):
    place = make_place()
    first = client.get("/api/v1/places")
    again = client.get("/api/v1/places", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    update_place(place=place, values={"summary": "Nouveau"}, by="test", today=TODAY)
    assert client.get("/api/v1/places", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("cursor=n%27importe", 400),
        ("cursor=MjAyNnwx", 400),
        ("limit=0", 422),
        ("limit=999999", 422),
        ("updated_since=hier", 422),
        ("updated_since=2026-01-01", 200),
        ("updated_since=1948-08-21T02:30:04%2B17:50", 200),
        ("updated_since=0001-01-01T00:00:00%2B23:59", 400),
        ("updated_since=2026-03-29T02:30:00", 200),
    ],
)
def test_a_wrong_parameter_is_refused_in_french(client, query, status):
    response = client.get(f"/api/v1/places?{query}")
    assert response.status_code == status
    if status != 200:
        assert any(word in response.json()["detail"] for word in ("Paramètre illisible", "curseur"))


def test_the_search_of_the_site_goes_out_as_geojson_and_csv(client):
    whole_directory()
    points = client.get("/api/v1/places.geojson?ou=Sarcelles&itinerant=on").json()["features"]
    assert [feature["properties"]["nom"] for feature in points] == ["Bus"]
    found = list(csv.DictReader(io.StringIO(client.get("/api/v1/places.csv?itinerant=on").content.decode())))
    assert [line["itinerance"] for line in found] == ["Itinérant"]
    assert list(found[0]) == list(standard_v1.COLUMNS)


def test_openapi_names_every_operation_and_its_answers(client):
    described = client.get("/api/v1/openapi.json").json()
    assert {"200", "400", "422"} <= set(described["paths"]["/api/v1/places"]["get"]["responses"])
    assert all("get" in operations and len(operations) == 1 for operations in described["paths"].values())


def test_nothing_of_another_departement_is_published():
    bring(row("1"), row("2", name="Loin", commune_code=""))
    assert [place.values["name"] for place in published_places()] == ["France services fictif"]
