"""What identifies a table: its header, so that the matching of its columns can be remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def header_digest(header: Sequence[str]) -> str:
    """The digest of the column names in order."""
    return hashlib.sha256("\x1f".join(header).encode("utf-8", "replace")).hexdigest()
