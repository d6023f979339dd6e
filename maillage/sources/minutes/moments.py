"""The shapes of a date in French and what each means, the meeting's date being known: no locale, no clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from maillage.sources.minutes.words import NUMBER_WORDS, number_of
from maillage.tables.minutes import Confidence

Precision = Literal["day", "month", "quarter", "half_year", "season", "year"]
MONTHS = {
    name: k
    for k, names in enumerate(
        (
            "janvier janv",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?(?![a-z])"
_DAY = r"(?<![\d/.,])(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?(?P<day>1\s?er|[0-3]?\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NEXT = r"(?P<next>\s(?:prochaine?|suivante?|de l'annee prochaine|courant|dernier|derniere|de cette annee))"
_ORDER = (
    r"(?P<order>1er|premier|premiere|2e|2eme|2nd|deuxieme|second|3e|3eme|troisieme|4e|4eme|quatrieme|dernier|prochain)"
)
_ORDERS = {"1": 1, "p": 1, "2": 2, "d": 2, "s": 2, "3": 3, "t": 3, "4": 4, "q": 4}
_HINT = r"(?P<hint>(?:fin|debut|mi|courant|milieu|(?:la |l')?(?:fin|debut) (?:du mois )?(?:de|d'))[\s-]|)"
_LEAD = (
    r"(?:\b(?:en|d'ici|avant|des|pour|depuis|jusqu'en|mois de|mois d'|a partir de|prevue?s? en|courant"
    r"|fin|debut|mi|de|d'|apres|jusqu'a|rentree)[\s'-]*(?:a )?(?:la |le )?)"
)


_PAST = re.compile(
    r"(?:compte[- ]rendu|proces[- ]verbal|\bpv\b|\bcr\b|depuis|tenue?s?|a eu lieu|ont eu lieu|lors d)"
    r"(?![^.;]*prochain)[^.;]{0,60}$"
)


@dataclass(frozen=True)
class Moment:
    """A span of the text and the period it says."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    confidence: Confidence
    reason: str


def _full(match: re.Match[str], meeting: date | None) -> tuple[date, date, str] | None:
    day, month = int(re.sub(r"\D", "", match["day"])), MONTHS[match["month"]]
    last = int(match["until"]) if match["until"] else day
    if match["year"]:
        year, reason = int(match["year"]), "Date écrite en entier."
    elif meeting:
        past = "dernier" if _PAST.search(match.string[max(0, match.start() - 70) : match.start()]) else ""
        year, reason = _year_for(day, month, match["next"] or past, meeting)
    else:
        return None
    return date(year, month, day), date(year, month, max(day, last)), reason


def _year_for(day: int, month: int, hint: str, meeting: date) -> tuple[int, str]:
    """The year of a date written without one: the next one, unless the text says it is past."""
    past = "dernier" in hint
    candidates = [year for year in range(meeting.year - 1, meeting.year + 5) if _exists(year, month, day)]
    if past:
        year = max(y for y in candidates if date(y, month, day) <= meeting) if candidates else meeting.year
        return year, f"Sans année, dans le passé : la dernière avant la réunion du {meeting:%d/%m/%Y}."
    coming = [y for y in candidates if date(y, month, day) >= meeting] or [meeting.year]
    close = [y for y in candidates if timedelta(0) < meeting - date(y, month, day) < timedelta(days=62)]
    if close and not hint:
        return close[-1], f"Sans année : la plus proche de la réunion du {meeting:%d/%m/%Y}."
    return coming[0], f"Sans année : la première après la réunion du {meeting:%d/%m/%Y}."


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _numeric(match: re.Match[str], meeting: date | None) -> tuple[date, date, str]:
    year = int(match["year"])
    found = date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
    return found, found, "Date écrite en chiffres."


def _spelled(match: re.Match[str], meeting: date | None) -> tuple[date, date, str] | None:
    day = 1 if match["day"].startswith("premier") else number_of(match["day"])
    year = number_of(match["year"])
    if not day or not year:
        return None
    found = date(year, MONTHS[match["month"]], day)
    return found, found, "Date écrite en toutes lettres."


