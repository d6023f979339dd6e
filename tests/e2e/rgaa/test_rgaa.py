"""G22: every page, at 1280 and 360 points, against each criterion that a machine can decide; the run is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page

from maillage.portal.accessibility.criteria import Way, criteria
from tests.e2e.rgaa.checks import BROKEN, BROKEN_PAPERS, CHECKS, DOCUMENTS, REFUSED
from tests.e2e.rgaa.crossing import CROSSING, SITE_MAP, UNLISTED, Seen, what_is_seen
from tests.e2e.rgaa.forms import required_is_said, send_incomplete
from tests.e2e.rgaa.ledger import AXE, Ledger
from tests.e2e.rgaa.papers import KINDS
from tests.e2e.rgaa.probe import LISTEN, Check
from tests.e2e.test_pages import PAGES, sign_in
from tests.permissions import FORM, ROUTES

pytestmark = pytest.mark.e2e
SIGNED = {
    "compte": "/compte/",
    "securite": "/compte/securite/",
    "utilisateurs": "/utilisateurs/",
    "droits": "/donnees-personnelles/droits/",
    "tableau-de-bord": "/tableau-de-bord/",
    "gouvernance": "/gouvernance/",
    "feuille-de-route": "/feuille-de-route/",
    "financements": "/financements/",
    "journal": "/journal/",
    "gestion-des-lieux": "/lieux/gestion/",
    SITE_MAP: "/plan-du-site/",
}
WIDTHS = (1280, 360)
# Nobody answers here: a page of a test is put in its place.
ALONE = "http://127.0.0.1/essai"


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """What this run finds, written where it is asked for once every test has noted."""
    kept = Ledger()
    yield kept
    if target := os.environ.get("MAILLAGE_RGAA_RESULTS"):
        kept.write(Path(target))


def opened(browser: Browser, site: str, width: int, email: str) -> Page:
    """A page at a width, of someone signed in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", reduced_motion="reduce")
    context.add_init_script(LISTEN)
    page = context.new_page()
    sign_in(page, site, email)
    page.wait_for_url(lambda url: "/connexion/" not in url)
    return page


def test_no_page_breaks_a_criterion_that_a_machine_decides(site, browser: Browser, axe: Axe, ledger, record_property):
    seen: Seen = {}
    before = {number: list(words) for number, words in ledger.faults.items()}
    for width in WIDTHS:
        page = opened(browser, site, width, "admin@demo.example")
        for name, address in {**PAGES, **SIGNED}.items():
            page.goto(site + address)
            seen[name] = what_is_seen(page)
            # The other widths and the dark colours are in test_pages.
            if width == WIDTHS[0]:
                ledger.note_axe(axe.run(page, options=AXE).response, f"{name} {width}", name)
            for check, numbers in CHECKS.items():
                ledger.note(numbers, f"{name} {width}", check(page), name=name)
        page.context.close()
    public = {address.partition("?")[0] for name, address in PAGES.items() if name not in UNLISTED}
    for compare, numbers in CROSSING.items():
        found = compare(seen, public)
        for name in seen:
            ledger.note(numbers, name, [])
        ledger.note(numbers, "d’une page à l’autre", found, name=SITE_MAP)
    record_property("pages examinées, à deux largeurs", len(seen))
    record_property("critères examinés", len(ledger.pages))
    assert {number: words for number, words in ledger.summary().items() if words != before.get(number)} == {}


def form_addresses() -> list[str]:
    """Every form of the product that opens by its address alone."""
    return [reverse(name) for name, route in ROUTES.items() if route.methods == FORM and not route.kwargs]


def test_each_refused_form_says_what_to_mend_and_keeps_what_was_typed(site, browser: Browser, ledger, record_property):
    found = Ledger()
    for email in ("admin@demo.example", "pilote@demo.example"):
        page = opened(browser, site, 1280, email)
        for address in form_addresses():
            if address in found.pages["11.10"]:
                continue
            for wrong in (False, True):
                _refused(page, site, address, found, wrong=wrong)
        page.context.close()
    for number, words in found.faults.items():
        for address in found.pages[number]:
            ledger.note([number], address, [one.partition(" : ")[2] for one in words if one.startswith(f"{address} ")])
    record_property("formulaires envoyés incomplets ou faux", len(found.pages["11.10"]))
    assert len(found.pages["11.10"]) > 10
    assert found.summary() == {}


