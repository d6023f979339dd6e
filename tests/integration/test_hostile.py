"""G5: hostile texts in every field of every form, found by reading the pages: no fault, nothing run, no formula."""

from __future__ import annotations

import csv
import io

import pytest
from django.apps import apps
from django.template import engines
from django.test import Client
from django.urls import get_resolver, reverse

from maillage.programme.governance.models import Committee, Meeting, Member
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.places.models import Place
from tests.factories import governance_meetings
from tests.factories.cast import make_user
from tests.factories.hostile import HOSTILE, Form, forms_of, raw_in, send
from tests.factories.places import make_geography, make_place
from tests.permissions import NOBODY, ROUTES

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
STARTS = ("=", "+", "@", "\t", "\r", "-")
# Signing out, or changing one's own password, would end the walk.
SPARED = {"people:logout", "people:password"}


@pytest.fixture
def pages(monkeypatch):
    """An administrator, and one thing of each kind for the pages that show one."""
    # Nothing is committed here: the head of the journal would be waited for in vain.
    monkeypatch.setattr("maillage.programme.journal.selectors.CATCHING_UP", 0.0)
    make_geography()
    person = make_user(Role.ADMINISTRATOR)
    make_place()
    governance_meetings.make_meeting()
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=BACKEND)
    return client


def real_arguments(name: str) -> dict:
    """The declared arguments of a route, with a thing that exists in the place of the one that does not."""
    kinds = {"member": Member, "committee": Committee, "user": User, "place": Place, "meeting": Meeting}
    given = dict(ROUTES[name].kwargs)
    for field, value in given.items():
        if value == NOBODY:
            words = name.partition(":")[2]
            model = next((kind for word, kind in kinds.items() if word in words), None)
            model = model or (Place if name.startswith("places:") else Meeting)
            found = model.objects.first()
            given[field] = getattr(found, field, None) or found.pk
    return given


def found_forms(client: Client) -> list[Form]:
    """Each form once, by where it is sent and its fields."""
    known: dict[tuple, Form] = {}
    for name, route in ROUTES.items():
        if "GET" not in route.methods or name in SPARED:
            continue
        try:
            address = reverse(name, kwargs=real_arguments(name))
        except Exception:  # noqa: S112 - a route whose thing cannot be made here has a page with no form here
            continue
        for form in forms_of(client, address):
            target = get_resolver().resolve(form.target.partition("?")[0])
            known.setdefault((target.view_name, form.method, form.texts), form)
    return list(known.values())


def faults_of(client: Client, forms: list[Form], words: str) -> list[str]:
    """Forms that broke, or whose answer would run what was typed."""
    faults = []
    for form in forms:
        answer = send(client, form, HOSTILE[words])
        if answer.status_code >= 500:
            faults.append(f"{form.target}: {answer.status_code}")
        faults += [f"{form.target}: {raw}" for raw in raw_in(b"".join(answer)) if answer.status_code < 500]
    return faults


def test_enough_forms_are_found(pages, record_property):
    forms = found_forms(pages)
    record_property("formulaires attaqués", len(forms))
    record_property("champs attaqués", sum(len(form.texts) for form in forms))
    record_property("textes hostiles", len(HOSTILE))
    assert len(forms) >= 20
    assert {"/connexion/", "/lieux/nouveau/", "/gouvernance/candidature/", "/recherche/"} <= {f.target for f in forms}


def test_no_form_breaks_or_shows_what_a_browser_would_run(pages):
    forms = found_forms(pages)
    assert {words: faults for words in HOSTILE if (faults := faults_of(pages, forms, words))} == {}
    # What was kept is shown again by the pages that list it.
    shown = [pages.get(form.page) for form in forms]
    assert [raw for answer in shown for raw in raw_in(answer.content)] == []


def test_teeth_a_page_that_trusts_what_was_typed_is_seen(pages, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    assert any("<script>" in fault for fault in faults_of(pages, found_forms(pages), "script"))


def exports() -> list[str]:
    """Every address of a file in CSV that needs no argument."""
    named = [name for name, route in ROUTES.items() if not route.kwargs and "GET" in route.methods]
    return [address for address in map(reverse, named) if address.endswith(".csv")]


def formulas(content: bytes) -> list[str]:
    """Cells that a spreadsheet would compute."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return [cell[:40] for row in rows for cell in row if cell.startswith(STARTS) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(",", "").replace(".", "").replace("\u202f", "").isdigit() or cell == "-"


@pytest.mark.parametrize("words", [name for name in HOSTILE if name.startswith("formula")])
def test_no_exported_cell_starts_a_formula(pages, words):
    place = Place.objects.get()
    Place.objects.filter(pk=place.pk).update(name=HOSTILE[words], summary=HOSTILE[words])
    for model in (Member, Committee):
        for field in ("display_name", "name"):
            if hasattr(model, field):
                model.objects.update(**{field: HOSTILE[words][:100]})
    found = {
        address: formulas(b"".join(answer))
        for address in exports()
        if (answer := pages.get(address)).status_code == 200
    }
    assert {address: cells for address, cells in found.items() if cells} == {}


def test_teeth_a_formula_in_a_cell_is_seen():
    assert formulas(b'a;"=1+1"\r\n-2,5;+33 1\r\n') == ["=1+1", "+33 1"]


def test_what_is_kept_never_holds_a_nul(pages):
    for form in found_forms(pages):
        send(pages, form, HOSTILE["nul"])
    for model in apps.get_models():
        if model._meta.app_label in {"places", "governance", "people", "roadmap", "funding", "surveys"}:
            for row in model._default_manager.all():
                assert "\x00" not in str(vars(row)), model
