"""The public pages of the directory: list, filters, one place, orientation, prints, embeds."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.utils import timezone

from maillage.programme.places.models import Place
from maillage.programme.places.presenters.directory import sheet
from maillage.programme.places.selectors.directory import Criteria, found_places, hit_of, state_of
from maillage.programme.places.selectors.orientation import spans_of
from maillage.programme.places.services.duplicates import merge_places, undo_merge
from maillage.programme.places.services.places import add_session, close_place
from maillage.programme.territories.models import Commune, Departement, Epci
from tests.factories.places import TODAY, bring, make_geography, make_place, row

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


def names(client, query: str = "") -> list[str]:
    page = client.get(f"/lieux/{query}").content.decode()
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', page)


def test_the_list_shows_the_programme_s_perimeter_across_the_border(client):
    bring(
        row("1", name="Ici"), row("2", name="Même EPCI", commune_code="77294"), row("3", name="Loin", commune_code="")
    )
    assert names(client) == ["Ici", "Même EPCI"]
    assert names(client, "?ou=France") == ["Ici", "Loin", "Même EPCI"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?ou=Sarcelles", ["Bus fictif", "Médiathèque fictive"]),
        ("?ou=95200", ["Médiathèque fictive"]),
        ("?ou=Nulle-Part", []),
        ("?quoi=mediatheque", ["Médiathèque fictive"]),
        ("?service=everyday_tools", ["Médiathèque fictive"]),
        ("?service=job_search", []),
        ("?frais=free", ["Bus fictif", "Médiathèque fictive"]),
        ("?langue=ar&langue=tr", []),
        ("?itinerant=on", ["Bus fictif"]),
        ("?lat=48.99&lon=2.38", ["Médiathèque fictive", "Bus fictif"]),
        ("?lat=abc&lon=2&service=nope&page=zz", ["Bus fictif", "Médiathèque fictive"]),
    ],
)
def test_each_filter_keeps_what_it_says(client, query, expected):
    bring(
        row("1", name="Médiathèque fictive", services=("smartphone",)),
        row("2", name="Bus fictif", itinerant=True, latitude=48.95, longitude=2.4, postal_code="95140"),
    )
    assert names(client, query) == expected


def test_open_now_knows_the_hours_of_paris():
    make_place(hours="Tu 11:30-13:00")
    assert found_places(Criteria(open_now=True), NOON).total == 1
    assert found_places(Criteria(open_now=True), NOON.replace(hour=13)).total == 0


@pytest.mark.parametrize(
    ("day", "open_one"),
    [(datetime(2026, 2, 17, 9, tzinfo=UTC), "Zone C"), (datetime(2026, 3, 5, 9, tzinfo=UTC), "Zone B")],
)
def test_each_place_follows_the_school_holidays_of_its_own_departement(day, open_one):
    oise = Departement.objects.create(code="60", name="Oise")
    epci = Epci.objects.get()
    Commune.objects.create(
        code="60141", name="Chantilly", search_name="chantilly", departement=oise, epci=epci, cog_year=2026
    )
    hours = "Mo-Fr 09:00-12:00; SH off"
    bring(row("1", name="Zone C", hours=hours), row("2", name="Zone B", hours=hours, commune_code="60141"))
    assert [hit.place.name for hit in found_places(Criteria(open_now=True), day).hits] == [open_one]
    for place in Place.objects.all():
        expected = place.name == open_one
        today = timezone.localtime(day).weekday()
        assert (state_of(place, day).opening == "open") is expected
        assert any(weekday == today for weekday, *_ in spans_of(place, day)) is expected
        assert ("de 9\xa0h" in sheet(place, hit_of(place, None, day), day).week[0][1]) is expected


def test_a_bus_is_found_where_it_stops(client):
    bus = make_place(name="Bus fictif", itinerant=True, hours="")
    start = (timezone.localtime() + timedelta(days=2)).replace(hour=9)
    commune = Commune.objects.get(code="95268")
    add_session(
        place=bus,
        title="Arrêt",
        commune=commune,
        address="Place de la Mairie",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        recurrence="",
        exceptions=[],
        by="test",
    )
    assert names(client, "?ou=Garges") == ["Bus fictif"]
    calendar = client.get(f"/lieux/{bus.public_id}/passages.ics").content.decode()
    assert "TZID=Europe/Paris" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


def test_the_list_asks_as_many_queries_for_ten_places_as_for_one(client, django_assert_max_num_queries):
    bring(row("0"))
    client.get("/lieux/")
    bring(*(row(str(i), name=f"Lieu fictif {i}") for i in range(12)))
    with django_assert_max_num_queries(16):
        client.get("/lieux/")


def test_a_place_says_what_it_is_and_hides_a_person_s_own_address(client):
    place = make_place(emails=("accueil@lieu.example", "camille.exemple@gmail.com"), summary="<b>Fictif</b>")
    page = client.get(f"/lieux/{place.public_id}/").content.decode()
    assert "accueil@lieu.example" in page
    assert "camille.exemple" not in page
    assert "&lt;b&gt;Fictif" in page
    assert "01\u00a099\u00a000\u00a000\u00a001" in page


def test_a_merged_address_leads_to_the_place_kept_and_back(client):
    first, second = (Place.objects.get(pk=pk) for pk in bring(row("1"), row("2", name="Double")).places)
    merge = merge_places(kept=first, absorbed=second, picks={}, by="test", today=TODAY)
    response = client.get(f"/lieux/{second.public_id}/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/lieux/{first.public_id}/")
    assert names(client) == ["France services fictif"]
    undo_merge(merge=merge, by="test", today=TODAY)
    assert client.get(f"/lieux/{second.public_id}/").status_code == 200


def test_a_closed_place_says_so_and_leaves_the_list(client):
    place = close_place(place=make_place(), by="test")
    assert names(client) == []
    assert "fermé définitivement" in client.get(f"/lieux/{place.public_id}/").content.decode()


def test_the_orientation_asks_five_questions_at_most_then_gives_reasons(client):
    make_place()
    answers = ("service=online_procedures", "ou=95585", "deplacement=transport", "quand=indifferent", "langue=fr")
    for count in range(5):
        page = client.get("/lieux/orientation/?" + "&".join(answers[:count])).content.decode()
        assert f"Question {count + 1} sur 5" in page
    page = client.get("/lieux/orientation/?" + "&".join(answers)).content.decode()
    assert "Un lieu peut vous aider" in page
    assert "Propose" in page
    far = client.get("/lieux/orientation/?" + "&".join(("service=job_search", *answers[1:]))).content.decode()
    assert "Aucun lieu ne répond à tout" in far
    assert "Ne propose pas" in far


def test_an_unknown_commune_is_asked_again_with_what_was_typed(client):
    page = client.get("/lieux/orientation/?service=autre&ou=Nulle-Part").content.decode()
    assert "Aucune commune ne s’appelle «&nbsp;Nulle-Part&nbsp;»" in page
    assert 'value="Nulle-Part"' in page


def test_prints_are_tagged_and_titled(client):
    place = make_place()
    for address in (f"/lieux/{place.public_id}/fiche.pdf", "/lieux/depliant.pdf?ou=Sarcelles"):
        with pikepdf.open(io.BytesIO(client.get(address).content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).startswith("fr")
            assert len(pdf.open_metadata()["dc:title"]) > 5


def test_the_stand_alone_page_needs_nothing_of_ours(client):
    make_place()
    archive = zipfile.ZipFile(io.BytesIO(client.get("/lieux/page-autonome.zip").content))
    page = archive.read("index.html").decode()
    assert sorted(archive.namelist()) == ["index.html", "maillage.css"]
    assert "France services fictif" in page
    assert re.findall(r'(?:src|href)="(?!tel:|maillage\.css)[^"]+"', page) == []
    assert "url(" not in archive.read("maillage.css").decode()


def test_only_the_embedded_list_may_stand_in_a_frame(client):
    make_place()
    framed = client.get("/integrer/lieux/")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert "<form" not in framed.content.decode()
    assert "frame-ancestors 'none'" in client.get("/lieux/").headers["Content-Security-Policy"]


def test_the_search_of_the_header_finds_places_too(client):
    bring(row("1", name="Médiathèque fictive"))
    page = client.get("/recherche/?q=mediatheque").content.decode()
    assert "Lieux d’aide" in page
    assert "Médiathèque fictive" in page
    assert "Rien ne porte ce nom" in client.get("/recherche/?q=zzzz").content.decode()
