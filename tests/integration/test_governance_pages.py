"""Pages of the governance that no other test walks through: openings, corrections, territories, what is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from maillage.programme.governance.enums import (
    CommitteeKind,
    MeetingState,
    MemberCategory,
    MemberStatus,
    ProposalEvent,
    ProposalState,
    SeatFunction,
)
from maillage.programme.governance.models import Committee, Composition, Governance, Member
from maillage.programme.governance.services.members import Body, StatusRefusedError, update_member
from maillage.programme.governance.services.proposals import move_proposal
from maillage.programme.people.enums import Role
from maillage.programme.people.services.accounts import create_organisation
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    VOTED,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_person,
    make_proposal,
    siren,
    sit,
)
from tests.factories.places import make_geography
from tests.permissions import NOBODY

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def manager(client):
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    return client


@pytest.fixture
def governance():
    return make_governance()


def new(client, **fields) -> str:
    """What the form of a new member answers."""
    sent = {"name": "Fictive", "category": "association", "status": "confirmed", "on": "2024-07-11"} | fields
    return client.post("/gouvernance/membres/nouveau/", sent).content.decode()


def test_a_governance_opens_from_its_page_once(manager):
    make_geography()
    assert "Ouvrir la gouvernance" in manager.get("/gouvernance/ouvrir/").content.decode()
    assert "Il y a un problème" in manager.post("/gouvernance/ouvrir/", {"name": ""}).content.decode()
    assert manager.post("/gouvernance/ouvrir/", {"name": "la nôtre", "opened_on": "2024-07-11"}).status_code == 302
    assert Governance.objects.get().departement_id == settings.DEPARTEMENT
    assert manager.get("/gouvernance/ouvrir/").headers["Location"] == "/gouvernance/"


def test_the_home_says_the_next_meeting_what_moves_and_what_is_due(governance, manager):
    member, copil = make_member(governance), make_committee(governance)
    group = make_committee(governance, CommitteeKind.WORKING_GROUP)
    make_meeting(copil, MeetingState.CONVENED, starts_at=timezone.now() + timedelta(days=9))
    make_meeting(copil, MeetingState.CANCELLED, starts_at=timezone.now() + timedelta(days=2))
    make_proposal(governance, member, group)
    page = manager.get("/gouvernance/").content.decode()
    assert "1 membre confirmé siège. Prochaine réunion\u00a0: Réunion fictive" in page
    assert "1 proposition est en cours." in page
    assert page.count("Réunion fictive") == 2


def test_a_composition_is_kept_from_its_page(governance, manager):
    assert "Composition votée" in manager.get("/gouvernance/composition/").content.decode()
    sent = {"voted_on": "2024-07-11", "local_count": 13, "private_count": 22}
    assert (
        "Il y a un problème" in manager.post("/gouvernance/composition/", sent | {"local_count": -1}).content.decode()
    )
    assert manager.post("/gouvernance/composition/", sent).status_code == 302
    assert Composition.objects.get().private_count == 22
    page = manager.get("/gouvernance/membres/").content.decode()
    assert "13 collectivités et 22 structures privées, validées le 11\u00a0juillet 2024" in page


def test_a_member_is_added_from_its_page(governance, manager):
    assert "Ajouter un membre" in manager.get("/gouvernance/membres/nouveau/").content.decode()
    assert "à venir" in new(manager, on=(timezone.localdate() + timedelta(days=1)).isoformat())
    assert new(manager, siret="732 829 320 00074") == ""
    member = Member.objects.get()
    assert (member.organisation.siren, member.siret, member.college.kind) == ("732829320", "73282932000074", "partner")
    assert "déjà membre" in new(manager, siren="732829320")
    assert new(manager, siren=siren(1), college="operator") == ""
    assert Member.objects.get(organisation__siren=siren(1)).college.kind == "operator"


@pytest.mark.parametrize(
    ("category", "typed", "code"),
    [
        ("epci", "roissy", "200055655"),
        ("departement", "val-d’oise", "95"),
        ("commune", "95585", "95585"),
        ("commune", "garges", "95268"),
        ("association", "Sarcelles", "95585"),
    ],
)
def test_a_territory_is_found_as_people_type_it(governance, manager, category, typed, code):
    number = "200055655" if category == "epci" else siren(5)
    assert new(manager, category=category, territory=typed, siren=number) == ""
    assert Member.objects.get().territory_code == code


def test_a_territory_that_could_be_several_is_asked_again(governance, manager):
    page = new(manager, category="commune", territory="s")
    assert "Plusieurs territoires correspondent" in page
    assert "Sarcelles (95585)" in page


def test_a_body_outside_the_departement_is_to_consolidate(governance, manager):
    assert new(manager, category="commune", territory="Mitry-Mory", siren=siren(5)) == ""
    assert "ce territoire est dans le département 77" in manager.get("/gouvernance/membres/").content.decode()


def test_a_corrected_siren_joins_the_body_that_bears_it(governance):
    known = create_organisation(name="Connue", siren=siren(8), by=None)
    member = make_member(governance, siren="")
    update_member(member=member, body=Body("Connue", MemberCategory.ASSOCIATION, siren=siren(8)), by=BY)
    member.refresh_from_db()
    assert member.organisation == known


def test_the_first_state_is_not_dated_in_advance(governance):
    with pytest.raises(StatusRefusedError, match="à venir"):
        make_member(governance, on=TODAY + timedelta(days=1))


def test_the_page_of_a_member_holds_everything(governance, manager):
    member = make_member(governance, MemberCategory.COMMUNE, territory_code="95585")
    committee = make_committee(governance, name="COPIL du test")
    sit(committee, member, SeatFunction.CHAIR)
    person = make_person(member, civility="Madame", function="Maire", phone="+33199000001")
    manager.post(
        f"/gouvernance/membres/{member.public_id}/charges/nouvelle/", {"role": "lead", "starts_on": "2024-07-11"}
    )
    page = manager.get(f"/gouvernance/membres/{member.public_id}/").content.decode()
    for words in ("Sarcelles (95585)", "COPIL du test", "présidence", "Madame Personne Fictive", "Maire", "Porteur"):
        assert words in page
    for name in ("modifier", f"personnes/{person.pk}/modifier"):
        assert manager.get(f"/gouvernance/membres/{member.public_id}/{name}/").status_code == 200


def test_an_instance_is_corrected_and_closed_from_its_page(governance, manager):
    made = make_committee(governance, CommitteeKind.COTECH, name="COTECH")
    sit(made, make_member(governance))
    address = f"/gouvernance/instances/{made.public_id}/"
    assert 'value="COTECH"' in manager.get(f"{address}modifier/").content.decode()
    sent = {
        "name": "COTECH restreint", "kind": "cotech", "cadence": "monthly", "convening_days": 3, "quorum_rule": "count",
        "quorum_value": 4, "decision_rule": "simple", "proxies_per_person": 2, "is_active": "on",
    }  # fmt: skip
    assert manager.post(f"{address}modifier/", sent | {"quorum_value": ""}).status_code == 200
    assert manager.post(f"{address}modifier/", sent).status_code == 302
    assert "au moins 4 membres présents" in manager.get(address).content.decode()
    assert "ne siège" not in manager.get(f"{address}sieges/{made.seats.get().pk}/terminer/").content.decode()
    manager.post(f"{address}modifier/", {key: value for key, value in sent.items() if key != "is_active"})
    assert not Committee.objects.get().is_active


def test_an_instance_shows_what_it_has_to_examine(governance, manager):
    group, cotech = (
        make_committee(governance, CommitteeKind.WORKING_GROUP),
        make_committee(governance, CommitteeKind.COTECH),
    )
    proposal = make_proposal(governance, make_member(governance), group)
    address = f"/gouvernance/instances/{cotech.public_id}/"
    assert proposal.title not in manager.get(address).content.decode()
    for event, meeting in (
        (ProposalEvent.FILE, None),
        (ProposalEvent.RETAIN, make_meeting(group)),
        (ProposalEvent.FORWARD, None),
    ):
        move_proposal(proposal=proposal, event=event, meeting=meeting, by=BY, today=TODAY)
    assert proposal.title in manager.get(address).content.decode()
    back = {"meeting": make_meeting(cotech).pk, "wanted": "draft", "reason": "Chiffrer"}
    page = manager.post(f"/gouvernance/propositions/{proposal.public_id}/etape/send_back/", back, follow=True)
    assert "Renvoyée à l’étape «\u00a0Brouillon\u00a0»" in page.content.decode()
    assert "Raison\u00a0: Chiffrer." in page.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DRAFT


def test_a_proposal_is_written_and_amended_from_its_pages(governance, manager):
    member, group = make_member(governance), make_committee(governance, CommitteeKind.WORKING_GROUP)
    page = manager.get("/gouvernance/propositions/nouvelle/").content.decode()
    assert member.display_name in page
    assert "ne parle pour aucun membre" not in page
    proposal = make_proposal(governance, member, group)
    address = f"/gouvernance/propositions/{proposal.public_id}/amender/"
    assert "Un bus." in manager.get(address).content.decode()
    assert "changez-le" in manager.post(address, {"text": "Un bus."}).content.decode()


def test_an_account_behind_nobody_is_told_what_to_do(governance, client):
    client.force_login(make_user(Role.MEMBER), backend=BACKEND)
    page = client.get("/gouvernance/propositions/nouvelle/").content.decode()
    assert "demandez aux co-pilotes" in page


def test_a_candidature_is_refused_from_its_page_with_a_reason(governance, manager, client):
    member = make_member(governance, status=MemberStatus.CANDIDATE, on=VOTED)
    address = f"/gouvernance/candidatures/{member.public_id}/repondre/"
    assert "Répondre à la candidature" in manager.get(address).content.decode()
    sent = {"answer": "refuse", "on": "2024-09-01", "reason": ""}
    assert "la personne lira cette raison" in manager.post(address, sent).content.decode()
    assert manager.post(address, sent | {"reason": "Hors sujet"}).status_code == 302
    member.refresh_from_db()
    assert (member.status, member.left_on.isoformat()) == ("refused", "2024-09-01")
    assert "Candidature" in client.get("/gouvernance/candidature/merci/").content.decode()


def test_an_obligation_without_responsible_tells_who_is_told(governance, manager):
    for days, title in ((80, "Lointaine"), (20, "Proche")):
        due = timezone.localdate() + timedelta(days=days)
        manager.post("/gouvernance/echeances/nouvelle/", {"title": title, "due_on": due.isoformat()})
    page = manager.get("/gouvernance/echeances/").content.decode()
    assert '<td data-label="Prévenus">co-pilotes</td>' in page
    assert '<td data-label="Prévenus">secrétariat et co-pilotes</td>' in page


@pytest.mark.parametrize(
    "address",
    [
        f"membres/{NOBODY}/", f"instances/{NOBODY}/", f"propositions/{NOBODY}/", f"candidatures/{NOBODY}/repondre/",
        "echeances/99/modifier/", f"membres/{NOBODY}/charges/1/terminer/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(governance, manager, address):
    assert manager.get(f"/gouvernance/{address}").status_code == 404


def test_what_belongs_to_another_is_not_found_either(governance, manager):
    first, second = make_member(governance), make_member(governance)
    person = make_person(first)
    assert manager.get(f"/gouvernance/membres/{first.public_id}/personnes/{person.pk}/retirer/").status_code == 200
    assert manager.get(f"/gouvernance/membres/{second.public_id}/personnes/{person.pk}/retirer/").status_code == 404
