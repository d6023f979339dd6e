"""Dates of a place: exceptional closures, and the stops of a bus, typed without any syntax."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from maillage.programme.places.forms.commune import CommuneFields
from maillage.programme.places.forms.contact import LinesField
from maillage.programme.places.rules.recurrence import ONCE, RHYTHMS, recurrence_of
from maillage.sources.places.cells import parse_date

BACKWARDS = "La fin vient avant le début."
WRONG_TIME = "Écrivez l’heure ainsi : 09:30."


def _date(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def _time(label: str, *, required: bool = True) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget, error_messages={"invalid": WRONG_TIME})


class ClosureForm(forms.Form):
    """Days on which the place is closed, or opens otherwise."""

    starts_on = _date("Du")
    ends_on = _date("Au", "Laissez vide pour un seul jour.", required=False)
    opens = _time("Ouvert quand même, de", required=False)
    closes = _time("Ouvert quand même, jusqu’à", required=False)
    reason = forms.CharField(label="Raison", required=False, max_length=200, help_text="Par exemple : congés d’été.")

    def clean(self) -> dict[str, Any]:
        """Dates in order; hours whole or none."""
        cleaned = super().clean() or self.cleaned_data
        start = cleaned.get("starts_on")
        cleaned["ends_on"] = cleaned.get("ends_on") or start
        if start and cleaned["ends_on"] < start:
            self.add_error("ends_on", "La fermeture finit avant d’avoir commencé.")
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if (opens is None) != (closes is None):
            self.add_error("closes" if closes is None else "opens", "Donnez les deux heures, ou aucune.")
        elif opens and closes and closes <= opens:
            self.add_error("closes", BACKWARDS)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The closure as the service takes it."""
        found = self.cleaned_data
        hours = f"{found['opens']:%H:%M}-{found['closes']:%H:%M}" if found.get("opens") else ""
        return {"starts_on": found["starts_on"], "ends_on": found["ends_on"], "hours": hours, "reason": found["reason"]}


class SessionForm(CommuneFields):
    """A stop, a permanence or a workshop, once or repeated."""

    title = forms.CharField(
        label="Intitulé", required=False, max_length=200, help_text="Laissez vide pour « Arrêt à » et la commune."
    )
    address = forms.CharField(label="Adresse", required=False, max_length=250, help_text="Place, rue ou bâtiment.")
    first = _date("Premier passage")
    opens = _time("Commence à")
    closes = _time("Finit à")
    rhythm = forms.ChoiceField(label="Rythme", choices=list(RHYTHMS.items()), initial=ONCE, widget=forms.RadioSelect)
    until = _date("Jusqu’au", "Laissez vide si aucune fin n’est prévue.", required=False)
    skipped = LinesField(label="Dates sans passage", help_text="Une par ligne, par exemple 24/12/2026.")

    def clean_skipped(self) -> list[str]:
        """Dates in ISO, in order."""
        found = {line: parse_date(line) for line in self.cleaned_data["skipped"]}
        wrong = [line for line, day in found.items() if day is None]
        if wrong:
            raise forms.ValidationError(
                f"Ce ne sont pas des dates : {', '.join(wrong)}. Écrivez-les ainsi : 24/12/2026."
            )
        return sorted(day.isoformat() for day in found.values() if day)

    def clean(self) -> dict[str, Any]:
        """A stop ends the day it began; a repetition ends after its first day."""
        cleaned = super().clean() or self.cleaned_data
        self.settle_commune(cleaned)
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if isinstance(opens, time) and isinstance(closes, time) and closes <= opens:
            self.add_error("closes", "Le passage doit finir le même jour, après avoir commencé.")
        first, until = cleaned.get("first"), cleaned.get("until")
        if isinstance(first, date) and isinstance(until, date) and until < first:
            self.add_error("until", "La répétition finit avant le premier passage.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """The presence as the service takes it, the commune by its code."""
        found = self.cleaned_data
        first = found["first"]
        return {
            "title": found["title"] or f"Arrêt à {found['commune_name']}",
            "address": found["address"],
            "starts_at": timezone.make_aware(datetime.combine(first, found["opens"])),
            "ends_at": timezone.make_aware(datetime.combine(first, found["closes"])),
            "recurrence": recurrence_of(found["rhythm"], first, found["until"]),
            "exceptions": found["skipped"],
        }
