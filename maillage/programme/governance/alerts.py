"""What the subjects above want an agenda to look at: late actions, indicators off their path, expiring money.

They register how; governance knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from maillage.programme.governance.enums import ItemOrigin
from maillage.programme.governance.models import Governance


@dataclass(frozen=True)
class Alert:
    """One item to propose: `key` is unique among the alerts, `why` is read on the page that proposes it."""

    key: str
    title: str
    why: str
    origin: ItemOrigin = ItemOrigin.ALERT
    minutes: int = 10


Source = Callable[[Governance, date], Iterable[Alert]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a subject; called once, when its app is ready."""
    if source not in _sources:
        _sources.append(source)


def alerts_of(governance: Governance, today: date) -> tuple[Alert, ...]:
    """Every alert of every subject."""
    return tuple(one for source in _sources for one in source(governance, today))
