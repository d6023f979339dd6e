"""What is asked to prepare each effect of an adoption; `prepared()` gives what the service keeps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from maillage.design.fields import EuroField, day_field
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Governance
from maillage.programme.roadmap.enums import BudgetNature, RoadmapState
from maillage.programme.roadmap.models import Action, Roadmap
from maillage.programme.roadmap.rules.sheet import FIRST_YEAR, LAST_YEAR
from maillage.programme.roadmap.selectors.actions import actions_in, members_named
from maillage.programme.roadmap.selectors.roadmaps import objectives_of, roadmaps_of


class _SheetPart(forms.Form):
    """The part of a sheet that a proposal usually decides."""

    description = forms.CharField(
        label="Description", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_on = day_field("Début", required=False)
    ends_on = day_field("Fin", required=False)
    year = forms.IntegerField(label="Année du budget", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    nature = forms.ChoiceField(label="Nature de la dépense", choices=BudgetNature.choices, required=False)
    planned_eur = EuroField(label="Budget prévu", required=False, help_text="Exemple : 59 700")

    def clean(self) -> dict[str, Any]:
        """A budget has its year and its nature."""
        cleaned = super().clean() or {}
        if cleaned.get("planned_eur") is not None and not cleaned.get("year"):
            self.add_error("year", "Dites l’année de ce budget.")
        return cleaned

    def part(self) -> dict[str, Any]:
        """What was filled, as the plain values of a sheet."""
        given = self.cleaned_data
        sheet = {name: given[name] for name in ("description", "starts_on", "ends_on") if given.get(name)}
        sheet = {name: one.isoformat() if isinstance(one, date) else one for name, one in sheet.items()}
        if given.get("planned_eur") is not None:
            sheet["budget"] = {f"{given['year']}/{given['nature']}": str(given["planned_eur"])}
        return sheet


class CreationForm(_SheetPart):
    """An action to create."""

    objective = forms.ChoiceField(label="Objectif")
    title = forms.CharField(label="Intitulé de l’action", max_length=200)
    pilot = forms.ChoiceField(label="Pilote", required=False)

    field_order = ("objective", "title", "pilot")

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objectives = {
            str(one.pk): (roadmap, one) for roadmap in roadmaps_of(governance) for one in objectives_of(roadmap)
        }
        choices = [(key, f"{one} ({roadmap})") for key, (roadmap, one) in self.objectives.items()]
        self.fields["objective"].choices = choices  # type: ignore[attr-defined]
        names = [("", "Personne encore"), *((name, name) for name in members_named(governance))]
        self.fields["pilot"].choices = names  # type: ignore[attr-defined]

    def prepared(self) -> dict[str, Any]:
        """The content of the effect."""
        roadmap, objective = self.objectives[self.cleaned_data["objective"]]
        sheet = {"title": self.cleaned_data["title"], "objective": objective.title, **self.part()}
        if self.cleaned_data["pilot"]:
            sheet["pilots"] = [self.cleaned_data["pilot"]]
        return {"content": {"roadmap": str(roadmap.public_id), "sheet": sheet}}


class UpdateForm(_SheetPart):
    """An action to change: what is left empty stays as it is."""

    action: forms.ModelChoiceField[Action] = forms.ModelChoiceField(
        label="Action", queryset=None, empty_label="Choisir l’action"
    )

    field_order = ("action",)

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "action", actions_in(governance, None))

    def prepared(self) -> dict[str, Any]:
        """The content of the effect, and the action that it changes."""
        part = self.part()
        if "budget" in part:
            action = self.cleaned_data["action"]
            kept = {f"{one.year}/{one.nature}": str(one.planned_eur) for one in action.budget_lines.all()}
            part["budget"] = {**kept, **part["budget"]}
        return {"content": {"sheet": part}, "action": self.cleaned_data["action"]}


class AdoptionForm(forms.Form):
    """A roadmap to adopt."""

    roadmap: forms.ModelChoiceField[Roadmap] = forms.ModelChoiceField(
        label="Feuille de route", queryset=None, empty_label="Choisir la feuille de route"
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "roadmap", roadmaps_of(governance).exclude(state__in=[RoadmapState.ADOPTED, RoadmapState.CLOSED]))

    def prepared(self) -> dict[str, Any]:
        """The content of the effect."""
        roadmap = self.cleaned_data["roadmap"]
        return {"content": {"roadmap": str(roadmap.public_id), "label": roadmap.name}}
