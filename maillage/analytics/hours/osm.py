"""What an OSM string says of one civil day, holidays included.

The library knows the public holidays of France but ignores school holidays (SH), and reads « PH Mo-Fr » as
« PH or Mo-Fr ». So each rule that names a holiday is rewritten for the day: `SH off` becomes `Mo-Su off` during
the holidays and disappears outside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from opening_hours import State as LibraryState

from maillage.analytics.hours.calendar import is_public_holiday, is_school_holiday
from maillage.tables.hours import parsed_hours

DAY_MINUTES = 24 * 60
HOLIDAY_UNSAID = "jour férié : ouverture non confirmée"
SCHOOL_UNKNOWN = "vacances scolaires : calendrier non connu"
SCHOOL_UNREAD = "vacances scolaires : règle non comprise"

_QUOTED = re.compile(r'"[^"]*"')
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"{_DAY}(?:\s*-\s*{_DAY})?(?:\[[^\]]*\])?"
_ITEM = rf"(?:{_DAYS}|PH|SH)"
_SELECTOR = re.compile(
    rf"(?P<list>{_ITEM}(?:\s*,\s*{_ITEM})*)(?:\s+(?P<within>{_DAYS}(?:\s*,\s*{_DAYS})*))?(?!\w)", re.IGNORECASE
)
_HOLIDAY = re.compile(r"\b(?:PH|SH)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """A part of one civil day, in minutes from midnight: open (True), not sure (None). The rest is closed."""

    start: int
    end: int
    open: bool | None
    note: str = ""


def day_spans(hours: str, day: date, zone: str = "C") -> tuple[Span, ...]:
    """The spans of a readable OSM string on one day, in order; a holiday that it does not name leaves doubt."""
    school = is_school_holiday(day, zone) if _names(hours, "SH") else False
    if school is None:
        during, outside = (_evaluated(hours, day, answer) for answer in (True, False))
        return during if during == outside else _doubt(during + outside, SCHOOL_UNKNOWN)
    spans = _evaluated(hours, day, school)
    # D2: a plain « Mo-Fr » says nothing of 1 May. Neither « open » (a wasted journey) nor « closed » (a lost visit).
    if is_public_holiday(day) and not _names(hours, "PH") and hours.strip() != "24/7":
        return _doubt(spans, HOLIDAY_UNSAID)
    return spans


def _evaluated(hours: str, day: date, school: bool) -> tuple[Span, ...]:
    written = _for_the_day(hours, public=is_public_holiday(day), school=school)
    parsed = None if _names(written, "SH") else parsed_hours(written)
    if parsed is None:
        return (Span(0, DAY_MINUTES, None, SCHOOL_UNREAD),)
    start = datetime.combine(day, time())
    spans = []
    for since, until, state, comment in parsed.intervals(start, start + timedelta(days=1)):
        if state != LibraryState.CLOSED:
            known = True if state == LibraryState.OPEN else None
            spans.append(Span(_minutes(since, start), _minutes(until, start), known, comment))
    return tuple(spans)


def _minutes(instant: datetime, midnight: datetime) -> int:
    return max(0, min(DAY_MINUTES, int((instant.replace(tzinfo=None) - midnight).total_seconds() // 60)))


def _names(hours: str, holiday: str) -> bool:
    return re.search(rf"\b{holiday}\b", _QUOTED.sub("", hours), re.IGNORECASE) is not None


@lru_cache(maxsize=8192)
def _for_the_day(hours: str, *, public: bool, school: bool) -> str:
    if not _HOLIDAY.search(_QUOTED.sub("", hours)):
        return hours
    truth = {"PH": public, "SH": school}
    rules = [_rewritten(rule.strip(), truth) for rule in _rules(hours)]
    return "; ".join(rule for rule in rules if rule) or "off"


def _rules(hours: str) -> list[str]:
    """The rules between `;`, those inside a comment left alone."""
    hidden = _QUOTED.sub(lambda match: "\x00" * len(match[0]), hours)
    cuts = [-1, *(place for place, sign in enumerate(hidden) if sign == ";"), len(hours)]
    return [hours[a + 1 : b] for a, b in pairwise(cuts)]


def _rewritten(rule: str, truth: dict[str, bool]) -> str:
    """The rule as it stands on a day whose holidays are known; empty when it does not apply that day."""
    bare = _QUOTED.sub(lambda match: "\x00" * len(match[0]), rule)
    found = next((match for match in _SELECTOR.finditer(bare) if _HOLIDAY.search(match["list"])), None)
    if found is None or len(_HOLIDAY.findall(bare)) != len(_HOLIDAY.findall(found["list"])):
        return rule
    before, following = bare[: found.start()], bare[found.end() :].lstrip()
    # « , » can add a rule to another: dropping or widening one half would change the other.
    if ":" in before or _SELECTOR.search(following) or re.match(r"[+-]\s*\d+\s*day", following, re.IGNORECASE):
        return rule
    items = [item.strip() for item in found["list"].split(",")]
    holidays = [item for item in items if _HOLIDAY.fullmatch(item)]
    days = [item for item in items if not _HOLIDAY.fullmatch(item)]
    holds = any(truth[item.upper()] for item in holidays)
    if found["within"] and not days:
        selector = found["within"] if holds else ""
    else:
        selector = "Mo-Su" if holds else ",".join(days)
    return f"{rule[: found.start()]}{selector} {rule[found.end() :].lstrip()}".strip() if selector else ""


def _doubt(spans: tuple[Span, ...], note: str) -> tuple[Span, ...]:
    """The same parts of the day, none of them sure, overlaps joined."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end), None, note)
        else:
            joined.append(Span(span.start, span.end, None, note))
    return tuple(joined)
