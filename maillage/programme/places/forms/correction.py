"""What a place corrects of its own sheet: contacts, address, and up to two ranges a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField

from maillage.analytics.hours.calendar import DAY_NAMES
from maillage.analytics.hours.week import Day, Week, osm_of, week_of
from maillage.design.typography import spoken_phone
from maillage.programme.places.models import Place
from maillage.sources.places.contacts import emails_of, phones_of

RANGES = 2
MIDNIGHT = 1440
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class DayFields:
    """The boxes of one day: (start, end) for each range, and what is wrong with them."""

    name: str
    pairs: tuple[tuple[BoundField, BoundField], ...]
    errors: tuple[str, ...]


class CorrectionForm(forms.Form):
    """The sheet as it is, to be corrected; what is not touched stays, notes of the hours included."""

    phones = forms.CharField(label="Téléphone", help_text="Plusieurs numéros : séparez-les par un point-virgule.")
    emails = forms.CharField(label="Courriel", help_text="Plusieurs adresses : séparez-les par un point-virgule.")
    address = forms.CharField(label="Numéro et rue", max_length=250)
    postal_code = forms.RegexField(
        r"^\d{5}$", label="Code postal", error_messages={"invalid": "Un code postal a cinq chiffres."}
    )
    holidays = forms.BooleanField(label="Fermé les jours fériés")

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        self.place, self.week = place, week_of(place.hours)
        super().__init__(*args, **kwargs)
        self.initial = self._initial()
        for name in self.fields:
            self.fields[name].required = False
        for place_of_day, day in enumerate(DAY_NAMES):
            for number in range(RANGES):
                for end, word in enumerate(("début", "fin")):
                    label = f"{day.capitalize()}, {word} de la {('première', 'seconde')[number]} plage"
                    self.fields[_box(place_of_day, number, end)] = forms.TimeField(
                        label=label,
                        required=False,
                        widget=forms.TimeInput(attrs={"type": "time", "aria-label": label}, format="%H:%M"),
                    )

    def _initial(self) -> dict[str, Any]:
        shown = self.week or Week()
        initial: dict[str, Any] = {
            "phones": " ; ".join(spoken_phone(phone) for phone in self.place.phones),
            "emails": " ; ".join(self.place.emails),
            "address": self.place.address,
            "postal_code": self.place.postal_code,
            "holidays": shown.closed_on_public_holidays,
        }
        for place_of_day, day in enumerate(shown.days):
            for number, ends in enumerate(day.ranges[:RANGES]):
                for end, minutes in enumerate(ends):
                    initial[_box(place_of_day, number, end)] = time(minutes // 60 % 24, minutes % 60)
        return initial

    @property
    def days(self) -> list[DayFields]:
        """The boxes, day by day."""
        return [self._day_fields(place_of_day, name) for place_of_day, name in enumerate(DAY_NAMES)]

    def _day_fields(self, place_of_day: int, name: str) -> DayFields:
        pairs = tuple(
            (self[_box(place_of_day, number, 0)], self[_box(place_of_day, number, 1)]) for number in range(RANGES)
        )
        return DayFields(name, pairs, tuple(str(error) for pair in pairs for box in pair for error in box.errors))

    def clean_phones(self) -> list[str]:
        """The numbers, in their international form; those that were not touched stay as they are."""
        if "phones" not in self.changed_data:
            return list(self.place.phones)
        return self._contacts(*phones_of(self.cleaned_data["phones"], self.place.postal_code[:2]))

    def clean_emails(self) -> list[str]:
        """The addresses; those that were not touched stay as they are."""
        if "emails" not in self.changed_data:
            return list(self.place.emails)
        return self._contacts(*emails_of(self.cleaned_data["emails"]))

    def _contacts(self, found: tuple[str, ...], faults: tuple[tuple[str, str], ...]) -> list[str]:
        if faults:
            raise forms.ValidationError([f"{part} : {fault}" for part, fault in faults])
        return list(found)

    def clean(self) -> dict[str, Any]:
        """The hours are judged as a whole week."""
        cleaned = super().clean() or self.cleaned_data
        if not any(name.startswith("jour") for name in self.errors):
            cleaned["hours"] = self._hours(cleaned)
        return cleaned

    def _hours(self, cleaned: dict[str, Any]) -> str:
        shown = self.week or Week()
        days = tuple(self._day(cleaned, place_of_day, day) for place_of_day, day in enumerate(shown.days))
        week = replace(shown, days=days, closed_on_public_holidays=bool(cleaned.get("holidays")))
        if week.days == shown.days and (week == shown or self.week is None):
            return self.place.hours
        if not any(day.ranges for day in days):
            self.add_error(_box(0, 0, 0), "Donnez au moins une plage, ou répondez que le lieu a fermé.")
            return self.place.hours
        for place_of_day, day in enumerate(days):
            if day.fault():
                self.add_error(_box(place_of_day, 0, 0), f"{DAY_NAMES[place_of_day].capitalize()} : {day.fault()}.")
        return self.place.hours if week.faults() else osm_of(week)

    def _day(self, cleaned: dict[str, Any], place_of_day: int, shown: Day) -> Day:
        ranges: list[tuple[int, int]] = []
        for number in range(RANGES):
            start, end = (cleaned.get(_box(place_of_day, number, which)) for which in (0, 1))
            if (start is None) != (end is None):
                self.add_error(_box(place_of_day, number, 0 if start is None else 1), "Il manque une heure.")
            if start is not None and end is not None:
                ranges.append((_minutes(start), _minutes(end) or MIDNIGHT))
        typed = tuple(sorted(ranges))
        return shown if typed == shown.ranges[:RANGES] else replace(shown, ranges=typed)

    @property
    def values(self) -> dict[str, Any]:
        """What the place says now, by field."""
        return {field: self.cleaned_data[field] for field in ("phones", "emails", "address", "postal_code", "hours")}


def _box(place_of_day: int, number: int, end: int) -> str:
    return f"jour{place_of_day}_{number}_{('debut', 'fin')[end]}"


def _minutes(clock: time) -> int:
    return 60 * clock.hour + clock.minute
