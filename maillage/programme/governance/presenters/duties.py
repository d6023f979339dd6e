"""Obligations in French words, the lines of the grouped mail, and the private calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from maillage.design.typography import day_of, long_time
from maillage.programme.governance.models import FollowUp, Meeting, Obligation
from maillage.programme.governance.presenters.words import URGENCIES
from maillage.programme.governance.rules.duties import Level, Told, Urgency, days_words, level_of, urgency_of
from maillage.programme.governance.selectors.duties import Agenda, Near

ORDER = (Urgency.LATE, Urgency.URGENT, Urgency.NEAR, Urgency.FAR, Urgency.DONE)


@dataclass(frozen=True)
class ObligationLine:
    """One obligation in a list."""

    number: int
    title: str
    due: str
    left: str
    urgency: str
    urgency_kind: str
    responsible: str
    responsible_url: str
    source: str
    told: str
    done: str


def obligation_line(obligation: Obligation, today: date) -> ObligationLine:
    """An obligation in words."""
    label, kind = URGENCIES[urgency_of(obligation.due_on, obligation.done_on, today)]
    level = level_of(obligation.due_on, today)
    member = obligation.responsible
    return ObligationLine(
        number=obligation.pk,
        title=obligation.title,
        due=day_of(obligation.due_on),
        left="" if obligation.done_on else days_words(obligation.due_on, today),
        urgency=label,
        urgency_kind=kind,
        responsible=member.display_name if member else "",
        responsible_url=reverse("governance:member", kwargs={"public_id": member.public_id}) if member else "",
        source=obligation.source,
        told=_told(level, obligation),
        done=day_of(obligation.done_on) if obligation.done_on else "",
    )


def _told(level: Level | None, obligation: Obligation) -> str:
    """Who is told now; in the place of a responsible that is not named, the co-pilots."""
    if level is None or obligation.done_on is not None:
        return ""
    if obligation.responsible_id is None:
        return "secrétariat et co-pilotes" if Told.SECRETARY in level.who else "co-pilotes"
    return level.told


def by_urgency(obligations: Iterable[Obligation], today: date) -> list[ObligationLine]:
    """The most urgent first; within one urgency, the nearest first."""
    ranked = sorted(obligations, key=lambda one: (ORDER.index(urgency_of(one.due_on, one.done_on, today)), one.due_on))
    return [obligation_line(one, today) for one in ranked]


def finding(obligations: Iterable[Obligation], today: date) -> str:
    """What the calendar says, in a sentence."""
    left = [one for one in obligations if one.done_on is None]
    late = sum(urgency_of(one.due_on, None, today) is Urgency.LATE for one in left)
    if not left:
        return "Aucune échéance n’attend."
    following = next((one for one in sorted(left, key=lambda one: one.due_on) if one.due_on >= today), None)
    words = f"{late} {'échéances sont' if late > 1 else 'échéance est'} en retard. " if late else ""
    if following:
        words += f"La prochaine : « {following.title} », {days_words(following.due_on, today)}."
    return words.strip()


def notice_lines(near: Near, today: date) -> tuple[str, ...]:
    """What the grouped mail says, a line a thing."""
    duties = [
        f"Échéance : {one.title}, le {day_of(one.due_on)} ({days_words(one.due_on, today)})" for one in near.obligations
    ]
    tasks = [
        f"Suite : {one.task}, pour le {day_of(one.due_on)} ({days_words(one.due_on, today)})"
        for one in near.follow_ups
        if one.due_on
    ]
    meetings = [f"Réunion : {one.title}, {long_time(timezone.localtime(one.starts_at))}" for one in near.meetings]
    return (*duties, *tasks, *meetings)


def calendar_of(name: str, agenda: Agenda, now: datetime) -> bytes:
    """The private calendar (RFC 5545): days for what is due, hours in the time of Paris for meetings."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Gouvernance//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in (
        *(_due("echeance", one.pk, f"Échéance : {one.title}", one.due_on, now) for one in agenda.obligations),
        *(_task(one, now) for one in agenda.follow_ups),
        *(_meeting(one, now) for one in agenda.meetings),
    ):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _due(kind: str, number: int, summary: str, day: date, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{number}@maillage")
    event.add("summary", summary)
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _task(follow_up: FollowUp, now: datetime) -> Event:
    return _due("suite", follow_up.pk, f"Suite : {follow_up.task}", follow_up.due_on or now.date(), now)


def _meeting(meeting: Meeting, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"reunion-{meeting.public_id}@maillage")
    event.add("summary", meeting.title)
    event.add("dtstamp", now)
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    if meeting.place:
        event.add("location", ", ".join(part for part in (meeting.place, meeting.address) if part))
    return event
