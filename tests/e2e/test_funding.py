"""The co-pilot's journey: an adopted proposal becomes an action and a request; refused, mended, paid, refunded."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_pages import sign_in
from tests.e2e.test_places import faults

pytestmark = pytest.mark.e2e
PAGES = {
    "tableau-de-bord": "/tableau-de-bord/",
    "feuilles-de-route": "/feuille-de-route/",
    "indicateurs": "/feuille-de-route/indicateurs/",
    "indicateur-nouveau": "/feuille-de-route/indicateurs/nouveau/",
    "financements": "/financements/",
    "scenarios": "/financements/scenarios/",
    "scenario-nouveau": "/financements/scenarios/nouveau/",
    "formations": "/financements/formations/",
    "formation-nouvelle": "/financements/formations/nouvelle/",
    "dates": "/gouvernance/reunions/dates/",
    "enveloppe": "/financements/enveloppes/numixs-labs-carpf/",
}
FOLLOWED = {
    "feuille-de-route": ("/feuille-de-route/", "main table th a"),
    "indicateur": ("/feuille-de-route/indicateurs/", "main table a:has-text('inclusion numérique')"),
    "demande": ("/financements/", "main a[href*='/demandes/']:has-text('A01')"),
    "scenario": ("/financements/scenarios/", "main table a"),
    "formation": ("/financements/formations/", "main table a"),
}
TODAY = date.today().isoformat()
PAPER = b"%PDF-1.7\nfictif\n%%EOF"


def first(page: Page, address: str, selector: str) -> str:
    page.goto(address)
    return str(page.locator(selector).first.get_attribute("href"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light")])
def test_pages_of_the_roadmap_and_the_money_are_clean(
    site, browser: Browser, axe, screenshots: Path | None, width, scheme
):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    sign_in(page, site, "pilote@demo.example")
    pages = PAGES | {name: first(page, f"{site}{start}", link) for name, (start, link) in FOLLOWED.items()}
    roadmap = pages["feuille-de-route"]
    pages["action"] = first(page, f"{site}{roadmap}", "main table th a")
    pages["calendrier"], pages["versions"] = f"{roadmap}calendrier/", f"{roadmap}versions/"
    assert faults(page, site, axe, pages, width, screenshots) == []
    context.close()


def test_from_an_adopted_proposal_to_a_refund(site, fresh: Page, browser: Browser):
    sign_in(fresh, site, "pilote@demo.example")
    adopt(fresh, site)
    request = refuse_then_file(fresh, site)
    with_funder(browser, site, request, instruct)
    agree_and_pay(fresh, request)
    justify(fresh, request)
    with_funder(browser, site, request, settle)
    fresh.goto(request)
    expect(fresh.get_by_role("main")).to_contain_text("Soldée")


def choose(page: Page, name: str, words: str) -> None:
    """Choose the option of a field that holds these words."""
    option = page.locator(f"[name={name}] option").filter(has_text=words).first
    page.locator(f"[name={name}]").select_option(option.get_attribute("value"))


def fill(page: Page, **fields: str) -> None:
    """Fill fields by their names."""
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def press(page: Page, label: str) -> None:
    """Press the button of the page."""
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()


def follow(page: Page, label: str) -> None:
    """Follow a link of the page."""
    page.get_by_role("main").get_by_role("link", name=label, exact=True).click()


def adopt(page: Page, site: str) -> None:
    """Prepare what the adoption will do, then take the proposal to the COPIL."""
    page.goto(f"{site}/gouvernance/propositions/")
    page.get_by_role("link", name="Former soixante professionnels").first.click()
    proposal = page.url
    follow(page, "Voir ou préparer les effets")
    effects = page.url
    follow(page, "Créer une action")
    choose(page, "objective", "Des tiers lieux")
    choose(page, "pilot", "Commune de Sarcelles")
    fill(page, title="Équiper un lieu fictif", year="2026", planned_eur="100 000")
    choose(page, "nature", "Prestation")
    press(page, "Préparer")
    page.goto(effects)
    follow(page, "Réserver une enveloppe")
    choose(page, "envelope", "Marché")
    fill(page, amount_eur="60.000,00 €")
    press(page, "Préparer")
    for label, meeting in (
        ("Le COTECH la valide", "COTECH"),
        ("Inscrire au COPIL", ""),
        ("Le COPIL l’adopte", "COPIL"),
    ):
        page.goto(proposal)
        follow(page, label)
        if meeting:
            choose(page, "meeting", meeting)
        confirm(page)
    page.goto(proposal)
    expect(page.get_by_role("main")).to_contain_text("Adoptée")


def refuse_then_file(page: Page, site: str) -> str:
    """The draft that the adoption wrote breaks five rules; mended, it is filed."""
    page.goto(f"{site}/financements/")
    page.get_by_role("link", name="Équiper un lieu fictif").first.click()
    request = page.url
    follow(page, "Modifier")
    fill(page, budget_eur="120 000", asked_eur="110 000", nature_service="90 000", part_1="110 000")
    press(page, "Garder le brouillon")
    faults = page.locator("[aria-labelledby=manque] li")
    for words in (
        "90",
        "aides publiques",
        "dépasse celui de l’action",
        "Il manque :",
        "plan de financement fait",
    ):
        expect(faults.filter(has_text=words).first).to_be_visible()
    assert faults.count() == 5
    follow(page, "Modifier")
    fill(page, budget_eur="100 000", asked_eur="40 000", nature_service="40 000", part_1="40 000")
    fill(page, source_1="Commune de Sarcelles", money_1="60 000")
    press(page, "Garder le brouillon")
    for kind in ("Budget", "Devis"):
        add_paper(page, request, kind)
    expect(page.locator("[aria-labelledby=manque]")).to_have_count(0)
    follow(page, "Déposer")
    confirm(page)
    return request


def with_funder(browser: Browser, site: str, request: str, act: Callable[[Page, str], None]) -> None:
    """Let the funder act in a browser of its own."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    page = context.new_page()
    sign_in(page, site, "financeur@demo.example")
    act(page, request)
    context.close()


