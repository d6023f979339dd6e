"""The dashboard: what waits for the person who looks, and the pack of the COPIL."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.portal.dashboard.board import board_of
from maillage.portal.dashboard.pack import pack_paper
from maillage.programme.governance.enums import CommitteeKind, MeetingState
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.roadmap.enums import ActionStatus
from maillage.programme.roadmap.services.indicators import record_measurement, set_target
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_person,
)
from tests.factories.places import queries_of
from tests.factories.roadmap import make_action, make_indicator, make_roadmap

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOW = timezone.make_aware(datetime(TODAY.year, TODAY.month, TODAY.day, 9))
LATE = {"starts_on": "2025-01-01", "ends_on": str(TODAY - timedelta(3)), "status": ActionStatus.ONGOING}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def section(governance, user, code):
    return next(one for one in board_of(governance, user, NOW).sections if one.code == code)


def test_the_late_actions_of_a_pilot_come_first_and_say_so():
    governance = make_governance()
    pilot = make_member(governance, name="Structure pilote")
    roadmap, user = make_roadmap(governance), make_user(Role.MEMBER)
    make_person(pilot, user=user)
    make_action(roadmap, title="Celle des autres", **{**LATE, "ends_on": str(TODAY - timedelta(90))})
    make_action(roadmap, title="La sienne", pilots=["Structure pilote"], **LATE)
    found = section(governance, user, "retards")
    assert [(one.title, one.mine) for one in found.lines] == [("A02 La sienne", True), ("A01 Celle des autres", False)]
    assert found.lines[0].words == "en retard de 3 jours"


def test_what_is_reserved_to_co_pilots_stays_out_of_the_board_and_of_the_pack():
    governance = make_governance()
    secret = make_action(make_roadmap(governance), title="Action secrète", **LATE)
    secret.is_confidential = True
    secret.save(update_fields=["is_confidential"])
    assert section(governance, make_user(Role.MEMBER), "retards").total == 0
    assert section(governance, make_user(Role.CO_PILOT), "retards").total == 1
    assert "secrète" not in repr(pack_paper(governance, TODAY))


def test_indicators_off_their_path_and_values_to_refresh():
    governance = make_governance()
    one = make_indicator(governance)
    set_target(indicator=one, source="Relevé", value=Decimal(500), due_on=TODAY, by=BY)
    record_measurement(indicator=one, on=one.baseline_on, value=Decimal(300), by=BY, today=TODAY)
    user = make_user(Role.OBSERVER)
    assert [line.words for line in section(governance, user, "indicateurs").lines] == ["40 points de retard"]
    assert [line.title for line in section(governance, user, "donnees").lines] == ["Jeunes formés"]


def test_a_draft_meeting_shows_only_to_those_who_prepare_it():
    governance = make_governance()
    committee = make_committee(governance, CommitteeKind.COPIL)
    make_meeting(committee, state=MeetingState.DRAFT, starts_at=NOW + timedelta(10))
    assert section(governance, make_user(Role.CO_PILOT), "reunions").total == 1
    assert section(governance, make_user(Role.MEMBER), "reunions").total == 0


def test_the_page_leads_to_each_thing_and_only_co_pilots_print_the_pack():
    governance = make_governance()
    action = make_action(make_roadmap(governance), **LATE)
    co_pilot, member = signed_in(make_user(Role.CO_PILOT)), signed_in(make_user(Role.MEMBER))
    page = co_pilot.get(reverse("dashboard:dashboard")).content.decode()
    assert f'href="/feuille-de-route/actions/{action.public_id}/"' in page
    assert "Dossier du COPIL" in page
    assert "Dossier du COPIL" not in member.get(reverse("dashboard:dashboard")).content.decode()
    assert member.get(reverse("dashboard:pack", kwargs={"kind": "pdf"})).status_code == 403
    answer = co_pilot.get(reverse("dashboard:pack", kwargs={"kind": "pdf"}))
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert co_pilot.get(reverse("dashboard:pack", kwargs={"kind": "odt"})).content.startswith(b"PK")
    assert co_pilot.get(reverse("dashboard:pack", kwargs={"kind": "exe"})).status_code == 404


def test_without_a_governance_the_page_says_so():
    client = signed_in(make_user(Role.CO_PILOT))
    assert "Rien à suivre encore" in client.get(reverse("dashboard:dashboard")).content.decode()


def test_the_page_costs_the_same_with_ten_indicators_and_ten_meetings():
    governance, client = make_governance(), signed_in(make_user(Role.CO_PILOT))
    committee = make_committee(governance, CommitteeKind.COPIL)
    owner, roadmap = make_member(governance), make_roadmap(governance)
    make_indicator(governance, owner=owner)
    make_action(roadmap, **LATE)
    make_meeting(committee, state=MeetingState.CONVENED, starts_at=NOW + timedelta(10))
    few = queries_of(client, reverse("dashboard:dashboard"))
    for rank in range(9):
        make_indicator(governance, title=f"Indicateur {rank}", owner=owner)
        make_action(roadmap, **LATE)
        make_meeting(committee, state=MeetingState.CONVENED, starts_at=NOW + timedelta(11 + rank))
    assert queries_of(client, reverse("dashboard:dashboard")) == few
