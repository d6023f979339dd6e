"""Every page in a real browser: axe, no console error, no overflow, no outside request, keyboard, pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e
PAGES = {
    "accueil": "/",
    "diagnostic": "/diagnostic/",
    "diagnostic-epci": "/diagnostic/?niveau=epci_part&indicateur=poverty_rate",
    "territoire": "/territoires/95585/",
    "territoire-epci": "/territoires/200055655/",
    "acces": "/diagnostic/acces/",
    "estimations": "/diagnostic/estimations/",
    "certitude": "/diagnostic/certitude/",
    "profils": "/diagnostic/profils/",
    "methode": "/diagnostic/methode/",
    "composants": "/composants/",
    "recherche": "/recherche/?q=saint",
    "recherche-vide": "/recherche/?q=zzzz",
    "connexion": "/connexion/",
    "aide": "/aide/",
    "accessibilite": "/accessibilite/",
    "accessibilite-schema": "/accessibilite/schema/",
    "accessibilite-plan": "/accessibilite/plan/",
    "donnees-personnelles": "/donnees-personnelles/",
    "preuves": "/preuves/",
    "introuvable": "/nope/",
}


class Watch:
    """What a page asked for and complained about."""

    def __init__(self, page: Page, home: str) -> None:
        self.requests: list[str] = []
        self.weight = 0
        self.complaints: list[str] = []
        self.home = home
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            self.complaints.append(message.text)

    @property
    def outside(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.home, "data:"))]


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def violations(axe: Axe, page: Page) -> list[str]:
    found = axe.run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"][:3]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_every_page_is_clean(site, browser: Browser, axe, screenshots: Path | None, width, scheme):
    faults = []
    for name, address in PAGES.items():
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"
        )
        page = context.new_page()
        watch = Watch(page, site)
        page.goto(site + address)
        faults += [f"{name} {width} {scheme}: {fault}" for fault in violations(axe, page)]
        faults += [f"{name}: {text}" for text in watch.complaints]
        faults += [f"{name}: outside {url}" for url in watch.outside]
        if overflow(page) > 0:
            faults.append(f"{name}: wider than {width}")
        if len(watch.requests) > 20:
            faults.append(f"{name}: {len(watch.requests)} requests")
        if screenshots and scheme == "light":
            page.screenshot(path=screenshots / f"{name}-{'bureau' if width > 500 else 'telephone'}.png")
        context.close()
    assert not faults, "\n".join(faults)


def test_teeth_a_fault_is_seen_by_axe_and_by_the_width_check(site, fresh: Page, axe):
    fresh.set_viewport_size({"width": 360, "height": 800})
    fresh.goto(f"{site}/aide/")
    assert violations(axe, fresh) == []
    fresh.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><input width=1>')")
    fresh.evaluate("document.querySelector('h1').textContent = 'x'.repeat(10); document.body.style.width = '900px'")
    assert violations(axe, fresh) != []
    assert overflow(fresh) > 0


@pytest.mark.parametrize("name", list(PAGES))
def test_pages_fit_320_pixels(site, fresh: Page, name):
    fresh.set_viewport_size({"width": 320, "height": 700})
    fresh.goto(site + PAGES[name])
    assert overflow(fresh) <= 0


def test_a_territory_is_found_by_keyboard_alone(site, fresh: Page):
    fresh.goto(f"{site}/")
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("document.activeElement.textContent") == "Aller au contenu"
    fresh.keyboard.press("Tab")
    fresh.keyboard.press("Tab")
    fresh.keyboard.type("sarcelles")
    fresh.keyboard.press("Enter")
    fresh.wait_for_url("**/territoires/95585/")
    assert fresh.locator("h1").inner_text() == "Sarcelles"


def test_the_map_can_be_chosen_without_script(site, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/diagnostic/")
    page.get_by_label("Indice ou indicateur").select_option("poverty_rate")
    page.get_by_role("button", name="Afficher la carte").click()
    assert "indicateur=poverty_rate" in page.url
    assert "Taux de pauvreté" in page.locator("h2").first.inner_text()
    context.close()


def test_a_printed_page_hides_the_menus(site, fresh: Page):
    fresh.goto(f"{site}/territoires/95585/")
    fresh.emulate_media(media="print")
    assert not fresh.locator(".navigation").is_visible()
    assert fresh.locator("h1").is_visible()


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/connexion/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill("Tisser-le-reseau-95")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()


def test_a_co_pilot_makes_a_run_in_the_background(site, fresh: Page, axe, screenshots: Path | None):
    sign_in(fresh, site, "pilote@demo.example")
    fresh.goto(f"{site}/diagnostic/calculs/")
    assert violations(axe, fresh) == []
    fresh.get_by_label("Recette de l’indice").select_option("maillage-2026")
    fresh.get_by_label("Données").select_option("demonstration")
    if screenshots:
        fresh.screenshot(path=screenshots / "calculs-bureau.png")
    fresh.get_by_role("button", name="Lancer le calcul et publier").click()
    fresh.get_by_text("Le calcul est terminé").wait_for(timeout=60_000)


def test_the_administrator_reads_the_journal_and_the_accounts(site, fresh: Page, axe, screenshots: Path | None):
    sign_in(fresh, site, "admin@demo.example")
    for name, address in (("journal", "/journal/"), ("utilisateurs", "/utilisateurs/"), ("compte", "/compte/")):
        fresh.goto(site + address)
        assert violations(axe, fresh) == []
        if screenshots:
            fresh.screenshot(path=screenshots / f"{name}-bureau.png")
    fresh.goto(f"{site}/journal/")
    assert fresh.get_by_text("Le journal est intact").is_visible()


def test_a_mediator_is_refused_in_words(site, fresh: Page):
    sign_in(fresh, site, "mediatrice@demo.example")
    assert fresh.goto(f"{site}/journal/").status == 403
    assert fresh.get_by_text("Votre compte n’a pas le droit").is_visible()


def test_tabs_and_sorting_work_without_script(site, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/composants/")
    page.get_by_role("link", name="Participants").click()
    assert page.get_by_text("34 participants fictifs").is_visible()
    assert page.locator(".tabs [aria-current]").inner_text() == "Participants"
    page.get_by_role("link", name="Commune fictive").click()
    assert page.locator("#tableau tbody th").first.inner_text() == "Ville-Basse"
    context.close()


def test_the_breadcrumb_leads_back(site, fresh: Page):
    fresh.goto(f"{site}/territoires/95585/")
    fresh.get_by_label("Fil d’Ariane").get_by_role("link", name="CA Roissy Pays de France").click()
    fresh.wait_for_url("**/territoires/200055655/")
    fresh.get_by_label("Fil d’Ariane").get_by_role("link", name="Diagnostic").click()
    fresh.wait_for_url("**/diagnostic/")


@pytest.mark.parametrize("address", ["/diagnostic/", "/territoires/95585/"])
def test_words_of_figures_are_legible_on_a_phone(site, fresh: Page, address):
    fresh.set_viewport_size({"width": 360, "height": 800})
    fresh.goto(site + address)
    assert small_words(fresh) == []


def test_teeth_small_words_are_seen(site, fresh: Page):
    fresh.set_viewport_size({"width": 360, "height": 800})
    fresh.goto(f"{site}/territoires/95585/")
    fresh.evaluate("document.querySelector('svg.chart text').setAttribute('font-size', '9')")
    assert len(small_words(fresh)) == 1


def small_words(page: Page, least: float = 10.0) -> list[str]:
    """Words of the drawings that are shown smaller than `least` pixels."""
    return page.evaluate(
        """least => [...document.querySelectorAll('main svg text')].filter(text => {
            const size = parseFloat(getComputedStyle(text).fontSize) * (text.getCTM()?.a ?? 1);
            return text.getClientRects().length && size < least;
        }).map(text => text.textContent)""",
        least,
    )
