"""The secretary's journey: a meeting prepared, convened, held, minuted and signed; and every page looked at."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_pages import sign_in
from tests.e2e.test_places import faults

pytestmark = pytest.mark.e2e
PAGES = {
    "gouvernance": "/gouvernance/",
    "membres": "/gouvernance/membres/",
    "membre-nouveau": "/gouvernance/membres/nouveau/",
    "a-consolider": "/gouvernance/membres/a-consolider/",
    "candidatures": "/gouvernance/candidatures/",
    "instances": "/gouvernance/instances/",
    "propositions": "/gouvernance/propositions/",
    "proposition-nouvelle": "/gouvernance/propositions/nouvelle/",
    "echeances": "/gouvernance/echeances/",
    "reunions": "/gouvernance/reunions/",
    "reunion-nouvelle": "/gouvernance/reunions/nouvelle/",
    "suites": "/gouvernance/suites/",
    "questionnaires": "/gouvernance/questionnaires/",
    "questionnaire-nouveau": "/gouvernance/questionnaires/nouveau/",
    "reprendre-releve": "/gouvernance/releves/reprendre/",
    "avis": "/compte/avis/",
}
PUBLIC = {"releves": "/gouvernance/releves/", "candidature": "/gouvernance/candidature/"}
EXISTING = """COPIL fictif du 12 mars 2026

Étaient présents :
- Madame FICTIVE, représentante de la préfecture
- Monsieur IMAGINAIRE, maire de Sarcelles

1. Bilan

Madame FICTIVE présente le bilan. Il reste 12 000 € à engager avant le 30 juin 2026.

2. Calendrier

