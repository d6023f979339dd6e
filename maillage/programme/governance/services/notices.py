"""Sends to each person one grouped mail of what is near: at most one a day, and only when something is new."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.letters import Letter
from maillage.programme.governance.models import Governance, NoticePreference
from maillage.programme.governance.rules.duties import mail_is_due
from maillage.programme.governance.selectors.duties import Near, near_things
from maillage.programme.journal.services import record
from maillage.programme.people.models import User

logger = logging.getLogger(__name__)


def send_notices(*, governance: Governance, write_letter: Callable[[Near], Letter], by: object, now: datetime) -> int:
    """Send what is due today; asked twice on one day, it sends once. Returns how many mails left."""
    today = timezone.localdate(now)
    sent = 0
    for near in near_things(governance, now):
        if mail_is_due(near.days, near.preference.last_sent_on, today) and _claimed(near.user, today, by=by):
            letter = write_letter(near)
            sent += _sent(letter)
    return sent


def _sent(letter: Letter) -> bool:
    """One mail that the server refuses does not keep the others from leaving; it comes back within the week."""
    try:
        return bool(send_mail(letter.subject, letter.text, None, [letter.to]))
    except OSError:
        logger.exception("L’avis à %s n’est pas parti.", letter.to)
        return False


@transaction.atomic
def _claimed(user: User, today: date, *, by: object) -> bool:
    """Whether this run is the one that sends: the day is written before the mail leaves, so it never leaves twice."""
    NoticePreference.objects.get_or_create(user=user)
    free = NoticePreference.objects.filter(user=user).exclude(last_sent_on=today)
    if not free.update(last_sent_on=today):
        return False
    record(actor=by, action="notices.sent", object_type="user", object_id=str(user.public_id), details={"on": today})
    return True
