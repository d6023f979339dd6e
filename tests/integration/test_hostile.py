"""G5, every run: the forms of every page, with one thing of each kind, sent every hostile text; the CSVs read again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import NoReverseMatch, reverse

from maillage.programme.governance.models import Committee, Meeting, Member
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.places.models import Place
from tests.factories import governance_meetings
from tests.factories.cast import make_user
from tests.factories.crawl import SPARED, Form, forms_of, read
from tests.factories.exports import cells_of, computes
from tests.factories.hostile import BRIEF, CHARACTERS, FORMULAS, MARKUP
from tests.factories.judging import form_faults, page_faults
from tests.factories.places import make_geography, make_place
from tests.permissions import NOBODY, ROUTES

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
KINDS = {"member": Member, "committee": Committee, "user": User, "place": Place, "meeting": Meeting}


@pytest.fixture
def admin(uncommitted) -> Client:
    """An administrator, and one thing of each kind for the pages that show one."""
    make_geography()
    person = make_user(Role.ADMINISTRATOR)
    make_place()
    governance_meetings.make_meeting()
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=BACKEND)
    return client


def addresses() -> Iterator[str]:
    """Every page that is read, with a thing that exists in the place of the one that does not."""
    for name, route in ROUTES.items():
        if "GET" in route.methods and name not in SPARED:
            try:
                yield reverse(name, kwargs={key: real(name, key, value) for key, value in route.kwargs.items()})
            except NoReverseMatch:
                # Its thing is of a kind that is not made here: the walk of the demonstration sees it.
                continue


def real(route: str, key: str, value: object) -> object:
    """The argument of a route: its own, or that of the thing which its name tells of."""
    if value != NOBODY:
        return value
    named = next((kind for word, kind in KINDS.items() if word in route.partition(":")[2]), None)
    found = (named or (Place if route.startswith("places:") else Meeting)).objects.first()
    return getattr(found, key, None) or found.pk


def found_forms(client: Client) -> list[Form]:
    """Each form with something to type, once."""
    known: dict[tuple, Form] = {}
    for address in addresses():
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            for form in forms_of(read(answer), address):
                known.setdefault(form.key, form)
        answer.getvalue()
    return [form for form in known.values() if form.texts]


def sendings(form: Form) -> Iterator[dict[str, str]]:
    for value in BRIEF.values():
        yield form.data() | {one.name: value for one in form.texts}


def test_no_form_breaks_or_shows_what_it_was_sent_as_code(admin, record_property):
    forms = found_forms(admin)
    record_property("formulaires attaqués", len(forms))
    record_property("champs attaqués", sum(len(form.texts) for form in forms))
    record_property("textes hostiles", len(BRIEF))
    assert {"/connexion/", "/lieux/nouveau/", "/gouvernance/candidature/", "/recherche/"} <= {f.action for f in forms}
    assert [fault for form in forms for fault in form_faults(admin, form, sendings(form))] == []


def test_teeth_a_page_that_trusts_what_was_typed_is_seen(admin, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    forms = [form for form in found_forms(admin) if form.action == "/recherche/"]
    sent = [form.data() | {"q": MARKUP["script"]} for form in forms]
    assert [fault for form in forms for fault in form_faults(admin, form, sent)]


def exported(client: Client) -> dict[str, list[str]]:
    """The cells that a spreadsheet would compute, of every file in CSV that needs no argument."""
    named = [reverse(name) for name, route in ROUTES.items() if not route.kwargs and "GET" in route.methods]
    answers = {address: client.get(address) for address in named if address.endswith(".csv")}
    return {
        address: [cell for cell in cells_of(address, answer.getvalue()) if computes(cell)]
        for address, answer in answers.items()
        if answer.status_code == 200
    }


@pytest.mark.parametrize("words", FORMULAS)
def test_no_exported_cell_starts_a_formula(admin, words):
    Place.objects.update(name=FORMULAS[words], summary=FORMULAS[words])
    Member.objects.update(display_name=FORMULAS[words])
    Committee.objects.update(name=FORMULAS[words])
    found = exported(admin)
    assert len(found) >= 4
    assert {address: cells for address, cells in found.items() if cells} == {}


def test_teeth_a_cell_that_is_not_made_safe_is_seen(admin, monkeypatch):
    monkeypatch.setattr("maillage.tables.cells.FORMULA_STARTS", ())
    Place.objects.update(name=FORMULAS["formule égal"])
    assert any(exported(admin).values())


@pytest.mark.parametrize("name", [name for name in MARKUP if name != "lien"])
def test_teeth_each_markup_is_seen_when_it_is_raw(name):
    assert page_faults(HttpResponse(f'<input value="{MARKUP[name]}"><p>{MARKUP[name]}</p><style>{MARKUP[name]}'))


def test_what_is_kept_never_holds_a_null_character(admin):
    for form in found_forms(admin):
        data = form.data() | {one.name: CHARACTERS["nul"] for one in form.texts}
        if form.method == "POST":
            admin.post(form.action, data)
    for model in apps.get_models():
        if model.__module__.startswith("maillage.programme."):
            assert not [row for row in model._default_manager.all() if "\x00" in str(vars(row))], model