Le calendrier est adopté à l’unanimité.
"""


def first(page: Page, address: str, selector: str) -> str:
    page.goto(address)
    return str(page.locator(selector).first.get_attribute("href"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light")])
def test_pages_of_the_governance_are_clean(site, browser: Browser, axe, screenshots: Path | None, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    found = faults(page, site, axe, PUBLIC, width, screenshots)
    released = first(page, f"{site}/gouvernance/releves/", "main ul a")
    sign_in(page, site, "pilote@demo.example")
    launch = released.replace("/releves/", "/reunions/")
    pages = PAGES | {
        "membre": first(page, f"{site}/gouvernance/membres/", "main table a"),
        "instance": first(page, f"{site}/gouvernance/instances/", "main a[href*='/instances/']:not([href*=nouvelle])"),
        "proposition": first(
            page, f"{site}/gouvernance/propositions/", "main a[href*='/propositions/']:not([href*=nouvelle])"
        ),
        "reunion": launch,
        "presences": f"{launch}presences/",
        "seance": f"{launch}seance/",
        "projection": f"{launch}projection/",
        "releve": f"{launch}releve/",
        "releve-public": released,
    }
    found += faults(page, site, axe, pages, width, screenshots)
    assert found == []
    context.close()


def test_a_meeting_is_prepared_held_minuted_and_signed(site, fresh: Page, axe, screenshots: Path | None):
    sign_in(fresh, site, "pilote@demo.example")
    prepare(fresh, site)
    convene(fresh)
    hold(fresh, screenshots)
    minute(fresh)
    with fresh.expect_download() as download:
        fresh.get_by_role("link", name="PDF accessible", exact=True).click()
    with pikepdf.open(io.BytesIO(Path(download.value.path()).read_bytes())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert len(pdf.open_metadata()["dc:title"]) > 5
    expect(fresh.get_by_role("main")).to_contain_text("Madame FICTIVE")
    expect(fresh.get_by_role("main")).to_contain_text("Ouvrir une permanence le samedi")


def prepare(page: Page, site: str) -> None:
    page.goto(f"{site}/gouvernance/reunions/nouvelle/")
    page.get_by_label("Instance").select_option(label="Groupe de travail Aller vers")
    page.get_by_label("Intitulé").fill("Réunion d’essai")
    page.get_by_label("Jour").fill(datetime.now(ZoneInfo("Europe/Paris")).date().isoformat())
    page.get_by_label("Début").fill("23:00")
    page.get_by_label("Fin prévue").fill("23:50")
    page.get_by_label("Lieu (facultatif)").fill("Salle fictive")
    page.get_by_role("main").locator("form button[type=submit]").last.click()
    page.get_by_role("link", name="Proposer l’ordre du jour").click()
    expect(page.get_by_role("main")).to_contain_text("Suites de la réunion précédente")
    page.get_by_role("button", name="Inscrire les points cochés").click()
    page.get_by_label("Intitulé").fill("Permanences du samedi")
    page.get_by_label("Nature").select_option("decision")
    page.get_by_role("button", name="Ajouter le point").click()
    expect(page.get_by_role("main")).to_contain_text("Permanences du samedi")
    page.get_by_role("link", name="Retour à la réunion").click()


def convene(page: Page) -> None:
    page.get_by_role("link", name="Convoquer").click()
    page.get_by_label("Signataires").fill("Préfecture du Val-d’Oise")
    page.get_by_role("button", name="Envoyer les convocations").click()
    page.get_by_role("link", name="Réunion d’essai").first.click()


def hold(page: Page, pictures: Path | None) -> None:
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.get_by_role("button", name="Arrivée de Madame MAUVE").click()
    page.get_by_role("link", name="Écran de séance").click()
    page.get_by_role("link", name="Permanences du samedi").click()
    page.get_by_label("Notes").fill("Les habitants demandent une ouverture le samedi.")
    page.get_by_role("button", name="Enregistrer les notes").click()
    unfold(page, "Une intervention")
    page.get_by_label("Propos").fill("propose de commencer par trois lieux.")
    page.get_by_label("Qui", exact=True).first.fill("Madame FICTIVE")
    page.get_by_role("button", name="Ajouter l’intervention").click()
    unfold(page, "Une décision, ou un scrutin")
    page.get_by_label("Formulation").fill("Ouvrir une permanence le samedi dans trois lieux.")
    if pictures:
        page.screenshot(path=pictures / "seance-ecrite-bureau.png")
    page.locator("form", has=page.get_by_label("Formulation")).get_by_role("button").last.click()
    unfold(page, "Une suite")
    page.get_by_label("Quoi").fill("Choisir les trois lieux")
    page.locator("form", has=page.get_by_label("Quoi")).get_by_role("button").last.click()
    page.get_by_role("link", name="Retour à la réunion").click()
    page.get_by_role("button", name="Lever la séance").click()


def unfold(page: Page, title: str) -> None:
    block = page.locator("details", has=page.locator("summary", has_text=title))
    if block.get_attribute("open") is None:
        block.locator("summary").first.click()


def minute(page: Page) -> None:
    page.get_by_role("button", name="Commencer le relevé").click()
    page.get_by_role("button", name="Approuver le relevé").click()
    page.get_by_label("Nom de la personne qui signe").fill("Madame FICTIVE")
    page.get_by_label("Sa fonction").fill("La secrétaire générale")
    page.get_by_role("button", name="Signer le relevé").click()
    expect(page.get_by_role("main")).to_contain_text("Signé")


def test_existing_minutes_are_read_beside_their_text(site, fresh: Page, axe, tmp_path, screenshots: Path | None):
    sign_in(fresh, site, "pilote@demo.example")
    file = tmp_path / "releve.txt"
    file.write_text(EXISTING, encoding="utf-8")
    fresh.goto(f"{site}/gouvernance/releves/reprendre/")
    fresh.locator("input[type=file]").set_input_files(file)
    fresh.get_by_role("button", name="Lire ce relevé").click()
    expect(fresh.get_by_role("main")).to_contain_text("IMAGINAIRE")
    assert faults(fresh, site, axe, {}, 1280, None) == []
    if screenshots:
        fresh.screenshot(path=screenshots / "releve-repris-bureau.png", full_page=True)
    fresh.get_by_label("Instance").select_option(label="Comité de pilotage")
    fresh.get_by_role("button", name="Créer la réunion avec ce qui est coché").click()
    expect(fresh.get_by_role("main")).to_contain_text("Calendrier")
