"""G18: what each page weighs the first time and the next, in bytes, requests and elements."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.rgaa.test_rgaa import SIGNED
from tests.e2e.test_pages import PAGES, sign_in

pytestmark = pytest.mark.e2e
FIRST_BYTES, FIRST_REQUESTS = 400_000, 20
NEXT_BYTES, NEXT_REQUESTS = 60_000, 6
ELEMENTS = 700
# A table of every commune, whole, so that it is read, sorted and searched without a script nor a second page.
LONG = {"diagnostic": 2_600, "acces": 4_100, "certitude": 1_600, "profils": 1_500}
WEIGHT = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map((entry) => entry.transferSize).filter((size) => size > 0)"""
COUNT = "document.querySelectorAll('body *').length - document.querySelectorAll('svg *').length"


def weighed(page: Page, address: str) -> tuple[int, int]:
    """Bytes that came, and in how many requests."""
    page.goto(address)
    sizes = page.evaluate(WEIGHT)
    return sum(sizes), len(sizes)


def faults(name: str, first: tuple[int, int], after: tuple[int, int], elements: int) -> list[str]:
    """The ceilings that a page goes through."""
    found = {
        f"{first[0]} octets à la première visite": first[0] > FIRST_BYTES,
        f"{first[1]} demandes à la première visite": first[1] > FIRST_REQUESTS,
        f"{after[0]} octets ensuite": after[0] > NEXT_BYTES,
        f"{after[1]} demandes ensuite": after[1] > NEXT_REQUESTS,
        f"{elements} éléments": elements > LONG.get(name, ELEMENTS),
    }
    return [f"{name} : {words}" for words, over in found.items() if over]


def test_no_page_goes_through_its_ceilings(site, browser: Browser, record_property):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site, "admin@demo.example")
    page.wait_for_url(lambda url: "/connexion/" not in url)
    found, heaviest = [], {"octets, première visite": 0, "octets, visite suivante": 0, "demandes, première visite": 0}
    for name, address in {**PAGES, **SIGNED}.items():
        new = browser.new_context(locale="fr-FR", storage_state=context.storage_state())
        first = weighed(new.new_page(), site + address)
        new.close()
        weighed(page, f"{site}/aide/")
        after = weighed(page, site + address)
        found += faults(name, first, after, page.evaluate(COUNT))
        for words, value in zip(heaviest, (first[0], after[0], first[1]), strict=True):
            heaviest[words] = max(heaviest[words], value)
    context.close()
    for words, value in heaviest.items():
        record_property(f"au plus : {words}", value)
    assert found == []


def test_teeth_a_heavy_picture_is_seen(site, fresh: Page):
    picture = b"\x89PNG" + b"0" * 500_000
    fresh.route("**/image-lourde.png", lambda route: route.fulfill(body=picture, content_type="image/png"))
    fresh.route(
        f"{site}/lourde/",
        lambda route: route.fulfill(body="<img src=/image-lourde.png alt=x>", content_type="text/html"),
    )
    first = weighed(fresh, f"{site}/lourde/")
    assert faults("lourde", first, (0, 0), 9_000) == [
        f"lourde : {first[0]} octets à la première visite",
        "lourde : 9000 éléments",
    ]
