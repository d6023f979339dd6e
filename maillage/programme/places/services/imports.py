"""Brings the rows of a file into the directory: three-way comparison, nothing deleted, nothing half-written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from maillage.programme.journal.services import record
from maillage.programme.places.enums import ConflictStatus, Method, PlaceStatus
from maillage.programme.places.ledger import BATCH, FIELDS, Change, Origin, comparable, empty_of, values_of, write
from maillage.programme.places.models import (
    ColumnMapping,
    FieldConflict,
    FieldValue,
    ImportBatch,
    Place,
    PlaceTerm,
    Service,
    SourceRecord,
)
from maillage.programme.places.rules.mapping import header_digest
from maillage.programme.territories.services import count_rows_again
from maillage.sources.cog import departement_of
from maillage.sources.places import PlacesRead
from maillage.tables.places import Loss, PlaceRow, RowFault

OURS = "maillage"
KEPT_FAULTS = 500
NAMED_AT_MOST = 30


@dataclass(frozen=True)
class Arrival:
    """The rows of one file, ready to be imported, and what was said while reading them."""

    file_name: str
    sha256: str
    layout: str
    rows: Sequence[PlaceRow]
    faults: Sequence[RowFault] = ()
    losses: Sequence[Loss] = ()


def arrival_of(file: Path, read: PlacesRead, name: str = "") -> Arrival:
    """A file that was read, ready to be imported; `name` is what people call it, when that is not the file's name."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Arrival(name or file.name, digest, read.layout, read.rows, read.faults, read.losses)


