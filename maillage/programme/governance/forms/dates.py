"""What is asked to look for a date."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django import forms

from maillage.design.fields import day_field
from maillage.programme.governance.models import Committee
from maillage.programme.governance.selectors.meetings import committees_that_meet

HOURS = (("09:30", "9 h 30"), ("14:00", "14 h"), ("17:30", "17 h 30"))
LONGEST_DAYS = 366


class DatesForm(forms.Form):
    """An instance, a period, the hours, how many dates and how far apart."""

    committee: forms.ModelChoiceField[Committee] = forms.ModelChoiceField(
        label="Instance", queryset=None, empty_label="Choisir l’instance"
    )
    first = day_field("À partir du")
    last = day_field("Jusqu’au")
    hours = forms.MultipleChoiceField(label="Heures possibles", choices=HOURS, widget=forms.CheckboxSelectMultiple)
    count = forms.IntegerField(label="Nombre de dates", min_value=1, max_value=12)
    gap_days = forms.IntegerField(
        label="Jours entre deux dates, au moins", min_value=1, max_value=180, help_text="Utile pour plusieurs dates."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees_that_meet()  # type: ignore[attr-defined]
        self.fields["committee"].to_field_name = "public_id"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period in order and not too long."""
        given = super().clean() or {}
        if {"first", "last"} <= given.keys():
            if given["last"] < given["first"]:
                self.add_error("last", "La fin de la période vient avant son début : échangez-les.")
            elif (given["last"] - given["first"]).days > LONGEST_DAYS:
                self.add_error("last", "Cherchez sur un an au plus : rapprochez les deux dates.")
        return given

    @property
    def days(self) -> list[date]:
        """Every day of the period."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return [first + timedelta(days=rank) for rank in range((last - first).days + 1)]

    @property
    def times(self) -> list[time]:
        """The hours chosen."""
        return [time.fromisoformat(one) for one in self.cleaned_data["hours"]]
