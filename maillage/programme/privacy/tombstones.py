"""The erasures that were done, kept beside the database: a back-up that is brought back must not undo them.

Each line of `effacements.jsonl` holds keyed digests, never a name: they tell that someone was erased, and not whom.
The journal holds the same, so that the file can be made again from it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from maillage.programme.journal.models import Entry

FILE = "effacements.jsonl"


def add(marks: Sequence[str], only: Sequence[str]) -> None:
    """Keep one erasure, on the disk before this returns."""
    with _file().open("a", encoding="ascii") as file:
        file.write(json.dumps({"marks": list(marks), "only": list(only)}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def known() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """Every erasure, as its digests and the treatments that it was limited to, from the file and the journal."""
    file = _file()
    lines = [json.loads(line) for line in file.read_text("ascii").splitlines()] if file.is_file() else []
    lines += Entry.objects.filter(action="person.erased").values_list("details", flat=True)
    return tuple(dict.fromkeys((frozenset(one["marks"]), tuple(one["only"])) for one in lines))


def _file() -> Path:
    return Path(settings.HOME) / FILE
