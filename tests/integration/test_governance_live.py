"""The live screen: notes that two secretaries cannot lose, what is written on an item, follow-ups, the projection."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from maillage.programme.governance.enums import Confidentiality, FollowUpStatus, Outcome, QuorumRule
from maillage.programme.governance.models import AgendaItem, Decision, FollowUp, Intervention, QuotedFigure
from maillage.programme.governance.services import follow_ups, live
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.governance_meetings import BY, address, convened, make_committee, make_item, make_meeting, opened
from tests.factories.places import make_geography, queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
JSON = {"Accept": "application/json"}


@pytest.fixture
def pilot(client):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


def page_of(item: AgendaItem, tail: str) -> str:
    return address(item.meeting, f"seance/{item.pk}/{tail}/")


def save(client, item, text, stamp, **options):
    return client.post(page_of(item, "notes"), {"notes": text, "stamp": stamp}, **options)


def test_the_item_taken_is_shown_and_keeps_its_time(pilot):
    meeting = opened()
    first, second = meeting.items.all()
    pilot.post(page_of(second, "aborder"))
    second.refresh_from_db()
    taken = second.started_at
    pilot.post(page_of(second, "aborder"))
    second.refresh_from_db()
    assert second.started_at == taken
    assert "2. Point 2" in pilot.get(address(meeting, "seance/")).content.decode()
    page = pilot.get(address(meeting, f"seance/?point={first.pk}")).content.decode()
    assert "1. Point 1" in page
    assert "3 personnes" in page


def test_notes_save_with_a_plain_button(pilot):
    item = opened().items.first()
    page = save(pilot, item, "Première\r\nSeconde", live.stamp_of(""), follow=True).content.decode()
    item.refresh_from_db()
    assert item.notes == "Première\nSeconde"
    assert "Les notes sont enregistrées" in page


def test_a_null_character_that_was_pasted_is_left_out(pilot):
    item = opened().items.first()
    save(pilot, item, "Un\x00 deux", live.stamp_of(""))
    item.refresh_from_db()
    assert item.notes == "Un deux"


def test_notes_save_themselves_and_give_the_next_stamp(pilot):
    item = opened().items.first()
    answer = save(pilot, item, "Un", live.stamp_of(""), headers=JSON).json()
    assert "Enregistré à" in answer["words"]
    again = save(pilot, item, "Un deux", answer["stamp"], headers=JSON)
    item.refresh_from_db()
    assert (again.status_code, item.notes) == (200, "Un deux")


def test_a_second_secretary_loses_nothing_with_or_without_script(pilot):
    item = opened().items.first()
    save(pilot, item, "Texte de la première", live.stamp_of(""))
    late = save(pilot, item, "Texte de la seconde", live.stamp_of(""), headers=JSON)
    assert (late.status_code, late.json()["notes"]) == (409, "Texte de la première")
    page = save(pilot, item, "Texte de la seconde", live.stamp_of("")).content.decode()
    assert "Texte de la première" in page
    assert "Texte de la seconde" in page
    item.refresh_from_db()
    assert item.notes == "Texte de la première"
    save(pilot, item, "Les deux", late.json()["stamp"])
    item.refresh_from_db()
    assert item.notes == "Les deux"


def test_the_same_text_saved_twice_is_no_conflict():
    item = opened().items.first()
    stamp = live.save_notes(item=item, text="Un", stamp=live.stamp_of(""), by=BY)
    assert live.save_notes(item=item, text="Un", stamp=live.stamp_of(""), by=BY) == stamp


def test_nothing_is_written_outside_a_session_and_the_text_stays_on_the_page(pilot):
    item = convened().items.first()
    refused = save(pilot, item, "Trop tôt", live.stamp_of(""), headers=JSON)
    assert (refused.status_code, "rien ne s’y écrit" in refused.json()["words"]) == (422, True)
    for tail, data in (
        ("intervention", {"speaker": "Mme X", "text": "Bonjour"}),
        ("suite", {"task": "Écrire"}),
        ("decision", {"wording": "Adopter", "method": "consensus", "outcome": "adopted"}),
        ("chiffre", {"label": "Lieux", "value": "3", "source": "comptage"}),
    ):
        assert "rien ne s’y écrit" in pilot.post(page_of(item, tail), data).content.decode()
    assert not [model for model in (Intervention, FollowUp, Decision, QuotedFigure) if model.objects.exists()]


def test_an_intervention_is_written_and_taken_away(pilot):
    item = opened().items.first()
    pilot.post(page_of(item, "intervention"), {"speaker": "Mme Camille Aubépine", "text": "Demande des moyens."})
    said = Intervention.objects.get()
    assert "Demande des moyens." in pilot.get(address(item.meeting, "seance/")).content.decode()
    wrong = pilot.post(page_of(item, "intervention"), {"speaker": "", "text": "Texte gardé"}).content.decode()
    assert "Texte gardé" in wrong
    pilot.post(address(item.meeting, f"seance/interventions/{said.pk}/retirer/"))
    assert Intervention.objects.count() == 0


def test_a_figure_of_the_platform_is_quoted_with_its_value_of_the_day(pilot):
    make_geography()
    item = opened().items.first()
    page = pilot.get(address(item.meeting, f"seance/?point={item.pk}&chiffre=sarcelles")).content.decode()
    assert "Population de Sarcelles" in page
    assert "Lieux d’accompagnement à Sarcelles" in page
    data = {
        "key": "population:95585",
        "label": "Population de Sarcelles",
        "value": "1 000 habitants",
        "source": "Insee",
    }
    pilot.post(page_of(item, "chiffre"), data)
    quoted = QuotedFigure.objects.get()
    assert (quoted.key, quoted.quoted_on) == ("population:95585", timezone.localdate())
    assert "Il y a un problème" in pilot.post(page_of(item, "chiffre"), data | {"source": ""}).content.decode()


def test_a_decision_by_consensus_is_dated_with_its_quorum(pilot):
    item = opened().items.first()
    data = {"wording": "La composition est validée", "method": "consensus", "outcome": "adopted", "conditions": "Un an"}
    pilot.post(page_of(item, "decision"), data)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.decided_at is None) == (Outcome.ADOPTED, False)
    assert decision.quorum_words == "Aucun quorum demandé ; 3 membres présents sur 3."
    page = pilot.get(address(item.meeting)).content.decode()
    assert "La composition est validée" in page
    assert "par consensus" in page


def test_without_quorum_a_decision_is_adjourned_never_adopted():
    committee = make_committee(4, quorum_rule=QuorumRule.COUNT, quorum_value=3)
    item = opened(make_meeting(committee, in_days=0), there=2).items.first()
    common = {"item": item, "wording": "Adopter", "by": BY, "now": timezone.now()}
    with pytest.raises(live.QuorumMissingError):
        live.record_decision(outcome=Outcome.ADOPTED, **common)
    assert live.record_decision(outcome=Outcome.ADJOURNED, **common).quorum_words.startswith("Quorum non atteint")


def test_a_follow_up_hangs_on_the_decision_of_its_item(pilot):
    item = opened().items.first()
    live.record_decision(item=item, wording="Adopter", outcome=Outcome.ADOPTED, by=BY, now=timezone.now())
    member = item.meeting.committee.seats.first().member
    data = {
        "task": "Déposer le dossier",
        "responsible": "Mme X",
        "responsible_member": member.pk,
        "due_on": "2024-10-15",
    }
    pilot.post(page_of(item, "suite"), data)
    follow_up = FollowUp.objects.get()
    assert (follow_up.decision, follow_up.due_on) == (Decision.objects.get(), date(2024, 10, 15))
    page = pilot.get("/gouvernance/suites/").content.decode()
    assert "En retard" in page
    assert "pour le 15\u00a0octobre 2024" in page


def test_what_follows_a_confidential_decision_stays_confidential(client):
    meeting = make_meeting(in_days=0, items=1)
    item = make_item(meeting, title="Caché", confidentiality=Confidentiality.INTERNAL)
    opened(meeting)
    with pytest.raises(follow_ups.SecretItemError):
        follow_ups.add_follow_up(item=item, task="Tâche cachée", by=BY)
    live.record_decision(item=item, wording="Décision cachée", outcome=Outcome.NOTED, by=BY, now=timezone.now())
    follow_up = follow_ups.add_follow_up(item=item, task="Tâche cachée", by=BY)
    client.force_login(make_user(Role.MEMBER), backend=BACKEND)
    for page in (address(meeting), address(meeting, "projection/"), "/gouvernance/suites/"):
        assert "cachée" not in client.get(page).content.decode()
    assert client.get(f"/gouvernance/suites/{follow_up.pk}/").status_code == 404
    assert client.get(f"/gouvernance/scrutins/{Decision.objects.get().pk}/").status_code == 404


def test_a_follow_up_is_done_with_its_proof_by_its_responsible_alone(client):
    item = opened().items.first()
    line = item.meeting.attendances.first()
    mine = follow_ups.add_follow_up(item=item, task="La mienne", responsible_member=line.member, by=BY)
    other = follow_ups.add_follow_up(item=item, task="Une autre", by=BY)
    user = make_user(Role.MEMBER)
    line.representative.user = user
    line.representative.save()
    client.force_login(user, backend=BACKEND)
    page = client.get("/gouvernance/suites/?miennes=1").content.decode()
    assert ("La mienne" in page, "Une autre" in page) == (True, False)
    assert client.post(f"/gouvernance/suites/{other.pk}/", {"status": "done", "proof": "x"}).status_code == 403
    refused = client.post(f"/gouvernance/suites/{mine.pk}/", {"status": "done", "proof": " "}).content.decode()
    assert "Dites ce qui montre que c’est fait" in refused
    client.post(f"/gouvernance/suites/{mine.pk}/", {"status": "done", "proof": "Accusé du 3 mai"})
    mine.refresh_from_db()
    assert (mine.status, mine.done_on, mine.proof) == (FollowUpStatus.DONE, timezone.localdate(), "Accusé du 3 mai")
    with pytest.raises(follow_ups.FollowUpEndedError):
        follow_ups.change_follow_up(follow_up=mine, status=FollowUpStatus.DOING, by=BY, today=timezone.localdate())
    assert "Accusé du 3 mai" in client.get("/gouvernance/suites/?etat=terminees").content.decode()


def test_follow_ups_are_filtered_by_member(pilot):
    item = opened().items.first()
    member = item.meeting.committee.seats.first().member
    follow_ups.add_follow_up(item=item, task="Celle du membre", responsible_member=member, by=BY)
    follow_ups.add_follow_up(item=item, task="Sans responsable", by=BY)
    page = pilot.get(f"/gouvernance/suites/?membre={member.public_id}").content.decode()
    assert ("Celle du membre" in page, "Sans responsable" in page) == (True, False)
    assert pilot.get("/gouvernance/suites/?membre=nimporte").status_code == 200


def test_the_projected_screen_shows_what_is_decided_and_never_the_notes(client):
    meeting = opened()
    item = meeting.items.first()
    live.save_notes(item=item, text="Note de travail", stamp=live.stamp_of(""), by=BY)
    live.record_decision(item=item, wording="Adopté tel quel", outcome=Outcome.ADOPTED, by=BY, now=timezone.now())
    client.force_login(make_user(Role.OBSERVER), backend=BACKEND)
    page = client.get(address(meeting, "projection/")).content.decode()
    assert ("Adopté tel quel" in page, "Note de travail" in page) == (True, False)


def test_pages_ask_as_many_queries_for_one_as_for_ten(pilot):
    meeting = opened(make_meeting(make_committee(1), in_days=0, items=1))
    item = meeting.items.first()
    pages = (address(meeting, "seance/"), address(meeting, "projection/"), "/gouvernance/suites/", address(meeting))
    due = timezone.localdate() + timedelta(days=3)

    def write():
        live.add_intervention(item=item, speaker="Mme X", text="Oui", by=BY, now=timezone.now())
        live.record_decision(item=item, wording="Adopter", outcome=Outcome.ADOPTED, by=BY, now=timezone.now())
        member = meeting.committee.seats.first().member
        follow_ups.add_follow_up(item=item, task="Écrire", responsible_member=member, due_on=due, by=BY)

    write()
    one = [queries_of(pilot, page) for page in pages]
    for _ in range(9):
        write()
    assert [queries_of(pilot, page) for page in pages] == one
