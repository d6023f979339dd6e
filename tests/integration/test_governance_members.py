"""Members: identity, states, charges, people, candidatures, lists and exports; each allowed, refused, invalid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.enums import GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.models import Member, MemberTransition
from maillage.programme.governance.services.candidatures import (
    MOST_IN_AN_HOUR,
    TooManyCandidaturesError,
    accept_candidature,
    file_candidature,
    refuse_candidature,
)
from maillage.programme.governance.services.governances import AlreadyOpenError, open_governance, record_composition
from maillage.programme.governance.services.members import (
    AlreadyMemberError,
    Body,
    MemberRefusedError,
    StatusRefusedError,
    add_member,
    change_status,
    update_member,
)
from maillage.programme.governance.services.representatives import (
    ChargeRefusedError,
    DatesRefusedError,
    Person,
    end_charge,
    end_representative,
    erase_former_contacts,
    take_charge,
)
from maillage.programme.journal.models import Entry
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
    make_person,
    siren,
    sit,
)
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
C, S, R = MemberCategory, MemberStatus, GovernanceRole
APPLIED = {
    "name": "Association fictive", "category": "association", "siren": siren(7), "siret": "", "territory": "Sarcelles",
    "full_name": "Personne Fictive", "function": "Présidente", "email": "fictive@cast.example",
    "motivation": "Nous tenons des permanences.",
}  # fmt: skip


@pytest.fixture
def governance():
    return make_governance()


@pytest.fixture
def manager(client):
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    return client


def change(member: Member, to: MemberStatus, **fields) -> Member:
    return change_status(**({"member": member, "to": to, "on": TODAY, "by": BY, "today": TODAY} | fields))


def test_a_governance_opens_once_with_four_colleges(governance):
    assert governance.colleges.count() == 4
    with pytest.raises(AlreadyOpenError):
        open_governance(name="autre", departement=governance.departement, opened_on=VOTED, by=BY)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"siren": "123456789"}, "clé de contrôle"),
        ({"siren": "000000000"}, "clé de contrôle"),
        ({"siret": "12345678900011"}, "SIRET"),
        ({"category": C.COMMUNE, "territory_code": "00000"}, "n’est pas celui d’un territoire connu"),
        ({"category": C.COMMUNE, "territory_code": "95585", "postal_code": "69001"}, "code postal 69001"),
        ({"category": C.EPCI, "territory_code": "200055655"}, "aussi son code"),
        ({"category": C.COMMUNE, "territory_code": "95585", "legal_category": "9220"}, "catégorie juridique"),
    ],
)
def test_a_body_that_is_not_what_it_says_is_refused(governance, fields, words):
    body = Body(**({"name": "Fictive", "category": C.ASSOCIATION, "siren": siren(1)} | fields))
    with pytest.raises(MemberRefusedError, match=words):
        add_member(governance=governance, body=body, on=VOTED, by=BY, today=TODAY)
    assert Member.objects.count() == 0


def test_what_misses_is_consolidated_later_then_corrected(governance, manager):
    member = make_member(governance, C.COMMUNE, siren="", name="Commune de Sarcelles")
    assert member.to_consolidate == ["le SIREN manque", "le code du territoire manque"]
    assert "Commune de Sarcelles" in manager.get("/gouvernance/membres/a-consolider/").content.decode()
    right = {"name": "Ville de Sarcelles", "category": "commune", "siren": siren(3), "territory": "sarcelles"}
    right["postal_code"] = "95 200"
    response = manager.post(f"/gouvernance/membres/{member.public_id}/modifier/", right)
    assert response.status_code == 302
    member.refresh_from_db()
    assert (member.to_consolidate, member.territory_code, member.organisation.siren) == ([], "95585", siren(3))
    assert member.postal_code == "95200"
    assert "Rien à consolider" in manager.get("/gouvernance/membres/a-consolider/").content.decode()


def test_one_body_sits_once_and_may_come_back(governance):
    member = make_member(governance, siren=siren(1))
    with pytest.raises(AlreadyMemberError):
        make_member(governance, siren=siren(1))
    change(member, S.WITHDRAWN, reason="Fin d’activité")
    again = make_member(governance, siren=siren(1), on=TODAY)
    assert again.organisation == member.organisation


def test_a_correction_does_not_take_the_body_of_another(governance):
    first, second = make_member(governance, siren=siren(1)), make_member(governance, siren=siren(2))
    with pytest.raises(AlreadyMemberError):
        update_member(member=second, body=Body("Autre", C.ASSOCIATION, siren=first.organisation.siren), by=BY)


@pytest.mark.parametrize(
    ("to", "fields", "words"),
    [
        (S.CANDIDATE, {}, "ne peut pas devenir"),
        (S.WITHDRAWN, {}, "pourquoi"),
        (S.SUSPENDED, {"reason": "x", "on": TODAY + timedelta(days=1)}, "à venir"),
        (S.SUSPENDED, {"reason": "x", "on": VOTED - timedelta(days=1)}, "dernier changement"),
    ],
)
def test_a_change_of_state_that_makes_no_sense_is_refused(governance, to, fields, words):
    member = make_member(governance)
    with pytest.raises(StatusRefusedError, match=words):
        change(member, to, **fields)
    member.refresh_from_db()
    assert member.status == S.CONFIRMED
    assert member.transitions.count() == 1


def test_each_change_is_dated_explained_and_journaled(governance):
    member = change(make_member(governance), S.SUSPENDED, reason="Sans représentant")
    last = member.transitions.first()
    assert (last.from_status, last.to_status, last.reason, last.by_label) == (
        "confirmed", "suspended", "Sans représentant", BY,
    )  # fmt: skip
    assert Entry.objects.filter(action="member.status_changed", object_id=str(member.public_id)).count() == 1


def test_one_that_leaves_ends_its_seats_and_its_people(governance):
    member = make_member(governance)
    sit(make_committee(governance), member)
    person = make_person(member)
    change(member, S.WITHDRAWN, reason="Fin")
    person.refresh_from_db()
    assert person.ends_on == member.committee_seats.get().ends_on == TODAY


def test_a_charge_needs_a_confirmed_member_and_passes_to_a_successor(governance):
    lead, heir = make_member(governance), make_member(governance)
    candidate = make_member(governance, status=S.CANDIDATE)
    with pytest.raises(ChargeRefusedError, match="confirmé"):
        take_charge(member=candidate, role=R.LEAD, starts_on=VOTED, by=BY)
    take_charge(member=lead, role=R.LEAD, starts_on=VOTED, by=BY)
    with pytest.raises(ChargeRefusedError, match="déjà"):
        take_charge(member=lead, role=R.LEAD, starts_on=VOTED, by=BY)
    with pytest.raises(StatusRefusedError, match="qui lui succède"):
        change(lead, S.WITHDRAWN, reason="Fin")
    with pytest.raises(StatusRefusedError, match="confirmé"):
        change(lead, S.WITHDRAWN, reason="Fin", successor=candidate)
    with pytest.raises(StatusRefusedError, match="lui-même"):
        change(lead, S.WITHDRAWN, reason="Fin", successor=lead)
    change(lead, S.WITHDRAWN, reason="Fin", successor=heir)
    assert list(heir.charges.values_list("role", "starts_on")) == [("lead", TODAY)]
    assert lead.charges.get().ends_on == TODAY


def test_a_state_service_stays_among_the_co_pilots(governance):
    prefecture, departement = make_member(governance, C.PREFECTURE), make_member(governance, C.REGION)
    with pytest.raises(ChargeRefusedError, match="service de l’État"):
        take_charge(member=departement, role=R.CO_PILOT, starts_on=VOTED, by=BY)
    charge = take_charge(member=prefecture, role=R.CO_PILOT, starts_on=VOTED, by=BY)
    take_charge(member=departement, role=R.CO_PILOT, starts_on=VOTED, by=BY)
    with pytest.raises(ChargeRefusedError, match="service de l’État"):
        end_charge(charge=charge, ends_on=TODAY, by=BY)
    with pytest.raises(StatusRefusedError, match="service de l’État"):
        change(prefecture, S.SUSPENDED, reason="Vacance")
    with pytest.raises(MemberRefusedError, match="service de l’État"):
        update_member(member=prefecture, body=Body("Autre", C.COMPANY, siren=prefecture.organisation.siren), by=BY)


def test_a_person_is_ended_then_her_contact_erased_a_year_after(governance, manager):
    member = make_member(governance)
    person = make_person(member, email="fictive@cast.example")
    address = f"/gouvernance/membres/{member.public_id}/personnes/{person.pk}/retirer/"
    assert "ne recevra plus les convocations" in manager.get(address).content.decode()
    with pytest.raises(DatesRefusedError):
        end_representative(representative=person, ends_on=VOTED - timedelta(days=1), by=BY)
    assert manager.post(address, {"ends_on": "2026-11-24"}).status_code == 302
    assert erase_former_contacts(by=BY, today=TODAY + timedelta(days=365)) == 0
    assert erase_former_contacts(by=BY, today=TODAY + timedelta(days=366)) == 1
    person.refresh_from_db()
    assert (person.email, person.full_name) == ("", "Personne Fictive")


def test_a_person_is_added_corrected_and_linked_to_her_account_by_her_mail(governance, manager):
    member, user = make_member(governance), make_user(Role.MEMBER, "agent@cast.example")
    address = f"/gouvernance/membres/{member.public_id}/personnes/"
    sent = {"full_name": "Personne Fictive", "kind": "holder", "contact_role": "technical", "starts_on": "2024-07-11"}
    assert "Il y a un problème" in manager.post(f"{address}nouvelle/", sent | {"email": "abc"}).content.decode()
    manager.post(f"{address}nouvelle/", sent | {"email": "Agent@cast.example"})
    person = member.representatives.get()
    assert person.user == user
    assert "Compte relié" in manager.get(f"/gouvernance/membres/{member.public_id}/").content.decode()
    manager.post(f"{address}{person.pk}/modifier/", sent | {"email": "autre@cast.example", "kind": "deputy"})
    person.refresh_from_db()
    assert (person.user, person.kind, person.email) == (None, "deputy", "autre@cast.example")


def test_charges_are_taken_and_ended_from_the_page(governance, manager):
    member = make_member(governance)
    address = f"/gouvernance/membres/{member.public_id}/charges/"
    assert manager.post(f"{address}nouvelle/", {"role": "co_pilot", "starts_on": "2024-07-11"}).status_code == 200
    assert manager.post(f"{address}nouvelle/", {"role": "lead", "starts_on": "2024-07-11"}).status_code == 302
    charge = member.charges.get()
    assert (
        "avant le début" in manager.post(f"{address}{charge.pk}/terminer/", {"ends_on": "2024-07-10"}).content.decode()
    )
    assert manager.post(f"{address}{charge.pk}/terminer/", {"ends_on": "2024-07-12"}).status_code == 302
    assert manager.get(f"{address}{charge.pk}/terminer/").status_code == 404


def test_a_state_is_changed_from_the_page_with_its_meeting(governance, manager):
    member, meeting = make_member(governance, on=VOTED), make_meeting(make_committee(governance))
    address = f"/gouvernance/membres/{member.public_id}/etat/"
    sent = {"to": "withdrawn", "on": "2024-09-01", "reason": "Fusion", "meeting": meeting.pk}
    assert "Il y a un problème" in manager.post(address, sent | {"reason": ""}).content.decode()
    assert "Il y a un problème" in manager.post(address, sent | {"to": "refused"}).content.decode()
    assert manager.post(address, sent).status_code == 302
    page = manager.get(f"/gouvernance/membres/{member.public_id}/").content.decode()
    assert "Raison\u00a0: Fusion. Décidé en réunion\u00a0: Réunion fictive." in page
    assert "Changer l’état" not in page


def test_the_composition_of_a_day_is_compared_with_the_one_voted(governance, manager):
    record_composition(governance=governance, voted_on=VOTED, local_count=2, private_count=1, by=BY)
    make_member(governance, C.REGION)
    gone = make_member(governance, C.SYNDICATE, name="Syndicat parti")
    make_member(governance, C.COMPANY)
    assert "C’est la composition votée" in manager.get("/gouvernance/membres/?le=2024-07-11").content.decode()
    change(gone, S.WITHDRAWN, reason="Fin", on=date(2026, 1, 1))
    page = manager.get("/gouvernance/membres/").content.decode()
    assert "1 collectivité de moins" in page
    assert "Syndicat parti" not in page
    assert "Syndicat parti" in manager.get("/gouvernance/membres/?le=2024-07-11").content.decode()
    assert "Syndicat parti" in manager.get("/gouvernance/membres/?etat=withdrawn").content.decode()


def test_filters_are_removable_and_the_export_honours_them(governance, manager):
    make_person(make_member(governance, C.COMPANY, name="Entreprise fictive"), full_name="=cmd()", phone="+33199000001")
    make_person(make_member(governance, C.PREFECTURE, name="Préfecture fictive"))
    page = manager.get("/gouvernance/membres/?categorie=company&q=fictive").content.decode()
    assert "Catégorie\u00a0: Entreprise" in page
    assert 'href="?q=fictive"' in page
    rows = manager.get("/gouvernance/membres/contacts.csv?categorie=company").content.decode("utf-8-sig")
    assert rows.count("\r\n") == 2
    assert "'=cmd()" in rows
    assert "'+33199000001" in rows
    assert "Préfecture fictive" not in rows


def test_the_list_asks_as_much_with_one_and_ten_members(governance, manager):
    make_person(make_member(governance))
    pages = (
        "/gouvernance/membres/",
        "/gouvernance/",
        "/gouvernance/membres/contacts.csv",
        "/gouvernance/candidatures/",
    )
    make_member(governance, status=S.CANDIDATE)
    first = [queries_of(manager, page) for page in pages]
    for _ in range(9):
        take_charge(member=make_member(governance), role=R.LEAD, starts_on=VOTED, by=BY)
        make_person(make_member(governance, status=S.CANDIDATE))
    assert [queries_of(manager, page) for page in pages] == first


def test_a_member_reads_names_and_never_contacts(governance, client):
    member = make_member(governance)
    make_person(member, email="secret@cast.example")
    client.force_login(make_user(Role.MEMBER), backend=BACKEND)
    page = client.get(f"/gouvernance/membres/{member.public_id}/").content.decode()
    assert "Personne Fictive" in page
    assert "secret@cast.example" not in page
    assert "Changer l’état" not in page
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    assert "secret@cast.example" in client.get(f"/gouvernance/membres/{member.public_id}/").content.decode()


def test_a_candidature_is_filed_acknowledged_and_accepted(governance, client, django_capture_on_commit_callbacks):
    assert "effacé un an après" in client.get("/gouvernance/candidature/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/gouvernance/candidature/", APPLIED).status_code == 302
    member = Member.objects.get()
    assert (member.status, member.territory_code) == ("candidate", "95585")
    assert [(one.to, one.subject) for one in mail.outbox] == [(["fictive@cast.example"], "Votre candidature est reçue")]
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    assert "Nous tenons des permanences" in client.get("/gouvernance/candidatures/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = {"answer": "accept", "on": timezone.localdate().isoformat()}
        client.post(f"/gouvernance/candidatures/{member.public_id}/repondre/", answer)
    member.refresh_from_db()
    assert member.status == "confirmed"
    assert mail.outbox[-1].subject == "Votre candidature est acceptée"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"siren": "123456789"}, "clé de contrôle"),
        ({"siren": "12"}, "9 chiffres"),
        ({"email": "abc"}, "Il y a un problème"),
        ({"motivation": ""}, "Il y a un problème"),
        ({"territory": "Nulle-Part"}, "Aucun territoire"),
        ({"site": "http://spam.example"}, "ressemble à celui d’une machine"),
    ],
)
def test_a_candidature_that_makes_no_sense_is_explained(governance, client, wrong, words):
    page = client.post("/gouvernance/candidature/", APPLIED | wrong).content.decode()
    assert words in page
    assert "Nous tenons" in page or "motivation" in wrong
    assert Member.objects.count() == 0


def test_a_refusal_says_why_to_the_person(governance, django_capture_on_commit_callbacks):
    member = make_member(governance, status=S.CANDIDATE)
    make_person(member, email="fictive@cast.example")
    with pytest.raises(StatusRefusedError):
        refuse_candidature(member=member, on=TODAY, reason=" ", meeting=None, by=BY, today=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        refuse_candidature(member=member, on=TODAY, reason="Hors du département", meeting=None, by=BY, today=TODAY)
    assert "Hors du département" in mail.outbox[0].body


def test_a_mail_does_not_leave_when_the_act_is_undone(governance, django_capture_on_commit_callbacks):
    member = make_member(governance, status=S.CANDIDATE)
    make_person(member)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        accept_candidature(member=member, on=TODAY, meeting=None, by=BY, today=TODAY)
        transaction.set_rollback(True)
    assert mail.outbox == []


def test_a_flood_of_candidatures_stops(governance):
    for number in range(MOST_IN_AN_HOUR):
        member = make_member(governance, status=S.CANDIDATE, siren=siren(1000 + number))
        MemberTransition.objects.filter(member=member).update(by_label="Public")
    with pytest.raises(TooManyCandidaturesError):
        file_candidature(
            governance=governance,
            body=Body("Encore une", C.ASSOCIATION),
            person=Person("Personne Fictive"),
            motivation="",
            today=TODAY,
        )


def test_the_navigation_shows_the_governance_to_those_who_may_see_it(governance, client):
    assert "/gouvernance/" not in client.get("/").content.decode()
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    assert 'href="/gouvernance/"' not in client.get("/").content.decode()
    client.force_login(make_user(Role.OBSERVER), backend=BACKEND)
    assert 'href="/gouvernance/"' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["", "membres/", "instances/", "propositions/", "echeances/"])
def test_an_empty_governance_teaches_the_first_action(governance, manager, address):
    assert manager.get(f"/gouvernance/{address}").status_code == 200


def test_a_governance_that_is_not_open_is_opened_from_its_page(manager):
    assert "pas encore ouverte" in manager.get("/gouvernance/").content.decode()
    assert manager.get("/gouvernance/ouvrir/").status_code == 404
    assert manager.get("/gouvernance/membres/").status_code == 404
