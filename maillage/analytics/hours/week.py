"""The editor's week: up to three ranges a day, on appointment, closed on holidays, and its OSM string, both ways.

What the editor cannot show (months, « first Tuesday », sunset) makes no Week: such hours are shown, not edited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from maillage.analytics.hours.calendar import DAY_CODES, DAY_NAMES
from maillage.tables.hours import check_hours

MOST_RANGES = 3
BY_APPOINTMENT = "sur rendez-vous"
CLOSED_WEEK = "off"

_TIME = r"\d{1,2}:\d\d"
_RULE = re.compile(
    rf"^(?P<days>(?:{'|'.join(DAY_CODES)})(?:[-, ](?:{'|'.join(DAY_CODES)}|\s)*)*)?\s*"
    rf"(?P<times>{_TIME}\s*-\s*{_TIME}(?:\s*,\s*{_TIME}\s*-\s*{_TIME})*|off|closed)\s*(?P<note>\"[^\"]*\")?$"
)
_HOLIDAYS = re.compile(r"^(PH|SH)(?:\s*,\s*(PH|SH))?\s+(?:off|closed)$")
_QUOTE_MARKS = str.maketrans({'"': "’", "\n": " ", "\r": " ", "\t": " "})


@dataclass(frozen=True)
class Day:
    """One day: ranges in minutes from midnight, in order and apart; no range is a closed day."""

    ranges: tuple[tuple[int, int], ...] = ()
    by_appointment: bool = False
    note: str = ""

    def fault(self) -> str:
        """What is wrong with the day, in French; empty when nothing is."""
        if len(self.ranges) > MOST_RANGES:
            return f"trois plages au plus, il y en a {len(self.ranges)}"
        if any(not 0 <= start < end <= 1440 for start, end in self.ranges):
            return "une plage finit avant d’avoir commencé"
        if any(after[0] <= before[1] for before, after in pairwise(self.ranges)):
            return "deux plages se chevauchent ou se touchent"
        return ""


@dataclass(frozen=True)
class Week:
    """Monday to Sunday. The two flags say « closed »; left out, nothing is said of those days."""

    days: tuple[Day, ...] = field(default_factory=lambda: (Day(),) * 7)
    closed_on_public_holidays: bool = False
    closed_on_school_holidays: bool = False

    def faults(self) -> tuple[str, ...]:
        """Every fault, « lundi : … »."""
        if len(self.days) != 7:
            return ("Une semaine a sept jours.",)
        named = zip(DAY_NAMES, self.days, strict=True)
        return tuple(f"{name} : {day.fault()}." for name, day in named if day.fault())


def osm_of(week: Week) -> str:
    """The OSM string of a week without fault; a week without any range is `off`, not unknown."""
    if week.faults():
        raise ValueError(" ".join(week.faults()))
    groups: dict[str, list[int]] = {}
    for place, day in enumerate(week.days):
        if day.ranges:
            groups.setdefault(_said(day), []).append(place)
    if not groups:
        return CLOSED_WEEK
    rules = [f"{_days(places)} {said}" for said, places in groups.items()]
    if week.closed_on_public_holidays and week.closed_on_school_holidays:
        return "; ".join([*rules, "PH,SH off"])
    rules += ["PH off"] * week.closed_on_public_holidays + ["SH off"] * week.closed_on_school_holidays
    return "; ".join(rules)


def week_of(hours: str) -> Week | None:
    """The week of an OSM string, or None when the editor cannot show it whole."""
    checked = check_hours(hours)
    if not checked.known:
        return None
    days = [Day()] * 7
    closed = {"PH": False, "SH": False}
    if checked.hours == "24/7":
        return Week((Day(((0, 1440),)),) * 7)
    rules = [rule.strip() for rule in _cut(checked.hours)]
    for rule in rules:
        holidays = _HOLIDAYS.match(rule)
        if holidays:
            closed.update({name: True for name in holidays.groups() if name})
            continue
        if any(closed.values()):
            return None
        found = _rule(rule)
        if found is None:
            return None
        for place in found[0]:
            days[place] = found[1]
    return Week(tuple(days), closed["PH"], closed["SH"])


def weekly_hours(hours: str) -> float | None:
    """The hours of an ordinary week; None when they are not known or too intricate to be summed."""
    week = week_of(hours) if hours else None
    return None if week is None else sum(end - start for day in week.days for start, end in day.ranges) / 60


def _said(day: Day) -> str:
    times = ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in day.ranges)
    words = [BY_APPOINTMENT] * day.by_appointment + [" ".join(day.note.translate(_QUOTE_MARKS).split())]
    note = " ; ".join(word for word in words if word)
    return f'{times} "{note}"' if note else times


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _days(places: list[int]) -> str:
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ",".join(
        DAY_CODES[run[0]]
        if len(run) == 1
        else f"{DAY_CODES[run[0]]}{',' if len(run) == 2 else '-'}{DAY_CODES[run[-1]]}"
        for run in runs
    )


def _cut(hours: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', hours)


def _rule(rule: str) -> tuple[list[int], Day] | None:
    match = _RULE.match(rule)
    if match is None:
        return None
    places = _places(match["days"] or "Mo-Su")
    if match["times"] in {"off", "closed"}:
        return places, Day()
    ranges = []
    for part in match["times"].split(","):
        start, end = (_minutes(clock) for clock in part.split("-"))
        ranges.append((start, end))
    note = (match["note"] or "").strip('"').strip()
    appointment = note == BY_APPOINTMENT or note.startswith(f"{BY_APPOINTMENT} ; ")
    rest = note[len(BY_APPOINTMENT) :].removeprefix(" ; ") if appointment else note
    day = Day(tuple(sorted(ranges)), appointment, rest)
    return None if day.fault() else (places, day)


def _minutes(clock: str) -> int:
    hours, minutes = clock.strip().split(":")
    return int(hours) * 60 + int(minutes)


def _places(days: str) -> list[int]:
    places: list[int] = []
    for part in days.replace(" ", "").split(","):
        ends = [DAY_CODES.index(code) for code in part.split("-")]
        last = ends[-1] if ends[-1] >= ends[0] else ends[-1] + 7
        places += [place % 7 for place in range(ends[0], last + 1)]
    return places
