"""Indicators: targets side by side, values with their author, locked counts, alerts on agendas, targets by adoption."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from maillage.programme.governance.enums import CommitteeKind, ItemOrigin
from maillage.programme.governance.selectors.agenda import suggestions_for
from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from maillage.programme.roadmap.enums import Weather
from maillage.programme.roadmap.models import Measurement
from maillage.programme.roadmap.selectors.indicators import indicators_of, off_track, state_of, states_of
from maillage.programme.roadmap.services import indicators as services
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_person,
)
from tests.factories.places import make_place, queries_of
from tests.factories.roadmap import make_indicator

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
END = date(2025, 12, 31)
MINUTES, CIRCULAR = "Relevé de conclusions", "Circulaire"


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend=BACKEND)
    return client


def url(name: str, record: object) -> str:
    return reverse(f"roadmap:{name}", kwargs={"public_id": record.public_id})


def promise(indicator, source=MINUTES, value=500, due_on=END, **more):
    return services.set_target(indicator=indicator, source=source, value=Decimal(value), due_on=due_on, by=BY, **more)


def measure(indicator, value, on=date(2024, 7, 11), **more):
    return services.record_measurement(indicator=indicator, on=on, value=Decimal(value), by=BY, today=TODAY, **more)


def fresh(indicator):
    return state_of(indicators_of(indicator.governance).get(pk=indicator.pk), TODAY)


def test_the_case_of_the_minutes_and_its_alert():
    one = make_indicator(make_governance())
    promise(one)
    measure(one, 300)
    state = fresh(one)
    assert state.path.progress == Decimal("60.0")
    assert state.is_behind
    assert state.is_stale
    assert not state.is_falling
    assert [found.indicator for found in off_track(states_of(one.governance, TODAY))] == [one]


def test_targets_of_several_texts_stay_side_by_side_and_one_is_the_reference():
    one = make_indicator(make_governance(), title="Lieux", unit="lieux", baseline_value=Decimal(10_000))
    promise(one, MINUTES, 15_000, date(2027, 12, 31))
    promise(one, CIRCULAR, 20_000, date(2026, 12, 31))
    promise(one, CIRCULAR, 25_000, date(2027, 12, 31))
    measure(one, 12_500)
    assert [(path.source, path.progress, len(path.targets)) for path in fresh(one).paths] == [
        (MINUTES, Decimal("50.0"), 1),
        (CIRCULAR, Decimal("16.7"), 2),
    ]
    promise(one, CIRCULAR, 25_000, date(2027, 12, 31), is_reference=True)
    assert [(path.source, path.is_reference) for path in fresh(one).paths] == [(CIRCULAR, True), (MINUTES, False)]


def test_a_value_is_corrected_with_a_reason_and_the_journal_keeps_both():
    one = make_indicator(make_governance())
    measure(one, 300)
    with pytest.raises(services.IndicatorRefusedError, match="corriger"):
        measure(one, 310)
    assert one.measurements.get().value == 300
    measure(one, 310, comment="Dix inscriptions tardives")
    assert one.measurements.get().value == 310
    details = Entry.objects.filter(action="indicator.measured").latest("pk").details
    assert (details["before"], details["value"]) == ("300.00", "310")


@pytest.mark.parametrize("on", [date(2023, 12, 31), date(2999, 1, 1)])
def test_an_impossible_day_is_refused_and_nothing_is_kept(on):
    one = make_indicator(make_governance())
    with pytest.raises(services.IndicatorRefusedError):
        measure(one, 300, on)
    assert not Measurement.objects.exists()


def test_a_counted_indicator_is_locked_and_follows_the_directory():
    governance = make_governance()
    make_place()
    one = make_indicator(governance, title="Lieux", unit="lieux", feed="places", territory_code="95585")
    with pytest.raises(services.IndicatorRefusedError, match="formule"):
        measure(one, 12)
    assert services.refresh_indicators(governance=one.governance, by=BY, today=TODAY) == 1
    assert one.measurements.get().value == 1
    make_place(source_id="2", name="Médiathèque fictive", address="8 avenue du Lac")
    services.refresh_indicators(governance=one.governance, by=BY, today=TODAY)
    kept = one.measurements.get()
    assert (kept.value, kept.is_computed) == (2, True)


def test_an_unknown_feed_and_a_taken_name_are_refused():
    governance = make_governance()
    make_indicator(governance)
    with pytest.raises(services.IndicatorRefusedError, match="alimentation"):
        make_indicator(governance, title="Autre", feed="rien")
    with pytest.raises(services.IndicatorRefusedError, match="déjà"):
        make_indicator(governance)


def test_a_low_weather_without_a_word_is_refused():
    one = make_indicator(make_governance())
    with pytest.raises(services.IndicatorRefusedError, match="commentaire"):
        services.report_weather(indicator=one, weather=Weather.COMPROMISED, by=BY, today=TODAY)
    assert not one.weather_reports.exists()


def test_only_the_co_pilots_and_the_member_that_follows_it_give_a_value():
    governance = make_governance()
    owner = make_member(governance)
    one = make_indicator(governance, owner=owner)
    stranger, speaker = make_user(Role.MEMBER), make_user(Role.MEMBER, email="porteur@cast.example")
    make_person(owner, user=speaker)
    values = {"indicator": one, "on": TODAY, "value": Decimal(1), "today": TODAY}
    with pytest.raises(NotAllowedError):
        services.record_measurement(**values, by=stranger)
    with pytest.raises(NotAllowedError):
        services.set_target(indicator=one, source=MINUTES, value=Decimal(1), due_on=END, by=speaker)
    assert services.record_measurement(**values, by=speaker).value == 1


def test_an_indicator_off_its_path_is_proposed_to_the_next_agenda():
    governance = make_governance()
    meeting = make_meeting(make_committee(governance, CommitteeKind.COPIL))
    one = make_indicator(governance)
    promise(one)
    measure(one, 500)
    assert not [item for item in suggestions_for(meeting, TODAY) if item.origin == ItemOrigin.ALERT]
    measure(one, 300, comment="Erreur de compte")
    found = [item for item in suggestions_for(meeting, TODAY) if item.origin == ItemOrigin.ALERT]
    assert [(item.title, "derrière" in item.why) for item in found] == [("Jeunes formés", True)]


def test_pages_show_the_value_the_path_and_the_targets():
    governance = make_governance()
    one = make_indicator(governance)
    promise(one)
    measure(one, 300, proof="Relevé du 11 juillet")
    client = signed_in(Role.MEMBER)
    page = client.get(url("indicator", one)).content.decode()
    for words in ("60\u00a0%", "Relevé du 11 juillet", MINUTES, "<svg", "points de retard"):
        assert words in page, words
    assert "Donner une valeur" not in page
    listed = client.get(reverse("roadmap:indicators")).content.decode()
    assert "ne suit pas sa trajectoire" in listed
    assert 'max="100" value="60"' in listed
    lines = client.get(reverse("roadmap:indicators_csv")).content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        f"Jeunes formés;jeunes;mesure;2024-07-11;300.00;{BY};Relevé du 11 juillet",
        "Jeunes formés;jeunes;cible;2025-12-31;500.00;Relevé de conclusions;",
    ]


def test_a_bar_stops_at_its_end_and_the_figure_does_not():
    one = make_indicator(make_governance())
    promise(one)
    measure(one, 620)
    page = signed_in(Role.MEMBER).get(reverse("roadmap:indicators")).content.decode()
    assert 'max="100" value="100"' in page
    assert "124\u00a0%" in page


def test_a_refused_value_comes_back_as_typed():
    one = make_indicator(make_governance())
    client = signed_in(Role.CO_PILOT)
    answer = client.post(url("indicator_measure", one), {"value": "beaucoup", "on": "2024-07-11"})
    assert "beaucoup" in answer.content.decode()
    assert "Écrivez un nombre" in answer.content.decode()
    answer = client.post(url("indicator_measure", one), {"value": "15 000", "on": "2024-07-11"})
    assert answer.status_code == 302
    assert one.measurements.get().value == 15_000


def test_the_list_costs_the_same_with_ten_indicators():
    governance, client = make_governance(), signed_in(Role.CO_PILOT)
    first = make_indicator(governance)
    promise(first)
    measure(first, 3)
    few = queries_of(client, reverse("roadmap:indicators"))
    for rank in range(9):
        one = make_indicator(governance, title=f"Indicateur {rank}")
        promise(one)
        measure(one, 3)
    assert queries_of(client, reverse("roadmap:indicators")) == few
    assert len(states_of(governance, TODAY)) == 10
