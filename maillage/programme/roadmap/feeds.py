"""The figures that the product counts by itself, each with its formula in words; subjects above register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from maillage.programme.governance.models import Governance

Count = Callable[[Governance, str, date], int]


@dataclass(frozen=True)
class Feed:
    """A count: `read(governance, territory code or "", day)`; `formula` is what the page says, locked."""

    code: str
    title: str
    formula: str
    read: Count


_feeds: dict[str, Feed] = {}


def register(feed: Feed) -> None:
    """Add a feed; called once, when the app that counts is ready."""
    _feeds[feed.code] = feed


def feed_named(code: str) -> Feed | None:
    """The feed of this code."""
    return _feeds.get(code)


def feeds() -> tuple[Feed, ...]:
    """Every feed, in the order of their titles."""
    return tuple(sorted(_feeds.values(), key=lambda one: one.title))
