"""The mails on candidatures and the grouped notice, ready to be sent. Convocations have their own module."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from maillage.design.mails import mail_text
from maillage.design.typography import day_of
from maillage.programme.governance.models import Member, Representative
from maillage.programme.people.models import User


@dataclass(frozen=True)
class Letter:
    """A mail ready to be sent."""

    subject: str
    text: str
    to: str


def received_letter(member: Member, person: Representative) -> Letter:
    """The acknowledgement of a candidature."""
    return _letter("Votre candidature est reçue", "received", person.email, member=member, person=person)


def accepted_letter(member: Member, person: Representative) -> Letter:
    """The body is a member."""
    return _letter("Votre candidature est acceptée", "accepted", person.email, member=member, person=person)


def refused_letter(member: Member, person: Representative, reason: str) -> Letter:
    """The body is not a member, and why."""
    subject = "Réponse à votre candidature"
    return _letter(subject, "refused", person.email, member=member, person=person, reason=reason)


def notice_letter(user: User, lines: tuple[str, ...], *, base: str) -> Letter:
    """What is near, in one mail; how to stop it is written in it."""
    root = base.rstrip("/")
    addresses = {
        "home": f"{root}{reverse('governance:obligations')}",
        "preferences": f"{root}{reverse('notices')}",
    }
    subject = f"Gouvernance : ce qui approche, le {day_of(timezone.localdate())}"
    return _letter(subject, "notice", user.email, user=user, lines=lines, **addresses)


def site_address(request: HttpRequest, setting: str) -> str:
    """Where this installation is found from outside: its own setting, else the address that was asked."""
    return setting or request.build_absolute_uri("/")


def _letter(subject: str, name: str, to: str, **context: object) -> Letter:
    text = mail_text(f"governance/mails/{name}.txt", context)
    return Letter(" ".join(subject.split()), text, to)
