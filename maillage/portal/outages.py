"""What is not a fault of the product: the database is away or refuses to write, or the disk is full."""

from __future__ import annotations

import errno

from django.db import InterfaceError, OperationalError

OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})


def is_outage(fault: BaseException | None) -> bool:
    """Whether to say that Maillage is unavailable, rather than that it is at fault."""
    if isinstance(fault, (OperationalError, InterfaceError)):
        return True
    return isinstance(fault, OSError) and fault.errno in OF_THE_DISK
