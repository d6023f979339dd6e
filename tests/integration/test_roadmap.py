"""Roadmaps and actions: writing, states through meetings, frozen text, rights, effects of an adoption."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from maillage.programme.governance.enums import CommitteeKind, MeetingState, ProposalEvent, ProposalState
from maillage.programme.governance.services.proposals import move_proposal
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from maillage.programme.roadmap.enums import ActionStatus, EffectKind, RoadmapState
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.selectors.actions import content_of, late_actions, sheet_of
from maillage.programme.roadmap.services import actions as services
from maillage.programme.roadmap.services.effects import EffectRefusedError, prepare_effect
from maillage.programme.roadmap.services.roadmaps import (
    FrozenRoadmapError,
    RoadmapRefusedError,
    move_roadmap,
    save_axis,
)
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_person,
    make_proposal,
)
from tests.factories.places import queries_of
from tests.factories.roadmap import SHEET, adopt, make_action, make_lead, make_objective, make_roadmap

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend=BACKEND)
    return client


def url(name: str, record: object, **more: object) -> str:
    return reverse(f"roadmap:{name}", kwargs={"public_id": record.public_id, **more})


def test_a_roadmap_holds_its_communes_and_an_adoption_freezes_its_text():
    roadmap = make_roadmap(make_governance())
    action = make_action(roadmap)
    assert roadmap.communes.count() > 0
    roadmap, meeting = adopt(roadmap)
    version = roadmap.versions.get()
    assert (version.number, version.meeting, version.content) == (1, meeting, content_of(roadmap))
    assert version.content["actions"][action.reference]["title"] == SHEET["title"]
    with pytest.raises(FrozenRoadmapError):
        services.update_action(action=action, sheet={"title": "Autre"}, by=BY)
    with pytest.raises(FrozenRoadmapError):
        save_axis(roadmap=roadmap, title="Autre", by=BY)
    move_roadmap(roadmap=roadmap, to=RoadmapState.REVISION, reason="bilan", by=BY, today=TODAY)
    assert services.update_action(action=action, sheet={"title": "Autre"}, by=BY)
    assert roadmap.versions.get().content["actions"][action.reference]["title"] == SHEET["title"]


def test_two_local_roadmaps_share_no_commune():
    governance = make_governance()
    lead = make_lead(governance)
    make_roadmap(governance)
    local = {"is_departemental": False, "lead": lead}
    make_roadmap(governance, name="Locale", territory_codes=["95585"], **local)
    with pytest.raises(RoadmapRefusedError, match="couvre déjà"):
        make_roadmap(governance, name="Rivale", territory_codes=["95"], **local)
    with pytest.raises(RoadmapRefusedError, match="déjà une feuille de route départementale"):
        make_roadmap(governance, name="Seconde")


def test_a_refused_roadmap_leaves_nothing():
    governance = make_governance()
    with pytest.raises(RoadmapRefusedError, match="au moins un territoire"):
        make_roadmap(governance, territory_codes=[])
    with pytest.raises(RoadmapRefusedError, match="porteur"):
        make_roadmap(governance, is_departemental=False)
    assert not governance.roadmaps.exists()


def test_an_adoption_needs_its_meeting():
    roadmap = make_roadmap(make_governance())
    for state in (RoadmapState.CONSULTATION, RoadmapState.VALIDATED):
        meeting = make_meeting(make_committee(roadmap.governance, CommitteeKind.COTECH))
        roadmap = move_roadmap(roadmap=roadmap, to=state, meeting=meeting, by=BY, today=TODAY)
    draft = make_meeting(make_committee(roadmap.governance, CommitteeKind.COPIL), MeetingState.DRAFT)
    with pytest.raises(RoadmapRefusedError, match="Choisissez la réunion"):
        move_roadmap(roadmap=roadmap, to=RoadmapState.ADOPTED, meeting=draft, by=BY, today=TODAY)


def test_a_faulty_sheet_keeps_nothing():
    roadmap = make_roadmap(make_governance())
    action = make_action(roadmap)
    before = sheet_of(Action.objects.get(pk=action.pk))
    with pytest.raises(services.SheetRefusedError) as refusal:
        services.update_action(
            action=action, sheet={"title": "Neuf", "objective": "Inconnu", "budget": {"1999/staff": "1"}}, by=BY
        )
    assert set(refusal.value.faults) == {"objective", "budget"}
    assert sheet_of(Action.objects.get(pk=action.pk)) == before


def test_pilots_follow_their_action_and_no_other():
    governance = make_governance()
    member, user = make_member(governance), make_user(Role.MEMBER)
    make_person(member, user)
    roadmap = make_roadmap(governance)
    own = make_action(roadmap, pilots=[member.display_name])
    other = make_action(roadmap, title="Une autre")
    services.set_status(action=own, status=ActionStatus.BLOCKED, reason="pas de local", by=user, today=TODAY)
    assert "pas de local" in own.notes.get().text
    with pytest.raises(NotAllowedError):
        services.set_status(action=other, status=ActionStatus.ONGOING, by=user, today=TODAY)
    with pytest.raises(NotAllowedError):
        services.update_action(action=own, sheet={"title": "À moi"}, by=user)


def test_steps_risks_and_lateness():
    roadmap = make_roadmap(make_governance())
    action = make_action(roadmap, ends_on="2026-12-31")
    step = services.add_step(action=action, title="Trouver une salle", due_on=date(2026, 11, 1), by=BY, today=TODAY)
    assert [(one.pk, days) for one, days in late_actions(roadmap.governance, None, TODAY)] == [(action.pk, 23)]
    with pytest.raises(services.FollowUpRefusedError, match="à venir"):
        services.complete_step(step=step, done_on=date(2026, 11, 25), by=BY, today=TODAY)
    services.complete_step(step=step, done_on=TODAY, by=BY, today=TODAY)
    assert late_actions(roadmap.governance, None, TODAY) == []


def scheduled(governance):
    """A proposal on the table of the COPIL, and the meeting that decides."""
    proposal = make_proposal(governance, make_member(governance), None)
    proposal.state, proposal.approved_version = ProposalState.SCHEDULED, 1
    proposal.save()
    return proposal, make_meeting(make_committee(governance, CommitteeKind.COPIL))


def test_an_adoption_creates_the_action_and_leads_back_to_its_proposal():
    governance = make_governance()
    roadmap = make_roadmap(governance)
    make_objective(roadmap)
    roadmap, _ = adopt(roadmap)
    proposal, meeting = scheduled(governance)
    sheet = {**SHEET, "budget": {"2026/service": "59700.00"}}
    content = {"roadmap": str(roadmap.public_id), "sheet": sheet}
    prepare_effect(proposal=proposal, kind=EffectKind.CREATE_ACTION, content=content, by=BY)
    move_proposal(proposal=proposal, event=ProposalEvent.ADOPT, meeting=meeting, by=BY, today=TODAY)
    action = roadmap.actions.get()
    assert (action.proposal, str(action.budget_lines.get().planned_eur)) == (proposal, "59700.00")
    page = signed_in(Role.CO_PILOT).get(url("action", action)).content.decode()
    assert reverse("governance:proposal", kwargs={"public_id": proposal.public_id}) in page
    with pytest.raises(EffectRefusedError):
        prepare_effect(proposal=action.proposal, kind=EffectKind.CREATE_ACTION, content=content, by=BY)


def test_an_effect_that_is_refused_refuses_the_adoption():
    governance = make_governance()
    roadmap = make_roadmap(governance)
    proposal, meeting = scheduled(governance)
    content = {"roadmap": str(roadmap.public_id), "sheet": SHEET}
    prepare_effect(proposal=proposal, kind=EffectKind.CREATE_ACTION, content=content, by=BY)
    with pytest.raises(services.SheetRefusedError, match="objectif"):
        move_proposal(proposal=proposal, event=ProposalEvent.ADOPT, meeting=meeting, by=BY, today=TODAY)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SCHEDULED
    assert not roadmap.actions.exists()


def test_confidential_actions_are_for_those_who_run_the_roadmap():
    roadmap = make_roadmap(make_governance())
    action = make_action(roadmap)
    action.is_confidential = True
    action.save()
    assert signed_in(Role.OBSERVER).get(url("action", action)).status_code == 404
    assert action.title not in signed_in(Role.MEMBER).get(url("roadmap", roadmap)).content.decode()
    assert signed_in(Role.CO_PILOT).get(url("action", action)).status_code == 200
    assert content_of(roadmap)["actions"] == {}


def test_pages_write_what_people_type():
    roadmap = make_roadmap(make_governance())
    client = signed_in(Role.CO_PILOT)
    client.post(url("axis_new", roadmap), {"title": "Former"})
    axis = roadmap.axes.get()
    client.post(url("objective_new", roadmap, number=axis.pk), {"title": "Des aidants formés"})
    answer = client.post(url("action_new", roadmap), {**SHEET, "priority": "high", "territory_codes": "Sarcelles"})
    action = roadmap.actions.get()
    assert (answer.status_code, action.territory_codes) == (302, ["95585"])
    client.post(url("action_budget", action), {"year": "2026", "nature": "service", "planned_eur": "59.700,00 €"})
    assert str(action.budget_lines.get().planned_eur) == "59700.00"
    assert "59\u202f700\u00a0€" in client.get(url("action", action)).content.decode()
    wrong = client.post(url("action_budget", action), {"year": "2026", "nature": "service", "planned_eur": "beaucoup"})
    assert "Écrivez un montant en euros" in wrong.content.decode()
    assert "beaucoup" in wrong.content.decode()


@pytest.mark.parametrize("name", ["roadmaps", "roadmap", "action"])
def test_every_page_opens_for_those_who_read(name):
    roadmap = make_roadmap(make_governance())
    record = make_action(roadmap) if name == "action" else roadmap
    address = reverse("roadmap:roadmaps") if name == "roadmaps" else url(name, record)
    assert signed_in(Role.OBSERVER).get(address).status_code == 200
    assert signed_in(Role.MEDIATOR).get(address).status_code == 403


def test_a_list_asks_as_much_for_one_action_as_for_ten():
    roadmap = make_roadmap(make_governance())
    make_action(roadmap)
    client = signed_in(Role.CO_PILOT)
    one = queries_of(client, url("roadmap", roadmap))
    for number in range(9):
        make_action(roadmap, title=f"Action {number}")
    assert queries_of(client, url("roadmap", roadmap)) == one
