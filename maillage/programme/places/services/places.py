"""Create, change, confirm, close a place; undo a change of one field; closures and dated presences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.services import record
from maillage.programme.places.enums import Method, PlaceStatus
from maillage.programme.places.ledger import FIELDS, Change, Origin, comparable, empty_of, values_of, write
from maillage.programme.places.models import Closure, FieldValue, Place, Session
from maillage.programme.territories.models import Commune

EDITED = "saisie"
PLACE_ITSELF = "lieu"
TOGETHER = {
    "latitude": ("longitude",),
    "longitude": ("latitude",),
    "commune_code": ("commune_name",),
    "commune_name": ("commune_code",),
}


class NothingToUndoError(ValueError):
    """The field has had only one value."""


@transaction.atomic
def create_place(*, values: Mapping[str, Any], by: object, today: date, is_demonstration: bool = False) -> Place:
    """Keep a new place typed by hand."""
    place = Place(is_demonstration=is_demonstration)
    origin = Origin(EDITED, today, Method.EDIT, str(by))
    write([Change(place, values)], origin, today=today)
    _trace("place.created", place, by, name=place.name)
    return place


@transaction.atomic
def update_place(
    *, place: Place, values: Mapping[str, Any], by: object, today: date, method: Method = Method.EDIT
) -> list[str]:
    """Change the fields whose value is new; returns their names."""
    held = values_of(place)
    changed = {f: v for f, v in values.items() if f in FIELDS and comparable(f, v) != comparable(f, held[f])}
    if not changed:
        return []
    confirmed = method is Method.CONFIRMATION
    origin = Origin(PLACE_ITSELF if confirmed else EDITED, today, method, str(by), confirmed)
    write([Change(place, changed)], origin, today=today)
    _trace("place.updated", place, by, fields=sorted(changed))
    return sorted(changed)


@transaction.atomic
def confirm_place(*, place: Place, by: object, today: date) -> Place:
    """The place says that its critical values are right today."""
    held = values_of(place)
    critical = {f: held[f] for f in ("hours", "phones", "emails", "address")}
    write([Change(place, critical)], Origin(PLACE_ITSELF, today, Method.CONFIRMATION, str(by), True), today=today)
    _trace("place.confirmed", place, by)
    place.refresh_from_db()
    return place


@transaction.atomic
def undo_field(*, place: Place, field: str, by: object, today: date) -> Any:
    """Bring back the value that the field had before its last change; returns it. A point or a commune moves whole."""
    held = values_of(place)
    value = _previous(place, field, held)
    if value == comparable(field, held[field]) or (field == "name" and not value):
        raise NothingToUndoError(field)
    others = {other: _previous(place, other, held) for other in TOGETHER.get(field, ())}
    write([Change(place, {field: value, **others})], Origin(EDITED, today, Method.UNDO, str(by)), today=today)
    _trace("place.field_undone", place, by, field=field)
    return value


def _previous(place: Place, field: str, held: Mapping[str, Any]) -> Any:
    """The last value that differs from the present one; the present one when the field was never traced."""
    history = list(FieldValue.objects.filter(place=place, field=field).order_by("-pk")[:50])
    current = comparable(field, held[field])
    if not history:
        return current
    return next((line.value for line in history if line.value != current), empty_of(field))


@transaction.atomic
def close_place(*, place: Place, by: object) -> Place:
    """The place no longer exists; its page says so, lists leave it out."""
    return _set_status(place, PlaceStatus.CLOSED, "place.closed", by)


@transaction.atomic
def reopen_place(*, place: Place, by: object) -> Place:
    """The place is shown again."""
    return _set_status(place, PlaceStatus.ACTIVE, "place.reopened", by)


@transaction.atomic
def add_closure(*, place: Place, starts_on: date, ends_on: date, hours: str, reason: str, by: object) -> Closure:
    """Dates on which the week does not hold."""
    closure = Closure.objects.create(place=place, starts_on=starts_on, ends_on=ends_on, hours=hours, reason=reason)
    _trace("place.closure_added", place, by, starts_on=starts_on, ends_on=ends_on)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: object) -> None:
    """The week holds again on these dates."""
    days = {"starts_on": closure.starts_on, "ends_on": closure.ends_on}
    _trace("place.closure_removed", closure.place, by, **days)
    closure.delete()


@transaction.atomic
def add_session(
    *,
    place: Place,
    title: str,
    commune: Commune,
    address: str,
    starts_at: datetime,
    ends_at: datetime,
    recurrence: str,
    exceptions: list[str],
    by: object,
) -> Session:
    """A stop, a permanence or a workshop, once or repeated."""
    session = Session.objects.create(
        place=place,
        title=title,
        commune=commune,
        address=address,
        starts_at=starts_at,
        ends_at=ends_at,
        recurrence=recurrence,
        exceptions=exceptions,
    )
    _trace("place.session_added", place, by, session=str(session.public_id))
    return session


@transaction.atomic
def remove_session(*, session: Session, by: object) -> None:
    """The presence ends."""
    _trace("place.session_removed", session.place, by, session=str(session.public_id))
    session.delete()


def _set_status(place: Place, status: PlaceStatus, action: str, by: object) -> Place:
    place.status, place.updated_at = status, timezone.now()
    place.save(update_fields=["status", "updated_at"])
    _trace(action, place, by)
    return place


def _trace(action: str, place: Place, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="place", object_id=str(place.public_id), details=dict(details))
