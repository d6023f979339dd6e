"""What the public reports about a place, the answer it gets, and the contact erased in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.services import record
from maillage.programme.places.enums import ReportKind, ReportStatus
from maillage.programme.places.links import Letter
from maillage.programme.places.models import Place, Report

# Against floods, without keeping any address: what one place, and all of them, may receive in an hour.
MOST_FOR_ONE_PLACE, MOST_FOR_ALL = 5, 100
PERIOD = timedelta(hours=1)
KEPT_AFTER_ANSWER = timedelta(days=30)
KEPT_AT_MOST = timedelta(days=365)


class TooManyReportsError(ValueError):
    """More reports than people could have written arrived within an hour."""


class AlreadyAnsweredError(ValueError):
    """Someone answered this report before."""


@transaction.atomic
def file_report(*, place: Place, kind: ReportKind, message: str, contact: str) -> Report:
    """Keep a report; its number lets the person follow it without an account."""
    recent = Report.objects.filter(received_at__gt=timezone.now() - PERIOD)
    if recent.filter(place=place).count() >= MOST_FOR_ONE_PLACE or recent.count() >= MOST_FOR_ALL:
        raise TooManyReportsError
    report = Report.objects.create(place=place, kind=kind, message=message, contact=contact)
    record(
        actor="Public",
        action="report.filed",
        object_type="place",
        object_id=str(place.public_id),
        details={"report": str(report.public_id), "kind": kind},
    )
    return report


@transaction.atomic
def answer_report(*, report: Report, answer: str, write_letter: Callable[[Report], Letter], by: object) -> Report:
    """Answer a report; the person who left an address gets the answer by mail, once."""
    report = Report.objects.select_for_update().select_related("place").get(pk=report.pk)
    if report.status == ReportStatus.ANSWERED:
        raise AlreadyAnsweredError
    report.status, report.answer = ReportStatus.ANSWERED, answer
    report.answered_at, report.answered_by = timezone.now(), str(by)[:200]
    report.save()
    if report.contact:
        transaction.on_commit(partial(_send, write_letter(report)), robust=True)
    record(
        actor=by,
        action="report.answered",
        object_type="place",
        object_id=str(report.place.public_id),
        details={"report": str(report.public_id)},
    )
    return report


@transaction.atomic
def purge_contacts(*, by: object, today: date) -> int:
    """Erase the addresses of those who reported: 30 days after the answer, one year after the report at most."""
    answered = Report.objects.filter(answered_at__date__lt=today - KEPT_AFTER_ANSWER)
    old = Report.objects.filter(received_at__date__lt=today - KEPT_AT_MOST)
    erased = (answered | old).exclude(contact="").update(contact="")
    record(
        actor=by, action="report.contacts_purged", object_type="reports", object_id="all", details={"erased": erased}
    )
    return erased


def _send(letter: Letter) -> None:
    send_mail(letter.subject, letter.text, None, [letter.to])
