"""Convocations, their mails and the answers, in French words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from maillage.programme.governance.enums import DeliveryStatus, InvitationAnswer
from maillage.programme.governance.models import Delivery, Invitation
from maillage.programme.governance.presenters.meetings import when_words
from maillage.programme.governance.selectors.convocations import Sending

ANSWER_TAGS = {
    InvitationAnswer.NONE: "muted",
    InvitationAnswer.PRESENT: "success",
    InvitationAnswer.REMOTE: "success",
    InvitationAnswer.EXCUSED: "error",
    InvitationAnswer.REPRESENTED: "info",
    InvitationAnswer.PROXY: "info",
}
PURPOSES = {
    "convocation": "convocation",
    "reminder": "rappel",
    "notice": "avis de changement",
    "cancelled": "avis d’annulation",
    "postponed": "avis de report",
}
MAILS_KEPT = (
    "Aucun serveur de courriel n’est réglé : les messages ne partent pas, ils sont déposés dans le dossier « mails » "
    "des données de l’installation."
)


@dataclass(frozen=True)
class InvitationLine:
    """A person invited: what she answered, what was sent to her."""

    pk: int
    name: str
    body: str
    kind: str
    answer: str
    tag: str
    detail: str
    mails: tuple[str, ...]
    by_post: bool


@dataclass(frozen=True)
class UncertainLine:
    """A mail that may have left or not."""

    pk: int
    name: str
    words: str


@dataclass(frozen=True)
class SendingWords:
    """Where the mails of one purpose stand."""

    purpose: str
    label: str
    counts: tuple[tuple[str, int], ...]
    to_send: int
    refused: int
    complete: bool
    uncertain: tuple[UncertainLine, ...]
    mail_note: str


def invitation_line(invitation: Invitation) -> InvitationLine:
    """A person invited, in words."""
    person = invitation.representative
    answer = InvitationAnswer(invitation.answer)
    when = f", {when_words(invitation.answered_at)}" if invitation.answered_at else ""
    return InvitationLine(
        pk=invitation.pk,
        name=person.full_name,
        body=person.member.display_name,
        kind=person.get_kind_display(),
        answer=answer.label,
        tag=ANSWER_TAGS[answer],
        detail=f"{invitation.stands_for}{when}".removeprefix(", "),
        mails=tuple(_mail_words(one) for one in invitation.deliveries.all()),
        by_post=not invitation.email,
    )


def sending_words(sending: Sending) -> SendingWords:
    """The counts of a sending, and what a person must decide."""
    counts = (
        ("Envoyés", sending.sent),
        ("À envoyer", sending.to_send),
        ("Refusés par le serveur", sending.refused),
        ("En cours", sending.under_way),
        ("Incertains", len(sending.uncertain)),
    )
    return SendingWords(
        purpose=sending.purpose,
        label=purpose_words(sending.purpose),
        counts=tuple(pair for pair in counts if pair[1]),
        to_send=sending.to_send,
        refused=sending.refused,
        complete=not (sending.to_send or sending.refused or sending.under_way or sending.uncertain),
        uncertain=tuple(_uncertain(one) for one in sending.uncertain),
        mail_note="" if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else MAILS_KEPT,
    )


def purpose_words(purpose: str) -> str:
    """« rappel à 5 jours »."""
    kind, _, number = purpose.partition("-")
    return f"{PURPOSES[kind]} à {number} jours" if kind == "reminder" else PURPOSES[kind]


def answer_counts(invitations: Iterable[Invitation]) -> tuple[tuple[str, int], ...]:
    """How many gave each answer."""
    answers = [InvitationAnswer(invitation.answer) for invitation in invitations]
    return tuple((answer.label, answers.count(answer)) for answer in InvitationAnswer if answer in answers)


def _mail_words(delivery: Delivery) -> str:
    label = purpose_words(delivery.purpose).capitalize()
    if delivery.status == DeliveryStatus.SENT and delivery.sent_at:
        return f"{label} : envoyé, {when_words(delivery.sent_at)}"
    return f"{label} : {delivery.get_status_display().lower()}"


def _uncertain(delivery: Delivery) -> UncertainLine:
    person = delivery.invitation.representative
    words = f"envoi incertain, commencé {when_words(delivery.claimed_at)}"
    return UncertainLine(delivery.pk, f"{person.full_name}, {person.member.display_name}", words)
