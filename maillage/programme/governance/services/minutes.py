"""The relevé from its first draft to its archive: written, read over, approved, signed, diffused, corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.enums import MeetingState, MinutesState
from maillage.programme.governance.models import Erratum, Meeting, Minutes, MinutesComment
from maillage.programme.governance.rules import minutes as rules
from maillage.programme.governance.selectors.minutes import written
from maillage.programme.governance.services.acts import record
from maillage.programme.people.refusals import RefusedError
from maillage.tables.minutes_json import digest_of, document_as_json

HELD = (MeetingState.OPEN, MeetingState.HELD, MeetingState.CLOSED)


class MinutesRefusedError(RefusedError):
    """The relevé cannot take this step; the message says why, in French."""


@transaction.atomic
def begin_minutes(*, meeting: Meeting, by: object) -> Minutes:
    """The relevé of a meeting that was opened; begun once."""
    if meeting.state not in HELD:
        raise MinutesRefusedError("Le relevé commence quand la réunion est ouverte.")
    minutes, new = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"closing": "L’ordre du jour étant épuisé, la séance est levée."}
    )
    if new:
        _trace("minutes.begun", minutes, by)
    return minutes


@transaction.atomic
def write_minutes(*, minutes: Minutes, next_steps: str, closing: str, by: object) -> Minutes:
    """Change what is not in the records of the meeting: the next steps and the closing words."""
    minutes = _locked(minutes)
    if minutes.state not in rules.WRITABLE:
        raise MinutesRefusedError("Ce relevé est approuvé : il ne se corrige plus que par un erratum daté.")
    minutes.next_steps, minutes.closing = next_steps, closing
    minutes.save(update_fields=["next_steps", "closing"])
    _trace("minutes.written", minutes, by)
    return minutes


@transaction.atomic
def review_minutes(*, minutes: Minutes, until: date, by: object, today: date) -> Minutes:
    """Open the review until a day."""
    if until < today:
        raise MinutesRefusedError("La relecture finit aujourd’hui au plus tôt : changez la date.")
    minutes = _step(minutes, MinutesState.REVIEW, "Seul un relevé en rédaction part en relecture.")
    minutes.review_until = until
    minutes.save(update_fields=["state", "review_until"])
    _trace("minutes.review_opened", minutes, by, until=until)
    return minutes


@transaction.atomic
def comment_minutes(*, minutes: Minutes, paragraph: str, text: str, by: object) -> MinutesComment:
    """A remark on one paragraph, while the review is open."""
    minutes = _locked(minutes)
    if minutes.state != MinutesState.REVIEW:
        raise MinutesRefusedError("La relecture n’est pas ouverte.")
    comment = MinutesComment.objects.create(
        minutes=minutes, paragraph=paragraph[:40], text=text, by_label=str(by)[:200]
    )
    _trace("minutes.commented", minutes, by, paragraph=paragraph)
    return comment


@transaction.atomic
def resolve_comment(*, comment: MinutesComment, by: object) -> MinutesComment:
    """The remark was dealt with."""
    comment.resolved_at = comment.resolved_at or timezone.now()
    comment.save(update_fields=["resolved_at"])
    _trace("minutes.comment_resolved", comment.minutes, by, comment=comment.pk)
    return comment


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: object, now: datetime | None = None) -> Minutes:
    """Freeze the text: from now on it is read from what is kept, and its digest is in the journal."""
    minutes = _step(minutes, MinutesState.APPROVED, "Ce relevé est déjà approuvé.")
    fault = rules.approval_fault(open_comments=minutes.comments.filter(resolved_at__isnull=True).count())
    if fault:
        raise MinutesRefusedError(fault)
    minutes.content = document_as_json(replace(written(minutes.meeting, minutes), status=""))
    minutes.sha256, minutes.approved_at = digest_of(minutes.content), now or timezone.now()
    minutes.save(update_fields=["state", "content", "sha256", "approved_at"])
    _trace("minutes.approved", minutes, by, sha256=minutes.sha256)
    return minutes


@transaction.atomic
def reopen_minutes(*, minutes: Minutes, by: object) -> Minutes:
    """Back to the draft, while it is not signed."""
    minutes = _step(minutes, MinutesState.DRAFT, "Un relevé signé ne se rouvre pas : ajoutez un erratum.")
    minutes.content, minutes.sha256, minutes.approved_at = None, "", None
    minutes.save(update_fields=["state", "content", "sha256", "approved_at"])
    _trace("minutes.reopened", minutes, by)
    return minutes


@transaction.atomic
def sign_minutes(*, minutes: Minutes, signatory: str, function: str, by: object, now: datetime) -> Minutes:
    """Sign the approved text; nothing changes it after."""
    if not signatory.strip() or not function.strip():
        raise MinutesRefusedError("Écrivez le nom et la fonction de la personne qui signe.")
    minutes = _step(minutes, MinutesState.SIGNED, "Seul un relevé approuvé se signe, et une seule fois.")
    if minutes.content is None or digest_of(minutes.content) != minutes.sha256:
        raise MinutesRefusedError("Le texte gardé n’est plus celui qui a été approuvé : ne le signez pas.")
    minutes.signatory, minutes.signatory_function, minutes.signed_at = signatory, function, now
    minutes.save(update_fields=["state", "signatory", "signatory_function", "signed_at"])
    _trace("minutes.signed", minutes, by, sha256=minutes.sha256, signatory=signatory, function=function)
    return minutes


@transaction.atomic
def publish_minutes(*, minutes: Minutes, by: object, now: datetime) -> Minutes:
    """Let everyone read its public version, and the partners the whole."""
    minutes = _step(minutes, MinutesState.PUBLISHED, "Seul un relevé signé est diffusé.")
    minutes.published_at = now
    minutes.save(update_fields=["state", "published_at"])
    _trace("minutes.published", minutes, by)
    return minutes


@transaction.atomic
def archive_minutes(*, minutes: Minutes, by: object) -> Minutes:
    """Put it away; it stays readable."""
    minutes = _step(minutes, MinutesState.ARCHIVED, "Seul un relevé diffusé est archivé.")
    minutes.save(update_fields=["state"])
    _trace("minutes.archived", minutes, by)
    return minutes


@transaction.atomic
def add_erratum(*, minutes: Minutes, text: str, by: object, today: date) -> Erratum:
    """A dated correction beside the signed text, which stays."""
    minutes = _locked(minutes)
    if minutes.state not in rules.SIGNED:
        raise MinutesRefusedError("Un erratum corrige un relevé signé ; celui-ci se corrige encore dans son texte.")
    if not text.strip():
        raise MinutesRefusedError("Écrivez ce qu’il faut lire.")
    erratum = Erratum.objects.create(minutes=minutes, text=text, on=today, by_label=str(by)[:200])
    _trace("minutes.erratum", minutes, by, erratum=erratum.pk)
    return erratum


def _locked(minutes: Minutes) -> Minutes:
    return Minutes.objects.select_for_update().select_related("meeting").get(pk=minutes.pk)


def _step(minutes: Minutes, state: MinutesState, refusal: str) -> Minutes:
    minutes = _locked(minutes)
    if not rules.may_become(MinutesState(minutes.state), state):
        raise MinutesRefusedError(refusal)
    minutes.state = state
    return minutes


def _trace(action: str, minutes: Minutes, by: object, **details: object) -> None:
    record(meeting=minutes.meeting, action=action, by=by, **details)
