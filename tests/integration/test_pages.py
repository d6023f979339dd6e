"""The pages of the diagnosis, on the demonstration."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest

from maillage.programme.diagnosis.enums import RunStatus
from maillage.programme.diagnosis.models import Figure, Run
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("demonstration")
def test_home_opens_with_a_finding_and_says_it_is_a_demonstration(client):
    text = client.get("/").content.decode()
    assert "les plus exposées à la fragilité numérique sont" in text
    assert "Données de démonstration" in text
    assert "<svg" in text


def test_home_without_figures_teaches_the_first_action(client):
    assert "Aucun diagnostic n’est encore publié" in client.get("/").content.decode()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "query", ["", "?niveau=epci_part", "?indicateur=poverty_rate", "?tri=-score", "?niveau=x&indicateur=y&tri=z"]
)
def test_map_and_its_table_twin_hold_every_territory(client, query):
    text = client.get(f"/diagnostic/{query}").content.decode()
    assert text.count('<th scope="row">') == (12 if "epci" in query else 183)
    assert "style=" not in text


@pytest.mark.usefixtures("demonstration")
def test_an_unknown_recipe_is_not_found(client):
    assert client.get("/diagnostic/?recette=nope").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_territory_sheet_explains_its_score(client):
    text = client.get("/territoires/95585/").content.decode()
    assert "Ce qui fait le score" in text
    assert "Communes voisines" in text
    assert "Territoires au profil proche" in text
    assert "2\u202f026" not in text


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("code", "status"), [("200055655", 200), ("95", 200), ("75056", 200), ("00000", 404)])
def test_any_territory_of_france_has_a_page(client, code, status):
    assert client.get(f"/territoires/{code}/").status_code == status


@pytest.mark.usefixtures("demonstration")
def test_an_old_code_leads_to_its_commune(client):
    assert client.get("/territoires/95282/").headers["Location"] == "/territoires/95169/"


@pytest.mark.usefixtures("demonstration")
def test_printed_sheet_is_a_pdf(client):
    response = client.get("/territoires/95585/fiche.pdf")
    assert response.content.startswith(b"%PDF")


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("text", ["sarcelles", "Sarcélles", "95585"])
def test_a_single_answer_opens_at_once(client, text):
    assert client.get("/recherche/", {"q": text}).headers["Location"] == "/territoires/95585/"


@pytest.mark.usefixtures("demonstration")
def test_search_reads_names_as_people_type_them(client):
    text = client.get("/recherche/", {"q": "st ouen l'aumone"}, follow=True).content.decode()
    assert "Saint-Ouen-l’Aumône" in text


@pytest.mark.usefixtures("demonstration")
def test_exports_hold_the_same_183_communes_and_their_attribution(client):
    def get(kind: str) -> bytes:
        return client.get(f"/diagnostic/export.{kind}").content

    lines = get("csv").decode("utf-8-sig").splitlines()
    assert len(lines) == 184
    assert "attribution" in lines[0]
    assert pq.read_table(io.BytesIO(get("parquet"))).num_rows == 183
    assert openpyxl.load_workbook(io.BytesIO(get("xlsx"))).worksheets[0].max_row == 184
    features = json.loads(get("geojson"))
    assert len(features["features"]) == 183
    assert "démonstration" in features["attribution"]
    assert "content.xml" in zipfile.ZipFile(io.BytesIO(get("ods"))).namelist()


@pytest.mark.usefixtures("demonstration")
def test_list_pages_do_not_query_by_row(client, django_assert_max_num_queries):
    client.get("/diagnostic/")
    with django_assert_max_num_queries(10):
        client.get("/diagnostic/")
    with django_assert_max_num_queries(14):
        client.get("/territoires/95585/")


@pytest.mark.usefixtures("demonstration")
def test_a_co_pilot_makes_a_run_and_the_figures_are_swapped_whole(client):
    client.force_login(make_user(Role.CO_PILOT), backend="django.contrib.auth.backends.ModelBackend")
    first = Run.objects.get(published=True)
    form = {"recipe": "maillage-2026", "data_kind": "demonstration"}
    page = client.post("/diagnostic/calculs/", form)
    run = Run.objects.latest("pk")
    assert page.headers["Location"] == f"/diagnostic/calculs/{run.pk}/"
    assert run.status == RunStatus.DONE
    assert Run.objects.get(published=True) == run
    assert not Figure.objects.filter(run=first).exists()
    assert "Le calcul est terminé" in client.get(f"/diagnostic/calculs/{run.pk}/").content.decode()


@pytest.mark.usefixtures("demonstration")
def test_a_run_without_files_fails_in_words_and_keeps_what_was_published(client):
    client.force_login(make_user(Role.CO_PILOT), backend="django.contrib.auth.backends.ModelBackend")
    published = Run.objects.get(published=True)
    client.post("/diagnostic/calculs/", {"recipe": "maillage-2026", "data_kind": "published"})
    run = Run.objects.latest("pk")
    assert run.status == RunStatus.FAILED
    assert Run.objects.get(published=True) == published
    assert Figure.objects.filter(run=published).count() == 196
    assert "Que faire" in client.get(f"/diagnostic/calculs/{run.pk}/").content.decode()


def test_method_is_written_from_the_recipes(client):
    text = client.get("/diagnostic/methode/").content.decode()
    assert text.count("<section") == 5
    assert "Indice Maillage 2026" in text
