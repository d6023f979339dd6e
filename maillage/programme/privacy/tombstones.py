"""The erasures that were done, kept beside the database: a back-up that is brought back must not undo them.

Each line of `effacements.jsonl` holds a date and keyed digests, never a name: someone was erased then, and not whom.
Only erasures later than the back-up are done again: someone who was erased may come back later, and stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FILE = "effacements.jsonl"


def add(marks: Sequence[str], only: Sequence[str]) -> None:
    """Keep one erasure, on the disk before this returns."""
    line = {"at": timezone.now().isoformat(), "marks": list(marks), "only": list(only)}
    with _file().open("a", encoding="ascii") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def known(since: datetime) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """The erasures done since then, as their digests and the treatments that each was limited to."""
    file = _file()
    lines = [json.loads(line) for line in file.read_text("ascii").splitlines()] if file.is_file() else []
    late = (one for one in lines if datetime.fromisoformat(one["at"]) >= since)
    return tuple(dict.fromkeys((frozenset(one["marks"]), tuple(one["only"])) for one in late))


def _file() -> Path:
    return Path(settings.HOME) / FILE
