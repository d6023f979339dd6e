"""What the subjects above have to show on the page of an action: they register how, the page lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from maillage.programme.people.models import User
from maillage.programme.roadmap.models import Action


@dataclass(frozen=True)
class Related:
    """One thing tied to an action: its words, where it is, its state."""

    label: str
    url: str
    state: str
    kind: str = "info"
    detail: str = ""


Source = Callable[[Action, User], Iterable[Related]]

_sources: dict[str, Source] = {}


def register(heading: str, source: Source) -> None:
    """Add a section under a heading; called once, when the app is ready."""
    _sources[heading] = source


def related_to(action: Action, user: User) -> tuple[tuple[str, tuple[Related, ...]], ...]:
    """Every section that has something for this person."""
    found = ((heading, tuple(source(action, user))) for heading, source in _sources.items())
    return tuple((heading, lines) for heading, lines in found if lines)
