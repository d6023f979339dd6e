"""The official geography of all France, embedded: communes, EPCI, EPT, départements, regions and old codes."""

from __future__ import annotations

import difflib
import unicodedata
from functools import lru_cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from maillage.tables.errors import DataError
from maillage.tables.territories import COMMUNES, GROUPS, PASSAGES, POSTAL_CODES


@lru_cache
def communes() -> pa.Table:
    """Every commune of the current vintage (COMMUNES)."""
    return COMMUNES.check(_read("communes"))


@lru_cache
def groups() -> pa.Table:
    """Every EPCI, EPT, département and région (GROUPS)."""
    return GROUPS.check(_read("groups"))


@lru_cache
def passages() -> pa.Table:
    """Codes that no longer exist and what they became (PASSAGES)."""
    return PASSAGES.check(_read("passages"))


@lru_cache
def postal_codes() -> dict[str, tuple[str, ...]]:
    """The postal codes of each commune, the one of most of its streets first (La Poste's order)."""
    found: dict[str, tuple[str, ...]] = {}
    for row in POSTAL_CODES.check(_read("postal_codes")).to_pylist():
        found[row["commune"]] = (*found.get(row["commune"], ()), row["postal_code"])
    return found


@lru_cache
def epcis_of(region: str) -> dict[str, float]:
    """The EPCI that live mostly in a région, and their inhabitants."""
    people: dict[str, dict[str, float]] = {}
    for row in communes().to_pylist():
        if row["epci"]:
            parts = people.setdefault(row["epci"], {})
            parts[row["region"]] = parts.get(row["region"], 0.0) + (row["population"] or 0)
    return {
        epci: sum(parts.values())
        for epci, parts in sorted(people.items())
        if max(parts, key=lambda code: parts[code]) == region
    }


@lru_cache
def cog_year() -> int:
    """The vintage of the official code."""
    return int(communes()["cog_year"][0].as_py())


def departement_of(commune: str) -> str:
    """The département of a commune code that may be unknown to the current vintage."""
    return commune[:3] if commune.startswith("97") else commune[:2]


def find_departement(text: str) -> tuple[str, str]:
    """(code, name) of a département typed as "95", "095", "2A", "Val-d'Oise"…; a DataError suggests the nearest."""
    known = {row["code"]: row["name"] for row in groups().to_pylist() if row["level"] == "departement"}
    typed = text.strip().upper()
    for code in (typed, typed.lstrip("0").zfill(2)):
        if code in known:
            return code, known[code]
    names = {_plain(name): code for code, name in known.items()}
    if _plain(text) in names:
        code = names[_plain(text)]
        return code, known[code]
    near = [f"{known[names[n]]} ({names[n]})" for n in difflib.get_close_matches(_plain(text), names, 3)]
    raise DataError(
        f"Aucun département ne s’appelle « {text} ».",
        expected="un code (95, 2A, 971) ou un nom (Val-d’Oise)",
        mend=f"Vouliez-vous dire {' ou '.join(near)} ?" if near else "Vérifiez le code.",
    )


def find_region(text: str) -> tuple[str, str]:
    """(code, name) of a région typed by its code or its name."""
    known = {row["code"]: row["name"] for row in groups().to_pylist() if row["level"] == "region"}
    for code, name in known.items():
        if text.strip() == code or _plain(text) == _plain(name):
            return code, name
    raise DataError(
        f"Aucune région ne s’appelle « {text} ».",
        expected="un code (11, 32) ou un nom (Hauts-de-France)",
        mend=f"Les régions : {', '.join(f'{name} ({code})' for code, name in known.items())}.",
    )


def region_of(departement: str) -> str:
    """The code of the région of a département; empty when no commune says it."""
    for row in communes().to_pylist():
        if row["departement"] == departement and row["region"]:
            return str(row["region"])
    return ""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(c for c in folded if c.isalnum())


def _read(name: str) -> pa.Table:
    with (files("maillage") / "sources" / "embedded" / f"{name}.parquet").open("rb") as stream:
        table = pq.read_table(pa.BufferReader(stream.read()))
    if "name" not in table.column_names:
        return table
    place = table.column_names.index("name")
    return table.set_column(place, "name", pc.replace_substring(table["name"], "'", "’"))
