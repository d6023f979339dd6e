"""A questionnaire by invitation: one answer a body until closing, mails sent once, results for those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.surveys.models import Survey, SurveyAnswer, SurveyInvitation
from maillage.programme.surveys.selectors import response_rates, results, token_of
from maillage.programme.surveys.services import (
    Respondent,
    SurveyRefusedError,
    keep_answer,
    open_survey,
    purge_surveys,
    send_invitations,
)
from tests.factories.cast import make_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
GOOD = {"knowledge": "4", "position": "ready", "brings": ["train", "host"]}


def today():
    return timezone.localdate()


def opened(count: int = 6, **changes) -> Survey:
    dates = {"opens_on": today() - timedelta(days=1), "closes_on": today() + timedelta(days=20)} | changes
    people = [Respondent(f"Structure fictive {i}", "Collège A", f"s{i}@demo.example") for i in range(count)]
    return open_survey(
        code="membres-instance", title="Questionnaire fictif", subject="", respondents=people, by="test", **dates
    )


def link(invitation: SurveyInvitation) -> str:
    return f"/enquetes/repondre/{token_of(invitation)}/"


def write(invitation: SurveyInvitation) -> tuple[str, str]:
    return "Questionnaire", link(invitation)


def test_an_answer_is_kept_then_changed_until_closing(client):
    invitation = opened().invitations.first()
    assert client.post(link(invitation), GOOD).status_code == 302
    assert client.post(link(invitation), {**GOOD, "position": "acts"}).status_code == 302
    assert SurveyAnswer.objects.get().values["position"] == "acts"
    assert "checked" in client.get(link(invitation)).content.decode()


def test_opening_the_link_changes_nothing(client):
    invitation = opened().invitations.first()
    client.get(link(invitation))
    assert SurveyAnswer.objects.count() == 0


def test_what_is_missing_is_said_and_nothing_is_lost(client):
    invitation = opened().invitations.first()
    response = client.post(link(invitation), {"expectation": "Des formations"})
    assert response.status_code == 200
    assert "Répondez à cette question" in response.content.decode() or "obligatoire" in response.content.decode()
    assert "Des formations" in response.content.decode()
    assert SurveyAnswer.objects.count() == 0


@pytest.mark.parametrize(("shift", "status"), [(timedelta(days=-30), 410), (timedelta(days=30), 410)])
def test_a_survey_that_is_not_open_takes_no_answer(client, shift, status):
    survey = opened(opens_on=today() + shift - timedelta(days=5), closes_on=today() + shift)
    invitation = survey.invitations.first()
    Survey.objects.update(
        opens_on=today() + shift - timedelta(days=5) if shift.days < 0 else today() + timedelta(days=3)
    )
    assert client.post(link(invitation), GOOD).status_code == status
    with pytest.raises(SurveyRefusedError):
        keep_answer(invitation=invitation, values=GOOD, today=today())


def test_a_forged_link_is_refused_in_words(client):
    assert client.get("/enquetes/repondre/abc:def/").status_code == 404
    assert "Ce lien n’est pas le bon" in client.get("/enquetes/repondre/abc:def/").content.decode()


def test_mails_leave_once_and_reminders_twice_at_most(django_capture_on_commit_callbacks):
    survey = opened(2)
    keep_answer(invitation=survey.invitations.first(), values=GOOD, today=today())
    days = (0, 0, 6, 7, 8, 12, 13, 19)
    for day in days:
        with django_capture_on_commit_callbacks(execute=True):
            send_invitations(survey=survey, write=write, by="test", today=today() + timedelta(days=day))
    assert [message.to for message in mail.outbox] == [["s1@demo.example"]] * 3


def test_a_sending_that_is_undone_sends_nothing(django_capture_on_commit_callbacks):
    survey = opened(2)

    @transaction.atomic
    def undone() -> None:
        send_invitations(survey=survey, write=write, by="test", today=today())
        raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        undone()
    assert mail.outbox == []
    assert survey.invitations.filter(sent_on__isnull=False).count() == 0


def closed(survey: Survey) -> Survey:
    Survey.objects.filter(pk=survey.pk).update(closes_on=today() - timedelta(days=1))
    survey.refresh_from_db()
    return survey


def test_results_are_for_the_governance_once_closed_and_hidden_under_five(client):
    survey = opened(6)
    address = f"/enquetes/{survey.public_id}/resultats/"
    assert client.get(address).status_code == 302
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    assert client.get(address).status_code == 403
    client.force_login(make_user(Role.MEMBER), backend=BACKEND)
    for count, invitation in enumerate(survey.invitations.all()[:5], start=1):
        keep_answer(invitation=invitation, values=GOOD, today=today())
        page = client.get(address).content.decode()
        assert ("Former" in page, "lendemain de la clôture" in page, f">{count}<" in page) == (False, True, True)
    fewer, whole = closed(opened(6)), closed(survey)
    assert "Former" not in client.get(f"/enquetes/{fewer.public_id}/resultats/").content.decode()
    page = client.get(f"/enquetes/{whole.public_id}/resultats/").content.decode()
    assert ("Former" in page, "lendemain de la clôture" in page, "Structure fictive" in page) == (True, False, False)


def answered(count: int) -> Survey:
    survey = opened(count)
    for step, invitation in enumerate(survey.invitations.all()):
        keep_answer(invitation=invitation, values=GOOD | {"knowledge": str(1 + step % 5)}, today=today())
    return survey


def test_once_closed_no_answer_leads_to_who_gave_it():
    survey = answered(30)
    former = list(survey.answers.order_by("pk").values_list("pk", "values"))
    purge_surveys(by="test", today=survey.closes_on)
    assert survey.answers.filter(invitation__isnull=False).count() == 30
    purge_surveys(by="test", today=survey.closes_on + timedelta(days=1))
    kept = list(survey.answers.order_by("pk").values_list("pk", "values"))
    assert survey.answers.filter(invitation__isnull=False).count() == 0
    assert {pk for pk, _ in kept}.isdisjoint(pk for pk, _ in former)
    assert [values for _, values in kept] != [values for _, values in former]
    levels = [sorted(values["knowledge"] for _, values in lines) for lines in (former, kept)]
    assert levels[0] == levels[1]
    purge_surveys(by="test", today=survey.closes_on + timedelta(days=2))
    assert list(survey.answers.order_by("pk").values_list("pk", "values")) == kept


def test_teeth_a_closing_that_cuts_nothing_is_seen(monkeypatch):
    monkeypatch.setattr("maillage.programme.surveys.services._unlink", lambda survey, by: None)
    survey = answered(6)
    purge_surveys(by="test", today=survey.closes_on + timedelta(days=1))
    assert survey.answers.filter(invitation__isnull=False).count() == 6


def test_rates_stay_once_answers_are_cut(client):
    survey = answered(6)
    purge_surveys(by="test", today=survey.closes_on + timedelta(days=1))
    assert response_rates(survey) == (("Collège A", 6, 6),)
    assert [tally.answered for tally in results(closed(survey), today())][:1] == [6]


def test_the_journal_does_not_say_who_answered():
    survey = opened(1)
    keep_answer(invitation=survey.invitations.get(), values=GOOD, today=today())
    entry = Entry.objects.get(action="survey.answered")
    assert (entry.actor_label, entry.details) == ("Invité", {})


def test_addresses_are_erased_one_year_after_closing():
    survey = opened(2)
    assert purge_surveys(by="test", today=survey.closes_on + timedelta(days=365)) == 0
    assert purge_surveys(by="test", today=survey.closes_on + timedelta(days=366)) == 2
    assert set(survey.invitations.values_list("email", flat=True)) == {""}


def test_a_closed_survey_asks_for_no_more_calls(client):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    survey = opened(2)
    SurveyInvitation.objects.update(email="")
    address = f"/gouvernance/questionnaires/{survey.public_id}/"
    assert "À joindre par téléphone" in client.get(address).content.decode()
    closed(survey)
    assert "À joindre par téléphone" not in client.get(address).content.decode()