def _month(match: re.Match[str], meeting: date | None) -> tuple[date, date, str] | None:
    month = MONTHS[match["month"]]
    if match["year"]:
        year, reason = int(match["year"]), "Mois écrit avec son année."
    elif meeting:
        hint = match["next"] or ""
        before = month > meeting.month if "dernier" in hint else month < meeting.month
        year = meeting.year + (0 if not before else -1 if "dernier" in hint else 1)
        reason = f"Mois sans année : compté depuis la réunion du {meeting:%d/%m/%Y}."
    else:
        return None
    last = calendar.monthrange(year, month)[1]
    first_day = 16 if match["hint"].strip(" -").startswith("fin") else 1
    last_day = 15 if match["hint"].strip(" -") in {"debut", "mi"} else last
    return date(year, month, first_day if last_day == last else 1), date(year, month, last_day), reason


def _part(match: re.Match[str], meeting: date | None) -> tuple[date, date, str] | None:
    months = 6 if match["kind"] in {"semestre", "s"} else 3
    order = match["order"]
    year = int(match["year"]) if match["year"] else meeting.year if meeting else None
    if year is None:
        return None
    if order in {"prochain", "dernier"}:
        if meeting is None:
            return None
        k = (meeting.month - 1) // months + (1 if order == "prochain" else -1)
    else:
        k = _ORDERS[order[0]] - 1
        if not match["year"] and meeting and (k + 1) * months < meeting.month:
            year += 1
    year, k = year + k // (12 // months), k % (12 // months)
    last = (k + 1) * months
    said = "Semestre" if months == 6 else "Trimestre"
    reason = f"{said} de {year}." if match["year"] else f"{said} sans année : compté depuis la réunion."
    return date(year, k * months + 1, 1), date(year, last, calendar.monthrange(year, last)[1]), reason


_SEASONS = {"ete": (6, 9), "printemps": (3, 6), "automne": (9, 12), "hiver": (12, 3), "rentree": (9, 9)}


def _season(match: re.Match[str], meeting: date | None) -> tuple[date, date, str] | None:
    first, last = _SEASONS[match["season"]]
    if match["year"]:
        year, reason = int(match["year"]), "Saison écrite avec son année."
    elif meeting:
        year = meeting.year + (1 if meeting.month > last and first <= last else 0)
        reason = f"La première après la réunion du {meeting:%d/%m/%Y}."
    else:
        return None
    end_year = year + (1 if last < first else 0)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]), reason


def _year(match: re.Match[str], meeting: date | None) -> tuple[date, date, str]:
    year = int(match["year"])
    first_month = {"f": 10, "d": 1, "m": 5}.get(match["hint"][:1], 1)
    last_month = {"d": 3, "m": 8}.get(match["hint"][:1], 12)
    return date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1]), "Année seule."


def _relative(match: re.Match[str], meeting: date | None) -> tuple[date, date, str] | None:
    if meeting is None:
        return None
    if match["end"]:
        month = 12 if "annee" in match["end"] else meeting.month
        last = date(meeting.year, month, calendar.monthrange(meeting.year, month)[1])
        return last, last, f"Compté depuis la réunion du {meeting:%d/%m/%Y}."
    amount = match["count"]
    count = (
        8
        if amount == "huitaine"
        else 15
        if amount == "quinzaine"
        else int(amount)
        if amount.isdecimal()
        else number_of(amount)
    )
    if not count or count > 400:
        return None
    unit = match["unit"] or "jours"
    days = count * (7 if unit.startswith("semaine") else 30 if unit == "mois" else 365 if unit.startswith("an") else 1)
    due = meeting + timedelta(days=days)
    return due, due, f"Délai compté depuis la réunion du {meeting:%d/%m/%Y}."


