"""The definitions in words, and how a rate is said by the size of its area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from maillage.runs.estimation.declared import declared

DEFAULT_DEFINITION = "illectronisme-2019"


@dataclass(frozen=True)
class DefinitionWords:
    """A definition as it is shown; `regions` are those whose rate was published."""

    code: str
    title: str
    short: str
    year: int
    meaning: str
    regions: tuple[str, ...]
    is_extended: bool


@lru_cache
def definitions() -> dict[str, DefinitionWords]:
    """Every definition by its code, the default first."""
    return {
        code: DefinitionWords(
            code,
            entry["title"],
            entry["short"],
            entry["year"],
            entry["meaning"],
            tuple(entry.get("regions", {})),
            "mirror" in entry,
        )
        for code, entry in declared()["definitions"].items()
    }


def display_of(level: str, population: float) -> str:
    """What may be published: "plain", "interval" (the rate never without it) or "class" (no rate at all)."""
    rule = declared()["publication"]
    if population < rule["class_under"]:
        return "class"
    return "plain" if level != "commune" or population >= rule["interval_under"] else "interval"


def class_words(rate: float) -> str:
    """The class of a rate, for areas too small for a number."""
    edges = declared()["publication"]["classes"]
    below = [edge for edge in edges if 100 * rate >= edge]
    above = [edge for edge in edges if 100 * rate < edge]
    if not below:
        return f"moins de {edges[0]} %"
    return f"de {below[-1]} à {above[0]} %" if above else f"plus de {edges[-1]} %"
