"""G22: every page, at 1280 and 360 points, against each criterion that a machine can decide; the run is kept."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from maillage.portal.accessibility.criteria import Way, criteria
from tests.e2e.rgaa import acting
from tests.e2e.rgaa.reading import BROKEN, HELPERS, READING
from tests.e2e.test_pages import PAGES, sign_in, violations

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
}
ACROSS = ("8.6", "11.3", "12.2", "12.3", "12.4", "12.5")
LISTEN = """const down = new Set(['mousedown', 'pointerdown', 'touchstart']);
const motion = new Set(['devicemotion', 'deviceorientation']);
window.heardDown = []; window.heardMotion = [];
const plain = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, ...rest) {
  if (down.has(type)) window.heardDown.push(`écoute ${type}`);
  if (motion.has(type)) window.heardMotion.push(`écoute ${type}`);
  return plain.call(this, type, ...rest);
};"""
SEEN = """() => ({ title: document.title, plan: document.querySelector('a[href$="/plan-du-site/"]')?.textContent,
  search: !!document.querySelector('header [role=search], header search'),
  nav: [...document.querySelectorAll('nav[aria-label="Menu principal"] a')].map((e) => e.textContent.trim()),
  links: [...document.querySelectorAll('main a[href]')].map((e) => new URL(e.getAttribute('href'), location).pathname),
  labels: [...document.querySelectorAll('label[for]')].map((e) => [document.getElementById(e.htmlFor)?.name || '',
    e.textContent.trim()]) })"""


def read(page: Page, number: str) -> list[str]:
    return page.evaluate(f"() => {{ {HELPERS} {READING[number]} }}")


def pages_of(site: str, page: Page) -> list[tuple[str, str]]:
    sign_in(page, site, "admin@demo.example")
    return [*PAGES.items(), *SIGNED.items()]


def across(seen: dict[str, dict]) -> dict[str, list[str]]:
    """What only several pages together can show."""
    titles = Counter(one["title"] for one in seen.values())
    menus = Counter(tuple(one["nav"]) for one in seen.values() if one["nav"])
    public = {address.partition("?")[0] for name, address in PAGES.items() if name not in UNLISTED}
    labels: dict[str, set[str]] = {}
    for one in seen.values():
        for field, label in one["labels"]:
            labels.setdefault(field, set()).add(label)
    return {
        "8.6": [title for title, count in titles.items() if count > 1 or not title.endswith("— Maillage")],
        "11.3": [f"{field} : {sorted(said)}" for field, said in labels.items() if field == "q" and len(said) > 1],
        "12.2": [str(menu) for menu in list(menus)[1:]],
        "12.3": sorted(public - set(seen["plan"]["links"]) - {"/"}),
        "12.4": [name for name, one in seen.items() if one["plan"] != "Plan du site"],
        "12.5": [name for name, one in seen.items() if not one["search"]],
    }


# Pages about one thing, reached from a listed page, and answers to a question.
UNLISTED = {"territoire", "territoire-epci", "introuvable", "recherche-vide", "diagnostic-epci"}


def test_no_page_breaks_a_criterion_that_a_machine_decides(site, browser: Browser, axe: Axe, record_property):
    faults: dict[str, list[str]] = {}
    seen: dict[str, dict] = {}
    for width in (1280, 360):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", reduced_motion="reduce")
        context.add_init_script(LISTEN)
        page = context.new_page()
        for name, address in [*pages_of(site, page), ("plan", "/plan-du-site/")]:
            page.goto(site + address)
            seen[name] = page.evaluate(SEEN)
            found = {number: read(page, number) for number in READING} | acting.acted(page)
            found |= {"axe": violations(axe, page)}
            for number, words in found.items():
                faults.setdefault(number, []).extend(f"{name} {width} : {one}" for one in words)
        context.close()
    faults |= across(seen)
    record_property("pages examinées, à deux largeurs", len(seen))
    record_property("critères examinés sur chaque page", len(faults) - 1)
    keep(faults, len(seen))
    assert {number: words[:6] for number, words in faults.items() if words} == {}


def keep(faults: dict[str, list[str]], pages: int) -> None:
    """Write the run where it is asked for; what axe finds counts for each criterion that it covers."""
    target = os.environ.get("MAILLAGE_RGAA_RESULTS")
    if not target:
        return
    counted = {number: len(words) for number, words in faults.items() if number != "axe"}
    counted |= {one.number: len(faults["axe"]) for one in criteria() if one.way is Way.AXE}
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "pages": pages,
        "faults": dict(sorted(counted.items())),
    }
    Path(target).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("number", READING)
def test_teeth_each_reading_sees_its_fault(fresh: Page, number):
    fresh.set_content(BROKEN[number] if number == "8.1" else f"<!doctype html>{BROKEN[number]}")
    assert read(fresh, number)


@pytest.mark.parametrize("number", acting.BROKEN)
def test_teeth_each_acting_check_sees_its_fault(fresh: Page, number):
    fresh.set_content(f"<!doctype html><body>{acting.BROKEN[number]}</body>")
    assert acting.acted(fresh)[number]


def test_teeth_what_changes_from_page_to_page_is_seen():
    plain = {
        "title": "A — Maillage",
        "plan": "Plan du site",
        "search": True,
        "nav": ["a", "b"],
        "links": [],
        "labels": [["q", "x"]],
    }
    other = {**plain, "plan": None, "search": False, "nav": ["b", "a"], "labels": [["q", "y"]]}
    found = across({"un": plain, "plan": other})
    assert [number for number in ACROSS if not found[number]] == []
