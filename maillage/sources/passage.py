"""Brings observations published under old commune codes to the current vintage of the official geography.

A fusion is summed by `fusion.fuse`; a split is told, never invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from maillage.sources.cog import cog_year, passages
from maillage.sources.fusion import Line, fuse, worst
from maillage.tables.observations import OBSERVATIONS
from maillage.tables.quality import Quality


@dataclass(frozen=True)
class Passages:
    """What became of each old code; a code with several heirs was split."""

    heirs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def current(self, code: str) -> str | None:
        """The only heir of a code, the code itself when it still exists, None when it was split."""
        found = self.heirs.get(code, (code,))
        return found[0] if len(found) == 1 else None

    def parts(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes given, and every old code that leads to one of them, alone or with others."""
        wanted = frozenset(codes)
        return wanted | {old for old, heirs in self.heirs.items() if wanted & set(heirs)}


@dataclass(frozen=True)
class Passed:
    """Observations under current codes, and what the reader must be told of the codes that changed."""

    observations: pa.Table
    notes: tuple[str, ...]


def passages_from(table: pa.Table) -> Passages:
    """The passages of a PASSAGES table."""
    heirs: dict[str, list[str]] = {}
    for row in table.to_pylist():
        heirs.setdefault(row["old_code"], []).append(row["new_code"])
    return Passages({old: tuple(sorted(new)) for old, new in heirs.items()})


@lru_cache
def current_passages() -> Passages:
    """The passages embedded with the product."""
    return passages_from(passages())


def pass_codes(observations: pa.Table, known: Passages | None = None, *, listing: bool = False) -> Passed:
    """The same observations under the codes of the current vintage (OBSERVATIONS).

    The table must come from one file. With `listing`, a commune absent from the file counts for nothing; otherwise a
    fusion where the current code has no line of its own is flagged as a partial perimeter.
    """
    known = known or current_passages()
    at_commune = pc.equal(observations["level"], "commune")
    present = set(observations.filter(at_commune)["code"].to_pylist())
    moved = {code for code in present if code in known.heirs}
    if not moved:
        return Passed(observations, ())
    concerned = moved.union(*(known.heirs[code] for code in moved))
    mask = pc.and_(at_commune, pc.is_in(observations["code"], value_set=pa.array(sorted(concerned))))
    rows = _merge(observations.filter(mask).to_pylist(), known, listing)
    kept = observations.filter(pc.invert(mask))
    return Passed(OBSERVATIONS.check(pa.concat_tables([kept, OBSERVATIONS.build(rows)])), _notes(moved, known))


def _merge(lines: list[Line], known: Passages, listing: bool) -> list[Line]:
    people = {(x["source"], x["code"]): x["value"] for x in lines if x["indicator"] == "population"}
    parts: dict[tuple[Any, ...], list[Line]] = {}
    for line in lines:
        heir = known.current(line["code"])
        if heir is not None:
            parts.setdefault((heir, *(line[name] for name in OBSERVATIONS.key[1:])), []).append(line)
    rows = []
    for (heir, *_), group in parts.items():
        weights = [people.get((part["source"], part["code"])) or 0.0 for part in group]
        row = {**fuse(group, weights if all(weights) else None), "code": heir, "cog_year": cog_year()}
        if not listing and row["value"] is not None and all(part["code"] != heir for part in group):
            row["quality"] = str(worst([row["quality"], Quality.PARTIAL_PERIMETER]))
        rows.append(row)
    return rows


def _notes(moved: set[str], known: Passages) -> tuple[str, ...]:
    notes = []
    for code in sorted(moved):
        heirs = known.heirs[code]
        if len(heirs) == 1:
            notes.append(f"Ancien code {code} : ses données rejoignent la commune {heirs[0]}.")
        else:
            notes.append(
                f"Ancien code {code} : la commune a été partagée entre {', '.join(heirs)} ; ses données ne sont pas "
                "réparties, faute d’une source qui le permette."
            )
    return tuple(notes)
