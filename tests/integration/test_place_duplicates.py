"""Duplicates and differences with the sources: queues, decisions that stay, joinings that are undone whole."""

from __future__ import annotations

import re

import pytest

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.places.enums import ConflictStatus, PlaceStatus, Verdict
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import DuplicatePair, FieldConflict, Merge, Place
from maillage.programme.places.services.duplicates import (
    CannotPartError,
    decide_pair,
    detect_duplicates,
    merge_places,
    part_places,
    undo_merge,
)
from maillage.programme.places.services.places import update_place
from tests.factories.cast import make_user
from tests.factories.places import TODAY, bring, make_geography, queries_of, row

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


@pytest.fixture
def pilot(client):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


def two_places(**second) -> tuple[Place, Place]:
    content = {
        "source": "conseillers-numeriques",
        "name": "Maison France services fictive",
        "phones": ("+33199000002",),
    }
    outcome = bring(row("1"), row("2", **(content | second)))
    first, other = Place.objects.filter(pk__in=outcome.places).order_by("pk")
    return first, other


def make_pair(band: str = "review", **second) -> DuplicatePair:
    first, other = two_places(**second)
    return DuplicatePair.objects.create(first=first, second=other, score=0.8, band=band, reasons=["même adresse"])


def content(place: Place) -> dict:
    place = Place.objects.get(pk=place.pk)
    return {**values_of(place), "status": place.status, "records": sorted(place.records.values_list("pk", flat=True))}


def test_the_queue_shows_the_likeliest_first_with_reasons(pilot):
    outcome = bring(*(row(str(i), name=f"Lieu fictif {i}") for i in range(3)))
    a, b, c = outcome.places
    DuplicatePair.objects.create(first_id=a, second_id=b, score=0.7, band="review", reasons=["même téléphone"])
    DuplicatePair.objects.create(first_id=a, second_id=c, score=0.95, band="review", reasons=["même adresse"])
    page = pilot.get("/lieux/doublons/").content.decode()
    assert page.index("Même adresse") < page.index("Même téléphone")
    assert "95\u00a0%" in page
    assert "2 paires de lieux se ressemblent" in page


def test_the_queue_asks_as_many_queries_for_ten_pairs_as_for_one(pilot):
    keys = bring(*(row(str(i)) for i in range(11))).places
    first, *others = keys
    DuplicatePair.objects.create(first_id=first, second_id=others[0], score=0.7, band="review")
    one = queries_of(pilot, "/lieux/doublons/")
    for other in others[1:]:
        DuplicatePair.objects.create(first_id=first, second_id=other, score=0.7, band="review")
    assert queries_of(pilot, "/lieux/doublons/") == one


def test_a_review_says_differences_in_words_and_joins_with_the_values_picked(pilot):
    pair = make_pair(hours="Sa 09:00-12:00", address="")
    page = pilot.get(f"/lieux/doublons/{pair.pk}/").content.decode()
    assert page.count("Différent") == 3
    assert "Un seul le dit" in page
    assert 'name="hours" value="second"' in page
    assert 'name="address"' not in page
    chosen = {"verdict": "same", "hours": "second", "name": "first", "phones": "both"}
    assert pilot.post(f"/lieux/doublons/{pair.pk}/", chosen).status_code == 302
    kept = Place.objects.get(pk=pair.first_id)
    assert (kept.hours, kept.name) == ("Sa 09:00-12:00", "France services fictif")
    assert kept.phones == ["+33199000001", "+33199000002"]
    assert Place.objects.get(pk=pair.second_id).merged_into_id == kept.pk


@pytest.mark.parametrize(("pick", "phones"), [("first", ["+33199000001"]), ("second", ["+33199000002"])])
def test_a_list_may_be_kept_from_one_side_only(pilot, pick, phones):
    pair = make_pair()
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "same", "phones": pick})
    assert Place.objects.get(pk=pair.first_id).phones == phones


@pytest.mark.parametrize("sent", [{}, {"verdict": "maybe"}, {"verdict": "same", "hours": "third"}])
def test_a_decision_that_makes_no_sense_changes_nothing(pilot, sent):
    pair = make_pair(hours="Sa 09:00-12:00")
    response = pilot.post(f"/lieux/doublons/{pair.pk}/", sent)
    pair.refresh_from_db()
    assert (response.status_code, pair.verdict, Merge.objects.count()) == (200, Verdict.PENDING, 0)


