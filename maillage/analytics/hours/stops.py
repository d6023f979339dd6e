"""Stops of an itinerant place: a recurrence, dates left out or added, and the sessions between two dates in Paris."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr

from maillage.analytics.hours.calendar import DAY_CODES, DAY_NAMES
from maillage.analytics.hours.french import clock_words, date_words, listed
from maillage.analytics.hours.state import instant

MOST_DAYS = 731
MOST_INTERVAL = 52
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY"}
_PARTS = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "UNTIL", "COUNT", "WKST"}
_DAY = re.compile(r"^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$")
_RANKS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"}
_EVERY = {2: "deux", 3: "trois", 4: "quatre"}


@dataclass(frozen=True)
class Occurrence:
    """One session of a stop, with the true offset of Paris that day."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Stop:
    """When a stop is served: an RRULE from its first day (none: that day alone), from and to minutes of the day."""

    first: date
    start: int
    end: int
    rule: str = ""
    skipped: frozenset[date] = frozenset()
    added: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 1440:
            raise ValueError("L’arrêt finit avant d’avoir commencé.")
        if self.rule:
            _check(self.rule)


def occurrences(stop: Stop, since: date, until: date) -> tuple[Occurrence, ...]:
    """The sessions from one day to another, both included, in order; two years at most are worked out."""
    last = min(until, since + timedelta(days=MOST_DAYS))
    days = {day for day in stop.added if since <= day <= last}
    days |= {day for day in _days(stop, since, last) if day not in stop.skipped}
    return tuple(Occurrence(instant(day, stop.start), instant(day, stop.end)) for day in sorted(days))


def stop_words(stop: Stop) -> str:
    """« un mardi sur deux, de 9 h à 12 h »."""
    return f"{_rule_words(stop)}, de {clock_words(stop.start)} à {clock_words(stop.end)}"


def _days(stop: Stop, since: date, last: date) -> set[date]:
    if not stop.rule:
        return {stop.first} if since <= stop.first <= last else set()
    # Worked out on naive noons: the clock change of Paris then moves no session to another day or hour.
    rule = rrulestr(f"RRULE:{_naive(stop.rule)}", dtstart=datetime.combine(stop.first, time(12)))
    found = rule.between(datetime.combine(since, time()), datetime.combine(last, time(23, 59)), inc=True)
    return {moment.date() for moment in found}


def _naive(rule: str) -> str:
    """UNTIL as the end of its day, without zone, as naive noons need."""
    return re.sub(r"UNTIL=(\d{8})(T\d{6}Z?)?", r"UNTIL=\1T235959", rule.upper())


def _parts(rule: str) -> dict[str, str]:
    pairs = [part.split("=", 1) for part in rule.upper().split(";") if part]
    return {pair[0]: pair[1] if len(pair) == 2 else "" for pair in pairs}


def _check(rule: str) -> None:
    parts = _parts(rule)
    interval = parts.get("INTERVAL", "1")
    fine = parts.get("FREQ") in _FREQUENCIES and set(parts) <= _PARTS and len(rule) <= 300
    if not fine or not interval.isdecimal() or not 1 <= int(interval) <= MOST_INTERVAL:
        raise ValueError(
            "Récurrence non reconnue : il faut un rythme par jour, semaine ou mois, toutes les 52 périodes au plus."
        )
    try:
        rrulestr(f"RRULE:{_naive(rule)}", dtstart=datetime.combine(date(2026, 1, 1), time(12)))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
        raise ValueError("Récurrence non reconnue.") from error


def _rule_words(stop: Stop) -> str:
    parts = _parts(stop.rule)
    interval = int(parts.get("INTERVAL", "1"))
    days = [match.groups() for code in parts.get("BYDAY", "").split(",") if (match := _DAY.match(code))]
    names = [DAY_NAMES[[c.upper() for c in DAY_CODES].index(str(day))] for _, day in days]
    said: dict[str, Any] = {"": _single, "DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly}
    ranks = [int(rank) if rank else 0 for rank, _ in days]
    return str(said[parts.get("FREQ", "")](stop, interval, names, ranks, parts))


def _single(stop: Stop, *_: object) -> str:
    return f"le {DAY_NAMES[stop.first.weekday()]} {date_words(stop.first)}"


def _daily(stop: Stop, interval: int, *_: object) -> str:
    return "tous les jours" if interval == 1 else f"tous les {interval} jours"


def _weekly(stop: Stop, interval: int, names: list[str], *_: object) -> str:
    shown = names or [DAY_NAMES[stop.first.weekday()]]
    if interval == 1:
        return listed([f"tous les {name}s" if place == 0 else f"{name}s" for place, name in enumerate(shown)])
    if interval in _EVERY:
        return listed([f"un {name}" if place == 0 else name for place, name in enumerate(shown)]) + (
            f" sur {_EVERY[interval]}"
        )
    return f"{listed([f'le {name}' for name in shown])}, toutes les {interval} semaines"


def _monthly(stop: Stop, interval: int, names: list[str], ranks: list[int], parts: dict[str, str]) -> str:
    rhythm = "du mois" if interval == 1 else f"tous les {interval} mois"
    position = parts.get("BYSETPOS", "")
    if names:
        known = [rank or (int(position) if position.lstrip("+-").isdecimal() else 0) for rank in ranks]
        if len(set(names)) == 1 and all(rank in _RANKS for rank in known):
            return f"{listed([f'le {_RANKS[rank]}' for rank in known])} {names[0]} {rhythm}"
        words = [
            f"le {_RANKS[r]} {name}" if r in _RANKS else f"le {name}" for r, name in zip(known, names, strict=True)
        ]
        return f"{listed(words)} {rhythm}"
    days = parts.get("BYMONTHDAY") or str(stop.first.day)
    return f"{listed([f'le {day}' for day in days.split(',')])} {rhythm}".replace("le -1 ", "le dernier jour ")
