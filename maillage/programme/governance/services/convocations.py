"""Convenes, and writes to each person once: a mail is claimed and committed before it leaves, marked after."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from maillage.programme.governance.enums import DeliveryStatus, InvitationAnswer, MeetingState
from maillage.programme.governance.links import Letter
from maillage.programme.governance.models import Convocation, Delivery, Invitation, Meeting, Representative
from maillage.programme.governance.rules.attendance import answer_fault, may_answer
from maillage.programme.governance.rules.meetings import convening_fault
from maillage.programme.governance.selectors.convocations import UNCERTAIN_AFTER, invitations_of
from maillage.programme.governance.services.acts import become, locked, record
from maillage.programme.people.refusals import RefusedError

WriteLetter = Callable[[Invitation], Letter]
# The server said no: the mail did not leave. Any other failure after the claim leaves a doubt.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError)


class NoSignatoryError(RefusedError):
    """A convocation is signed."""


class NobodyInvitedError(RefusedError):
    """A convocation invites someone."""


class ConveningRefusedError(RefusedError):
    """The delay, the date or the agenda does not allow it."""


class MailUnavailableError(RefusedError):
    """The mail server does not answer: nothing left."""


class AnswerRefusedError(RefusedError):
    """The answer is late, or says too little."""


class NotUncertainError(RefusedError):
    """This mail is not in doubt."""


@transaction.atomic
def convene_meeting(
    *,
    meeting: Meeting,
    signatories: Collection[str],
    persons: Iterable[Representative],
    by: object,
    now: datetime,
    message: str = "",
    urgent_reason: str = "",
) -> Convocation:
    """Make the convocation and its invitations. The mails leave after, by `send_mails`."""
    meeting = locked(meeting)
    signed, invited = [name.strip() for name in signatories if name.strip()], list(persons)
    _check(meeting, signed, invited, urgent_reason, timezone.localdate(now))
    urgent = urgent_reason.strip() if _fault(meeting, "", timezone.localdate(now)) else ""
    become(meeting, MeetingState.CONVENED, "meeting.convened", by, convened_at=now, urgent_reason=urgent)
    convocation = Convocation.objects.create(
        meeting=meeting, signatories=signed, message=message.strip(), by_label=str(by)[:200]
    )
    _invite(convocation, invited)
    record(meeting=meeting, action="convocation.made", by=by, signatories=signed, persons=len(invited), urgent=urgent)
    return convocation


@transaction.atomic
def invite_more(*, meeting: Meeting, persons: Iterable[Representative], by: object) -> int:
    """Invite other persons to a meeting that is already convened."""
    meeting = locked(meeting)
    if meeting.state not in (MeetingState.CONVENED, MeetingState.FROZEN):
        raise ConveningRefusedError("Cette réunion n’est pas convoquée, ou elle a déjà commencé.")
    convocation = Convocation.objects.get(meeting=meeting)
    known = set(convocation.invitations.values_list("representative", flat=True))
    fresh = [person for person in persons if person.pk not in known]
    _invite(convocation, fresh)
    record(meeting=meeting, action="convocation.extended", by=by, persons=len(fresh))
    return len(fresh)


def send_mails(
    *,
    meeting: Meeting,
    purpose: str,
    write_letter: WriteLetter,
    by: object,
    only: Q | None = None,
) -> dict[str, int]:
    """Send what never left and retry what was refused; a mail in doubt waits for a person. Returns the counts."""
    waiting = invitations_of(meeting).exclude(email="").filter(only or Q())
    connection = _connected()
    record(meeting=meeting, action="convocation.sending", by=by, purpose=purpose)
    counts: Counter[str] = Counter()
    try:
        for invitation in waiting:
            delivery = _claim(invitation, purpose)
            if delivery is not None:
                counts[_send(delivery, write_letter(invitation), connection)] += 1
            if counts[DeliveryStatus.CLAIMED]:
                break
    finally:
        connection.close()
    record(meeting=meeting, action="convocation.sent", by=by, purpose=purpose, **counts)
    return dict(counts)


def resend_uncertain(*, delivery: Delivery, write_letter: WriteLetter, by: object, now: datetime) -> DeliveryStatus:
    """Send again a mail in doubt, because a person chose to; two clicks send one."""
    connection = _connected()
    try:
        doubt = Delivery.objects.filter(pk=delivery.pk, status=DeliveryStatus.CLAIMED, claimed_at=delivery.claimed_at)
        if not doubt.filter(claimed_at__lte=now - UNCERTAIN_AFTER).update(claimed_at=now):
            raise NotUncertainError("Cet envoi n’est plus incertain.")
        invitation = invitations_of(delivery.invitation.convocation.meeting).get(pk=delivery.invitation_id)
        status = _send(delivery, write_letter(invitation), connection)
    finally:
        connection.close()
    record(
        meeting=invitation.convocation.meeting, action="convocation.resent", by=by, delivery=delivery.pk, status=status
    )
    return status


@transaction.atomic
def settle_uncertain(*, delivery: Delivery, by: object, now: datetime) -> None:
    """A person found out that a mail in doubt had arrived."""
    known = Delivery.objects.filter(pk=delivery.pk, status=DeliveryStatus.CLAIMED)
    if not known.update(status=DeliveryStatus.SENT, sent_at=now):
        raise NotUncertainError("Cet envoi n’est plus incertain.")
    meeting = delivery.invitation.convocation.meeting
    record(meeting=meeting, action="convocation.settled", by=by, delivery=delivery.pk)


@transaction.atomic
def answer_invitation(
    *, invitation: Invitation, answer: InvitationAnswer, now: datetime, stands_for: str = ""
) -> Invitation:
    """An invited person answers, or changes her answer, until the meeting opens."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    meeting = locked(invitation.convocation.meeting)
    if not may_answer(MeetingState(meeting.state), meeting.ends_at, now):
        raise AnswerRefusedError(
            "Cette réunion a commencé, ou elle n’a plus lieu : votre réponse n’est pas enregistrée."
        )
    committee = meeting.committee
    fault = answer_fault(
        answer, stands_for, remote_allowed=committee.remote_allowed, proxies=committee.proxies_per_person
    ) or _proxy_fault(invitation, answer, stands_for, committee.proxies_per_person)
    if fault:
        raise AnswerRefusedError(fault)
    named = answer in (InvitationAnswer.REPRESENTED, InvitationAnswer.PROXY)
    invitation.answer, invitation.answered_at = answer, now
    invitation.stands_for = stands_for.strip()[:200] if named else ""
    invitation.save()
    record(
        meeting=meeting,
        action="invitation.answered",
        by=invitation.representative.full_name,
        invitation=invitation.pk,
        answer=answer,
    )
    return invitation


