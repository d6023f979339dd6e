"""Reads campaigns of confirmation: how far each is, whom to ask, whom to phone, and the request behind a link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.programme.places.enums import ConfirmationAnswer
from maillage.programme.places.links import key_of
from maillage.programme.places.models import Campaign, ConfirmationRequest, Place
from maillage.programme.places.rules.quality import freshness_of
from maillage.programme.places.selectors.directory import place_by_id
from maillage.programme.places.selectors.quality import NO_EPCI, OUTSIDE, places_of_area

REMIND_AFTER = timedelta(days=10)
NONE = ConfirmationAnswer.NONE


@dataclass(frozen=True)
class Candidates:
    """The places that a campaign would ask; `asked` are left aside, another campaign already waits for them."""

    places: tuple[Place, ...]
    with_email: int
    asked: int

    @property
    def without_email(self) -> int:
        """Those that will be phoned."""
        return len(self.places) - self.with_email


@dataclass(frozen=True)
class Progress:
    """How far a campaign is."""

    total: int
    with_email: int
    sent: int
    answered: int
    answers: dict[ConfirmationAnswer, int]
    never_sent: int
    to_remind: int
    to_phone: int


def campaigns() -> QuerySet[Campaign]:
    """Every campaign with its numbers of requests, sent and answered, the latest first."""
    return Campaign.objects.annotate(
        total=Count("requests"),
        sent=Count("requests", filter=Q(requests__sent_at__isnull=False)),
        answered=Count("requests", filter=~Q(requests__answer=NONE)),
    ).order_by("-opens_on", "-pk")


def campaign_by_number(campaign_id: int) -> Campaign:
    """One campaign; 404 when there is none."""
    found = Campaign.objects.filter(pk=campaign_id).first()
    if found is None:
        raise Http404("Cette campagne n’existe pas.")
    return found


def progress_of(campaign: Campaign) -> Progress:
    """The numbers of one campaign."""
    due = timezone.now() - REMIND_AFTER
    waiting, mailed = Q(answer=NONE), ~Q(email="")
    counted = ConfirmationRequest.objects.filter(campaign=campaign).aggregate(
        total=Count("pk"),
        with_email=Count("pk", filter=mailed),
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        answered=Count("pk", filter=~waiting),
        never_sent=Count("pk", filter=waiting & mailed & Q(sent_at__isnull=True)),
        to_remind=Count("pk", filter=waiting & mailed & Q(sent_at__lte=due, reminded_at__isnull=True)),
        to_phone=Count("pk", filter=waiting & Q(email="")),
    )
    answers = ConfirmationRequest.objects.filter(campaign=campaign).exclude(answer=NONE).order_by().values("answer")
    told = {line["answer"]: line["count"] for line in answers.annotate(count=Count("pk"))}
    return Progress(**counted, answers={answer: told.get(answer, 0) for answer in ConfirmationAnswer if answer != NONE})


def candidates(colours: Collection[str], epci: str, today: date) -> Candidates:
    """The places of these colours in one EPCI, or in the whole perimeter."""
    places = [
        place
        for place in places_of_area(epci).select_related("commune")
        if not colours or freshness_of(place.confirmed_on, today) in colours
    ]
    open_requests = ConfirmationRequest.objects.filter(campaign__closes_on__gte=today, answer=NONE)
    asked = set(open_requests.values_list("place", flat=True))
    kept = tuple(place for place in places if place.pk not in asked)
    return Candidates(kept, sum(bool(place.emails) for place in kept), len(places) - len(kept))


def area_choices() -> list[tuple[str, str]]:
    """(code, name) of each EPCI that has places, by name."""
    columns = ("commune__ept", "commune__ept__name", "commune__epci", "commune__epci__name")
    lines = places_of_area("").order_by().values_list(*columns).distinct()
    named = {str(ept or epci or NO_EPCI): ept_name or epci_name or OUTSIDE for ept, ept_name, epci, epci_name in lines}
    return sorted(named.items(), key=lambda pair: pair[1])


def phone_list(campaign: Campaign) -> QuerySet[ConfirmationRequest]:
    """The places without e-mail, those that have not answered first."""
    found = ConfirmationRequest.objects.filter(campaign=campaign, email="")
    return found.select_related("place__commune").order_by(F("answered_at").asc(nulls_first=True), "place__name", "pk")


def request_by_number(request_id: int) -> ConfirmationRequest:
    """One request; 404 when there is none."""
    found = ConfirmationRequest.objects.select_related("campaign", "place").filter(pk=request_id).first()
    if found is None:
        raise Http404("Cette demande n’existe pas.")
    return found


def request_of_link(token: str) -> ConfirmationRequest | None:
    """The request behind a link, None when the link is not ours."""
    key = key_of(token)
    return ConfirmationRequest.objects.select_related("campaign", "place").filter(key=key).first() if key else None


def place_asked(request: ConfirmationRequest) -> Place:
    """The place that a request speaks of: the one that it joined, when it joined another since."""
    return place_by_id(request.place.public_id)