def instruct(page: Page, request: str) -> None:
    """Examine, then accept what was asked."""
    for label in ("Mettre en instruction", "Accepter"):
        page.goto(request)
        follow(page, label)
        confirm(page)


def confirm(page: Page) -> None:
    """Send the only form of the page."""
    page.get_by_role("main").locator("form button[type=submit]").first.click()


def add_paper(page: Page, request: str, kind: str, beneficiary: str = "") -> None:
    """Send a file."""
    page.goto(request)
    follow(page, "Ajouter une pièce")
    choose(page, "kind", kind)
    if beneficiary:
        choose(page, "member", beneficiary)
    piece = {"name": "piece.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    page.locator("[name=file]").set_input_files(files=[piece])
    confirm(page)
    page.goto(request)


def agree_and_pay(page: Page, request: str) -> None:
    """The agreement is written, printed with its amount in words, signed, paid."""
    for kind in ("SIRENE", "RIB"):
        add_paper(page, request, kind, "Commune de Sarcelles")
    page.get_by_role("link", name="Préparer la convention de Commune de Sarcelles").click()
    fill(
        page, starts_on=TODAY, ends_on="2027-12-31", signatories="Madame FICTIVE, maire\nMonsieur IMAGINAIRE, financeur"
    )
    confirm(page)
    page.goto(request)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF de la Convention").first.click()
    with pikepdf.open(io.BytesIO(Path(download.value.path()).read_bytes())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
    follow(page, "Signer")
    fill(page, signed_on=TODAY)
    confirm(page)
    page.goto(request)
    follow(page, "Verser")
    fill(page, amount_eur="40 000", paid_on=TODAY)
    confirm(page)


def justify(page: Page, request: str) -> None:
    """Less is spent than was paid: the report says so, the rest is due back."""
    page.goto(request)
    follow(page, "Ajouter une dépense")
    fill(page, spent_on=TODAY, label="Machines", supplier="Atelier fictif", invoice="F-1", amount_eur="30 000")
    choose(page, "nature", "Prestation")
    confirm(page)
    page.goto(request)
    follow(page, "Déposer le bilan")
    page.get_by_role("main").locator("textarea").first.fill("Trois machines installées, douze ateliers tenus.")
    confirm(page)


def settle(page: Page, request: str) -> None:
    """The funder asks for the rest, notes that it came back, settles."""
    page.goto(request)
    press(page, "Solder, ou demander la restitution")
    expect(page.get_by_role("main")).to_contain_text("10")
    follow(page, "Noter la restitution")
    fill(page, refunded_on=TODAY)
    confirm(page)
    page.goto(request)
    if page.get_by_role("button", name="Solder, ou demander la restitution").count():
        press(page, "Solder, ou demander la restitution")
