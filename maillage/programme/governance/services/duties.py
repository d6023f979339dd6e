"""Obligations: written, corrected, done; and what each person chose to be told of."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from maillage.programme.governance.models import Governance, Meeting, Member, NoticePreference, Obligation
from maillage.programme.journal.services import record
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import NotAllowedError, demand
from maillage.programme.people.rules import Capability


class DoneRefusedError(RefusedError):
    """An obligation done in advance of the day, or twice."""


@transaction.atomic
def create_obligation(
    *,
    governance: Governance,
    title: str,
    due_on: date,
    source: str = "",
    responsible: Member | None = None,
    meeting: Meeting | None = None,
    by: object,
) -> Obligation:
    """Keep something due by a date."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    obligation = Obligation.objects.create(
        governance=governance,
        title=title.strip(),
        due_on=due_on,
        source=source,
        responsible=responsible,
        meeting=meeting,
    )
    _trace("obligation.created", obligation, by=by, title=obligation.title, due_on=due_on)
    return obligation


@transaction.atomic
def update_obligation(
    *, obligation: Obligation, title: str, due_on: date, source: str = "", responsible: Member | None = None, by: object
) -> Obligation:
    """Correct an obligation."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    before = obligation.due_on
    obligation.title, obligation.due_on = title.strip(), due_on
    obligation.source, obligation.responsible = source, responsible
    obligation.save()
    _trace("obligation.updated", obligation, by=by, title=obligation.title, before=before, due_on=due_on)
    return obligation


@transaction.atomic
def complete_obligation(*, obligation: Obligation, done_on: date, by: object, today: date) -> Obligation:
    """Say that an obligation is done."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if done_on > today:
        raise DoneRefusedError("Cette date est à venir : une échéance est faite aujourd’hui ou avant.")
    if obligation.done_on is not None:
        raise DoneRefusedError("Cette échéance est déjà faite.")
    obligation.done_on = done_on
    obligation.save(update_fields=["done_on"])
    _trace("obligation.done", obligation, by=by, on=done_on)
    return obligation


@transaction.atomic
def reopen_obligation(*, obligation: Obligation, by: object) -> Obligation:
    """Take back « done »."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    obligation.done_on = None
    obligation.save(update_fields=["done_on"])
    _trace("obligation.reopened", obligation, by=by)
    return obligation


@transaction.atomic
def save_preferences(*, user: User, deadlines: bool, meetings: bool, follow_ups: bool, by: object) -> NoticePreference:
    """Keep what a person wants to be told; she alone changes it."""
    _own(user, by)
    preference, _ = NoticePreference.objects.update_or_create(
        user=user, defaults={"deadlines": deadlines, "meetings": meetings, "follow_ups": follow_ups}
    )
    _trace_user("notices.chosen", user, by=by, deadlines=deadlines, meetings=meetings, follow_ups=follow_ups)
    return preference


@transaction.atomic
def renew_feed_key(*, user: User, by: object) -> NoticePreference:
    """Give a new private address to a calendar: the former one answers no more."""
    _own(user, by)
    preference, _ = NoticePreference.objects.update_or_create(user=user, defaults={"feed_key": uuid.uuid4()})
    _trace_user("notices.feed_renewed", user, by=by)
    return preference


def _own(user: User, by: object) -> None:
    if isinstance(by, User) and by.pk != user.pk:
        raise NotAllowedError(f"{by} : {user}")


def _trace(action: str, obligation: Obligation, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="obligation", object_id=str(obligation.pk), details=dict(details))


def _trace_user(action: str, user: User, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="user", object_id=str(user.public_id), details=dict(details))
