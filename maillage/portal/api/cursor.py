"""Cursors: an opaque position in the order of changes."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

Position = tuple[datetime, int]


class UnknownCursorError(ValueError):
    """The cursor was not given by this API."""


def written(position: Position | None) -> str:
    """The cursor of a position, "" at the end."""
    if position is None:
        return ""
    return base64.urlsafe_b64encode(f"{position[0].isoformat()}|{position[1]}".encode()).decode()


def read(cursor: str) -> Position | None:
    """The position of a cursor; UnknownCursorError when it is not one of ours."""
    if not cursor:
        return None
    try:
        moment, _, number = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        at, key = datetime.fromisoformat(moment), int(number)
        known = at.tzinfo is not None and at.astimezone(UTC)
    except (ValueError, OverflowError, binascii.Error, UnicodeError) as error:
        raise UnknownCursorError from error
    if not known or not 0 <= key < 2**63:
        raise UnknownCursorError
    return known, key
