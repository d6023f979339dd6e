"""Asks places to confirm what we say of them: a signed link by mail, no account; reminders; answers by phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.services import record
from maillage.programme.places.enums import ConfirmationAnswer, Method, PlaceStatus
from maillage.programme.places.links import Letter
from maillage.programme.places.models import Campaign, ConfirmationRequest, Place
from maillage.programme.places.selectors.campaigns import REMIND_AFTER, place_asked
from maillage.programme.places.services.places import close_place, confirm_place, reopen_place, update_place

ADDRESSES_KEPT = timedelta(days=365)

BY_PLACE = "le lieu lui-même"


class LinkRefusedError(ValueError):
    """The link is not ours, or its campaign has ended."""


class CampaignClosedError(ValueError):
    """The campaign has ended: nothing leaves any more."""


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
def send_requests(
    *,
    campaign: Campaign,
    write_letter: Callable[[ConfirmationRequest], Letter],
    by: object,
    today: date,
    reminders_only: bool = False,
) -> int:
    """Send the first mail, or the reminder when ten days went by; each leaves only once the act is kept."""
    if today > campaign.closes_on:
        raise CampaignClosedError
    waiting = ConfirmationRequest.objects.select_for_update().filter(campaign=campaign, answer=ConfirmationAnswer.NONE)
    if reminders_only:
        waiting = waiting.filter(sent_at__isnull=False)
    sent = 0
    for request in waiting.exclude(email="").select_related("place", "campaign"):
        if _mark_sent(request):
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


def _mark_sent(request: ConfirmationRequest) -> bool:
    """Whether a mail is due now: the first one, or the only reminder."""
    now = timezone.now()
    if request.sent_at is None:
        request.sent_at = now
    elif request.reminded_at is None and now - request.sent_at >= REMIND_AFTER:
        request.reminded_at = now
    else:
        return False
    request.save(update_fields=["sent_at", "reminded_at"])
    return True


@transaction.atomic
def answer_request(
    *, request: ConfirmationRequest, answer: ConfirmationAnswer, values: dict[str, object], today: date, by: object = ""
) -> ConfirmationRequest:
    """The place says that all is right, what is not, or that it has closed. A later answer replaces the former."""
    request = ConfirmationRequest.objects.select_for_update().select_related("place", "campaign").get(pk=request.pk)
    if today > request.campaign.closes_on:
        raise LinkRefusedError
    who, place = by or BY_PLACE, place_asked(request)
    if answer == ConfirmationAnswer.CLOSED:
        close_place(place=place, by=who)
    else:
        if request.answer == ConfirmationAnswer.CLOSED and place.status == PlaceStatus.CLOSED:
            reopen_place(place=place, by=who)
        if answer == ConfirmationAnswer.CHANGED:
            update_place(place=place, values=values, by=who, today=today, method=Method.CONFIRMATION)
        confirm_place(place=place, by=who, today=today)
    request.answer, request.answered_at = answer, timezone.now()
    request.save(update_fields=["answer", "answered_at"])
    record(
        actor=who,
        action="place.request_answered",
        object_type="place",
        object_id=str(place.public_id),
        details={"answer": answer, "campaign": request.campaign_id},
    )
    return request


@transaction.atomic
def purge_requests(*, by: object, today: date) -> int:
    """Erase the addresses asked for a confirmation, a year after the campaign closed."""
    old = ConfirmationRequest.objects.filter(campaign__closes_on__lt=today - ADDRESSES_KEPT)
    erased = old.exclude(email="").update(email="")
    record(actor=by, action="campaign.purged", object_type="campaign", object_id="all", details={"erased": erased})
    return erased


def _send(letter: Letter) -> None:
    send_mail(letter.subject, letter.text, None, [letter.to])
