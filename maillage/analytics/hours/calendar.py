"""The days that change hours in France: public holidays, and the school holidays of a zone."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml
from opening_hours import OpeningHours
from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

PARIS = ZoneInfo("Europe/Paris")
ZONES = ("A", "B", "C")
DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
DAY_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@lru_cache(maxsize=4096)
def is_public_holiday(day: date) -> bool:
    """Whether the day is a public holiday of metropolitan France (Alsace and Moselle's own ones left out)."""
    return _public().is_open(datetime.combine(day, time(12)))


@lru_cache(maxsize=4096)
def is_school_holiday(day: date, zone: str = "C") -> bool | None:
    """Whether the schools of the zone (A, B or C) are on holiday; None for a year or a zone not in the calendar."""
    # The library answers « no » for a zone that does not exist.
    if zone not in ZONES:
        return None
    try:
        return bool(_school().is_holiday_for_zone(day, zone))
    except UnsupportedYearException:
        return None


def zone_of(departement: str) -> str:
    """The zone of a département's schools; empty for Corsica and overseas, which have calendars of their own."""
    return _zones().get(departement, "")


@lru_cache
def _zones() -> dict[str, str]:
    file = files("maillage") / "definitions" / "calendars" / "school_zones.yaml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {code: zone for zone, codes in content["zones"].items() for code in codes}


@lru_cache
def _public() -> OpeningHours:
    return OpeningHours("PH", country="FR")


@lru_cache
def _school() -> SchoolHolidayDates:
    return SchoolHolidayDates()
