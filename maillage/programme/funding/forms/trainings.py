"""What is asked to share training places out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django import forms

from maillage.programme.funding.rules.places import (
    BODY_SHAPE,
    SESSION_SHAPE,
    BodyLine,
    SessionLine,
    body_lines,
    session_lines,
)
from maillage.programme.funding.services.trainings import TrainingTerms
from maillage.programme.roadmap.forms.fields import one_code

Line = TypeVar("Line", BodyLine, SessionLine)


class TrainingForm(forms.Form):
    """Places, floors, employers and sessions; `terms()` gives them to the service."""

    name = forms.CharField(
        label="Nom du scénario", max_length=150, help_text="Exemple : soixante places, près de chez soi"
    )
    total = forms.IntegerField(label="Places à répartir", min_value=1, max_value=2000, initial=60)
    least_by_epci = forms.IntegerField(label="Places par EPCI, au moins", min_value=0, max_value=500, initial=0)
    bodies = forms.CharField(
        label="Structures",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=f"Une par ligne : {BODY_SHAPE}.",
    )
    sessions = forms.CharField(
        label="Sessions possibles",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"Une par ligne : {SESSION_SHAPE}. Exemple : 04/03/2027 ; Magny-en-Vexin ; 12 ; 5",
    )
    furthest_km = forms.IntegerField(
        label="Distance au plus, en kilomètres à vol d’oiseau", min_value=1, max_value=200, initial=20
    )

    def clean_bodies(self) -> list[BodyLine]:
        """The employers, their territories as codes."""
        return self._lines(body_lines, self.cleaned_data["bodies"])

    def clean_sessions(self) -> list[SessionLine]:
        """The sessions, their territories as codes."""
        return self._lines(session_lines, self.cleaned_data["sessions"])

    def terms(self) -> TrainingTerms:
        """What the service is asked."""
        given = self.cleaned_data
        names: tuple[str, ...] = ("total", "bodies", "sessions", "least_by_epci", "furthest_km")
        return TrainingTerms(**{name: given[name] for name in names})

    def _lines(self, read: Callable[[str], list[Line]], text: str) -> list[Line]:
        try:
            return [replace(line, territory=one_code(line.territory)) for line in read(text)]
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