@dataclass
class Outcome:
    """What an import did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    absent: int = 0
    back: int = 0
    ours: int = 0
    repeated: int = 0
    places: list[int] = field(default_factory=list)
    batch: int | None = None
    named: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """The numbers alone."""
        return {k: v for k, v in asdict(self).items() if k not in ("places", "batch", "named")}

    def name(self, what: str, place: str, fields: Iterable[str] = ()) -> None:
        """Say which place, and which of its fields, for the first of each kind."""
        said = self.named.setdefault(what, [])
        if len(said) < NAMED_AT_MOST:
            said.append((place, tuple(sorted(fields))))


class _DryRunError(Exception):
    """Leaves the transaction without keeping anything."""


def import_rows(*, arrival: Arrival, by: object, today: date, dry_run: bool = False) -> Outcome:
    """Import every row or none. Doing it again with the same file changes nothing.

    A row that vanished is marked absent from its source when the file covers its département; it is never deleted.
    """
    outcome = Outcome()
    try:
        with transaction.atomic():
            _bring(arrival, outcome, today)
            batch = _keep_batch(arrival, outcome, by)
            record(
                actor=by,
                action="places.imported",
                object_type="import",
                object_id=str(batch.pk),
                details={"file": arrival.file_name, **outcome.counts()},
            )
            if dry_run:
                raise _DryRunError
            count_rows_again(Place, SourceRecord, FieldValue, PlaceTerm, Service)
            outcome.batch = batch.pk
    except _DryRunError:
        outcome.places = []
    return outcome


@transaction.atomic
def remember_mapping(*, header: Sequence[str], mapping: dict[str, Any], by: object) -> ColumnMapping:
    """Keep how the columns of a table were matched, for the next file with the same header."""
    kept, _ = ColumnMapping.objects.update_or_create(
        header_sha256=header_digest(header), defaults={"mapping": mapping, "by_label": str(by)}
    )
    record(actor=by, action="places.mapping_kept", object_type="mapping", object_id=kept.header_sha256, details=mapping)
    return kept


def _bring(arrival: Arrival, outcome: Outcome, today: date) -> None:
    rows = _distinct(arrival.rows, outcome)
    known = _known(rows)
    news = [row for key, row in rows.items() if key not in known]
    changed = {
        known[key].number: row for key, row in rows.items() if key in known and known[key].digest != row.fingerprint()
    }
    outcome.unchanged = len(rows) - len(news) - len(changed)
    outcome.back = sum(known[key].absent for key in rows if key in known)
    _create(news, outcome, today)
    _update(changed, outcome, today)
    _see_again([known[key].number for key in rows if key in known], today)
    _mark_absent(rows, outcome, today)


def _distinct(rows: Sequence[PlaceRow], outcome: Outcome) -> dict[tuple[str, str], PlaceRow]:
    ours = {str(public_id) for public_id in Place.objects.values_list("public_id", flat=True)}
    found: dict[tuple[str, str], PlaceRow] = {}
    for row in rows:
        # Our own publication comes back through the national map: importing it again would confirm itself.
        if row.source == OURS or any(token.removeprefix(f"{OURS}-") in ours for token in row.source_id.split("__")):
            outcome.ours += 1
        else:
            outcome.repeated += row.key in found
            found[row.key] = row
    return found


class _Known(NamedTuple):
    """What is needed of a record to tell whether its row changed."""

    number: int
    digest: str
    absent: bool


def _known(rows: Mapping[tuple[str, str], PlaceRow]) -> dict[tuple[str, str], _Known]:
    records = SourceRecord.objects.filter(source__in={source for source, _ in rows})
    columns = records.values_list("source", "source_id", "pk", "fingerprint", "absent_since")
    return {(source, name): _Known(pk, digest, since is not None) for source, name, pk, digest, since in columns}


def row_values(row: PlaceRow) -> dict[str, Any]:
    """The values of a row by field, as the ledger takes them."""
    content = row.as_json()
    return {name: content[name] for name in FIELDS if name in content}


def _create(rows: Sequence[PlaceRow], outcome: Outcome, today: date) -> None:
    groups: dict[tuple[str, date], list[tuple[Place, PlaceRow]]] = {}
    for row in rows:
        place = Place(confirmed_on=row.updated_on if row.updated_on and row.updated_on <= today else None)
        groups.setdefault((row.source, _seen(row, today)), []).append((place, row))
    for (source, seen_on), pairs in groups.items():
        changes = [
            Change(place, {k: v for k, v in row_values(row).items() if v not in (None, "", [])}) for place, row in pairs
        ]
        write(changes, Origin(source, seen_on, Method.IMPORT), today=today)
    made = [pair for pairs in groups.values() for pair in pairs]
    SourceRecord.objects.bulk_create(
        [
            SourceRecord(
                source=row.source,
                source_id=row.source_id,
                place=place,
                row=row.as_json(),
                fingerprint=row.fingerprint(),
                first_seen_on=today,
                last_seen_on=today,
            )
            for place, row in made
        ],
        batch_size=BATCH,
    )
    for row in rows:
        outcome.name("created", row.name)
    outcome.created = len(made)
    outcome.places = [place.pk for place, _ in made]


def _seen(row: PlaceRow, today: date) -> date:
    return row.updated_on if row.updated_on and row.updated_on <= today else today


def _update(changed: Mapping[int, PlaceRow], outcome: Outcome, today: date) -> None:
    records = SourceRecord.objects.select_related("place").in_bulk(list(changed))
    for number, row in changed.items():
        line = records[number]
        taken, conflicts = _compare(line, row)
        if taken:
            write([Change(line.place, taken)], Origin(row.source, _seen(row, today), Method.IMPORT), today=today)
        for name, (ours, theirs) in conflicts.items():
            FieldConflict.objects.update_or_create(
                record=line,
                field=name,
                status=ConflictStatus.OPEN,
                defaults={"place": line.place, "ours": ours, "theirs": theirs},
            )
        outcome.name("updated", line.place.name, taken)
        if conflicts:
            outcome.name("conflicts", line.place.name, conflicts)
        line.row, line.fingerprint = row.as_json(), row.fingerprint()
        outcome.updated += 1
        outcome.conflicts += len(conflicts)
        outcome.places.append(line.place_id)
    SourceRecord.objects.bulk_update(records.values(), ["row", "fingerprint"], batch_size=BATCH // 4)


def _compare(line: SourceRecord, row: PlaceRow) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]]]:
    """(values to take, conflicts): a field only they changed is taken, one that we changed too is left to decide."""
    ours = values_of(line.place)
    taken, conflicts = {}, {}
    for name, value in row_values(row).items():
        base = comparable(name, line.row.get(name, empty_of(name)))
        theirs, held = comparable(name, value), comparable(name, ours[name])
        if theirs in (base, held):
            continue
        if held == base:
            taken[name] = value
        else:
            conflicts[name] = (held, theirs)
    return taken, conflicts


def _see_again(records: Sequence[int], today: date) -> None:
    for start in range(0, len(records), BATCH):
        SourceRecord.objects.filter(pk__in=records[start : start + BATCH]).update(last_seen_on=today, absent_since=None)


def _mark_absent(rows: Mapping[tuple[str, str], PlaceRow], outcome: Outcome, today: date) -> None:
    covered = {(row.source, departement_of(row.commune_code)) for row in rows.values() if row.commune_code}
    seen = set(rows)
    lost = [
        line
        for line in SourceRecord.objects.filter(
            source__in={source for source, _ in rows}, absent_since__isnull=True
        ).exclude(place__status=PlaceStatus.CLOSED)
        if (line.source, line.source_id) not in seen
        and (line.source, departement_of(line.row.get("commune_code", ""))) in covered
    ]
    for line in lost:
        line.absent_since = today
        outcome.name("absent", line.row.get("name", ""))
    SourceRecord.objects.bulk_update(lost, ["absent_since"], batch_size=BATCH)
    outcome.absent = len(lost)


def _keep_batch(arrival: Arrival, outcome: Outcome, by: object) -> ImportBatch:
    sources = Counter(row.source for row in arrival.rows)
    return ImportBatch.objects.create(
        source=", ".join(source for source, _ in sources.most_common(3))[:80],
        layout=arrival.layout,
        file_name=arrival.file_name[:200],
        sha256=arrival.sha256,
        counts=outcome.counts(),
        faults=[asdict(fault) for fault in arrival.faults[:KEPT_FAULTS]],
        losses=[asdict(loss) for loss in arrival.losses[:KEPT_FAULTS]],
        by_label=str(by)[:200],
    )
