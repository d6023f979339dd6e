"""What is not a fault of the product: the database is away or refuses to write, or the disk is full."""

from __future__ import annotations

import errno

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, InternalError, OperationalError

OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})
# What PostgreSQL answers when it only reads: a standby, or a server that was told so.
READ_ONLY = "25006"


def is_outage(fault: BaseException | None) -> bool:
    """Whether to say that Maillage is unavailable, rather than that it or the request is at fault."""
    while isinstance(fault, (SessionInterrupted, UpdateError)):
        # What Django says of a session that it could not save, whatever the reason.
        fault = fault.__context__
    if isinstance(fault, (OperationalError, InterfaceError)):
        return True
    if isinstance(fault, InternalError):
        return getattr(fault.__cause__, "sqlstate", "") == READ_ONLY
    return isinstance(fault, OSError) and fault.errno in OF_THE_DISK
