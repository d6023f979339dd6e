"""The signed links that mails carry, and the mails themselves. Not for pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from maillage.design.mails import mail_text
from maillage.design.typography import day_of
from maillage.programme.places.models import ConfirmationRequest, Report

SALT = "maillage.places.confirmation"


@dataclass(frozen=True)
class Letter:
    """A mail ready to be sent."""

    subject: str
    text: str
    to: str


def token_of(request: ConfirmationRequest) -> str:
    """What the link of a request carries."""
    return signing.Signer(salt=SALT).sign(request.key.hex)


def key_of(token: str) -> UUID | None:
    """The key of a request, or None when the link is not ours."""
    try:
        return UUID(hex=signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def confirmation_letter(request: ConfirmationRequest, *, base: str) -> Letter:
    """The request for confirmation, or its reminder, as the place receives it."""
    path = reverse("places:confirm", kwargs={"token": token_of(request)})
    context = {
        "place": request.place,
        "campaign": request.campaign,
        "address": f"{base.rstrip('/')}{path}",
        "closes_on": day_of(request.campaign.closes_on),
        "reminder": request.reminded_at is not None,
    }
    subject = f"Votre fiche « {request.place.name} » est-elle exacte ?"
    return Letter(_one_line(subject), mail_text("places/mails/confirmation.txt", context), request.email)


def answer_letter(report: Report, *, base: str) -> Letter:
    """The answer to a report, as its author receives it."""
    path = reverse("places:report_followed", kwargs={"report_id": report.public_id})
    context = {"report": report, "address": f"{base.rstrip('/')}{path}"}
    subject = f"Votre signalement sur « {report.place.name} »"
    return Letter(_one_line(subject), mail_text("places/mails/report_answer.txt", context), report.contact)


def site_address(request: HttpRequest) -> str:
    """Where this installation is found from outside: its own setting, else the address that was asked."""
    return str(settings.ADDRESS or request.build_absolute_uri("/"))


def _one_line(subject: str) -> str:
    return " ".join(subject.split())
