"""The demonstration as `maillage demo` prepares it, for tests that look at the whole product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from maillage.config.demonstration import PASSWORD, PEOPLE
from maillage.portal.open_data.publish import publish
from maillage.programme.funding.demonstration import load_demonstration_funding
from maillage.programme.governance import links as governance_links
from maillage.programme.governance.demonstration import load_demonstration_governance
from maillage.programme.governance.models import Governance, Invitation
from maillage.programme.people.models import User
from maillage.programme.people.services.accounts import create_user
from maillage.programme.places import links as places_links
from maillage.programme.places.demonstration import load_demonstration_places
from maillage.programme.places.enums import PlaceStatus, ReportKind
from maillage.programme.places.models import ConfirmationRequest, Place
from maillage.programme.places.services.campaigns import open_campaign
from maillage.programme.places.services.duplicates import detect_duplicates
from maillage.programme.places.services.reports import file_report
from maillage.programme.places.services.uploads import keep_upload
from maillage.programme.roadmap.demonstration import load_demonstration_roadmap
from maillage.programme.roadmap.models import Axis
from maillage.programme.roadmap.services.roadmaps import create_roadmap, save_axis, save_objective
from maillage.programme.territories.services import load_geography

BY = "demonstration"
FREE = "Etablissement;Ville;CP;Rue;Genre;Notes\nAtelier fictif;Sarcelles;95200;4 rue des Lilas;Fablabo;x\n"


@contextmanager
def kept_for_a_module(blocker: Any, *, diagnosis: bool = False) -> Iterator[list[str]]:
    """The demonstration and its rarer states, taken back at the end; gives the addresses that a mail would carry.

    `blocker` is `django_db_blocker`, of a fixture that lasts a module.
    """
    with blocker.unblock(), transaction.atomic():
        load_whole(diagnosis=diagnosis)
        yield load_states()
        transaction.set_rollback(True)


def load_whole(*, diagnosis: bool = True) -> None:
    """Geography, people, places, governance, roadmap, money; the figures, which cost most, when they are asked for."""
    by, today = BY, timezone.localdate()
    load_geography(by=by)
    for email, name, role in PEOPLE:
        create_user(email=email, full_name=name, password=PASSWORD, roles=(role,), is_demonstration=True, by=None)
    load_demonstration_places(departement="95", by=by, today=today)
    detect_duplicates(by=by, today=today)
    publish(settings.MEDIA_ROOT / "donnees", timezone.now())
    if diagnosis:
        call_command("run_diagnosis", "95", demo=True, verbosity=0)
    governance = load_demonstration_governance(by=by, today=today)
    load_demonstration_roadmap(governance=governance, by=by, today=today)
    load_demonstration_funding(governance=governance, by=by, today=today)


def load_states() -> list[str]:
    """What the demonstration leaves out, so that each form is on some page; the addresses that a mail would carry."""
    governance, today = Governance.objects.get(), timezone.localdate()
    place = Place.objects.filter(status=PlaceStatus.ACTIVE).first()
    for _ in range(2):
        file_report(place=place, kind=ReportKind.HOURS, message="Faux", contact="habitante@cast.example")
    campaign = open_campaign(
        name="Hiver", message="Merci", closes_on=today + timedelta(days=20), places=[place], by=BY, today=today
    )
    asked = ConfirmationRequest.objects.filter(campaign=campaign).select_related("place", "campaign").get()
    lead, dates = governance.members.filter(category="epci").first(), (today, today + timedelta(days=400))
    draft = create_roadmap(
        governance=governance,
        name="Feuille locale",
        lead=lead,
        is_departemental=False,
        territory_codes=["95585"],
        starts_on=dates[0],
        ends_on=dates[1],
        by=BY,
    )
    axis = save_axis(roadmap=draft, title="Former", serves=Axis.objects.first(), by=BY)
    save_objective(axis=axis, title="Des aidants", by=BY)
    invited = Invitation.objects.exclude(convocation__meeting__state="held").first()
    waiting = keep_upload(name="lieux.csv", blocks=[FREE.encode()], layout="auto", by=User.objects.first())
    return [
        f"/lieux/confirmer/{places_links.token_of(asked)}/",
        f"/lieux/confirmer/{places_links.token_of(asked)}/corriger/",
        f"/gouvernance/invitation/{governance_links.token_of(invited)}/",
        f"/lieux/importer/{waiting.key}/",
    ]
