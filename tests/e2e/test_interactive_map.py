"""The interactive map: loaded when asked for, the colours of the drawing, by keyboard, and gone without a trace."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_pages import Watch, overflow, violations

pytestmark = pytest.mark.e2e
DRAWN = "[data-maillage-drawn]"
DRIVER = "GL Driver Message"
BUDGET_BYTES, BUDGET_REQUESTS = 400_000, 20


@pytest.fixture
def watch(site, fresh: Page) -> Watch:
    """A visitor on the diagnosis, whose console, requests and policy violations are listened to."""
    fresh.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
    )
    heard = Watch(fresh, site)
    fresh.goto(f"{site}/diagnostic/")
    return heard


def open_map(page: Page) -> None:
    page.get_by_role("button", name="Ouvrir la carte interactive").click()
    page.wait_for_selector(DRAWN, timeout=30_000)


def complaints(page: Page, watch: Watch) -> list[str]:
    """What the browser complained about, without the notes of its software graphics driver."""
    said = [text for text in watch.complaints if DRIVER not in text]
    return said + page.evaluate("window.refused") + [f"outside {url}" for url in watch.outside]


def weight(page: Page) -> tuple[int, int]:
    """Bytes transferred and requests made since the page was asked for."""
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map(entry => entry.transferSize)"
    )
    return sum(sizes), len(sizes)


def test_nothing_of_it_loads_before_it_is_asked_for(fresh: Page, watch: Watch):
    fresh.wait_for_load_state("networkidle")
    assert not [url for url in watch.requests if "maplibre" in url or "geojson" in url]
    size, count = weight(fresh)
    assert 0 < size <= BUDGET_BYTES
    assert 0 < count <= BUDGET_REQUESTS


def test_teeth_the_budget_sees_the_map_when_it_loads(fresh: Page, watch: Watch):
    before = weight(fresh)
    open_map(fresh)
    assert [url for url in watch.requests if "maplibre" in url]
    assert weight(fresh)[0] > before[0] + 200_000


def test_it_draws_every_commune_without_a_complaint_nor_an_outside_request(
    fresh: Page, watch: Watch, axe, screenshots: Path | None
):
    open_map(fresh)
    assert fresh.locator(DRAWN).get_attribute("data-maillage-drawn") == "183"
    assert not fresh.locator("svg.map").is_visible()
    assert complaints(fresh, watch) == []
    assert violations(axe, fresh) == []
    if screenshots:
        fresh.get_by_label("Montrer un territoire").select_option("95585")
        fresh.evaluate("document.querySelector('[data-maillage-map]').scrollIntoView()")
        fresh.wait_for_timeout(1500)
        fresh.screenshot(path=screenshots / "carte-interactive-bureau.png")


def test_teeth_a_refused_script_and_an_outside_request_are_seen(fresh: Page, watch: Watch):
    fresh.evaluate("fetch('https://example.org/').catch(() => {})")
    fresh.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    fresh.wait_for_function("window.refused.length >= 2")
    assert "connect-src" in fresh.evaluate("window.refused")
    assert complaints(fresh, watch) != []


@pytest.mark.parametrize("query", ["", "?niveau=epci_part&indicateur=poverty_rate"])
def test_it_shows_the_colours_of_the_drawing(site, fresh: Page, query):
    fresh.goto(f"{site}/diagnostic/{query}")
    drawing = fresh.evaluate(
        "Object.fromEntries([...document.querySelectorAll('svg.map a')].map(a => "
        "[a.getAttribute('href'), a.querySelector('.map-area').getAttribute('fill')]))"
    )
    with fresh.expect_response(lambda answer: "export.geojson" in answer.url) as answer:
        open_map(fresh)
    assert urlsplit(answer.value.url).query.count("=") == 3
    features = json.loads(answer.value.body())["features"]
    shown = {f["properties"]["carte_page"]: f["properties"]["carte_couleur"] for f in features}
    assert shown.keys() == drawing.keys()
    assert all(shown[page] == fill for page, fill in drawing.items() if fill.startswith("#"))
    assert len(set(shown.values())) >= 4


def test_closing_restores_the_drawing_and_the_focus(fresh: Page, watch: Watch):
    before = fresh.locator("[data-maillage-map-simple]").inner_html()
    open_map(fresh)
    fresh.get_by_role("button", name="Revenir à la carte simple").click()
    assert fresh.locator("svg.map").is_visible()
    assert fresh.locator("[data-maillage-map-simple]").inner_html() == before
    assert fresh.locator("[data-maillage-map-canvas] *").count() == 0
    expect(fresh.get_by_role("button", name="Ouvrir la carte interactive")).to_be_focused()
    open_map(fresh)
    assert fresh.locator(DRAWN).get_attribute("data-maillage-drawn") == "183"
    assert fresh.locator("#carte-territoire option").count() == 184
    assert complaints(fresh, watch) == []


def test_a_territory_is_read_by_keyboard_alone(fresh: Page, watch: Watch):
    button = fresh.get_by_role("button", name="Ouvrir la carte interactive")
    button.focus()
    fresh.keyboard.press("Enter")
    fresh.wait_for_selector(DRAWN, timeout=30_000)
    assert fresh.evaluate("document.activeElement.className").startswith("maplibregl-canvas")
    assert fresh.locator(".maplibregl-canvas").get_attribute("aria-label") == "Carte interactive"
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("document.activeElement.getAttribute('aria-label')") == "Agrandir"
    fresh.get_by_label("Montrer un territoire").focus()
    fresh.keyboard.type("Sarcelles")
    place = fresh.locator("[data-maillage-map-place]")
    expect(place.get_by_role("heading")).to_have_text("Sarcelles")
    expect(place).to_contain_text("sur 10")
    expect(place).to_contain_text("Qualité")
    place.get_by_role("link").focus()
    fresh.keyboard.press("Enter")
    fresh.wait_for_url("**/territoires/95585/")


def test_a_click_and_a_link_of_the_table_show_a_territory(fresh: Page, watch: Watch):
    open_map(fresh)
    name = fresh.locator("[data-maillage-place-name]")
    fresh.locator(".maplibregl-canvas").click()
    expect(name).not_to_be_empty()
    fresh.locator("#tableau tbody a", has_text="Cergy").first.focus()
    expect(name).to_have_text("Cergy")
    assert fresh.locator("#carte-territoire").input_value() == "95127"


def test_without_webgl_it_says_so_and_the_drawing_stays(site, fresh: Page, axe):
    fresh.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    fresh.goto(f"{site}/diagnostic/")
    fresh.get_by_role("button", name="Ouvrir la carte interactive").click()
    expect(fresh.get_by_role("alert")).to_contain_text("La carte interactive ne peut pas s’ouvrir")
    assert fresh.locator("svg.map").is_visible()
    assert violations(axe, fresh) == []


def test_when_the_figures_do_not_come_the_drawing_stays(site, fresh: Page):
    fresh.route("**/export.geojson*", lambda route: route.abort())
    fresh.goto(f"{site}/diagnostic/")
    fresh.get_by_role("button", name="Ouvrir la carte interactive").click()
    expect(fresh.get_by_role("alert")).to_be_visible()
    assert fresh.locator("svg.map").is_visible()


def test_without_script_there_is_no_button(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/diagnostic/")
    assert not page.locator("[data-maillage-map-open]").is_visible()
    assert page.locator("svg.map").is_visible()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "dark")])
def test_it_is_clean_on_a_phone_and_in_the_dark(site, browser, axe, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{site}/diagnostic/")
    open_map(page)
    page.get_by_label("Montrer un territoire").select_option("95585")
    assert violations(axe, page) == []
    assert overflow(page) <= 0
    context.close()
