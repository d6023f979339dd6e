"""From the map of need to a proposal: a co-pilot asks for two stops and a post, reads the answer, sends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_pages import sign_in
from tests.e2e.test_places import faults

pytestmark = pytest.mark.e2e


def test_two_stops_and_a_post_from_the_map_to_a_proposal(site, fresh: Page, axe, screenshots: Path | None):
    sign_in(fresh, site, "pilote@demo.example")
    fresh.goto(f"{site}/diagnostic/")
    fresh.get_by_role("link", name="Où placer le prochain poste").click()
    fresh.get_by_role("main").get_by_role("link", name="Faire un scénario").click()
    fresh.get_by_label("Nom du scénario").fill("Deux arrêts et un poste de plus")
    fresh.get_by_role("button", name="Calculer").click()
    expect(fresh.get_by_role("heading", name="Ce qui est choisi")).to_be_visible(timeout=60_000)
    main = fresh.get_by_role("main")
    expect(main).to_contain_text("meilleur choix, prouvé")
    scenario = fresh.url.removeprefix(site)
    pages = {
        "implantations": "/diagnostic/scenarios/",
        "implantation-nouvelle": "/diagnostic/scenarios/nouveau/",
        "implantation": scenario,
        "implantation-proposer": f"{scenario}proposer/",
    }
    for width in (1280, 360):
        fresh.set_viewport_size({"width": width, "height": 900})
        assert faults(fresh, site, axe, pages, width, screenshots) == []
    fresh.goto(f"{site}{scenario}proposer/")
    fresh.get_by_label("Groupe de travail").select_option(index=1)
    fresh.get_by_role("button", name="Créer la proposition").click()
    expect(main).to_contain_text("Inscrivez-la à l’ordre du jour d’un COTECH")
    expect(main).to_contain_text("Implantation")
