"""What is done every night so that the directory stays true without anyone: colours, reminders, erasures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction

from maillage.programme.journal.services import record
from maillage.programme.places.enums import Freshness
from maillage.programme.places.links import Letter
from maillage.programme.places.models import Campaign, ConfirmationRequest, Place
from maillage.programme.places.rules.quality import freshness_of
from maillage.programme.places.services.campaigns import send_requests
from maillage.programme.places.services.uploads import purge_uploads


def keep_places(
    *, write_letter: Callable[[ConfirmationRequest], Letter] | None, by: object, today: date
) -> dict[str, int]:
    """Refresh the colours, remind the places that did not answer, erase the waiting files whose time is over.

    Doing it again the same night changes nothing. Without `write_letter`, no reminder leaves.
    """
    counts = {
        "colours": refresh_colours(today=today, by=by),
        "reminders": _remind(write_letter, by, today) if write_letter else 0,
        "files": purge_uploads(by=by),
    }
    record(actor=by, action="places.kept", object_type="places", object_id="all", details=counts)
    return counts


@transaction.atomic
def refresh_colours(*, today: date, by: object) -> int:
    """Give each place the colour of today; returns how many changed."""
    changed: dict[Freshness, list[int]] = {}
    for key, confirmed_on, held in Place.objects.values_list("pk", "confirmed_on", "freshness").order_by("pk"):
        colour = freshness_of(confirmed_on, today)
        if colour != held:
            changed.setdefault(colour, []).append(key)
    for colour, keys in changed.items():
        Place.objects.filter(pk__in=keys).update(freshness=colour)
    count = sum(map(len, changed.values()))
    record(
        actor=by, action="places.colours_refreshed", object_type="places", object_id="all", details={"changed": count}
    )
    return count


def _remind(write_letter: Callable[[ConfirmationRequest], Letter], by: object, today: date) -> int:
    """Only reminders: the first mail of a campaign is someone's decision."""
    return sum(
        send_requests(campaign=campaign, write_letter=write_letter, by=by, today=today, reminders_only=True)
        for campaign in Campaign.objects.filter(opens_on__lte=today, closes_on__gte=today)
    )
