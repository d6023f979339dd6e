"""Erasure of a person, its memory after a restored back-up, and the purges that no other subject does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import models, transaction
from django_tasks_db.models import DBTaskResult

from maillage.programme.journal.services import record
from maillage.programme.people.models import OpenSession, User
from maillage.programme.people.selectors import dormant_accounts
from maillage.programme.people.services import accounts as people
from maillage.programme.privacy import selectors, tombstones
from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.register import register
from maillage.programme.privacy.rules import Sought, erased, fold, mark
from maillage.programme.privacy.selectors import Held

TRACES_KEPT, TASKS_KEPT = timedelta(days=365), timedelta(days=30)
# What a dormant account takes with it: not the seat that its person may still hold.
OF_AN_ACCOUNT = frozenset({"accounts", "acts"})


@dataclass(frozen=True)
class Erasures:
    """How many lines changed, and how many were kept by law, in each treatment."""

    changed: dict[str, int]
    kept: dict[str, int]


@transaction.atomic
def erase_person(*, sought: Sought, by: object, only: Iterable[str] = ()) -> Erasures:
    """Erase a person everywhere, or in these treatments only; remembered, so that no back-up brings them back."""
    chosen = frozenset(only) or {one.id for one in register().treatments}
    changed: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    # An account is closed before its name leaves the acts: the list is read whole first.
    for held in [one for one in selectors.held_about(sought) if one.treatment.id in chosen]:
        (changed if _erase(held, sought, by) else kept)[held.treatment.id] += 1
    marks = sorted(mark(value, settings.SECRET_KEY) for value in sought.values)
    record(
        actor=by,
        action="person.erased",
        object_type="person",
        object_id=marks[0][:16] if marks else "",
        details={"marks": marks, "only": sorted(only), "changed": dict(changed), "kept": dict(kept)},
    )
    transaction.on_commit(partial(tombstones.add, marks, sorted(only)))
    return Erasures(dict(changed), dict(kept))


@transaction.atomic
def record_access(*, sought: Sought, by: object) -> None:
    """Trace that the file of someone was handed out, without naming them."""
    marks = sorted(mark(value, settings.SECRET_KEY) for value in sought.values)
    record(actor=by, action="person.file_given", object_type="person", object_id=marks[0][:16], details={})


@transaction.atomic
def reapply_erasures(*, by: object, since: datetime) -> int:
    """Erase again whom a back-up of this date brought back; how many persons."""
    found = [
        (sought, only)
        for marks, only in tombstones.known(since)
        for sought in selectors.those_with(marks, settings.SECRET_KEY, only)
    ]
    for sought, only in found:
        erase_person(sought=sought, by=by, only=only)
    return len(found)


@transaction.atomic
def close_dormant_accounts(*, by: object, today: date) -> int:
    """Warn who has not signed in for 23 months, erase the account at 24; how many were erased."""
    people.warn_dormant_accounts(by=by, today=today)
    erased_count = 0
    for user in dormant_accounts(today):
        try:
            erase_person(sought=Sought(user.email, _own_name(user)), by=by, only=OF_AN_ACCOUNT)
        except people.NoAdministratorLeftError:
            # Two administrators asleep: the last one stays.
            continue
        erased_count += 1
    return erased_count


@transaction.atomic
def purge_traces(*, by: object, today: date) -> int:
    """Erase the traces of signing in after a year, the closed sessions, and the tasks that are done."""
    limit = today - TRACES_KEPT
    erased_count = 0
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        erased_count += model.objects.filter(attempt_time__date__lt=limit).delete()[0]
    call_command("clearsessions")
    OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    erased_count += DBTaskResult.objects.filter(finished_at__date__lt=today - TASKS_KEPT).delete()[0]
    record(actor=by, action="traces.purged", object_type="traces", object_id="all", details={"erased": erased_count})
    return erased_count


def _own_name(user: User) -> str:
    """The name, unless another account bears it: the acts of a homonym keep their author."""
    others = User.objects.exclude(pk=user.pk).values_list("full_name", flat=True)
    return "" if fold(user.full_name) in map(fold, others) else user.full_name


def _erase(held: Held, sought: Sought, by: object) -> bool:
    """Whether anything of the line changed."""
    rules = set(held.holding.fields.values())
    if held.own and (held.holding.owner or Erasure.ROW in rules):
        held.row.delete()
        return True
    if held.own and Erasure.ACCOUNT in rules and isinstance(held.row, User):
        people.erase_account(user=held.row, by=by)
        return True
    return _empty_fields(held, sought)


def _empty_fields(held: Held, sought: Sought) -> bool:
    row, changed = held.row, {}
    for name, rule in held.holding.fields.items():
        whole = held.own and (rule is Erasure.CLEAR or name in held.holding.subject)
        before = getattr(row, name)
        if rule is Erasure.KEEP or (not whole and name not in held.named):
            continue
        after = erased(before, sought, rule, whole=whole)
        if after != before:
            changed[name] = _fitting(row, name, after)
    if changed:
        # `update` and not `save`: a line that speaks of someone keeps its dates.
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return bool(changed)


def _fitting(row: models.Model, name: str, value: object) -> object:
    """A struck text is a little longer than the name that it hides: it is cut to what its column holds."""
    longest = getattr(row._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value
