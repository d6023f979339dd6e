"""Asks places to confirm what we say of them: a signed link by mail, no account; reminders; answers by phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.services import record
from maillage.programme.places.enums import ConfirmationAnswer, Method
from maillage.programme.places.models import Campaign, ConfirmationRequest, Place
from maillage.programme.places.services.places import close_place, confirm_place, update_place

SALT = "maillage.places.confirmation"
REMIND_AFTER = timedelta(days=10)
BY_PLACE = "le lieu lui-même"


class LinkRefusedError(ValueError):
    """The link is not ours, or its campaign has ended."""


@dataclass(frozen=True)
class Letter:
    """A mail ready to be sent."""

    subject: str
    text: str
    to: str


@transaction.atomic
def open_campaign(
    *, name: str, message: str, closes_on: date, places: Iterable[Place], by: object, today: date
) -> Campaign:
    """Start a campaign: one request a place; places without e-mail go to the phone list."""
    campaign = Campaign.objects.create(
        name=name, message=message, opens_on=today, closes_on=closes_on, by_label=str(by)[:200]
    )
    requests = [
        ConfirmationRequest(campaign=campaign, place=place, email=(place.emails or [""])[0]) for place in places
    ]
    ConfirmationRequest.objects.bulk_create(requests, batch_size=500)
    record(
        actor=by,
        action="campaign.opened",
        object_type="campaign",
        object_id=str(campaign.pk),
        details={"name": name, "places": len(requests)},
    )
    return campaign


@transaction.atomic
def send_requests(*, campaign: Campaign, write_letter: Callable[[ConfirmationRequest], Letter], by: object) -> int:
    """Send the first mail, or the reminder when ten days went by; each leaves only once the act is kept."""
    now = timezone.now()
    waiting = ConfirmationRequest.objects.select_for_update().filter(campaign=campaign, answer=ConfirmationAnswer.NONE)
    sent = 0
    for request in waiting.exclude(email="").select_related("place", "campaign"):
        if request.sent_at is None:
            request.sent_at = now
        elif request.reminded_at is None and now - request.sent_at >= REMIND_AFTER:
            request.reminded_at = now
        else:
            continue
        request.save(update_fields=["sent_at", "reminded_at"])
        transaction.on_commit(partial(_send, write_letter(request)), robust=True)
        sent += 1
    record(
        actor=by,
        action="campaign.sent",
        object_type="campaign",
        object_id=str(campaign.pk),
        details={"mails": sent},
    )
    return sent


def token_of(request: ConfirmationRequest) -> str:
    """What the link of a request carries."""
    return signing.Signer(salt=SALT).sign(request.key.hex)


@transaction.atomic
def answer_request(
    *, request: ConfirmationRequest, answer: ConfirmationAnswer, values: dict[str, object], today: date, by: object = ""
) -> ConfirmationRequest:
    """The place says that all is right, what is not, or that it has closed. A later answer replaces the former."""
    request = ConfirmationRequest.objects.select_for_update().select_related("place", "campaign").get(pk=request.pk)
    if today > request.campaign.closes_on:
        raise LinkRefusedError
    who = by or BY_PLACE
    if answer == ConfirmationAnswer.CHANGED:
        update_place(place=request.place, values=values, by=who, today=today, method=Method.CONFIRMATION)
    if answer == ConfirmationAnswer.CLOSED:
        close_place(place=request.place, by=who)
    else:
        confirm_place(place=request.place, by=who, today=today)
    request.answer, request.answered_at = answer, timezone.now()
    request.save(update_fields=["answer", "answered_at"])
    record(
        actor=who,
        action="place.request_answered",
        object_type="place",
        object_id=str(request.place.public_id),
        details={"answer": answer, "campaign": request.campaign_id},
    )
    return request


def _send(letter: Letter) -> None:
    send_mail(letter.subject, letter.text, None, [letter.to])
