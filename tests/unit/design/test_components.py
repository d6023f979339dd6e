"""The components: what they say to assistive technology, and that the gallery shows every one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError

import maillage.design
from maillage.design import samples
from maillage.design.parts import MapFigure, Tab

TEMPLATES = Path(maillage.design.__file__).parent / "templates" / "design"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
TAGS = {
    "data_table": "table",
    "choropleth_map": "map",
    "trail": "breadcrumb",
    "breadcrumb": "breadcrumb",
}


def render(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context))


def test_a_trail_starts_at_home_and_ends_on_the_page_itself():
    text = render('{% trail "Diagnostic" "diagnosis:map" epci address "Sarcelles" %}', epci="<CA>", address="/t/1/")
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', text) == [
        ("/", "Accueil"),
        ("/diagnostic/", "Diagnostic"),
        ("/t/1/", "&lt;CA&gt;"),
    ]
    assert '<span aria-current="page">Sarcelles</span>' in text
    assert 'aria-label="Fil d’Ariane"' in text


def test_a_trail_to_nowhere_is_refused():
    with pytest.raises(TemplateSyntaxError, match="nope"):
        render('{% trail "Nulle part" "nope" "Ici" %}')


def test_tabs_are_links_and_only_one_is_current():
    text = render("{% tabs 'Vues' entries %}", entries=(Tab("Carte", "?vue=carte", True), Tab("Liste", "?vue=liste")))
    assert text.count("<a href=") == 2
    assert re.findall(r'aria-current="page">(\w+)', text) == ["Carte"]
    assert "<script" not in text


def test_a_map_becomes_interactive_only_when_its_areas_have_an_address():
    still = MapFigure("<svg></svg>", "Valeur", (), "effectifs égaux", "Source")
    assert "data-maillage-features" not in render("{% choropleth_map map %}{% map_legend map %}", map=still)
    live = MapFigure("<svg></svg>", "Valeur", (), "effectifs égaux", "Source", "/export?a=1&b=2")
    text = render("{% choropleth_map map %}{% map_legend map %}", map=live)
    assert 'data-maillage-features="/export?a=1&amp;b=2"' in text
    assert re.search(r"<button[^>]* hidden data-maillage-map-open>Ouvrir la carte interactive", text)
    assert "style=" not in text


def test_a_field_links_its_hint_and_its_error():
    form = samples.SampleForm({"name": ""})
    form.is_valid()
    text = render("{% field bound %}", bound=form["name"])
    described = re.search(r'aria-describedby="([^"]+)"', text)
    assert described is not None
    assert all(f'id="{name}"' in text for name in described.group(1).split())
    assert 'aria-invalid="true"' in text
    assert "<legend>" in render("{% field bound %}", bound=form["audience"])
    assert re.search(r"<label class=\"field__box\"[^>]*><input", render("{% field bound %}", bound=form["agreed"]))


def unseen(gallery: str, shell: str) -> list[str]:
    """Components that neither the gallery nor the page around it shows."""
    used = re.findall(r"\{% (\w+)", gallery + shell)
    used += re.findall(r"components/(\w+)\.html", gallery + shell)
    shown = {TAGS.get(name, name) for name in used}
    return [name for name in COMPONENTS if name not in shown]


def test_the_gallery_shows_every_component():
    gallery, shell = (TEMPLATES / "gallery.html").read_text(), (TEMPLATES / "page.html").read_text()
    assert len(COMPONENTS) >= 18
    assert unseen(gallery, shell) == []
    anchors = re.findall(r'class="specimen" id="([^"]+)"', gallery)
    assert anchors == [anchor for anchor, _ in samples.SECTIONS]


def test_teeth_a_component_taken_out_of_the_gallery_is_missed():
    gallery = (TEMPLATES / "gallery.html").read_text()
    assert unseen(gallery.replace("{% timeline steps %}", ""), "") == ["timeline"]


def test_the_gallery_answers_its_own_links(client):
    text = client.get("/composants/?onglet=participants&tri=nom").content.decode()
    assert "34 participants fictifs" in text
    assert text.index("Ville-Basse</a>") < text.index("Ville-Haute</a>")
    assert 'aria-sort="ascending"' in text
    assert "style=" not in text
    assert client.get("/composants/?onglet=zzz&tri=zzz&page=999").status_code == 200


def test_ids_of_the_gallery_are_unique(client):
    found = re.findall(r'\sid="([^"]+)"', client.get("/composants/").content.decode())
    assert sorted(found) == sorted(set(found))


def test_sorting_the_sample_table_turns_over():
    first = samples.sorted_table("-score")
    assert [row[0].text for row in first.rows] == ["Ville-Haute", "Ville-du-Lac", "Ville-Basse"]
    assert first.columns[1].url == "?tri=score#tableau"
    assert samples.sorted_table("score").columns[1].url == "?tri=-score#tableau"
