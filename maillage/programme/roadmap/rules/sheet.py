"""An action sheet as plain values: the one description that forms, workbooks, versions and proposals share.

A sheet maps the code of each field to a str, an int, an ISO day, a list of codes or None; a budget maps
« year/nature » to an amount. Comparing two of them tells what changes, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Sheet = Mapping[str, Any]


class FieldKind(StrEnum):
    """What a field of a sheet holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    CODES = "codes"


@dataclass(frozen=True)
class SheetField:
    """A field of an action sheet and the word of its column."""

    code: str
    label: str
    kind: FieldKind


K = FieldKind
FIELDS = (
    SheetField("title", "Intitulé", K.TEXT),
    SheetField("objective", "Objectif", K.TEXT),
    SheetField("context", "Contexte", K.TEXT),
    SheetField("description", "Description", K.TEXT),
    SheetField("engagement", "Engagement national", K.NUMBER),
    SheetField("needs", "Besoins d’ingénierie", K.CODES),
    SheetField("audiences", "Publics", K.CODES),
    SheetField("territory_codes", "Territoires", K.CODES),
    SheetField("status", "État", K.CHOICE),
    SheetField("priority", "Priorité", K.CHOICE),
    SheetField("starts_on", "Début", K.DAY),
    SheetField("ends_on", "Fin", K.DAY),
    SheetField("reach_count", "Personnes à toucher", K.NUMBER),
    SheetField("pilots", "Pilotes", K.CODES),
    SheetField("partners", "Partenaires", K.CODES),
    SheetField("elected_sponsor", "Élu référent", K.TEXT),
)
BY_CODE = {field.code: field for field in FIELDS}
LONGEST = {"title": 200, "elected_sponsor": 150, "context": 3000, "description": 5000}
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Change:
    """One thing that differs between two descriptions of an action; `field` is a code, or « budget:2025/staff »."""

    reference: str
    field: str
    before: Any
    after: Any


def changes_of(reference: str, before: Sheet, after: Sheet) -> list[Change]:
    """What changes from one sheet to another; a field absent from `after` is left as it is."""
    found = [
        Change(reference, field.code, before.get(field.code), after[field.code])
        for field in FIELDS
        if field.code in after and not _same(before.get(field.code), after[field.code])
    ]
    for part in ("budget", "actual"):
        if part not in after:
            continue
        old, new = before.get(part) or {}, after[part] or {}
        keys = sorted({*old, *new})
        found += [
            Change(reference, f"{part}:{key}", old.get(key), new.get(key))
            for key in keys
            if old.get(key) != new.get(key)
        ]
    return found


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, list) and isinstance(after, list):
        return sorted(before) == sorted(after)
    return (before or None) == (after or None) if not isinstance(before, int) else before == after


def sheet_faults(sheet: Sheet, *, choices: Mapping[str, frozenset[str]], engagements: range) -> dict[str, str]:
    """Why each faulty field of a sheet is refused, in French; `choices` are the codes that each list allows."""
    faults: dict[str, str] = {}
    if "title" in sheet and not str(sheet["title"] or "").strip():
        faults["title"] = "L’intitulé manque : une action se nomme par ce qu’elle fait."
    for code, longest in LONGEST.items():
        if len(str(sheet.get(code) or "")) > longest:
            faults[code] = f"« {BY_CODE[code].label} » dépasse {longest} signes : raccourcissez-le."
    number = sheet.get("engagement")
    if number is not None and number not in engagements:
        faults["engagement"] = f"Les engagements nationaux vont de {engagements[0]} à {engagements[-1]}."
    for code, allowed in choices.items():
        if unknown := _unknown(sheet.get(code), allowed):
            words = ", ".join(f"« {one} »" for one in unknown)
            faults[code] = f"{BY_CODE[code].label} : {words} n’est pas dans la liste."
    first, last = sheet.get("starts_on"), sheet.get("ends_on")
    if first and last and date.fromisoformat(last) < date.fromisoformat(first):
        faults["ends_on"] = "La fin vient avant le début : vérifiez les deux dates."
    return faults


def _unknown(value: Any, allowed: frozenset[str]) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if one and one not in allowed]
