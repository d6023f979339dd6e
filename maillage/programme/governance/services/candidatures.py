"""Candidatures of the public: filed without account, acknowledged, accepted or refused with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.enums import MemberStatus
from maillage.programme.governance.letters import Letter, accepted_letter, received_letter, refused_letter
from maillage.programme.governance.models import Governance, Meeting, Member, MemberTransition
from maillage.programme.governance.services.members import Body, add_member, change_status
from maillage.programme.governance.services.representatives import Person, add_representative
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability

PUBLIC = "Public"
# Against floods, without keeping any address: what all may send in an hour.
MOST_IN_AN_HOUR = 30
PERIOD = timedelta(hours=1)


class TooManyCandidaturesError(RefusedError):
    """More candidatures than bodies could have written arrived within an hour."""

    words = "Nous avons reçu beaucoup de candidatures en peu de temps. Recommencez dans une heure."


@transaction.atomic
def file_candidature(*, governance: Governance, body: Body, person: Person, motivation: str, today: date) -> Member:
    """Keep a candidature and acknowledge it by mail."""
    recent = MemberTransition.objects.filter(
        by_label=PUBLIC, to_status=MemberStatus.CANDIDATE, at__gt=timezone.now() - PERIOD
    )
    if recent.count() >= MOST_IN_AN_HOUR:
        raise TooManyCandidaturesError
    member = add_member(
        governance=governance,
        body=body,
        status=MemberStatus.CANDIDATE,
        on=today,
        motivation=motivation,
        by=PUBLIC,
        today=today,
    )
    named = add_representative(member=member, person=person, starts_on=today, by=PUBLIC)
    _post(received_letter(member, named))
    _trace("candidature.filed", member, by=PUBLIC)
    return member


@transaction.atomic
def accept_candidature(*, member: Member, on: date, meeting: Meeting | None, by: object, today: date) -> Member:
    """The candidate becomes a member, and is told."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    member = change_status(member=member, to=MemberStatus.CONFIRMED, on=on, meeting=meeting, by=by, today=today)
    for person in member.representatives.exclude(email=""):
        _post(accepted_letter(member, person))
    _trace("candidature.accepted", member, by=by)
    return member


@transaction.atomic
def refuse_candidature(
    *, member: Member, on: date, reason: str, meeting: Meeting | None, by: object, today: date
) -> Member:
    """The candidate is refused, and is told why."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    people = list(member.representatives.exclude(email=""))
    member = change_status(
        member=member, to=MemberStatus.REFUSED, on=on, reason=reason, meeting=meeting, by=by, today=today
    )
    for person in people:
        _post(refused_letter(member, person, reason))
    _trace("candidature.refused", member, by=by, reason=reason)
    return member


def _post(letter: Letter) -> None:
    """Send a mail once the act is kept; a mail that fails does not undo it."""
    transaction.on_commit(partial(send_mail, letter.subject, letter.text, None, [letter.to]), robust=True)


def _trace(action: str, member: Member, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="member", object_id=str(member.public_id), details=dict(details))
