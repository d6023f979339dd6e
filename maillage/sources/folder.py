"""Finds the files it knows by their layout anywhere below a folder, and reads them all, or says what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from maillage.sources.catalogue import sources
from maillage.sources.cog import departement_of
from maillage.sources.layout import Layout, layout_from_yaml
from maillage.sources.parsing import parse_file
from maillage.sources.passage import current_passages, pass_codes
from maillage.sources.reading import header_of, opens
from maillage.tables.observations import OBSERVATIONS
from maillage.tables.quality import Quality


@dataclass(frozen=True)
class Found:
    """A file and the layout that recognised it."""

    source: str
    path: Path
    layout: Layout


@dataclass(frozen=True)
class FileUsed:
    """A file that was read: where, its digest, its source and how many observations it gave."""

    path: str
    sha256: str
    source: str
    rows: int


@dataclass(frozen=True)
class Gathered:
    """The observations of a folder and the files they come from."""

    observations: pa.Table
    files_used: tuple[FileUsed, ...]
    problems: tuple[str, ...]


def find_files(folder: Path, mapping: Path | None = None) -> list[Found]:
    """Every known file below a folder; with a mapping, the files that it fits come first."""
    layouts = [("own_table", layout_from_yaml(mapping))] if mapping is not None else []
    layouts += [(source.id, layout) for source in sources() for layout in source.layouts]
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for source, layout in layouts:
            if layout.names not in path.stem.lower():
                continue
            header = header_of(path, layout)
            if header and layout.fits(header):
                found.append(Found(source, path, layout))
                break
    return found


def damaged_files(folder: Path) -> list[Path]:
    """The files below a folder that no layout can recognise because they do not open."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not opens(path)]


def read_folder(
    folder: Path,
    communes: frozenset[str],
    groups: frozenset[str],
    *,
    mapping: Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Gathered:
    """All the observations of the communes and groups wanted, under current codes.

    A damaged file raises DataError: nothing half-loaded. Old codes are read too, then brought to the current vintage.
    """
    tables, used, notes = [], [], []
    wanted = current_passages().parts(communes) | groups
    for found in find_files(folder, mapping):
        progress(f"Lecture de {found.path.name}")
        listing = found.layout.listing
        passed = pass_codes(parse_file(found.path, found.layout, wanted), listing=listing)
        table = _with_zeros(passed.observations, found, communes) if listing else passed.observations
        if table.num_rows:
            notes += [f"{found.path.name} — {note}" for note in passed.notes]
            tables.append(table)
            digest = hashlib.sha256(found.path.read_bytes()).hexdigest()
            used.append(FileUsed(str(found.path.relative_to(folder)), digest, found.layout.source, table.num_rows))
    notes += [
        f"{path.name} — fichier abîmé, laissé de côté : téléchargez-le à nouveau." for path in damaged_files(folder)
    ]
    return Gathered(_merge(tables), tuple(used), tuple(notes))


def _with_zeros(table: pa.Table, found: Found, communes: frozenset[str]) -> pa.Table:
    """A list of places says zero of the communes it does not name, in the départements that it covers."""
    every = parse_file(found.path, found.layout)
    covered = {departement_of(code) for code in every["code"].to_pylist()}
    year = every["year"][0].as_py() if every.num_rows else None
    absent = sorted({code for code in communes if departement_of(code) in covered} - set(table["code"].to_pylist()))
    zeros = [
        {
            "code": code,
            "level": found.layout.level,
            "cog_year": found.layout.cog_year,
            "indicator": entry.indicator,
            "value": 0.0,
            "year": year,
            "source": found.layout.source,
            "quality": str(Quality.OK),
        }
        for code in absent
        for entry in found.layout.fields
    ]
    return OBSERVATIONS.check(pa.concat_tables([table, OBSERVATIONS.build(zeros)]))


def _merge(tables: list[pa.Table]) -> pa.Table:
    if not tables:
        return OBSERVATIONS.build([])
    every = pa.concat_tables(tables)
    first = every.append_column("place", pa.array(range(every.num_rows)))
    kept = first.group_by(list(OBSERVATIONS.key)).aggregate([("place", "min")])["place_min"].sort()
    return OBSERVATIONS.check(every.take(kept))
