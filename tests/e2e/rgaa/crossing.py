"""What only several pages together can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

Seen = dict[str, dict[str, Any]]
SITE_MAP = "plan-du-site"
# Pages about one thing, reached from a listed page, and answers to a question.
UNLISTED = {"territoire", "territoire-epci", "introuvable", "recherche-vide", "diagnostic-epci"}
WHAT = """() => { const words = (e) => (e?.textContent || '').replace(/\\s+/g, ' ').trim();
  const listed = (selector) => [...document.querySelectorAll(selector)];
  const path = (e) => new URL(e.getAttribute('href'), location).pathname;
  const told = (e) => [...(e.labels || [])].map(words).join(' ') || e.ariaLabel || '';
  const usual = (e) => (e.type === 'search' ? e.name : /^(on|off|)$/.test(e.autocomplete) ? '' : e.autocomplete);
  return { title: document.title, map: words(document.querySelector('footer a[href$="/plan-du-site/"]')),
    foot: listed('footer a').map(path), links: listed('main a[href]').map(path),
    search: !!document.querySelector('header [role=search], header search'),
    menu: listed('nav[aria-label="Menu principal"] a').map(words),
    zones: listed('body > *').filter((e) => e.matches('header, nav, footer'))
      .map((e) => e.tagName + (e.ariaLabel || '')),
    labels: listed('input, select, textarea').filter((e) => usual(e) && told(e)).map((e) => [usual(e), told(e)]),
    documents: listed('main a[href]').map((e) => e.href)
      .filter((one) => /(\\.|\\/)(pdf|odt|docx)\\/?(\\?|$)/.test(one)) }; }"""


def what_is_seen(page: Page) -> dict[str, Any]:
    """What a page has to be compared with the others."""
    return page.evaluate(WHAT)


def titles_differ(seen: Seen, public: set[str]) -> list[str]:
    """Two pages never bear one title."""
    return [title for title, count in Counter(one["title"] for one in seen.values()).items() if count > 1]


def labels_agree(seen: Seen, public: set[str]) -> list[str]:
    """Fields that ask for one thing (a search, an address, a password) bear one name."""
    said: dict[str, set[str]] = {}
    for usual, label in (pair for one in seen.values() for pair in one["labels"]):
        said.setdefault(usual, set()).add(label.replace(" (facultatif)", ""))
    return [f"{usual} : {sorted(labels)}" for usual, labels in said.items() if len(labels) > 1]


def menus_agree(seen: Seen, public: set[str]) -> list[str]:
    """The zones come in one order, and the menu of one person is the same on every page."""
    zones = Counter(tuple(one["zones"]) for one in seen.values())
    menus = Counter(tuple(one["menu"]) for one in seen.values())
    return [" ".join(one) for one in [*list(zones)[1:], *list(menus)[1:]]]


def site_map_is_whole(seen: Seen, public: set[str]) -> list[str]:
    """The site map leads to every public page."""
    return sorted(public - set(seen[SITE_MAP]["links"]) - {"/"})


def site_map_is_reached_the_same_way(seen: Seen, public: set[str]) -> list[str]:
    """One link, one name, one place in the foot."""
    return [name for name, one in seen.items() if one["map"] != "Plan du site"]


def search_is_reached_the_same_way(seen: Seen, public: set[str]) -> list[str]:
    """The search is in the header of every page."""
    return [name for name, one in seen.items() if not one["search"]]


def help_is_at_the_same_place(seen: Seen, public: set[str]) -> list[str]:
    """The links of the foot, help among them, come in one order."""
    usual = Counter(tuple(one["foot"]) for one in seen.values()).most_common(1)[0][0]
    return [name for name, one in seen.items() if tuple(one["foot"]) != usual or "/aide/" not in one["foot"]]


CROSSING: dict[Callable[[Seen, set[str]], list[str]], tuple[str, ...]] = {
    titles_differ: ("8.6",),
    labels_agree: ("11.3",),
    menus_agree: ("12.2",),
    site_map_is_whole: ("12.3",),
    site_map_is_reached_the_same_way: ("12.4",),
    search_is_reached_the_same_way: ("12.5",),
    help_is_at_the_same_place: ("wcag 3.2.6",),
}
