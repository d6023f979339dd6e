"""What a run found, by criterion: on how many pages, and how many faults."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

EXPERIMENTAL = (
    "css-orientation-lock",
    "focus-order-semantics",
    "label-content-name-mismatch",
    "p-as-heading",
    "table-fake-caption",
    "td-has-header",
)
# These rules are off unless asked for, and are the only ones of their criteria.
AXE = {"rules": {rule: {"enabled": True} for rule in EXPERIMENTAL}}


class Ledger:
    """Pages and faults, as they come."""

    def __init__(self) -> None:
        self.pages: dict[str, set[str]] = defaultdict(set)
        self.faults: dict[str, list[str]] = defaultdict(list)

    def note(self, numbers: Iterable[str], where: str, found: Iterable[str], *, name: str = "") -> None:
        """One check on one page (`where`; `name` is the page whatever its width)."""
        words = [f"{where} : {one}" for one in found]
        for number in numbers:
            self.pages[number].add(name or where)
            self.faults[number] += words

    def note_axe(self, response: dict[str, Any], where: str, name: str) -> None:
        """Each rule of axe-core says which criteria it is of; rules of none are of the whole page."""
        for state in ("violations", "passes", "inapplicable", "incomplete"):
            for rule in response[state]:
                nodes = rule["nodes"] if state == "violations" else []
                found = [f"{rule['id']} {node['html'][:110]}" for node in nodes]
                self.note(criteria_of(rule["tags"]) or ["axe"], where, found, name=name)

    def kept(self) -> dict[str, Any]:
        """The run, as the product reads it."""
        numbers = sorted(
            self.pages, key=lambda one: [int(part) for part in one.split(" ")[-1].split(".") if part != "axe"]
        )
        told = {one: {"pages": len(self.pages[one]), "faults": len(self.faults[one])} for one in numbers}
        return {"at": datetime.now(UTC).isoformat(timespec="seconds"), "criteria": told}

    def write(self, target: Path) -> None:
        """Keep the run."""
        target.write_text(json.dumps(self.kept(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def summary(self, most: int = 6) -> dict[str, list[str]]:
        """The first faults of each criterion that has some."""
        return {number: words[:most] for number, words in self.faults.items() if words}


def criteria_of(tags: list[str]) -> list[str]:
    """The criteria named by the tags `RGAA-1.2.3` of a rule."""
    return sorted({".".join(tag[5:].split(".")[:2]) for tag in tags if tag.startswith("RGAA-")})
