"""Campaigns and requests of confirmation, in French words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.design.parts import KeyFigure
from maillage.design.typography import day_of, number, spoken_phone
from maillage.programme.places.enums import ConfirmationAnswer
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import Campaign, ConfirmationRequest, Place
from maillage.programme.places.presenters.directory import where
from maillage.programme.places.presenters.values import value_words
from maillage.programme.places.selectors.campaigns import Candidates, Progress
from maillage.tables.vocabulary import labels_of

ANSWER_KINDS = {"none": "muted", "correct": "success", "changed": "info", "closed": "error"}
MAILS_KEPT = (
    "Aucun serveur de courriel n’est réglé : les messages ne partent pas, ils sont déposés dans le dossier « mails » "
    "des données de l’installation."
)


@dataclass(frozen=True)
class CampaignLine:
    """One campaign in the list."""

    name: str
    url: str
    span: str
    open: bool
    total: str
    sent: str
    answered: str


def campaign_line(campaign: Any, today: date) -> CampaignLine:
    """A campaign that `campaigns` counted, in words."""
    return CampaignLine(
        name=campaign.name,
        url=reverse("places:campaign", kwargs={"campaign_id": campaign.pk}),
        span=span_words(campaign),
        open=campaign.closes_on >= today,
        total=number(campaign.total),
        sent=number(campaign.sent),
        answered=number(campaign.answered),
    )


def span_words(campaign: Campaign) -> str:
    """« du 1er novembre 2026 au 30 novembre 2026 »."""
    return f"du {day_of(campaign.opens_on)} au {day_of(campaign.closes_on)}"


@dataclass(frozen=True)
class CampaignPage:
    """One campaign: where it stands and what can be done."""

    name: str
    message: str
    span: str
    open: bool
    figures: tuple[KeyFigure, ...]
    to_send: int
    to_remind: int
    to_phone: int
    waits: bool
    mail_note: str


def campaign_page(campaign: Campaign, progress: Progress, today: date) -> CampaignPage:
    """Everything that the page of a campaign says."""
    told = " · ".join(f"{answer.label} : {count}" for answer, count in progress.answers.items() if count)
    return CampaignPage(
        name=campaign.name,
        message=campaign.message,
        span=span_words(campaign),
        open=campaign.closes_on >= today,
        figures=(
            KeyFigure(number(progress.total), "lieux interrogés", f"{number(progress.with_email)} avec un courriel"),
            KeyFigure(number(progress.sent), "demandes envoyées"),
            KeyFigure(number(progress.answered), "réponses", told),
            KeyFigure(number(progress.total - progress.answered), "en attente"),
        ),
        to_send=progress.never_sent,
        to_remind=progress.to_remind,
        to_phone=progress.to_phone,
        waits=progress.sent > progress.answered,
        mail_note="" if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else MAILS_KEPT,
    )


def candidates_words(found: Candidates) -> str:
    """How many places a campaign would ask, and how."""
    words = (
        f"{number(len(found.places))} lieux : {number(found.with_email)} par courriel, "
        f"{number(found.without_email)} par téléphone."
    )
    if not found.asked:
        return words
    return f"{words} {number(found.asked)} déjà interrogés par une autre campagne sont laissés de côté."


@dataclass(frozen=True)
class Facts:
    """What we say of a place, as it is asked to confirm it."""

    name: str
    where: str
    phones: str
    emails: str
    hours: str
    services: tuple[str, ...]
    closed: bool


def facts(place: Place) -> Facts:
    """What we say of a place, in words."""
    values = values_of(place)
    return Facts(
        name=place.name,
        where=where(place) or "non connue",
        phones=value_words("phones", values["phones"]),
        emails=value_words("emails", values["emails"]),
        hours=value_words("hours", values["hours"]),
        services=labels_of("services", values["services"]),
        closed=place.status == "closed",
    )


@dataclass(frozen=True)
class Asked:
    """Where a request stands."""

    pk: int
    answer: str
    kind: str
    answered: str
    closes_on: str


def asked(request: ConfirmationRequest) -> Asked:
    """A request in words; `answered` is empty while it waits."""
    when = f"le {day_of(timezone.localdate(request.answered_at))}" if request.answered_at else ""
    return Asked(
        pk=request.pk,
        answer=request.get_answer_display(),
        kind=ANSWER_KINDS[request.answer],
        answered=when,
        closes_on=day_of(request.campaign.closes_on),
    )


@dataclass(frozen=True)
class PhoneLine:
    """A place to phone."""

    name: str
    where: str
    phones: str
    hours: str
    url: str
    answer: str
    kind: str
    waits: bool


def phone_line(request: ConfirmationRequest) -> PhoneLine:
    """A request without e-mail, in words."""
    place = request.place
    return PhoneLine(
        name=place.name,
        where=where(place),
        phones=", ".join(spoken_phone(phone) for phone in place.phones) or "numéro non connu : passez sur place",
        hours=value_words("hours", place.hours),
        url=reverse("places:phone_answer", kwargs={"request_id": request.pk}),
        answer=request.get_answer_display(),
        kind=ANSWER_KINDS[request.answer],
        waits=request.answer == ConfirmationAnswer.NONE,
    )
