"""The week typed without any syntax: seven days, up to three ranges each, and the OSM string that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms

from maillage.analytics.hours.french import week_words
from maillage.analytics.hours.week import MOST_RANGES, Day, Week, osm_of, week_of

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
RANKS = ("première", "deuxième", "troisième")
WORKING = range(1, 5)
Range = tuple[int, int]


@dataclass(frozen=True)
class DayFields:
    """The fields of one day, ready to be laid out."""

    name: str
    number: int
    ranges: tuple[tuple[forms.BoundField, forms.BoundField], ...]
    closed: forms.BoundField
    appointment: forms.BoundField
    note: forms.BoundField | None
    errors: tuple[str, ...]


class WeekFields(forms.Form):
    """Fields of a week. Hours that it cannot show stay as they are unless « replace » is ticked."""

    remplacer = forms.BooleanField(label="Remplacer ces horaires par ceux que je saisis", required=False)
    comme_lundi = forms.BooleanField(label="Mêmes horaires que le lundi, du mardi au vendredi", required=False)
    feries = forms.BooleanField(label="Fermé les jours fériés", required=False)
    vacances = forms.BooleanField(label="Fermé pendant les vacances scolaires", required=False)

    def __init__(self, *args: Any, hours: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hours = hours
        self.shown = week_of(hours) if hours else None
        self.too_fine = bool(hours) and self.shown is None
        week = self.shown or Week()
        self.fields["feries"].initial = week.closed_on_public_holidays
        self.fields["vacances"].initial = week.closed_on_school_holidays
        for number, day in enumerate(week.days):
            self._ask_day(number, day, known=self.shown is not None)

    def _ask_day(self, number: int, day: Day, *, known: bool) -> None:
        name = DAYS[number].capitalize()
        for rank in range(MOST_RANGES):
            start, end = day.ranges[rank] if rank < len(day.ranges) else (None, None)
            self.fields[f"j{number}_de{rank}"] = _clock(f"{name}, {RANKS[rank]} plage, de", start)
            self.fields[f"j{number}_a{rank}"] = _clock(f"{name}, {RANKS[rank]} plage, à", end)
        closed = known and not day.ranges
        self.fields[f"j{number}_ferme"] = forms.BooleanField(label="Fermé", required=False, initial=closed)
        self.fields[f"j{number}_rdv"] = forms.BooleanField(
            label="Sur rendez-vous", required=False, initial=day.by_appointment
        )
        self.fields[f"j{number}_note"] = forms.CharField(
            label="Précision", required=False, max_length=100, initial=day.note
        )

    def settle_week(self, cleaned: dict[str, Any]) -> None:
        """Put the OSM string in `hours`: what was typed, or what was there when it is not to be replaced."""
        if self.too_fine and not cleaned.get("remplacer"):
            cleaned["hours"] = self.hours
            return
        ranges = {number: self._ranges(number, cleaned) for number in range(7)}
        if cleaned.get("comme_lundi"):
            empty = [n for n in WORKING if not ranges[n] and not cleaned.get(f"j{n}_ferme")]
            ranges |= dict.fromkeys(empty, ranges[0])
        closed = [cleaned.get(f"j{number}_ferme", False) for number in range(7)]
        if not any(ranges.values()) and not all(closed):
            cleaned["hours"] = ""
            if any(closed):
                self.add_error("j0_de0", "Donnez au moins une plage, ou cochez « Fermé » pour les sept jours.")
            return
        week = Week(
            tuple(self._day(number, ranges[number], cleaned) for number in range(7)),
            bool(cleaned.get("feries")),
            bool(cleaned.get("vacances")),
        )
        if not any(self.errors.get(name) for name in self.fields if name.startswith("j")):
            cleaned["hours"] = osm_of(week)

    def _day(self, number: int, ranges: tuple[Range, ...], cleaned: dict[str, Any]) -> Day:
        day = Day(tuple(sorted(ranges)), bool(cleaned.get(f"j{number}_rdv")), cleaned.get(f"j{number}_note", "") or "")
        if day.ranges and cleaned.get(f"j{number}_ferme"):
            self.add_error(f"j{number}_de0", "Ce jour est à la fois ouvert et fermé. Effacez les heures ou décochez.")
        elif day.fault():
            self.add_error(f"j{number}_de0", f"Vérifiez ce jour : {day.fault()}.")
        return day

    def _ranges(self, number: int, cleaned: dict[str, Any]) -> tuple[Range, ...]:
        found = []
        for rank in range(MOST_RANGES):
            start, end = cleaned.get(f"j{number}_de{rank}"), cleaned.get(f"j{number}_a{rank}")
            if (start is None) != (end is None):
                missing = f"j{number}_a{rank}" if end is None else f"j{number}_de{rank}"
                if missing not in self.errors:
                    self.add_error(missing, "Donnez l’heure de début et l’heure de fin de cette plage.")
            elif isinstance(start, time) and isinstance(end, time):
                found.append((_minutes(start), _minutes(end) or 1440))
        return tuple(found)

    def reading(self) -> str:
        """What the week says, in French: what was typed once it is right, else what is kept."""
        hours = self.cleaned_data.get("hours", "") if self.is_bound and self.is_valid() else self.hours
        if self.too_fine and hours == self.hours:
            return "les horaires particuliers déjà connus, laissés tels quels."
        return week_words(hours) if hours else "Horaires non connus."

    def days(self) -> Iterator[DayFields]:
        """The fields of each day; a third range and a note are shown where there is one."""
        for number, name in enumerate(DAYS):
            pairs = [(self[f"j{number}_de{rank}"], self[f"j{number}_a{rank}"]) for rank in range(MOST_RANGES)]
            kept = tuple(pair for rank, pair in enumerate(pairs) if rank < 2 or pair[0].value() or pair[1].value())
            note = self[f"j{number}_note"]
            errors = tuple(str(error) for pair in pairs for bound in pair for error in bound.errors)
            yield DayFields(
                name.capitalize(),
                number,
                kept,
                self[f"j{number}_ferme"],
                self[f"j{number}_rdv"],
                note if note.value() else None,
                errors,
            )


def _clock(label: str, minutes: int | None) -> forms.TimeField:
    initial = None if minutes is None else time(minutes // 60 % 24, minutes % 60)
    return forms.TimeField(
        label=label,
        required=False,
        initial=initial,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez l’heure ainsi : 09:30."},
    )


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
