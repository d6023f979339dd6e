"""A plan of tours as files: a table, a calendar without public holidays, printable sheets (a page a week and bus)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

import pyarrow as pa

from maillage.analytics.hours.calendar import PARIS, is_public_holiday
from maillage.analytics.tours import Plan, Tour
from maillage.design.documents.document import compile_pdf, typst_text
from maillage.design.typography import long_date
from maillage.runs.report import quoted
from maillage.runs.tours import DAYS, Place, proof_of
from maillage.tables.errors import DataError

FORTNIGHT = 14
# A calendar says the holidays of the year to come.
HOLIDAY_WEEKS = 52


def tours_table(places: Sequence[Place], found: Plan) -> pa.Table:
    """One line a visit, in the order of the days."""
    rows = [
        {
            "semaine": tour.week + 1,
            "jour": DAYS[tour.weekday],
            "bus": tour.vehicle + 1,
            "ordre": rank,
            "arret": places[stop + 1].stop.name,
            "arrivee": _clock(arrival),
            "depart": _clock(arrival + places[stop + 1].stop.service),
        }
        for tour in found.tours
        for rank, (stop, arrival) in enumerate(zip(tour.route.stops, tour.route.arrivals, strict=True), start=1)
    ]
    return pa.Table.from_pylist(rows)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def tours_calendar(places: Sequence[Place], found: Plan, monday: date, now: datetime) -> bytes:
    """Each visit as an event that comes back every two weeks from this Monday on, but on public holidays, in ICS."""
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise DataError(
            "Le calendrier demande la bibliothèque icalendar.", mend="Installez Maillage avec l’extra « web »."
        ) from error
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Tournees//FR")
    calendar.add("version", "2.0")
    for tour in found.tours:
        day = monday + timedelta(days=7 * tour.week + tour.weekday)
        for stop, arrival in zip(tour.route.stops, tour.route.arrivals, strict=True):
            place, event = places[stop + 1], Event()
            start = datetime.combine(day, time(arrival // 60, arrival % 60), PARIS)
            event.add("uid", f"{day.isoformat()}-bus{tour.vehicle + 1}-{stop}@maillage")
            event.add("dtstamp", now)
            event.add("dtstart", start)
            event.add("dtend", start + timedelta(minutes=place.stop.service))
            event.add("summary", f"Bus {tour.vehicle + 1} : {place.stop.name}")
            event.add("geo", place.point)
            event.add("rrule", {"freq": "daily", "interval": FORTNIGHT})
            for off in holidays_of(day):
                event.add("exdate", datetime.combine(off, start.timetz()))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def holidays_of(first: date) -> list[date]:
    """The public holidays, within a year, among the days every two weeks from the first one on."""
    days = (first + timedelta(days=FORTNIGHT * turn) for turn in range(HOLIDAY_WEEKS // 2))
    return [day for day in days if is_public_holiday(day)]


def tours_sheets(places: Sequence[Place], found: Plan, monday: date) -> bytes:
    """The sheets of the drivers as a tagged PDF (PDF/UA-1): a page a week and bus, each stop with its hours."""
    return compile_pdf(sheets_source(places, found, monday), {})


def sheets_source(places: Sequence[Place], found: Plan, monday: date) -> str:
    """The Typst source of the sheets."""
    title = "Tournées du bus"
    ordered = sorted(found.tours, key=lambda tour: (tour.week, tour.vehicle, tour.weekday))
    pages = [
        f"== {typst_text(f'Bus {vehicle + 1}, semaine {week + 1} sur 2')}\n\n{_week(places, list(tours), monday)}"
        for (week, vehicle), tours in groupby(ordered, key=lambda tour: (tour.week, tour.vehicle))
    ]
    travel = f"{found.travel:.0f} minutes de trajet en deux semaines ({proof_of(found)})"
    words = f"{travel}. Premier lundi : {long_date(monday)}."
    return (
        f'#import "theme.typ": document\n#show: document.with(title: {quoted(title)})\n= {typst_text(title)}\n\n'
        f"{typst_text(words)}\n\n" + "\n\n#pagebreak()\n\n".join(pages)
    )


def _week(places: Sequence[Place], tours: Sequence[Tour], monday: date) -> str:
    lines = []
    for tour in tours:
        day = monday + timedelta(days=7 * tour.week + tour.weekday)
        for stop, arrival in zip(tour.route.stops, tour.route.arrivals, strict=True):
            place = places[stop + 1].stop
            cells = (f"{DAYS[tour.weekday]}", _clock(arrival), _clock(arrival + place.service), place.name)
            lines.append(", ".join(f"[{typst_text(cell)}]" for cell in cells))
        off = ", ".join(long_date(one) for one in holidays_of(day))
        if off:
            lines.append(f"table.cell(colspan: 4)[{typst_text(f'Férié, pas de tournée : {off}')}]")
    body = ",\n".join(lines)
    heads = ", ".join(f"[*{head}*]" for head in ("Jour", "Arrivée", "Départ", "Arrêt"))
    return f"#table(columns: (auto, auto, auto, 1fr), table.header({heads}),\n{body}\n)"
