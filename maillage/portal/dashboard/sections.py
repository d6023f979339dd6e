"""Each section of the dashboard: what it holds for this person, every line one click from the thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.design.typography import day_of, long_time, spaced
from maillage.programme.diagnosis.selectors import published_run
from maillage.programme.funding.presenters.envelopes import due_lines
from maillage.programme.funding.presenters.requests import request_line
from maillage.programme.funding.selectors.envelopes import dues_of
from maillage.programme.funding.selectors.waiting import requests_waiting
from maillage.programme.governance.rules.duties import days_words
from maillage.programme.governance.selectors.duties import agenda_of
from maillage.programme.governance.selectors.meetings import coming_for
from maillage.programme.governance.selectors.members import voices
from maillage.programme.people.rules import Capability, may
from maillage.programme.places.selectors.counts import places_to_confirm
from maillage.programme.roadmap.presenters.actions import action_line
from maillage.programme.roadmap.presenters.indicators import alerts, due_words, indicator_line
from maillage.programme.roadmap.selectors.actions import is_pilot, late_actions
from maillage.programme.roadmap.selectors.indicators import IndicatorState, may_measure
from maillage.programme.roadmap.selectors.indicators import off_track as furthest_first

if TYPE_CHECKING:
    from maillage.programme.governance.models import Governance
    from maillage.programme.people.models import User

HORIZON = timedelta(days=60)
SHOWN = 6
OLD_DIAGNOSIS = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One thing to look at; `mine` says that this person is the one who can act."""

    title: str
    url: str
    words: str
    kind: str = "info"
    detail: str = ""
    mine: bool = False


@dataclass(frozen=True)
class Section:
    """A list, the page that shows it whole, and what to say when there is nothing."""

    code: str
    title: str
    lines: tuple[Line, ...]
    total: int
    url: str
    nothing: str

    @property
    def more(self) -> int:
        """How many lines the page does not show."""
        return self.total - len(self.lines)


def section(code: str, title: str, lines: Sequence[Line], url: str, nothing: str) -> Section:
    """The first lines: those of this person before the others, their own order kept."""
    ranked = sorted(lines, key=lambda one: not one.mine)
    return Section(code, title, tuple(ranked[:SHOWN]), len(ranked), url, nothing)


def deadlines(governance: Governance, user: User, now: datetime) -> Section:
    """Obligations, follow-ups and the dates of the money, late or within two months, the nearest first."""
    today = timezone.localdate(now)
    agenda, dated = agenda_of(governance, user, now), []
    obligations, tasks = reverse("governance:obligations"), "governance:follow_up"
    for one in agenda.obligations:
        dated.append((one.due_on, one.title, obligations, one.responsible.display_name if one.responsible else ""))
    for task in agenda.follow_ups:
        if task.due_on:
            url, who = reverse(tasks, kwargs={"follow_up_id": task.pk}), task.responsible_member
            dated.append((task.due_on, task.task, url, who.display_name if who else ""))
    if may(user.roles, Capability.SEE_FUNDING):
        dated += [
            (one.due_on, one.title, one.url, one.envelope) for one in due_lines(dues_of(governance, today), today)
        ]
    near = sorted(one for one in dated if one[0] <= today + HORIZON)
    lines = [
        Line(spaced(title), url, days_words(due_on, today), urgency(due_on, today), _when(due_on, who))
        for due_on, title, url, who in near
    ]
    return section("echeances", "Échéances", lines, obligations, "Aucune échéance dans les deux mois.")


def _when(due_on: date, who: str) -> str:
    return f"{day_of(due_on)}, {who}" if who else day_of(due_on)


def urgency(due_on: date, today: date) -> str:
    """The kind of tag of a date."""
    left = (due_on - today).days
    return "error" if left < 0 else "warning" if left <= 15 else "info"


def late(governance: Governance, user: User, today: date) -> Section:
    """The actions that are late, those that the person pilots first."""
    lines, spoken = [], voices(user, today)
    for action, _ in late_actions(governance, user, today):
        shown = action_line(action, today)
        mine = is_pilot(action, spoken)
        lines.append(Line(f"{shown.reference} {shown.title}", shown.url, shown.late, "error", shown.pilots, mine))
    url = reverse("roadmap:roadmaps")
    return section("retards", "Actions en retard", lines, url, "Aucune action n’est en retard.")


def off_track(states: Sequence[IndicatorState], user: User, today: date) -> Section:
    """The indicators behind their path or falling, the furthest first."""
    lines, spoken = [], voices(user, today)
    for state in furthest_first(states):
        shown, words = indicator_line(state), [text for text, kind in alerts(state) if kind == "error"]
        detail = f"{shown.value} {shown.when}, {shown.progress} de la cible"
        mine = may_measure(state.indicator, spoken)
        lines.append(Line(shown.title, shown.url, ", ".join(words), "error", detail, mine))
    url, nothing = reverse("roadmap:indicators"), "Tous les indicateurs suivent leur trajectoire."
    return section("indicateurs", "Indicateurs hors trajectoire", lines, url, nothing)


def meetings(user: User, now: datetime) -> Section:
    """The meetings to come that the person may see."""
    today, lines = timezone.localdate(now), []
    for one in coming_for(user, now):
        url, moment = (
            reverse("governance:meeting", kwargs={"public_id": one.public_id}),
            timezone.localtime(one.starts_at),
        )
        words, kind = days_words(moment.date(), today), "info" if moment.date() >= today else "warning"
        lines.append(Line(one.title, url, words, kind, f"{long_time(moment)}, {one.get_state_display().lower()}"))
    return section("reunions", "Réunions à venir", lines, reverse("governance:meetings"), "Aucune réunion prévue.")


def waiting(governance: Governance, user: User, today: date) -> Section:
    """The requests for money whose next act belongs to the person."""
    lines = []
    for request in requests_waiting(governance, user, today):
        shown = request_line(request)
        lines.append(Line(shown.label, shown.url, shown.state, "info", shown.asked, mine=True))
    return section(
        "demandes", "Demandes qui vous attendent", lines, reverse("funding:home"), "Aucune demande ne vous attend."
    )


def to_refresh(governance: Governance, states: Sequence[IndicatorState], user: User, today: date) -> Section:
    """Figures that are getting old: indicators, places to confirm, the diagnosis."""
    lines, spoken = [], voices(user, today)
    for state in states:
        if state.needs_value:
            shown, mine = indicator_line(state), may_measure(state.indicator, spoken)
            lines.append(Line(shown.title, shown.url, due_words(state, today), "warning", shown.value, mine))
    old = places_to_confirm()
    if old and may(user.roles, Capability.MANAGE_PLACES):
        lines.append(Line("Lieux à confirmer", reverse("places:campaigns"), f"{old} fiches", "warning", "Plus d’un an"))
    run = published_run(settings.DEPARTEMENT)
    done_on = timezone.localdate(run.finished_at) if run and run.finished_at else today
    if done_on + OLD_DIAGNOSIS < today:
        lines.append(Line("Diagnostic", reverse("diagnosis:map"), "à recalculer", "warning", day_of(done_on)))
    return section(
        "donnees", "Données à rafraîchir", lines, reverse("roadmap:indicators"), "Toutes les données sont à jour."
    )
