"""Settles the differences between us and a source, one field at a time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.services import record
from maillage.programme.places.enums import ConflictStatus, Method
from maillage.programme.places.ledger import Change, Origin, write
from maillage.programme.places.models import FieldConflict


class AlreadySettledError(ValueError):
    """Someone settled this difference before."""


@transaction.atomic
def settle_conflict(*, conflict: FieldConflict, take: bool, by: object, today: date) -> FieldConflict:
    """Take the value of the source, or keep ours."""
    conflict = FieldConflict.objects.select_for_update().select_related("place", "record").get(pk=conflict.pk)
    if conflict.status != ConflictStatus.OPEN:
        raise AlreadySettledError
    if take:
        origin = Origin(conflict.record.source, today, Method.IMPORT, str(by))
        write([Change(conflict.place, {conflict.field: conflict.theirs})], origin, today=today)
    conflict.status = ConflictStatus.TAKEN if take else ConflictStatus.KEPT
    conflict.decided_by, conflict.decided_at = str(by), timezone.now()
    conflict.save()
    record(
        actor=by,
        action="places.conflict_settled",
        object_type="place",
        object_id=str(conflict.place.public_id),
        details={"field": conflict.field, "decision": conflict.status},
    )
    return conflict
