"""The roadmap goes out and comes back through the pages: workbook, review, conflict, exports, versions."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillage.programme.people.enums import Role
from maillage.programme.roadmap.enums import RoadmapState
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.services.actions import update_action
from maillage.programme.roadmap.services.roadmaps import move_roadmap
from tests.factories.governance_bodies import BY, TODAY, make_governance
from tests.factories.roadmap import adopt, make_action, make_lead, make_roadmap
from tests.integration.test_roadmap import signed_in, url

pytestmark = pytest.mark.django_db
KINDS = (
    "feuille-de-route.pdf",
    "feuille-de-route.odt",
    "actions.xlsx",
    "plateforme-nationale.xlsx",
    "feuille-de-route.json",
    "actions.csv",
)


@pytest.fixture
def roadmap():
    found = make_roadmap(make_governance())
    make_action(found, description="Des sessions courtes.", budget={"2026/staff": "1000.00"}, starts_on="2026-01-01")
    return found


def exported(client: Client, roadmap: object) -> bytes:
    return client.get(url("export", roadmap, kind="actions.xlsx")).content


def brought_back(client: Client, roadmap: object, content: bytes) -> str:
    file = SimpleUploadedFile("actions.xlsx", content)
    return client.post(url("workbook", roadmap), {"file": file}).content.decode()


def retitled(content: bytes, title: str) -> bytes:
    book = load_workbook(io.BytesIO(content))
    book["Actions"]["B2"] = title
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def approve(client: Client, roadmap: object, page: str, **boxes: object):
    payload = re.search(r'name="payload" value="([^"]+)"', page)[1]
    return client.post(url("workbook_apply", roadmap), {"payload": payload, **boxes}, follow=True)


def test_what_is_approved_is_written_and_what_is_not_is_left(roadmap):
    client = signed_in(Role.CO_PILOT)
    page = brought_back(client, roadmap, retitled(exported(client, roadmap), "Un autre nom"))
    assert "Un autre nom" in page
    approve(client, roadmap, page)
    assert not Action.objects.filter(title="Un autre nom").exists()
    approve(client, roadmap, page, change="0")
    assert Action.objects.get().title == "Un autre nom"
    assert "la même chose" in brought_back(client, roadmap, exported(client, roadmap))


def test_what_someone_else_changed_meanwhile_is_not_overwritten(roadmap):
    client = signed_in(Role.CO_PILOT)
    page = brought_back(client, roadmap, retitled(exported(client, roadmap), "Un autre nom"))
    update_action(action=Action.objects.get(), sheet={"title": "Corrigé ailleurs"}, by=BY)
    answer = approve(client, roadmap, page, change="0").content.decode()
    assert "a changé depuis l’export" in answer
    assert Action.objects.get().title == "Corrigé ailleurs"


def test_a_forged_review_writes_nothing(roadmap):
    client = signed_in(Role.CO_PILOT)
    answer = client.post(url("workbook_apply", roadmap), {"payload": "faux", "change": "0"}, follow=True)
    assert "n’est plus valable" in answer.content.decode()
    lead = make_lead(roadmap.governance)
    local = {"is_departemental": False, "territory_codes": ["95585"], "lead": lead}
    other = make_roadmap(roadmap.governance, name="Autre", **local)
    page = brought_back(client, roadmap, retitled(exported(client, roadmap), "Un autre nom"))
    assert "n’est plus valable" in approve(client, other, page, change="0").content.decode()


def test_a_bad_file_is_told_on_the_page(roadmap):
    page = brought_back(signed_in(Role.CO_PILOT), roadmap, b"rien")
    assert "n’est pas un classeur XLSX" in page


@pytest.mark.parametrize("kind", KINDS)
def test_each_form_leaves(roadmap, kind):
    answer = signed_in(Role.OBSERVER).get(url("export", roadmap, kind=kind))
    assert answer.status_code == 200
    assert len(answer.content) > 100
    assert kind in answer["Content-Disposition"]


def test_the_platform_s_sheet_has_its_codes_and_years(roadmap):
    content = signed_in(Role.CO_PILOT).get(url("export", roadmap, kind="plateforme-nationale.xlsx")).content
    head, row = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    line = dict(zip(head, row, strict=True))
    assert (line["dateDeDebut"], line["budgetGlobal"], line["budgetRessourcesHumaines"]) == (2026, 1000, 1000)


def test_versions_are_compared_with_today(roadmap):
    found, _ = adopt(roadmap)
    move_roadmap(roadmap=found, to=RoadmapState.REVISION, reason="bilan", by=BY, today=TODAY)
    update_action(action=Action.objects.get(), sheet={"title": "Nouveau nom"}, by=BY)
    page = signed_in(Role.OBSERVER).get(url("versions", found)).content.decode()
    assert "1 action modifiée" in page
    assert "Nouveau nom" in page
    same = signed_in(Role.MEMBER).get(url("versions", found) + "?de=1&a=1").content.decode()
    assert "Rien ne sépare" in same


def test_the_calendar_is_also_a_table(roadmap):
    update_action(action=Action.objects.get(), sheet={"ends_on": "2026-06-30"}, by=BY)
    page = signed_in(Role.OBSERVER).get(url("calendar", roadmap)).content.decode()
    assert "<svg" in page
    assert "30\u00a0juin 2026" in page
    assert reverse("roadmap:roadmaps") in page
