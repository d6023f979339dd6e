"""Compares two frozen texts of a feuille de route: what came, what went, what changed in what stayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.programme.roadmap.rules.sheet import Change, changes_of

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """What separates two versions; titles by reference for what came and what went."""

    heading: tuple[Change, ...]
    added: dict[str, str]
    removed: dict[str, str]
    changed: dict[str, tuple[Change, ...]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.heading or self.added or self.removed or self.changed)


HEADING = ("name", "lead", "starts_on", "ends_on", "territories", "axes")


def compare(before: Content, after: Content) -> Comparison:
    """What changes from one content to the other."""
    old, new = before["actions"], after["actions"]
    changed = {
        reference: tuple(found)
        for reference in old.keys() & new.keys()
        if (found := changes_of(reference, old[reference], new[reference]))
    }
    return Comparison(
        heading=tuple(
            Change("", code, before.get(code), after.get(code))
            for code in HEADING
            if before.get(code) != after.get(code)
        ),
        added={reference: new[reference]["title"] for reference in sorted(new.keys() - old.keys())},
        removed={reference: old[reference]["title"] for reference in sorted(old.keys() - new.keys())},
        changed=dict(sorted(changed.items())),
    )
