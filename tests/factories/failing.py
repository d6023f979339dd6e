"""Makes each write of an act fail in turn, and says what it left half done."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.db import OperationalError, connection, transaction

WRITE = re.compile(r'^\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
# Written around an act, never by it: the visit itself, and what counts the refusals.
AROUND = re.compile(r"django_session|axes_|people_opensession|django_tasks")
# An act of many rows is tried at this many of its writes, evenly spread.
MOST = 24


@dataclass
class Writes:
    """The writes of one attempt: how many began, on which tables, and whether the chosen one was made to fail."""

    failing: int = 0
    depth: int = 0
    count: int = 0
    tables: set[str] = field(default_factory=set)
    failed: bool = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.forgive()
        found = WRITE.match(sql)
        if found and not AROUND.match(found[1]):
            self.count += 1
            self.tables.add(found[1])
            if self.count == self.failing:
                self.failed = True
                raise OperationalError("panne d’essai : le disque ne répond plus")
        return execute(sql, params, many, context)

    def forgive(self) -> None:
        """Outside the act's own transactions a failed write breaks nothing else, as when each stands alone."""
        if self.failed and len(connection.savepoint_ids) <= self.depth:
            connection.needs_rollback = False


@contextmanager
def undone(failing: int = 0) -> Iterator[Writes]:
    """Whatever is done inside is taken back at the end; the write of this number fails."""
    around = transaction.atomic()
    # As Django marks those of its own tests: an act that must be the outermost may stand inside.
    around._from_testcase = True
    with around:
        writes = Writes(failing, len(connection.savepoint_ids))
        with connection.execute_wrapper(writes):
            yield writes
        transaction.set_rollback(True)


def half_states(act: Callable[[], object]) -> list[str]:
    """What the act kept, sent or hid although one of its writes failed."""
    with undone() as whole:
        act()
    found = []
    for number in _numbers(whole.count):
        sent, before = len(mail.outbox), _state(whole.tables)
        with undone(number) as attempt:
            answer = act()
            after = _state(whole.tables)
        faults = [f"{name} reste" for name in before if before[name] != after[name]]
        faults += ["un message est parti"] if len(mail.outbox) > sent else []
        told = getattr(answer, "status_code", 503)
        faults += [f"dit {told}"] if told != 503 else []
        found += [f"écriture {number}/{whole.count} : {fault}" for fault in faults if attempt.failed]
    return found


def _numbers(count: int) -> list[int]:
    step = max(1, count // MOST)
    return [*range(1, count + 1, step)]


def _state(tables: set[str]) -> dict[str, str]:
    found = {}
    for name in sorted(tables):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            found[name] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found
