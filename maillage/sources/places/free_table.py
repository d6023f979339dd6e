"""Any table, read through a mapping of its columns and values; and the mapping that its own words suggest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from maillage.sources.places.cells import as_text, folded, readable_name
from maillage.sources.places.contacts import emails_of, phones_of, sites_of
from maillage.sources.places.identifiers import digest_id
from maillage.sources.places.localities import departement_named
from maillage.sources.places.row import Row
from maillage.sources.places.standard_v1 import itinerance
from maillage.sources.places.synonyms import DAY_FIELDS, SYNONYMS
from maillage.sources.places.written_hours import osm_from_days
from maillage.tables.places import FIELD_WORDS, VOCABULARY_FIELDS, PlaceRow
from maillage.tables.vocabulary import FORMATS, terms_of

SEPARATORS = "|;"
_POSTAL_AND_TOWN = re.compile(r"^(\d{5})\s+(\S.*)$")


@dataclass(frozen=True)
class FreeMapping:
    """Our field → the file's column, and vocabulary → value as written → our code.

    Beside the fields of PlaceRow: `source_id`, `updated_on`, `coordinates` (« lat, lon ») and `hours_mo`…`hours_su`.
    """

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: str = "fichier"

    def __post_init__(self) -> None:
        unknown = sorted(set(self.columns) - FIELDS)
        if unknown:
            raise ValueError(f"Champs inconnus : {', '.join(unknown)}.")


FIELDS = frozenset({*FIELD_WORDS, *DAY_FIELDS, "source_id", "updated_on", "coordinates"})


def reader_of(mapping: FreeMapping) -> Callable[[Row], PlaceRow]:
    """The reader that a mapping makes."""
    return lambda row: _read(row, mapping)


def suggest_mapping(header: Sequence[str], rows: Iterable[Mapping[str, Any]] = ()) -> FreeMapping:
    """The mapping that French column names suggest, each column taken once, then the values of the vocabularies."""
    columns: dict[str, str] = {}
    names = {column: folded(column) for column in header}
    for score in (100, 88):
        for name in SYNONYMS:
            free = {column: words for column, words in names.items() if column not in columns.values()}
            found = None if name in columns else _closest(SYNONYMS[name], free, score)
            if found:
                columns[name] = found
    kept = list(rows)[:500]
    values = {name: _suggested_values(name, columns[name], kept) for name in VOCABULARY_FIELDS if name in columns}
    return FreeMapping(columns, {name: found for name, found in values.items() if found})


def _closest(synonyms: Sequence[str], columns: Mapping[str, str], score: int) -> str | None:
    for synonym in synonyms:
        found = process.extractOne(synonym, columns, scorer=fuzz.ratio, score_cutoff=score)
        if found:
            return str(found[2])
    return None


def _suggested_values(vocabulary: str, column: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The values that are not published words but look like one."""
    known = _known_words(vocabulary)
    found: dict[str, str] = {}
    for row in rows:
        for part in re.split(rf"[{re.escape(SEPARATORS)}\n]", as_text(row.get(column))):
            value = " ".join(part.split())[:200]
            if value and value not in found and folded(value) not in known:
                near = process.extractOne(folded(value), known.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=88)
                found |= {value: known[near[0]]} if near else {}
    return found


@lru_cache
def _known_words(vocabulary: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for code, term in terms_of(vocabulary).items():
        published = [value for form in FORMATS for value in term.values_in(form)]
        for word in (code, term.label, term.plain, *published):
            if word:
                words.setdefault(folded(word), code)
    return words


def _read(row: Row, mapping: FreeMapping) -> PlaceRow:
    columns = dict(mapping.columns)

    def text(name: str) -> str:
        return row.text(columns.get(name, ""))

    postal_code, town = _postal_code(row, columns)
    code, commune = row.commune(columns.get("commune_name", ""), postal_code, columns.get("commune_code", ""))
    if not code and town:
        code, commune = row.commune_named(columns["postal_code"], town, postal_code)
    latitude, longitude = _coordinates(row, columns, code)
    hours, hours_note = _hours(row, columns)
    name, address = readable_name(text("name"), commune), text("address")
    siret, rna = row.pivot(columns.get("siret", ""))
    codes = {name: _codes(row, mapping, name) for name in VOCABULARY_FIELDS}
    return PlaceRow(
        source=mapping.source,
        source_id=text("source_id") or digest_id(name, address, postal_code, commune),
        name=name,
        siret=siret,
        rna=rna or row.pivot(columns.get("rna", ""))[1],
        commune_code=code,
        commune_name=commune,
        postal_code=postal_code,
        address=address,
        address_extra=text("address_extra"),
        latitude=latitude,
        longitude=longitude,
        phones=row.contacts(
            columns.get("phones", ""), lambda cell: phones_of(cell, departement_named(code, postal_code))
        ),
        emails=row.contacts(columns.get("emails", ""), emails_of),
        websites=row.contacts(columns.get("websites", ""), sites_of),
        hours=hours,
        hours_note=" ".join(part for part in (hours_note, text("hours_note")) if part),
        itinerant=itinerance(row, columns.get("itinerant", "")),
        local_labels=row.parts(columns.get("local_labels", ""), SEPARATORS),
        accessibility_url=row.site(columns.get("accessibility_url", "")),
        appointment_url=row.site(columns.get("appointment_url", "")),
        summary=row.text(columns.get("summary", ""), 500),
        description=row.paragraph(columns.get("description", "")),
        parent_organisation=text("parent_organisation"),
        updated_on=row.date(columns.get("updated_on", "")),
        **codes,
    )


def _postal_code(row: Row, columns: Mapping[str, str]) -> tuple[str, str]:
    """(postal code, town written behind it in the same cell)."""
    column = columns.get("postal_code", "")
    both = _POSTAL_AND_TOWN.match(row.text(column))
    return (both[1], both[2]) if both else (row.postal_code(column), "")


def _coordinates(row: Row, columns: Mapping[str, str], code: str) -> tuple[float | None, float | None]:
    if "coordinates" in columns:
        return row.coordinate_pair(columns["coordinates"], code)
    return row.coordinates(columns.get("latitude", ""), columns.get("longitude", ""), code)


def _hours(row: Row, columns: Mapping[str, str]) -> tuple[str, str]:
    by_day = {code: columns[name] for name, code in DAY_FIELDS.items() if name in columns}
    if not by_day:
        return row.hours(columns.get("hours", ""))
    cells = {code: row.text(column) for code, column in by_day.items()}
    hours, faults = osm_from_days(cells)
    for code, message in faults:
        row.fault(by_day[code], cells[code], message)
    return hours, ""


def _codes(row: Row, mapping: FreeMapping, vocabulary: str) -> tuple[str, ...]:
    column = mapping.columns.get(vocabulary, "")
    chosen = {folded(value): code for value, code in mapping.values.get(vocabulary, {}).items()}
    found: dict[str, None] = {}
    for value in row.parts(column, SEPARATORS):
        code = chosen.get(folded(value)) or _known_words(vocabulary).get(folded(value), "")
        if code in terms_of(vocabulary):
            found[code] = None
        else:
            row.unknown_value(column, value)
    return tuple(found)
