"""Proposals: the whole way through held meetings, amendments, exits, rights, two moves at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import OperationalError, connections

from maillage.programme.governance.enums import (
    CommitteeKind,
    MeetingState,
    MemberStatus,
    Presence,
    ProposalEvent,
    ProposalState,
    QuorumRule,
)
from maillage.programme.governance.models import Proposal, ProposalStep
from maillage.programme.governance.services.proposals import (
    AuthorRefusedError,
    MoveRefusedError,
    TextRefusedError,
    amend_proposal,
    create_proposal,
    move_proposal,
)
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    attend,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_person,
    make_proposal,
    sit,
)
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
K, S, E = CommitteeKind, ProposalState, ProposalEvent


WAY = {
    S.DRAFT: (E.FILE, ""),
    S.FILED: (E.RETAIN, "group"),
    S.RETAINED: (E.FORWARD, ""),
    S.FORWARDED: (E.VALIDATE, "cotech"),
    S.VALIDATED: (E.SCHEDULE, ""),
    S.SCHEDULED: (E.ADOPT, "copil"),
}


class Table:
    """A governance with its three levels, each with one held meeting, and a draft."""

    def __init__(self) -> None:
        self.governance = make_governance()
        self.author = make_member(self.governance)
        kinds = {"group": K.WORKING_GROUP, "cotech": K.COTECH, "copil": K.COPIL}
        self.committees = {name: make_committee(self.governance, kind) for name, kind in kinds.items()}
        self.meetings = {name: make_meeting(committee) for name, committee in self.committees.items()}
        self.proposal = make_proposal(self.governance, self.author, self.committees["group"])

    def move(self, event: ProposalEvent, meeting: str = "", by: object = BY, **fields) -> Proposal:
        chosen = self.meetings[meeting] if meeting else None
        self.proposal = move_proposal(proposal=self.proposal, event=event, meeting=chosen, by=by, today=TODAY, **fields)
        return self.proposal

    def amend(self, text: str, by: object = BY) -> Proposal:
        self.proposal = amend_proposal(proposal=self.proposal, text=text, by=by, today=TODAY)
        return self.proposal

    def lead_to(self, state: ProposalState) -> None:
        while self.proposal.state != state:
            self.move(*WAY[ProposalState(self.proposal.state)])


@pytest.fixture
def table():
    return Table()


def test_a_proposal_goes_all_the_way_through_held_meetings(table):
    table.lead_to(S.ADOPTED)
    steps = list(ProposalStep.objects.order_by("pk").values_list("event", "meeting__committee__kind", "version"))
    assert steps == [
        ("file", None, 1), ("retain", "working_group", 1), ("forward", None, 1), ("validate", "cotech", 1),
        ("schedule", None, 1), ("adopt", "copil", 1),
    ]  # fmt: skip
    assert table.proposal.approved_version == 1
    with pytest.raises(MoveRefusedError):
        table.move(E.WITHDRAW, reason="Trop tard")


def test_a_step_is_decided_by_its_own_instance_in_a_held_meeting(table):
    table.move(E.FILE)
    other = make_meeting(make_committee(table.governance, K.WORKING_GROUP))
    planned = make_meeting(table.committees["group"], MeetingState.CONVENED)
    for meeting in (None, table.meetings["cotech"], other, planned):
        with pytest.raises(MoveRefusedError, match="se décide dans une réunion"):
            move_proposal(proposal=table.proposal, event=E.RETAIN, meeting=meeting, by=BY, today=TODAY)
    assert table.move(E.RETAIN, "group").state == S.RETAINED


def test_a_step_needs_the_quorum_of_its_meeting(table):
    group = table.committees["group"]
    group.quorum_rule, group.quorum_value = QuorumRule.SHARE, 50
    group.save()
    members = [make_member(table.governance) for _ in range(3)]
    for member in members:
        sit(group, member)
    table.move(E.FILE)
    attend(table.meetings["group"], members[0])
    attend(table.meetings["group"], members[1], Presence.EXCUSED)
    with pytest.raises(MoveRefusedError, match="quorum"):
        table.move(E.RETAIN, "group")
    attend(table.meetings["group"], members[2], Presence.REMOTE)
    assert table.move(E.RETAIN, "group").state == S.RETAINED


def test_an_amended_text_passes_its_step_again(table):
    table.lead_to(S.RETAINED)
    assert table.amend("Deux bus.").state == S.FILED
    with pytest.raises(MoveRefusedError):
        table.move(E.FORWARD)
    table.move(E.RETAIN, "group")
    assert table.proposal.approved_version == 2
    table.lead_to(S.VALIDATED)
    assert table.amend("Trois bus.").state == S.FORWARDED
    table.move(E.VALIDATE, "cotech")
    table.lead_to(S.ADOPTED)
    assert table.proposal.approved_version == 3
    assert list(table.proposal.versions.values_list("text", flat=True)) == ["Un bus.", "Deux bus.", "Trois bus."]


def test_a_text_not_approved_does_not_go_on_by_a_way_back(table):
    table.lead_to(S.FORWARDED)
    table.amend("Deux bus.")
    table.move(E.SEND_BACK, "cotech", reason="À reprendre", wanted=S.RETAINED)
    with pytest.raises(MoveRefusedError, match="nouvelle version"):
        table.move(E.FORWARD)


def test_an_adjourned_proposal_resumes_where_it_was(table):
    table.lead_to(S.FORWARDED)
    table.move(E.ADJOURN, "cotech", reason="Faute de temps")
    with pytest.raises(MoveRefusedError, match="ne s’amende pas"):
        table.amend("Deux bus.")
    assert table.move(E.RESUME).state == S.FORWARDED
    assert table.proposal.resume_state == ""


@pytest.mark.parametrize("wanted", [None, S.VALIDATED, S.ADOPTED])
def test_a_proposal_is_sent_back_to_an_earlier_step_only(table, wanted):
    table.lead_to(S.FORWARDED)
    with pytest.raises(MoveRefusedError, match="étape"):
        table.move(E.SEND_BACK, "cotech", reason="Non", wanted=wanted)


def test_a_step_back_or_out_says_why(table):
    table.lead_to(S.FORWARDED)
    for event in (E.REJECT, E.ADJOURN, E.SEND_BACK, E.WITHDRAW):
        with pytest.raises(MoveRefusedError, match="pourquoi"):
            table.move(event, "cotech", reason=" ", wanted=S.DRAFT)


def test_an_amendment_brings_a_new_text_by_its_own_service(table):
    table.move(E.FILE)
    with pytest.raises(TextRefusedError):
        table.amend(" Un bus. ")
    with pytest.raises(MoveRefusedError, match="nouveau texte"):
        table.move(E.AMEND)


def test_a_proposal_is_written_for_a_confirmed_member_and_a_working_group(table):
    candidate = make_member(table.governance, status=MemberStatus.CANDIDATE)
    with pytest.raises(AuthorRefusedError, match="confirmé"):
        make_proposal(table.governance, candidate, None)
    with pytest.raises(MoveRefusedError, match="groupe de travail"):
        make_proposal(table.governance, table.author, table.committees["copil"])
    loose = make_proposal(table.governance, table.author, None)
    with pytest.raises(MoveRefusedError, match="groupe de travail"):
        move_proposal(proposal=loose, event=E.FILE, by=BY, today=TODAY)


def test_a_member_moves_only_what_it_proposes_and_only_its_own_steps(table):
    user = make_user(Role.MEMBER)
    with pytest.raises(NotAllowedError):
        table.move(E.FILE, by=user)
    make_person(table.author, user)
    table.amend("Deux bus.", by=user)
    table.move(E.FILE, by=user)
    with pytest.raises(NotAllowedError):
        table.move(E.RETAIN, "group", by=user)
    table.lead_to(S.FORWARDED)
    with pytest.raises(NotAllowedError):
        table.amend("Trois bus.", by=user)
    other = make_member(table.governance)
    with pytest.raises(AuthorRefusedError, match="ne parle pas"):
        create_proposal(governance=table.governance, title="x", text="x", author=other, by=user, today=TODAY)
    with pytest.raises(AuthorRefusedError, match="ne parle pas"):
        create_proposal(governance=table.governance, title="x", text="x", author=None, by=user, today=TODAY)
    assert table.move(E.WITHDRAW, by=user, reason="Sans objet").state == S.WITHDRAWN


def test_the_pages_lead_a_member_from_the_draft_to_its_filing(table, client):
    user = make_user(Role.MEMBER)
    make_person(table.author, user)
    client.force_login(user, backend=BACKEND)
    sent = {"title": "Ateliers", "author": table.author.pk, "group": table.committees["group"].pk, "text": "Un texte."}
    address = client.post("/gouvernance/propositions/nouvelle/", sent).headers["Location"]
    page = client.get(address).content.decode()
    assert "Déposer en groupe de travail" in page
    client.post(f"{address}amender/", {"text": "Un autre texte.", "note": "Un mot"})
    page = client.get(address).content.decode()
    assert '<ins><span class="visually-hidden">[ajouté&nbsp;:] </span>autre ' in page
    client.post(f"{address}etape/file/", {})
    assert "Déposée en groupe de travail" in client.get(address).content.decode()
    assert "Le groupe la retient" not in client.get(address).content.decode()
    assert client.post(f"{address}etape/retain/", {"meeting": table.meetings["group"].pk}).status_code == 403


def test_the_form_of_a_step_offers_its_meetings_and_explains_a_refusal(table, client):
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    table.move(E.FILE)
    address = f"/gouvernance/propositions/{table.proposal.public_id}/"
    page = client.get(f"{address}etape/retain/").content.decode()
    assert f'<option value="{table.meetings["group"].pk}">' in page
    assert f'<option value="{table.meetings["cotech"].pk}">' not in page
    assert "Il y a un problème" in client.post(f"{address}etape/retain/", {}).content.decode()
    assert client.post(f"{address}etape/retain/", {"meeting": table.meetings["group"].pk}).status_code == 302
    page = client.post(f"{address}etape/retain/", {}, follow=True).content.decode()
    assert "n’est plus possible" in page
    assert client.get(f"{address}etape/amend/").status_code == 404
    page = client.get(f"{address}etape/send_back/").content.decode()
    assert "Renvoyer à l’étape" in page
    assert "Réunion qui l’a décidé" not in page


def test_a_draft_is_read_by_its_author_and_those_who_run_the_governance(table, client):
    address = f"/gouvernance/propositions/{table.proposal.public_id}/"
    reader = make_user(Role.MEMBER)
    for user, status in ((reader, 404), (make_user(Role.COORDINATOR), 200)):
        client.force_login(user, backend=BACKEND)
        assert client.get(address).status_code == status
    make_person(table.author, reader)
    client.force_login(reader, backend=BACKEND)
    assert client.get(address).status_code == 200


def test_the_list_shows_one_state_and_asks_as_much_for_ten(table, client):
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    first = queries_of(client, "/gouvernance/propositions/")
    for _ in range(9):
        make_proposal(table.governance, make_member(table.governance), table.committees["group"])
    assert queries_of(client, "/gouvernance/propositions/") == first
    table.move(E.FILE)
    assert "1 proposition&nbsp;: déposée" in client.get("/gouvernance/propositions/?etat=filed").content.decode()
    assert client.get("/gouvernance/propositions/?etat=nope").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_two_moves_at_once_give_one(table):
    table.move(E.FILE)
    start = Barrier(2)

    def retain(_: int) -> str:
        start.wait()
        try:
            return patiently(lambda: table_move(table))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(retain, range(2)))
    assert sorted(answers)[1] == "moved"
    assert "ne peut pas « retenir »" in sorted(answers)[0]
    assert ProposalStep.objects.filter(event=E.RETAIN).count() == 1


def table_move(table: Table) -> str:
    try:
        move_proposal(proposal=table.proposal, event=E.RETAIN, meeting=table.meetings["group"], by=BY, today=TODAY)
    except MoveRefusedError as refusal:
        return str(refusal)
    return "moved"


def patiently(act: Callable[[], str]) -> str:
    """Try again while SQLite's memory is taken: shared between threads, it answers « locked » and does not wait."""
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(0.01)