@transaction.atomic
def note_opening(*, invitation: Invitation, now: datetime) -> None:
    """The link was opened for the first time."""
    if Invitation.objects.filter(pk=invitation.pk, opened_at__isnull=True).update(opened_at=now):
        meeting = invitation.convocation.meeting
        record(meeting=meeting, action="invitation.opened", by=None, invitation=invitation.pk)


def _check(meeting: Meeting, signed: list[str], invited: list[Representative], urgent_reason: str, today: date) -> None:
    if not signed:
        raise NoSignatoryError("Une convocation est signée : écrivez au moins un signataire.")
    if not invited:
        raise NobodyInvitedError("Choisissez au moins une personne à inviter.")
    if not meeting.items.exists():
        raise ConveningRefusedError("L’ordre du jour est vide : ajoutez au moins un point avant de convoquer.")
    fault = _fault(meeting, urgent_reason, today)
    if fault:
        raise ConveningRefusedError(fault)


def _fault(meeting: Meeting, urgent_reason: str, today: date) -> str:
    committee = meeting.committee
    return convening_fault(
        today,
        timezone.localdate(meeting.starts_at),
        committee.convening_days,
        clear=committee.clear_days,
        urgent_reason=urgent_reason,
    )


def _invite(convocation: Convocation, persons: Iterable[Representative]) -> None:
    Invitation.objects.bulk_create(
        Invitation(convocation=convocation, representative=person, email=person.email) for person in persons
    )


def _proxy_fault(invitation: Invitation, answer: InvitationAnswer, stands_for: str, allowed: int) -> str:
    if answer is not InvitationAnswer.PROXY:
        return ""
    others = Invitation.objects.filter(convocation=invitation.convocation_id, answer=InvitationAnswer.PROXY)
    held = others.exclude(pk=invitation.pk).filter(stands_for__iexact=stands_for.strip()).count()
    if held < allowed:
        return ""
    plural = "s" if allowed > 1 else ""
    return (
        f"Cette personne porte déjà {allowed} pouvoir{plural}, le plus qu’elle puisse : choisissez quelqu’un d’autre."
    )


def _connected() -> Any:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnavailableError(
            "Le serveur de courriel ne répond pas : aucun message n’est parti. Recommencez plus tard."
        ) from error
    return connection


def _claim(invitation: Invitation, purpose: str) -> Delivery | None:
    """The mail, ours to send: a new one, or one that the server refused. Committed before anything leaves."""
    try:
        with transaction.atomic(durable=True):
            return Delivery.objects.create(invitation=invitation, purpose=purpose)
    except IntegrityError:
        pass
    with transaction.atomic(durable=True):
        refused = Delivery.objects.filter(invitation=invitation, purpose=purpose, status=DeliveryStatus.FAILED)
        if not refused.update(status=DeliveryStatus.CLAIMED, claimed_at=timezone.now()):
            return None
    return Delivery.objects.get(invitation=invitation, purpose=purpose)


def _send(delivery: Delivery, letter: Letter, connection: Any) -> DeliveryStatus:
    mail = EmailMultiAlternatives(letter.subject, letter.text, None, [letter.to], connection=connection)
    method = letter.calendar_method
    mail.attach("reunion.ics", letter.calendar.decode("utf-8"), f"text/calendar; charset=utf-8; method={method}")
    try:
        mail.send()
    except REFUSALS:
        Delivery.objects.filter(pk=delivery.pk).update(status=DeliveryStatus.FAILED)
        return DeliveryStatus.FAILED
    except (OSError, smtplib.SMTPException):
        return DeliveryStatus.CLAIMED
    Delivery.objects.filter(pk=delivery.pk).update(status=DeliveryStatus.SENT, sent_at=timezone.now())
    return DeliveryStatus.SENT
