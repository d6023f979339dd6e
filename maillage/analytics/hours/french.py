"""Hours in French, for the badge of a place, its printed sheet and whoever listens to the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from maillage.analytics.hours.calendar import DAY_NAMES, MONTH_NAMES, PARIS, is_public_holiday
from maillage.analytics.hours.closures import Closure
from maillage.analytics.hours.osm import Span
from maillage.analytics.hours.state import Opening, State, spans_on
from maillage.analytics.hours.week import BY_APPOINTMENT, Day, Week, week_of
from maillage.tables.hours import check_hours

HARD = "\u00a0"
UNKNOWN_HOURS = "Horaires non connus"


def clock_words(minutes: int) -> str:
    """540 gives « 9 h », 750 « 12 h 30 », 1440 « minuit »."""
    if minutes % 1440 == 0:
        return "minuit"
    hours, rest = divmod(minutes, 60)
    return f"{hours}{HARD}h" if rest == 0 else f"{hours}{HARD}h{HARD}{rest:02d}"


def date_words(day: date, *, year: bool = True) -> str:
    """« 1er mai 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    words = f"{number}{HARD}{MONTH_NAMES[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def state_words(state: State, at: datetime) -> str:
    """One short sentence: « Ouvert jusqu’à 12 h 30 », « Fermé, ouvre mardi à 9 h », « Horaires non connus »."""
    today = at.astimezone(PARIS).date()
    note = f" ({state.note})" if state.note else ""
    if state.opening is Opening.OPEN:
        return f"Ouvert{_until(state.until, today)}{note}"
    if state.opening is Opening.UNKNOWN:
        return f"{_unknown(state)}{_again(state.next_opening, today)}"
    reason = f" ({state.reason})" if state.reason else ""
    return f"Fermé{reason}{_again(state.next_opening, today)}"


def ranges_words(ranges: Sequence[tuple[int, int]]) -> str:
    """« de 9 h à 12 h et de 14 h à 17 h », the whole span even across noon (D4)."""
    parts = [
        f"24{HARD}h sur 24" if (start, end) == (0, 1440) else f"de {clock_words(start)} à {clock_words(end)}"
        for start, end in ranges
    ]
    return listed(parts)


def listed(parts: Sequence[str]) -> str:
    """« a, b et c »."""
    return " et ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def week_lines(
    hours: str, monday: date, closures: Sequence[Closure] = (), zone: str = "C"
) -> tuple[tuple[str, str], ...]:
    """(day, words) of the seven days from a date, as they really are that week: holidays and closures included."""
    checked = check_hours(hours)
    lines = []
    for ahead in range(7):
        day = monday + timedelta(days=ahead)
        known = checked.known or any(closure.holds(day) for closure in closures)
        words = _day_words(spans_on(checked.hours, day, closures, zone), day) if known else UNKNOWN_HOURS
        lines.append((DAY_NAMES[day.weekday()], words))
    return tuple(lines)


def week_words(hours: str) -> str:
    """The ordinary week in full sentences, equal days grouped; hours beyond the editor are given as written."""
    checked = check_hours(hours)
    if not checked.known:
        return f"{UNKNOWN_HOURS}."
    if checked.hours == "24/7":
        return f"Ouvert 24{HARD}h sur 24, tous les jours."
    week = week_of(checked.hours)
    if week is None:
        return f"Horaires particuliers : {checked.hours}."
    groups: dict[str, list[int]] = {}
    for place, day in enumerate(week.days):
        groups.setdefault(_plain_day(day), []).append(place)
    if set(groups) == {"fermé"}:
        return "Fermé toute la semaine."
    sentences = [f"{_days_words(places)} : {words}." for words, places in groups.items()]
    return " ".join([*sentences, *_holiday_sentences(week)])


def closure_words(closure: Closure) -> str:
    """« Fermé du 4 août au 15 août 2026 (congés) »."""
    if closure.first == closure.last:
        when = f"le {date_words(closure.first)}"
    else:
        same = closure.first.year == closure.last.year
        when = f"du {date_words(closure.first, year=not same)} au {date_words(closure.last)}"
    reason = f" ({closure.reason})" if closure.reason else ""
    if closure.ranges:
        return f"Ouvert {ranges_words(sorted(closure.ranges))} {when}{reason}"
    return f"Fermé {when}{reason}"


def _until(until: datetime | None, today: date) -> str:
    if until is None:
        return ""
    if until.date() == today:
        return f" jusqu’à {clock_words(until.hour * 60 + until.minute)}"
    if until.date() == today + timedelta(days=1) and (until.hour, until.minute) == (0, 0):
        return " jusqu’à minuit"
    return f" jusqu’{_day_in_words(until.date(), today, to=True)} à {clock_words(until.hour * 60 + until.minute)}"


def _again(opening: datetime | None, today: date) -> str:
    if opening is None:
        return ""
    when = "" if opening.date() == today else f" {_day_in_words(opening.date(), today)}"
    return f", ouvre{when} à {clock_words(opening.hour * 60 + opening.minute)}"


def _day_in_words(day: date, today: date, *, to: bool = False) -> str:
    ahead = (day - today).days
    if ahead == 1:
        return "à demain" if to else "demain"
    if ahead < 7:
        return f"à {DAY_NAMES[day.weekday()]}" if to else DAY_NAMES[day.weekday()]
    return f"au {date_words(day)}" if to else f"le {date_words(day)}"


def _unknown(state: State) -> str:
    if not state.until and not state.next_opening:
        return UNKNOWN_HOURS
    return state.reason[:1].upper() + state.reason[1:] if state.reason else "Ouverture à confirmer"


def _day_words(spans: Sequence[Span], day: date) -> str:
    if not spans:
        return "fermé (jour férié)" if is_public_holiday(day) else "fermé"
    sure = ranges_words([(span.start, span.end) for span in spans if span.open])
    doubts = {span.note or "à confirmer" for span in spans if span.open is None}
    notes = {span.note for span in spans if span.open and span.note}
    words = f"{sure} ({', '.join(sorted(notes))})" if notes else sure
    return " ; ".join(part for part in (words, *sorted(doubts)) if part)


def _plain_day(day: Day) -> str:
    if not day.ranges:
        return "fermé"
    notes = [BY_APPOINTMENT] * day.by_appointment + [day.note] * bool(day.note)
    return ranges_words(day.ranges) + (f" ({', '.join(notes)})" if notes else "")


def _days_words(places: Sequence[int]) -> str:
    if len(places) == 7:
        return "Tous les jours"
    if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"Du {DAY_NAMES[places[0]]} au {DAY_NAMES[places[-1]]}"
    return listed([DAY_NAMES[place] for place in places]).capitalize()


def _holiday_sentences(week: Week) -> list[str]:
    closed = ["les jours fériés"] * week.closed_on_public_holidays
    closed += ["pendant les vacances scolaires"] * week.closed_on_school_holidays
    return [f"Fermé {listed(closed)}."] if closed else []