Reader = Callable[[re.Match[str], date | None], tuple[date, date, str] | None]
_SHAPES: tuple[tuple[re.Pattern[str], Reader, Precision, Confidence], ...] = (
    (
        re.compile(rf"(?<![\w-])(?P<day>premier|{NUMBER_WORDS})\s{_MONTH}\s(?P<year>{NUMBER_WORDS})"),
        _spelled,
        "day",
        "sure",
    ),
    (
        re.compile(
            rf"{_DAY}(?:\s(?:au|et|-)\s(?:\w+di\s)?(?P<until>[0-3]?\d))?\s{_MONTH}(?:\s{_YEAR}"
            rf"|{_NEXT})?"
        ),
        _full,
        "day",
        "sure",
    ),
    (
        re.compile(r"(?<![\d/.])(?P<day>[0-3]?\d)[/.-](?P<month>[01]?\d)[/.-](?P<year>(?:20)?\d\d)(?![\d/])"),
        _numeric,
        "day",
        "sure",
    ),
    (re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"), _numeric, "day", "sure"),
    (
        re.compile(rf"\b{_ORDER}\s(?P<kind>semestre|trimestre)(?:\s(?:de\s)?(?:l'annee\s)?{_YEAR})?"),
        _part,
        "quarter",
        "probable",
    ),
    (
        re.compile(r"\b(?P<kind>semestre|trimestre)\s(?P<order>prochain|dernier)(?P<year>)"),
        _part,
        "quarter",
        "probable",
    ),
    (re.compile(rf"\b(?P<kind>[ts])(?P<order>[1-4])\s(?:de\s)?{_YEAR}"), _part, "quarter", "probable"),
    (re.compile(rf"(?:{_LEAD}|\b){_HINT}{_MONTH}\s{_YEAR}(?P<next>)"), _month, "month", "sure"),
    (re.compile(rf"{_LEAD}{_HINT}{_MONTH}{_NEXT}?(?P<year>)"), _month, "month", "probable"),
    (
        re.compile(
            rf"\b(?:l'|cet |en |a l'|au |d'ici l'|la |cette )(?P<season>ete|printemps"
            rf"|automne|hiver|rentree)\b(?:\s(?:scolaire"
            rf"|prochaine?|universitaire|de))*(?:\s(?:septembre\s)?{_YEAR})?"
        ),
        _season,
        "season",
        "to_check",
    ),
    (
        re.compile(
            rf"(?:{_LEAD}|\bl'annee\s|\ben\s|\ba\s)(?P<hint>(?:la |l')?(?:fin|debut|mi)[\s-](?:de |d'annee )?"
            rf"|){_YEAR}(?![\d/-])"
        ),
        _year,
        "year",
        "probable",
    ),
    (
        re.compile(
            r"\b(?P<end>fin (?:de l'|d')annee|fin du mois|fin de ce mois)(?!\s(?:de"
            r"|20))(?P<count>)(?P<unit>)"
        ),
        _relative,
        "day",
        "to_check",
    ),
    (
        re.compile(
            rf"\b(?:sous|dans un delai de|d'ici|dans les?|dans)\s(?:une?\s)?(?P<count>huitaine|quinzaine"
            rf"|(?:\d{{1,3}}|{NUMBER_WORDS})(?=\s(?:jour|semaine|mois|an)))\s?(?P<unit>jours?|semaines?|mois"
            rf"|ans?)?\b(?P<end>)"
        ),
        _relative,
        "day",
        "to_check",
    ),
)


def moments(flat: str, meeting: date | None) -> Iterator[Moment]:
    """Every date or period of a folded text, in its order; a longer reading hides the shorter ones inside it."""
    found: list[Moment] = []
    for pattern, reader, precision, confidence in _SHAPES:
        for match in pattern.finditer(flat):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            moment = _moment(match, reader, precision, confidence, meeting)
            found += [moment] if moment else []
    yield from sorted(found, key=lambda moment: moment.start)


def _moment(
    match: re.Match[str], reader: Reader, precision: Precision, confidence: Confidence, meeting: date | None
) -> Moment | None:
    try:
        read = reader(match, meeting)
    except (ValueError, OverflowError, KeyError):
        return None
    if read is None:
        return None
    first, last, reason = read
    if precision == "quarter" and (last - first).days > 100:
        precision = "half_year"
    if "compté" in reason or reason.startswith("Sans année"):
        confidence = "probable"
    return Moment(match.start(), match.end(), first, last, precision, confidence, reason)