def test_two_different_places_are_never_asked_again(pilot):
    pair = make_pair()
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "distinct"})
    detect_duplicates(by="test", today=TODAY)
    pair.refresh_from_db()
    assert (pair.verdict, Place.objects.filter(status=PlaceStatus.ACTIVE).count()) == (Verdict.DISTINCT, 2)
    assert "Rien à examiner" in pilot.get("/lieux/doublons/").content.decode()
    decided = pilot.get("/lieux/doublons/?etat=tranches").content.decode()
    assert "Deux lieux différents" in decided
    assert "par Personne Fictive" in decided


def test_a_decision_taken_back_restores_both_places_and_the_machine_does_not_take_it_again(pilot):
    pair = make_pair(hours="Sa 09:00-12:00")
    before = content(pair.first), content(pair.second)
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "same", "hours": "second"})
    assert content(pair.first) != before[0]
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "pending"})
    assert (content(pair.first), content(pair.second)) == before
    DuplicatePair.objects.update(band="automatic")
    detect_duplicates(by="test", today=TODAY)
    pair.refresh_from_db()
    assert (pair.verdict, Merge.objects.filter(undone_at=None).count()) == (Verdict.PENDING, 0)


def test_a_sure_pair_that_nobody_judged_is_joined_and_one_taken_back_is_not():
    twin = {"source": "bibliotheques", "name": "France services fictif", "phones": ("+33199000001",), "siret": "1" * 14}
    bring(row("1", siret="1" * 14), row("2", **twin))
    assert detect_duplicates(by="test", today=TODAY)["merged"] == 1
    pair = DuplicatePair.objects.get()
    decide_pair(pair=pair, verdict=Verdict.PENDING, picks={}, by="test", today=TODAY)
    assert detect_duplicates(by="test", today=TODAY)["merged"] == 0


def test_parting_from_the_history_page_sends_the_pair_back_to_the_queue(pilot):
    pair = make_pair()
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "same"})
    history = pilot.get(f"/lieux/{pair.first.public_id}/historique/").content.decode()
    address = re.search(r'action="(/lieux/reunions/\d+/defaire/)"', history)[1]
    assert pilot.post(address).status_code == 302
    pair.refresh_from_db()
    assert (pair.verdict, Place.objects.filter(status=PlaceStatus.ACTIVE).count()) == (Verdict.PENDING, 2)
    assert pilot.post(address).status_code == 404


def test_what_was_changed_since_the_joining_stays():
    first, second = two_places(hours="Sa 09:00-12:00")
    merge = merge_places(kept=first, absorbed=second, picks={"hours": "absorbed"}, by="test", today=TODAY)
    kept = Place.objects.get(pk=first.pk)
    values = {"hours": "Mo 10:00-12:00", "phones": [*kept.phones, "+33199000003"]}
    update_place(place=kept, values=values, by="test", today=TODAY)
    undo_merge(merge=merge, by="test", today=TODAY)
    kept.refresh_from_db()
    assert (kept.hours, kept.phones) == ("Mo 10:00-12:00", ["+33199000001", "+33199000003"])


def test_a_chain_of_joinings_is_undone_from_its_end(pilot):
    first, second = two_places()
    third = Place.objects.get(pk=bring(row("3", source="bibliotheques")).places[0])
    inner = merge_places(kept=first, absorbed=second, picks={}, by="test", today=TODAY)
    merge_places(kept=third, absorbed=first, picks={}, by="test", today=TODAY)
    with pytest.raises(CannotPartError):
        undo_merge(merge=inner, by="test", today=TODAY)
    refused = pilot.post(f"/lieux/reunions/{inner.pk}/defaire/", follow=True).content.decode()
    assert "Défaites d’abord cette réunion plus récente" in refused


def test_the_search_of_duplicates_is_for_those_who_manage(pilot, client):
    make_pair()
    assert "Recherche terminée" in pilot.post("/lieux/doublons/chercher/", follow=True).content.decode()
    assert Entry.objects.filter(action="places.duplicates_detected").count() == 1
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    assert client.post("/lieux/doublons/chercher/").status_code == 403
    assert client.get("/lieux/doublons/").status_code == 403


def make_conflict() -> FieldConflict:
    bring(row("1"))
    update_place(place=Place.objects.get(), values={"hours": "Sa 09:00-12:00"}, by="test", today=TODAY)
    bring(row("1", hours="Mo-Fr 14:00-18:00"))
    return FieldConflict.objects.get()