def _refused(page: Page, site: str, address: str, found: Ledger, *, wrong: bool) -> None:
    response = page.goto(site + address)
    if response is None or response.status != 200 or not page.url.startswith(site + address):
        return
    asked = required_is_said(page)
    if send_incomplete(page, wrong=wrong):
        found.note(REFUSED[required_is_said], address, asked)
        for check, numbers in REFUSED.items():
            if check is not required_is_said:
                found.note(numbers, address, check(page))


def test_each_document_has_its_structure(site, browser: Browser, ledger, record_property):
    page = opened(browser, site, 1280, "pilote@demo.example")
    links: set[str] = set()
    for address in {**PAGES, **SIGNED}.values():
        page.goto(site + address)
        links |= set(what_is_seen(page)["documents"])
    kinds: set[str] = set()
    for link in sorted(links):
        answer = page.request.get(link)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        assert kind in KINDS, f"{link} : {kind}"
        kinds.add(kind)
        ledger.note(DOCUMENTS, link.removeprefix(site), KINDS[kind](answer.body()))
    page.context.close()
    record_property("documents examinés", len(links))
    assert "application/pdf" in kinds
    assert ledger.faults[DOCUMENTS[0]] == []


def test_the_interactive_map_keeps_the_criteria_once_opened(site, browser: Browser, ledger):
    page = opened(browser, site, 1280, "admin@demo.example")
    page.goto(f"{site}/diagnostic/")
    page.get_by_role("button", name="Ouvrir la carte interactive").click()
    page.locator("[data-maillage-drawn]").wait_for()
    found = {check.__name__: check(page) for check in MAP_CHECKS}
    for check in MAP_CHECKS:
        ledger.note(CHECKS[check], "carte ouverte", found[check.__name__])
    page.context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


MAP_CHECKS = [
    check
    for check in CHECKS
    if check.__name__
    in {"other_media_has_its_twin", "messages_are_announced", "gestures_are_simple", "targets_are_large"}
]


@pytest.mark.parametrize(
    ("check", "broken"),
    [
        pytest.param(check, one, id=f"{check.__name__}-{n}")
        for check, all_ in BROKEN.items()
        for n, one in enumerate(all_)
    ],
)
def test_teeth_each_check_sees_its_fault(fresh: Page, check: Check, broken: str):
    fresh.add_init_script(LISTEN)
    body = broken if broken == "<p>sans type" else f"<!doctype html>{broken}"
    fresh.route(ALONE, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    fresh.goto(ALONE)
    assert check(fresh)


@pytest.mark.parametrize("check", BROKEN_PAPERS, ids=lambda check: check.__name__)
def test_teeth_each_document_check_sees_its_fault(check):
    assert check(BROKEN_PAPERS[check])


def test_teeth_what_changes_from_page_to_page_is_seen():
    plain = {
        "title": "A — Maillage",
        "map": "Plan du site",
        "foot": ["/aide/"],
        "search": True,
        "menu": ["a", "b"],
        "zones": ["HEADER"],
        "links": [],
        "labels": [("q", "x")],
    }
    other = {**plain, "map": "", "foot": [], "search": False, "menu": ["b", "a"], "labels": [("q", "y")]}
    seen = {"un": plain, "deux": plain, SITE_MAP: other}
    assert [compare.__name__ for compare in CROSSING if not compare(seen, {"/aide/"})] == []


def test_teeth_what_axe_finds_counts_for_its_criterion():
    rule = {"id": "image-alt", "tags": ["RGAA-1.1.1", "wcag2a"], "nodes": [{"html": "<img>"}]}
    kept = Ledger()
    kept.note_axe({"violations": [rule], "passes": [], "inapplicable": [], "incomplete": []}, "accueil 360", "accueil")
    assert kept.kept()["criteria"] == {"1.1": {"pages": 1, "faults": 1}}
    assert kept.summary() == {"1.1": ["accueil 360 : image-alt <img>"]}


def test_axe_examines_each_criterion_that_is_said_to_be_its_own(site, fresh: Page, axe: Axe):
    fresh.goto(f"{site}/aide/")
    kept = Ledger()
    kept.note_axe(axe.run(fresh, options=AXE).response, "aide", "aide")
    assert {one.number for one in criteria() if one.way is Way.AXE} - set(kept.pages) == set()
