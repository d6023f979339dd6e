"""From hours as producers write them to the OSM form: six columns, « 9h-12h30 », « du lundi au vendredi »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from maillage.tables.hours import check_hours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_CLOCK = r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?|\s*heures?\s*)(?:\s*min)?"
_RANGE = re.compile(rf"^{_CLOCK}\s*(?:-|–|à|a)\s*{_CLOCK}$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:/|,|;|\bet\b|\n)\s*")
_LOOSE_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})\s*[hH]\s*(\d{2})?(?!\d)")
_CLOSED = re.compile(r"^(?:ferm[ée]e?s?|-+|néant|off|x)$", re.IGNORECASE)

Ranges = list[tuple[int, int]]


def osm_from_days(cells: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """(OSM string, (day code, fault) list) of one cell a day. Nothing written at all is unknown, not closed."""
    faults: list[tuple[str, str]] = []
    by_times: dict[str, list[int]] = {}
    for place, code in enumerate(DAYS):
        ranges, said = _day(cells.get(code, "").strip())
        faults += [(code, message) for message in said]
        if ranges:
            times = ",".join(f"{_written(start)}-{_written(end)}" for start, end in ranges)
            by_times.setdefault(times, []).append(place)
    hours = "; ".join(f"{_days(places)} {times}" for times, places in by_times.items())
    return hours, faults


def understood_hours(text: str) -> tuple[str, str]:
    """(OSM string or nothing, fault or nothing) of one free cell; a loose writing is put right and said."""
    checked = check_hours(text)
    if checked.known or not text.strip():
        return checked.hours, ""
    for written in (_LOOSE_CLOCK.sub(_strict_clock, text), _from_french(text)):
        again = check_hours(written)
        if again.known:
            return again.hours, f"Horaires compris comme « {again.hours} »."
    return "", checked.reason


def _day(text: str) -> tuple[Ranges, list[str]]:
    if not text or _CLOSED.match(text):
        return [], []
    ranges: Ranges = []
    faults: list[str] = []
    for part in _SPLIT.split(text):
        found = _RANGE.match(part)
        if not found:
            faults += [f"Plage illisible : « {part[:40]} »."] if part else []
            continue
        start, end = (int(found[i]) * 60 + int(found[i + 1] or 0) for i in (1, 3))
        if start == end == 0:
            # The list writes a closed half-day « 00:00 - 00:00 »; in OSM it would mean the whole day.
            continue
        if start >= end or end > 1440:
            faults.append(f"Plage inversée ou vide, laissée de côté : « {part[:40]} ».")
            continue
        ranges.append((start, end))
    joined = _joined(sorted(ranges))
    if len(joined) != len(ranges):
        faults.append("Des plages se répètent, se chevauchent ou se touchent : elles ont été réunies.")
    elif any(after < before for before, after in pairwise(ranges)):
        faults.append("Les plages n’étaient pas dans l’ordre.")
    return joined, faults


def _joined(ranges: Ranges) -> Ranges:
    joined: Ranges = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _days(places: list[int]) -> str:
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ",".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ",".join(DAYS[place] for place in run) for run in runs
    )


def _strict_clock(match: re.Match[str]) -> str:
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def _from_french(text: str) -> str:
    words = _LOOSE_CLOCK.sub(_strict_clock, text.lower().replace("\n", " ; "))
    for code, name in zip(DAYS, FRENCH_DAYS, strict=True):
        words = re.sub(rf"\b{name}s?\b|\b{name[:3]}\b\.?", code, words)
    day = "|".join(DAYS)
    words = re.sub(rf"\b(?:du|de)?\s*({day})\s*(?:au|à|-)\s*({day})\b", r"\1-\2", words)
    words = re.sub(rf"\b(?:le|les)\s+(?={day})", "", words)
    words = re.sub(rf"\b({day})\s+et\s+(?:le\s+)?(?={day})", r"\1,", words)
    words = re.sub(r"\bde\s+(?=\d)", "", words)
    words = re.sub(r"(?<=\d)\s*(?:à|a|–)\s*(?=\d)", "-", words)
    words = re.sub(r"(?<=\d)\s*(?:et|puis|/|&)\s*(?=\d)", ",", words)
    words = re.sub(r"\s+:\s*|(?<=[a-z]):\s*", " ", words)
    words = re.sub(rf"(?<=\d)\s*[,.]?\s+(?=(?:{day})\b)", "; ", words)
    return re.sub(r"\bferm[ée]e?\b", "off", words)
