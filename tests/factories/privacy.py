"""One person planted in each treatment of the register, and a scan of everything that is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from maillage.programme.governance.models import Representative
from maillage.programme.people.enums import Role
from maillage.programme.people.services.accounts import create_user
from maillage.programme.places.enums import ReportKind
from maillage.programme.places.models import Campaign, ConfirmationRequest, Place
from maillage.programme.places.services.reports import file_report
from maillage.programme.privacy.rules import fold
from maillage.programme.surveys.services import Respondent, open_survey
from tests.factories.cast import PASSWORD
from tests.factories.governance_meetings import convened, invitation_of

EMAIL, NAME = "oriane.lecanari@cast.example", "Oriane Lécanari"


def plant_account() -> None:
    create_user(email=EMAIL, full_name=NAME, password=PASSWORD, roles=(Role.MEDIATOR,), by=None)


def plant_traces() -> None:
    trace = {"username": EMAIL, "ip_address": "127.0.0.1", "user_agent": "", "path_info": "/connexion/"}
    AccessAttempt.objects.create(**trace, failures_since_start=1)
    AccessFailureLog.objects.create(**trace)
    AccessLog.objects.create(**trace)


def plant_report(place: Place) -> None:
    file_report(place=place, kind=ReportKind.HOURS, message=f"Fermé. Signé : oriane LECANARI, {EMAIL}.", contact=EMAIL)


def plant_request(place: Place) -> None:
    today = timezone.localdate()
    campaign = Campaign.objects.create(
        name="Automne", opens_on=today, closes_on=today + timedelta(days=30), by_label=NAME, message=f"Avec {NAME}"
    )
    ConfirmationRequest.objects.create(campaign=campaign, place=place, email=EMAIL)


def plant_seat() -> Representative:
    meeting = convened()
    invitation = invitation_of(meeting)
    type(invitation).objects.filter(pk=invitation.pk).update(email=EMAIL)
    person = invitation.representative
    Representative.objects.filter(pk=person.pk).update(
        full_name=NAME, email=EMAIL, phone="+33199001234", function="Directrice", ends_on=timezone.localdate()
    )
    return person


def plant_respondent() -> None:
    today = timezone.localdate()
    open_survey(
        code="membres-instance",
        title="Questionnaire fictif",
        subject="",
        respondents=[Respondent("Structure fictive", "Collège A", EMAIL)],
        by="test",
        opens_on=today,
        closes_on=today + timedelta(days=20),
    )


def kept_everywhere() -> str:
    """Every value of every table, and every file beside the database, as one folded text."""
    parts: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            parts += [_text(value) for row in cursor.fetchall() for value in row]
    database = Path(str(connection.settings_dict["NAME"])).name
    for file in Path(settings.HOME).rglob("*"):
        if file.is_file() and not file.name.startswith(database):
            parts.append(file.read_bytes().decode("utf-8", "ignore"))
    return fold(" ".join(parts))


def _text(value: object) -> str:
    text = bytes(value).decode("utf-8", "ignore") if isinstance(value, (bytes, memoryview)) else str(value)
    return text.encode().decode("unicode_escape", "ignore") if "\\u" in text else text
