"""Journeys of places in a real browser: find help, be guided, import, review, confirm, report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_pages import Watch, overflow, sign_in, violations

pytestmark = pytest.mark.e2e
ANSWERS = "service=online_procedures&ou=95585&deplacement=transport&quand=indifferent&langue=fr"
PUBLIC = {
    "lieux": "/lieux/",
    "lieux-commune": "/lieux/?ou=Sarcelles&service=online_procedures",
    "lieux-vide": "/lieux/?quoi=zzzz",
    "orientation": "/lieux/orientation/",
    "conseils": f"/lieux/orientation/?{ANSWERS}",
    "integration": "/integrer/lieux/",
    "donnees": "/donnees/",
}
AGENT = {
    "gestion-lieux": "/lieux/gestion/",
    "doublons": "/lieux/doublons/",
    "doublons-decides": "/lieux/doublons/?etat=tranches",
    "ecarts": "/lieux/ecarts/",
    "absents": "/lieux/absents/",
    "fraicheur": "/lieux/fraicheur/",
    "fraicheur-epci": "/lieux/fraicheur/200055655/",
    "campagnes": "/lieux/campagnes/",
    "campagne-nouvelle": "/lieux/campagnes/nouvelle/",
    "signalements": "/lieux/signalements/",
    "importer": "/lieux/importer/",
    "imports": "/lieux/imports/",
    "lieu-nouveau": "/lieux/nouveau/",
}
TABLE = """Nom du lieu;Adresse;Code postal;Commune;Téléphone;Horaires
Atelier fictif des Lilas;4 rue des Lilas;95200;Sarcelles;01 99 00 01 23;Mo-Fr 09:00-12:00
Atelier fictif du Moulin;7 rue du Moulin;95140;Garges-lès-Gonesse;oups;Mo-Fr 14:00-17:00
"""


def faults(page: Page, site: str, axe, pages: dict[str, str], width: int, pictures: Path | None) -> list[str]:
    """What is wrong on each page: axe, console, width, outside requests; pictures of the top of each."""
    found = []
    watch = Watch(page, site)
    for name, address in pages.items():
        page.goto(site + address)
        found += [f"{name} {width}: {fault}" for fault in violations(axe, page)]
        found += [f"{name} {width}: wider than the screen"] * (overflow(page) > 0)
        if pictures:
            page.screenshot(path=pictures / f"{name}-{'bureau' if width > 500 else 'telephone'}.png")
    return found + watch.complaints + [f"outside {url}" for url in watch.outside]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (360, "dark")])
def test_public_pages_of_places_are_clean(site, browser: Browser, axe, screenshots: Path | None, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{site}/lieux/?itinerant=on")
    bus = page.locator(".place-card a").first.get_attribute("href")
    pages = PUBLIC | {"lieu": str(bus), "signaler": f"{bus}signaler/"}
    assert faults(page, site, axe, pages, width, screenshots if scheme == "light" else None) == []
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_those_who_keep_places_are_clean(site, browser: Browser, axe, screenshots: Path | None, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
    page = context.new_page()
    sign_in(page, site, "pilote@demo.example")
    page.goto(f"{site}/lieux/doublons/?etat=tranches")
    pair = page.locator("main table a").first.get_attribute("href")
    page.goto(f"{site}/lieux/?ou=Sarcelles")
    place = page.locator(".place-card a").first.get_attribute("href")
    pages = AGENT | {
        "doublon": str(pair),
        "lieu-modifier": f"{place}modifier/",
        "lieu-historique": f"{place}historique/",
        "lieu-passages": f"{place}passages/",
        "lieu-fermetures": f"{place}fermetures/",
    }
    assert faults(page, site, axe, pages, width, screenshots) == []
    context.close()


def test_help_is_found_by_keyboard_without_script(site, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/lieux/")
    page.get_by_label("Où ?").focus()
    page.keyboard.type("Sarcelles")
    page.keyboard.press("Enter")
    expect(page.locator("#resultats")).to_contain_text("Sarcelles")
    first = page.locator(".place-card a").first
    name = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == name
    context.close()


def test_someone_is_guided_in_five_questions(site, fresh: Page):
    fresh.goto(f"{site}/lieux/orientation/")
    fresh.get_by_role("link", name="Faire mes démarches en ligne").click()
    fresh.get_by_label("Votre commune").fill("95585")
    fresh.get_by_role("button", name="Continuer").click()
    fresh.get_by_role("link", name="En bus, en train ou à vélo (10 km)").click()
    fresh.get_by_role("link", name="Peu importe").click()
    fresh.get_by_role("link", name="Français", exact=True).click()
    expect(fresh.locator("h1")).to_contain_text("peuvent vous aider")
    expect(fresh.get_by_label("Pourquoi ce lieu").first).to_contain_text("Aide aux démarches administratives")


def test_the_map_of_places_opens_on_demand_and_leaves_the_list(site, fresh: Page, screenshots: Path | None):
    watch = Watch(fresh, site)
    fresh.goto(f"{site}/lieux/?ou=Sarcelles")
    before = len(watch.requests)
    assert not any("maplibre" in url for url in watch.requests)
    fresh.get_by_role("button", name="Voir sur une carte").click()
    fresh.wait_for_selector("[data-maillage-drawn]", timeout=30_000)
    assert len(watch.requests) > before
    assert int(str(fresh.locator("[data-maillage-drawn]").get_attribute("data-maillage-drawn"))) > 0
    assert fresh.locator(".place-card").count() > 0
    assert [text for text in watch.complaints if "GPU stall" not in text] == []
    assert watch.outside == []
    if screenshots:
        fresh.screenshot(path=screenshots / "carte-lieux-bureau.png")
    fresh.get_by_role("button", name="Fermer la carte").click()
    expect(fresh.get_by_role("button", name="Voir sur une carte")).to_be_focused()


def test_a_table_is_rehearsed_then_imported(site, fresh: Page, axe, tmp_path, screenshots: Path | None):
    sign_in(fresh, site, "pilote@demo.example")
    file = tmp_path / "ateliers.csv"
    file.write_text(TABLE, encoding="utf-8")
    fresh.goto(f"{site}/lieux/importer/")
    fresh.locator("input[type=file]").set_input_files(file)
    fresh.get_by_role("main").locator("button[type=submit]").first.click()
    expect(fresh.get_by_role("main")).to_contain_text("oups")
    assert violations(axe, fresh) == []
    if screenshots:
        fresh.screenshot(path=screenshots / "import-essai-bureau.png", full_page=True)
    fresh.get_by_role("button", name=re.compile("Importer")).click()
    fresh.goto(f"{site}/lieux/?quoi=atelier+fictif")
    expect(fresh.locator(".place-card")).to_have_count(2)


def test_a_report_gets_its_answer(site, browser: Browser):
    public, agent = browser.new_context().new_page(), browser.new_context().new_page()
    public.goto(f"{site}/lieux/?ou=Cergy")
    public.locator(".place-card a").first.click()
    public.get_by_role("link", name="Signaler une erreur").click()
    public.get_by_label("Les horaires sont faux").check()
    public.get_by_role("main").get_by_role("button").first.click()
    followed = public.url
    expect(public.get_by_role("main")).to_contain_text("Reçu")
    sign_in(agent, site, "mediatrice@demo.example")
    agent.goto(f"{site}/lieux/signalements/")
    agent.get_by_role("main").get_by_role("link", name=re.compile("Répondre")).first.click()
    agent.locator("textarea").fill("Merci, les horaires sont corrigés.")
    agent.get_by_role("main").locator("button[type=submit]").first.click()
    public.goto(followed)
    expect(public.get_by_role("main")).to_contain_text("Merci, les horaires sont corrigés.")
