"""The map, its legend and the features of the interactive map say one thing; every page says where it stands."""

from __future__ import annotations

import json
import re

import pytest

from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.models import IndicatorFigure
from maillage.programme.diagnosis.presenters import maps
from maillage.programme.people.enums import Role
from maillage.programme.territories.figures import find_figures
from maillage.tables.quality import Quality
from tests.factories.cast import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def features(client, query: str = "") -> dict[str, dict]:
    content = json.loads(client.get(f"/diagnostic/export.geojson{query}").content)
    return {feature["properties"]["code"]: feature["properties"] for feature in content["features"]}


def test_features_carry_the_class_and_the_words_of_the_page(client):
    sarcelles = features(client, "?indicateur=poverty_rate")["95585"]
    assert sarcelles["carte_page"] == "/territoires/95585/"
    assert re.fullmatch(r"#[0-9a-f]{6}", sarcelles["carte_couleur"])
    assert sarcelles["carte_valeur"].endswith("%")
    assert features(client)["95585"]["carte_valeur"].endswith(" sur 10")
    assert features(client, "?indicateur=nope")["95585"]["carte_valeur"].endswith(" sur 10")


def test_a_secret_value_has_no_class_and_says_so(client):
    IndicatorFigure.objects.filter(figure__code="95585", indicator="poverty_rate").update(
        value=None, quality=Quality.SECRET
    )
    secret = features(client, "?indicateur=poverty_rate")["95585"]
    assert secret["carte_classe"] is None
    assert secret["carte_motif"] == "secret"
    assert secret["carte_valeur"] == "non connu"
    assert secret["carte_qualite"] == "secret statistique"
    assert "secret statistique" in client.get("/diagnostic/?indicateur=poverty_rate").content.decode()


def test_the_legend_counts_every_territory():
    run = selectors.published_run(selectors.home_departement())
    assert run is not None
    figures = selectors.figures_of(run, "commune")
    for indicator in (maps.SCORE, *maps.indicator_codes(run)):
        shown = maps.map_figure(run, "commune", indicator, figures)
        assert sum(entry.count for entry in shown.legend if entry.kind != "imputed") == 183


def test_the_map_asks_for_the_features_of_what_the_page_shows(client):
    text = client.get("/diagnostic/?niveau=epci_part&indicateur=poverty_rate").content.decode()
    address = re.search(r'data-maillage-features="([^"]+)"', text)
    assert address is not None
    assert "niveau=epci_part" in address.group(1)
    assert "indicateur=poverty_rate" in address.group(1)


@pytest.mark.parametrize(
    ("address", "steps"),
    [
        ("/diagnostic/", ["Accueil", "Diagnostic"]),
        ("/diagnostic/methode/", ["Accueil", "Diagnostic", "Méthode"]),
        ("/territoires/95585/", ["Accueil", "Diagnostic", "CA Roissy Pays de France", "Sarcelles"]),
        ("/territoires/200055655/", ["Accueil", "Diagnostic", "CA Roissy Pays de France"]),
        ("/territoires/95/", ["Accueil", "Diagnostic", "Val-d’Oise"]),
        ("/aide/", ["Accueil", "Aide"]),
        ("/composants/", ["Accueil", "Composants"]),
    ],
)
def test_a_page_says_where_it_stands(client, address, steps):
    assert trail(client.get(address).content.decode()) == steps


@pytest.mark.parametrize(
    ("address", "steps"),
    [
        ("/diagnostic/calculs/", ["Accueil", "Diagnostic", "Calculs"]),
        ("/journal/", ["Accueil", "Journal"]),
        ("/utilisateurs/", ["Accueil", "Utilisateurs"]),
        ("/utilisateurs/nouveau/", ["Accueil", "Utilisateurs", "Ouvrir un compte"]),
        ("/compte/", ["Accueil", "Mon compte"]),
    ],
)
def test_a_page_of_agents_says_where_it_stands(client, address, steps):
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert trail(client.get(address).content.decode()) == steps


def trail(text: str) -> list[str]:
    found = re.search(r'<nav class="breadcrumb" aria-label="Fil d’Ariane">(.*?)</nav>', text)
    assert found is not None
    return re.findall(r"<(?:a|span)[^>]*>([^<]+)<", found.group(1))


def test_a_meeting_may_quote_the_index_and_the_indicators_of_a_territory():
    found = {figure.key: figure for figure in find_figures("Sarcelles")}
    assert found["index:95585"].label == "Indice de fragilité numérique, Sarcelles"
    assert found["index:95585"].value.endswith("sur 10")
    assert found["poverty_rate:95585"].value.endswith("%")
    assert "démonstration" in found["poverty_rate:95585"].source
    assert find_figures("Sarcelles, lieu qui n’existe pas") == ()
    assert find_figures("é" * 200_000) == ()