@pytest.mark.parametrize(
    ("decision", "hours", "status"),
    [("keep", "Sa 09:00-12:00", ConflictStatus.KEPT), ("take", "Mo-Fr 14:00-18:00", ConflictStatus.TAKEN)],
)
def test_a_difference_is_settled_once_and_said_so_after(pilot, decision, hours, status):
    conflict = make_conflict()
    page = pilot.get("/lieux/ecarts/").content.decode()
    assert "Samedi : de 9\u00a0h à 12\u00a0h" in page
    assert "Du lundi au vendredi : de 14\u00a0h à 18\u00a0h" in page
    pilot.post(f"/lieux/ecarts/{conflict.pk}/", {"decision": decision})
    conflict.refresh_from_db()
    assert (conflict.status, Place.objects.get().hours) == (status, hours)
    again = pilot.post(f"/lieux/ecarts/{conflict.pk}/", {"decision": "take"}, follow=True).content.decode()
    assert "déjà tranché par Personne Fictive" in again
    assert Place.objects.get().hours == hours
    assert conflict.get_status_display() in pilot.get("/lieux/ecarts/?etat=tranches").content.decode()


def test_a_decision_without_a_word_keeps_nothing(pilot):
    conflict = make_conflict()
    assert pilot.post(f"/lieux/ecarts/{conflict.pk}/", {}, follow=True).status_code == 200
    conflict.refresh_from_db()
    assert conflict.status == ConflictStatus.OPEN


def test_the_differences_ask_as_many_queries_for_ten_as_for_one(pilot):
    make_conflict()
    one = queries_of(pilot, "/lieux/ecarts/")
    made = bring(*(row(f"n{i}") for i in range(9)))
    for place in Place.objects.filter(pk__in=made.places):
        FieldConflict.objects.create(place=place, record=place.records.get(), field="hours", ours="a", theirs="b")
    assert queries_of(pilot, "/lieux/ecarts/") == one


def test_a_place_that_already_joined_another_joins_no_third(pilot):
    pair = make_pair()
    third = Place.objects.get(pk=bring(row("3", source="bibliotheques")).places[0])
    late = DuplicatePair.objects.create(first=pair.second, second=third, score=0.8, band="review")
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "same"})
    assert f"/lieux/doublons/{late.pk}/" not in pilot.get("/lieux/doublons/").content.decode()
    page = pilot.post(f"/lieux/doublons/{late.pk}/", {"verdict": "same"}).content.decode()
    assert "a déjà rejoint un autre lieu" in page
    late.refresh_from_db()
    assert (late.verdict, Place.objects.get(pk=third.pk).status) == (Verdict.PENDING, PlaceStatus.ACTIVE)


def test_a_decision_is_not_taken_back_while_the_place_kept_has_itself_joined_another(pilot):
    pair = make_pair()
    pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "same"})
    third = Place.objects.get(pk=bring(row("3", source="bibliotheques")).places[0])
    merge_places(kept=third, absorbed=pair.first, picks={}, by="test", today=TODAY)
    page = pilot.post(f"/lieux/doublons/{pair.pk}/", {"verdict": "pending"}).content.decode()
    assert "Défaites d’abord cette réunion plus récente" in page
    pair.refresh_from_db()
    assert pair.verdict == Verdict.SAME


def test_a_joining_without_a_pair_is_undone_once():
    first, second = two_places()
    merge = merge_places(kept=first, absorbed=second, picks={}, by="test", today=TODAY)
    parted = part_places(merge=merge, by="test", today=TODAY)
    again = undo_merge(merge=parted, by="test", today=TODAY)
    assert parted.undone_at == again.undone_at
    assert Entry.objects.filter(action="places.merge_undone").count() == 1


def test_the_two_halves_of_a_position_come_from_one_place():
    first, second = two_places(latitude=48.98)
    merge_places(kept=first, absorbed=second, picks={"latitude": "absorbed"}, by="test", today=TODAY)
    assert (Place.objects.get(pk=first.pk).latitude, Place.objects.get(pk=first.pk).longitude) == (48.98, 2.38)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({}, "au même point de la carte"),
        ({"latitude": 49.0}, "1,1\u00a0km à vol d’oiseau"),
        ({"latitude": None, "longitude": None}, "la distance n’est pas connue"),
    ],
)
def test_the_distance_is_said_in_words(pilot, second, words):
    assert words in pilot.get(f"/lieux/doublons/{make_pair(**second).pk}/").content.decode()


@pytest.mark.parametrize("address", ["/lieux/doublons/9/", "/lieux/reunions/9/defaire/", "/lieux/ecarts/9/"])
def test_what_does_not_exist_is_not_found(pilot, address):
    assert pilot.post(address, {"verdict": "same"}).status_code == 404
