"""Instances: opened from presets, their rules in sentences, their seats; each allowed, refused, invalid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from maillage.programme.governance.enums import (
    CommitteeKind,
    DecisionRule,
    MeetingState,
    MemberStatus,
    QuorumRule,
    SeatFunction,
)
from maillage.programme.governance.models import Committee
from maillage.programme.governance.services.committees import (
    Charter,
    CommitteeRefusedError,
    SeatRefusedError,
    add_seat,
    create_committee,
    end_seat,
    update_committee,
)
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    VOTED,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_proposal,
    sit,
)
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
K = CommitteeKind


@pytest.fixture
def governance():
    return make_governance()


@pytest.fixture
def manager(client):
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    return client


def test_an_instance_opens_from_a_preset(governance, manager):
    assert "pas de quorum légal" in manager.get("/gouvernance/instances/").content.decode()
    page = manager.get("/gouvernance/instances/nouvelle/?modele=cotech").content.decode()
    assert 'value="Comité technique restreint"' in page
    assert '<option value="quarterly" selected>' in page
    sent = {
        "name": "COTECH", "kind": "cotech", "cadence": "quarterly", "convening_days": 5, "clear_days": "on",
        "quorum_rule": "share", "quorum_value": 50, "decision_rule": "qualified", "majority_percent": 66,
        "proxies_per_person": 0,
    }  # fmt: skip
    response = manager.post("/gouvernance/instances/nouvelle/", sent)
    made = Committee.objects.get()
    assert response.headers["Location"] == f"/gouvernance/instances/{made.public_id}/"
    page = manager.get(response.headers["Location"]).content.decode()
    for words in ("5 jours francs", "au moins 50\u00a0% des membres", "66\u00a0%", "Personne ne porte", "sur place"):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quorum_rule": "share", "quorum_value": ""}, "combien"),
        ({"quorum_rule": "share", "quorum_value": "120"}, "100 %"),
        ({"decision_rule": "qualified", "majority_percent": ""}, "au-dessus de 50 %"),
        ({"convening_days": "-1"}, "Il y a un problème"),
        ({"name": "copil DU TEST"}, "déjà ce nom"),
        ({"kind": "senate"}, "Il y a un problème"),
    ],
)
def test_an_instance_that_makes_no_sense_is_explained(governance, manager, wrong, words):
    make_committee(governance, name="COPIL du test")
    sent = {
        "name": "Autre", "kind": "copil", "cadence": "yearly", "convening_days": 0, "quorum_rule": "none",
        "decision_rule": "consensus", "proxies_per_person": 1,
    }  # fmt: skip
    assert words in manager.post("/gouvernance/instances/nouvelle/", sent | wrong).content.decode()
    assert Committee.objects.count() == 1


def test_a_value_that_its_rule_does_not_use_is_forgotten(governance, manager):
    sent = {
        "name": "Autre", "kind": "copil", "cadence": "yearly", "convening_days": 0, "quorum_rule": "none",
        "quorum_value": 5, "decision_rule": "consensus", "majority_percent": 60, "proxies_per_person": 1,
    }  # fmt: skip
    manager.post("/gouvernance/instances/nouvelle/", sent)
    made = Committee.objects.get()
    assert (made.quorum_value, made.majority_percent) == (None, None)


def test_an_instance_does_not_answer_to_those_below_it(governance):
    top = make_committee(governance)
    middle = make_committee(governance, K.COTECH, parent=top)
    low = make_committee(governance, K.WORKING_GROUP, parent=middle)
    for parent in (top, middle, low):
        with pytest.raises(CommitteeRefusedError, match="rend pas compte"):
            update_committee(committee=top, charter=Charter(K.COPIL, "COPIL", parent=parent), by=BY)
    assert update_committee(committee=low, charter=Charter(K.WORKING_GROUP, "GT", parent=top), by=BY).parent == top


def test_a_closed_instance_is_kept_apart(governance, manager):
    made = make_committee(governance, K.WORKING_GROUP, name="Groupe clos")
    update_committee(committee=made, charter=Charter(K.WORKING_GROUP, "Groupe clos"), is_active=False, by=BY)
    assert "Instances closes" in manager.get("/gouvernance/instances/").content.decode()
    assert "Cette instance est close" in manager.get(f"/gouvernance/instances/{made.public_id}/").content.decode()


def test_only_a_confirmed_member_sits_and_once(governance, manager):
    committee, member = make_committee(governance), make_member(governance)
    candidate = make_member(governance, status=MemberStatus.CANDIDATE)
    address = f"/gouvernance/instances/{committee.public_id}/sieges/nouveau/"
    sent = {"member": member.pk, "function": "chair", "starts_on": "2024-07-11"}
    assert manager.post(address, sent).status_code == 302
    assert "Il y a un problème" in manager.post(address, sent).content.decode()
    assert "Il y a un problème" in manager.post(address, sent | {"member": candidate.pk}).content.decode()
    for who in (member, candidate):
        with pytest.raises(SeatRefusedError):
            add_seat(committee=committee, member=who, function=SeatFunction.MEMBER, starts_on=VOTED, by=BY)
    page = manager.get(f"/gouvernance/instances/{committee.public_id}/").content.decode()
    assert "Présidence" in page
    assert member.display_name in page


def test_a_seat_ends_and_can_be_taken_again(governance, manager):
    committee, member = make_committee(governance), make_member(governance)
    sit(committee, member)
    seat = committee.seats.get()
    with pytest.raises(SeatRefusedError, match="avant le début"):
        end_seat(seat=seat, ends_on=VOTED - timedelta(days=1), by=BY)
    address = f"/gouvernance/instances/{committee.public_id}/sieges/{seat.pk}/terminer/"
    assert manager.post(address, {"ends_on": TODAY.isoformat()}).status_code == 302
    assert manager.get(address).status_code == 404
    sit(committee, member)
    assert committee.seats.count() == 2


def test_a_draft_meeting_is_shown_to_who_prepares_it_only(governance, client):
    committee = make_committee(governance)
    make_meeting(committee, MeetingState.DRAFT)
    address = f"/gouvernance/instances/{committee.public_id}/"
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    assert "Réunion fictive" in client.get(address).content.decode()
    client.force_login(make_user(Role.MEMBER), backend=BACKEND)
    assert "Réunion fictive" not in client.get(address).content.decode()


def test_the_pages_ask_as_much_with_one_and_ten(governance, manager):
    parent = make_committee(governance)
    group = make_committee(governance, K.WORKING_GROUP, parent=parent)

    def fill() -> None:
        member = make_member(governance)
        sit(group, member)
        make_meeting(group)
        make_proposal(governance, member, group)

    fill()
    pages = ("/gouvernance/instances/", f"/gouvernance/instances/{group.public_id}/")
    first = [queries_of(manager, page) for page in pages]
    for _ in range(9):
        fill()
        make_committee(governance, K.OTHER, parent=parent)
    assert [queries_of(manager, page) for page in pages] == first


def test_the_database_refuses_what_the_rules_refuse(governance):
    charter = Charter(K.COPIL, "Sans valeur", quorum_rule=QuorumRule.SHARE, decision_rule=DecisionRule.SIMPLE)
    with pytest.raises(CommitteeRefusedError):
        create_committee(governance=governance, charter=charter, by=BY)
