"""Finds possible duplicates, keeps what people decide of them, joins two places into one and undoes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.analytics.matching import Band, find_pairs
from maillage.programme.journal.services import record
from maillage.programme.places.enums import Method, PlaceStatus, Verdict
from maillage.programme.places.ledger import FIELDS, TERMS, Change, Origin, comparable, empty_of, values_of, write
from maillage.programme.places.models import DuplicatePair, Merge, Place
from maillage.programme.places.selectors.duplicates import comparable_rows

MERGED = "réunion de doublons"
UNITED = (*TERMS, "services", "phones", "emails", "websites")


class CannotMergeError(ValueError):
    """One of the two places already joined another."""


class CannotPartError(ValueError):
    """The place kept has itself joined another since: that joining is undone first."""


@transaction.atomic
def detect_duplicates(*, by: object, today: date) -> dict[str, int]:
    """Compare every shown place: new pairs join the queue, the surest are joined at once, verdicts stay for ever."""
    places, rows = comparable_rows()
    known = {(p.first_id, p.second_id): p for p in DuplicatePair.objects.all()}
    counts = {"new": 0, "merged": 0}
    sure: list[DuplicatePair] = []
    for found in find_pairs(rows):
        first, second = sorted((places[found.a_index], places[found.b_index]), key=lambda place: place.pk)
        pair = known.get((first.pk, second.pk)) or DuplicatePair(first=first, second=second)
        if pair.verdict != Verdict.PENDING:
            continue
        counts["new"] += pair.pk is None
        pair.score, pair.band, pair.reasons = found.score.score, found.score.band.value, list(found.score.reasons)
        pair.save()
        # Someone who took a decision back must not see the machine take it again.
        if found.score.band is Band.AUTOMATIC and not pair.decided_by:
            sure.append(pair)
    for pair in sure:
        counts["merged"] += _merge_when_possible(pair, by, today)
    record(actor=by, action="places.duplicates_detected", object_type="places", object_id="all", details=counts)
    return counts


def _merge_when_possible(pair: DuplicatePair, by: object, today: date) -> bool:
    pair.refresh_from_db()
    if PlaceStatus.MERGED in (pair.first.status, pair.second.status):
        return False
    decide_pair(pair=pair, verdict=Verdict.SAME, picks={}, by=f"Maillage ({by})", today=today)
    return True


@transaction.atomic
def decide_pair(
    *, pair: DuplicatePair, verdict: Verdict, picks: Mapping[str, str], by: object, today: date
) -> DuplicatePair:
    """Keep a verdict. « Same » joins the second place to the first; leaving « same » undoes the joining."""
    pair = DuplicatePair.objects.select_for_update().select_related("first", "second").get(pk=pair.pk)
    if pair.verdict == Verdict.SAME and verdict != Verdict.SAME:
        for merge in Merge.objects.filter(
            kept__in=(pair.first, pair.second), absorbed__in=(pair.first, pair.second), undone_at__isnull=True
        ):
            undo_merge(merge=merge, by=by, today=today)
    if verdict == Verdict.SAME and pair.verdict != Verdict.SAME:
        merge_places(kept=pair.first, absorbed=pair.second, picks=picks, by=by, today=today)
    pair.verdict, pair.decided_by, pair.decided_at = verdict, str(by)[:200], timezone.now()
    pair.save(update_fields=["verdict", "decided_by", "decided_at"])
    record(
        actor=by,
        action="places.pair_decided",
        object_type="pair",
        object_id=str(pair.pk),
        details={"verdict": verdict, "first": str(pair.first.public_id), "second": str(pair.second.public_id)},
    )
    return pair


@transaction.atomic
def merge_places(*, kept: Place, absorbed: Place, picks: Mapping[str, str], by: object, today: date) -> Merge:
    """Join one place to another: blanks filled, lists united, `picks` names fields whose value is the absorbed one's.

    The old address redirects; records and dated presences follow; everything needed to undo it is kept.
    """
    kept, absorbed = _locked(kept), _locked(absorbed)
    if kept.status == PlaceStatus.MERGED or absorbed.status == PlaceStatus.MERGED or kept.pk == absorbed.pk:
        raise CannotMergeError
    ours, theirs = values_of(kept), values_of(absorbed)
    united = _united(ours, theirs, picks)
    merge = Merge.objects.create(
        kept=kept,
        absorbed=absorbed,
        picks=dict(picks),
        by_label=str(by)[:200],
        snapshot={
            "kept": {field: comparable(field, ours[field]) for field in united},
            "united": {field: comparable(field, value) for field, value in united.items()},
            "records": list(absorbed.records.values_list("pk", flat=True)),
            "sessions": list(absorbed.sessions.values_list("pk", flat=True)),
            "closures": list(absorbed.closures.values_list("pk", flat=True)),
            "status": absorbed.status,
        },
    )
    if united:
        write([Change(kept, united)], Origin(MERGED, today, Method.MERGE, str(by)), today=today)
    absorbed.records.update(place=kept)
    absorbed.sessions.update(place=kept)
    absorbed.closures.update(place=kept)
    absorbed.status, absorbed.merged_into, absorbed.updated_at = PlaceStatus.MERGED, kept, timezone.now()
    absorbed.save(update_fields=["status", "merged_into", "updated_at"])
    _trace("places.merged", merge, by)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, by: object, today: date) -> Merge:
    """Part two places that had been joined: each gets back its values, its records and its dated presences.

    What was changed in the place kept since they were joined stays.
    """
    merge = Merge.objects.select_for_update().select_related("kept", "absorbed").get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    if merge.kept.status == PlaceStatus.MERGED:
        raise CannotPartError
    before, restored = merge.snapshot, _parted(merge)
    if restored:
        write([Change(merge.kept, restored)], Origin(MERGED, today, Method.UNDO, str(by)), today=today)
    merge.kept.records.filter(pk__in=before["records"]).update(place=merge.absorbed)
    merge.kept.sessions.filter(pk__in=before["sessions"]).update(place=merge.absorbed)
    merge.kept.closures.filter(pk__in=before["closures"]).update(place=merge.absorbed)
    absorbed = merge.absorbed
    absorbed.status, absorbed.merged_into, absorbed.updated_at = before["status"], None, timezone.now()
    absorbed.save(update_fields=["status", "merged_into", "updated_at"])
    merge.undone_by, merge.undone_at = str(by)[:200], timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    _trace("places.merge_undone", merge, by)
    return merge


@transaction.atomic
def part_places(*, merge: Merge, by: object, today: date) -> Merge:
    """Undo a joining; the pair that it came from goes back to the queue."""
    pair = DuplicatePair.objects.filter(
        first__in=(merge.kept_id, merge.absorbed_id),
        second__in=(merge.kept_id, merge.absorbed_id),
        verdict=Verdict.SAME,
    ).first()
    if pair is None:
        return undo_merge(merge=merge, by=by, today=today)
    decide_pair(pair=pair, verdict=Verdict.PENDING, picks={}, by=by, today=today)
    merge.refresh_from_db()
    return merge


def _locked(place: Place) -> Place:
    return Place.objects.select_for_update().get(pk=place.pk)


def _united(ours: Mapping[str, Any], theirs: Mapping[str, Any], picks: Mapping[str, str]) -> dict[str, Any]:
    """The values that change in the place kept."""
    united = {}
    for field in FIELDS:
        mine, other = comparable(field, ours[field]), comparable(field, theirs[field])
        if picks.get(field) == "absorbed":
            value = other
        elif field in UNITED and field not in picks:
            value = list(dict.fromkeys([*mine, *other]))
        else:
            value = mine if mine != empty_of(field) else other
        if comparable(field, value) != mine:
            united[field] = value
    # A position is one thing: its two halves come from the same place.
    if len({"latitude", "longitude"} & united.keys()) == 1:
        united |= {"latitude": theirs["latitude"], "longitude": theirs["longitude"]}
    return united


def _parted(merge: Merge) -> dict[str, Any]:
    """The values that the place kept gets back: those of before, unless they were changed again since."""
    held, before = values_of(merge.kept), merge.snapshot["kept"]
    united = merge.snapshot.get("united", {})
    restored = {}
    for field, old in before.items():
        now, joined = comparable(field, held[field]), united.get(field)
        if joined is None or now == joined:
            restored[field] = old
        elif field in UNITED:
            restored[field] = [item for item in now if item in old or item not in joined]
    return restored


def _trace(action: str, merge: Merge, by: object) -> None:
    record(
        actor=by,
        action=action,
        object_type="place",
        object_id=str(merge.kept.public_id),
        details={"absorbed": str(merge.absorbed.public_id)},
    )
