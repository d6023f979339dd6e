"""G5, the long run: hostile text in each form that a walk of the product finds, refused in words or kept as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import html

from maillage.programme.people.models import User
from tests.factories.crawl import SPARED, Form, Visit, walk, why
from tests.factories.exports import cells_of, computes
from tests.factories.hostile import BRIEF, FORMULAS, MARKUP
from tests.factories.judging import form_faults, page_faults
from tests.factories.planted import is_unique, plant, texts
from tests.factories.whole import kept_for_a_module
from tests.permissions import PUBLIC, ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("uncommitted")]
BACKEND = "django.contrib.auth.backends.ModelBackend"
# Filled by machines alone: everything else would stop at them.
TRAPS = {"site"}
ROUNDS = 6
# Forms that no page of the demonstration shows: their state is rarer. A form that is neither seen nor here fails.
UNSEEN = {
    *("funding:agreement_pay", "funding:agreement_sign", "funding:refund"),
    *("funding:request_new", "funding:settle", "governance:ballot", "governance:ballot_state"),
    *("governance:candidature_answer", "governance:live_start", "governance:convocation_resend"),
    *("governance:minutes_comment", "governance:minutes_resolve", "governance:minutes_sign", "governance:open"),
    *("governance:paper_remove", "governance:questionnaire_send", "governance:reading", "governance:reading_drop"),
    *("people:code", "people:code_remove", "people:passkey_add", "people:passkey_challenge"),
    *("people:passkey_options", "people:passkey_remove", "people:passkey_sign_in", "people:recovery"),
    *("people:session_close", "places:campaign", "places:closure_remove", "places:part", "places:session_remove"),
    *("places:settle", "places:undo", "privacy:erase", "privacy:rights_file", "roadmap:effect_drop"),
    *("roadmap:workbook_apply", "siting:scenario_submit", "surveys:answer"),
}


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for the tests of this file and taken back after."""
    with kept_for_a_module(django_db_blocker, diagnosis=True) as links:
        yield links


@pytest.fixture
def admin(whole) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email="admin@demo.example"), backend=BACKEND)
    return client


def typed_forms(visit: Visit) -> list[Form]:
    """The forms that take a text, but those that would end the walk."""
    return [one for one in visit.forms.values() if one.texts and one.route not in SPARED]


def sendings(form: Form) -> Iterator[dict[str, str]]:
    """Each value in all the inputs together, then a short one in each input alone, the others as they should be."""
    for value in BRIEF.values():
        yield form.data() | {one.name: value for one in form.texts if one.name not in TRAPS}
    for one in form.texts:
        yield form.data() | {one.name: MARKUP["image"]}


def test_no_form_breaks_or_shows_what_it_was_sent_as_code(admin, whole, record_property):
    # Fewer addresses a route would leave to the order of the database which states are seen.
    visit = walk(admin, most=8, more=whole)
    assert visit.broken == []
    forms = typed_forms(visit)
    found = [fault for form in forms for fault in form_faults(admin, form, sendings(form))]
    record_property("formulaires essayés", len(forms))
    record_property("champs de texte essayés", sum(len(form.texts) for form in forms))
    record_property("envois hostiles", sum(len(BRIEF) + len(form.texts) for form in forms))
    assert found == []
    assert uncovered(visit) == []


def naughty(real_data: Path) -> list[str]:
    """The Big List of Naughty Strings; an empty one would only leave an input as it was."""
    told = json.loads((real_data / "standards" / "blns" / "blns.json").read_text(encoding="utf-8"))
    return [one for one in told if one]


def rounds(form: Form, strings: Iterator[str]) -> Iterator[dict[str, str]]:
    """A few sendings of a form, each of its text inputs given the next string of an endless turn."""
    for _ in range(ROUNDS):
        yield form.data() | {one.name: next(strings) for one in form.texts if one.name not in TRAPS}


@pytest.mark.real_data
def test_each_naughty_string_goes_through_several_inputs(admin, whole, real_data, record_property):
    listed = naughty(real_data)
    forms, turn = typed_forms(walk(admin, most=2, more=whole)), cycle(listed)
    assert [fault for form in forms for fault in form_faults(admin, form, rounds(form, turn))] == []
    sent = ROUNDS * sum(one.name not in TRAPS for form in forms for one in form.texts)
    assert sent >= 2 * len(listed)
    record_property("chaînes piégées connues", str(len(listed)))
    record_property("envois de ces chaînes", str(sent))


def uncovered(visit: Visit) -> list[str]:
    """Routes that take a form and that the walk never saw without being declared, or saw although declared unseen."""
    takes = {name for name, route in ROUTES.items() if "POST" in route.methods}
    seen = {form.route for form in visit.forms.values() if form.method == "POST"}
    return sorted((takes - seen) ^ UNSEEN)


def test_no_parameter_of_a_public_page_is_shown_as_code(whole, record_property):
    client, found, tried = Client(raise_request_exception=False), [], 0
    visit = walk(client, most=1, more=whole)
    names = {one.name for form in visit.forms.values() if form.method == "GET" for one in form.fields} | {
        "page",
        "next",
    }
    for address in sorted({one.partition("?")[0] for one in visit.pages}):
        for value in BRIEF.values():
            answer = client.get(f"{address}?{urlencode(dict.fromkeys(sorted(names), value[:2000]))}")
            faults = [why(answer)] if answer.status_code >= 500 else page_faults(answer)
            found += [f"{address}: {fault}" for fault in faults]
            tried += 1
    record_property("adresses publiques hostiles", tried)
    assert found == []
    assert {name for name, route in ROUTES.items() if route.access is PUBLIC} >= visit.routes()


def planted_fields() -> list:
    return [field for field in texts() if field.model._meta.app_label != "territories" and not is_unique(field)]


def export_faults(visit: Visit) -> tuple[list[str], int]:
    """The cells of the exports that a spreadsheet would compute, and how many cells were read."""
    found, read = [], 0
    for address, content in visit.files.items():
        for cell in cells_of(address, content):
            read += 1
            found += [f"{address}: {cell[:40]!r}"] if computes(cell) else []
    return found, read


def test_what_is_already_kept_is_shown_as_text_and_no_exported_cell_computes(admin, whole, record_property):
    values = [*FORMULAS.values(), *MARKUP.values()]
    cells = plant(lambda field, row: values[row % len(values)], planted_fields(), most=len(values))
    visit = walk(admin, most=1, more=whole)
    found, read = export_faults(visit)
    record_property("cellules hostiles semées", cells)
    record_property("cellules exportées relues", read)
    assert visit.broken == []
    assert [f"{where}: {fault}" for where, page in visit.pages.items() for fault in page_faults(page)] == []
    assert found == []
    assert read > 1000


def test_teeth_without_escaping_the_page_betrays_itself(admin, monkeypatch):
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    answer = admin.get("/recherche/", {"q": MARKUP["image"]})
    assert "onerror" in " ".join(page_faults(answer))
    assert page_faults(HttpResponse(html.escape(MARKUP["image"]))) == []


def test_teeth_a_form_that_nobody_declared_is_seen():
    assert set(uncovered(Visit())) >= {"places:create"} - UNSEEN


@pytest.mark.parametrize("cell", [value for name, value in FORMULAS.items() if name != "formule espace"])
def test_teeth_a_cell_that_computes_is_seen(cell):
    assert computes(cell)
    assert not computes(f"'{cell}")
