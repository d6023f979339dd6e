"""What is asked of an action and of its follow-up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from maillage.design.fields import EuroField, day_field, reason_field
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Decision, Governance
from maillage.programme.roadmap.enums import ActionStatus, BudgetNature, Priority, RiskLevel
from maillage.programme.roadmap.forms.fields import TerritoriesField
from maillage.programme.roadmap.models import Roadmap
from maillage.programme.roadmap.rules.sheet import FIRST_YEAR, LAST_YEAR
from maillage.programme.roadmap.selectors.actions import decisions_to_link, members_named
from maillage.programme.roadmap.selectors.roadmaps import objectives_of
from maillage.programme.roadmap.vocabulary import audiences, engagements, needs_by_group

TALL = {"rows": 4}


def several(label: str, **kwargs: Any) -> forms.MultipleChoiceField:
    """Several of a closed list, as boxes."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class SheetForm(forms.Form):
    """The whole sheet of an action; `sheet()` gives it as the plain values of `rules.sheet`."""

    title = forms.CharField(label="Intitulé", max_length=200)
    objective = forms.ChoiceField(label="Objectif")
    description = forms.CharField(label="Description", required=False, max_length=5000, widget=forms.Textarea(TALL))
    context = forms.CharField(label="Contexte", required=False, max_length=3000, widget=forms.Textarea(TALL))
    engagement = forms.TypedChoiceField(
        label="Engagement national", required=False, coerce=int, empty_value=None, help_text="De 1 à 16."
    )
    needs = several("Besoins d’ingénierie")
    audiences = several("Publics")
    territory_codes = TerritoriesField(label="Territoires", required=False)
    priority = forms.ChoiceField(label="Priorité", choices=Priority.choices, initial=Priority.MEDIUM)
    starts_on = day_field("Début", required=False)
    ends_on = day_field("Fin", required=False)
    reach_count = forms.IntegerField(label="Personnes à toucher", required=False, min_value=0, max_value=10_000_000)
    pilots = several("Pilotes")
    partners = several("Partenaires")
    elected_sponsor = forms.CharField(label="Élu référent", required=False, max_length=150)

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in members_named(roadmap.governance)]
        titles = [(one.title, str(one)) for one in objectives_of(roadmap)]
        for field, choices in (
            ("objective", titles),
            ("engagement", [("", "Aucun"), *((n, f"Engagement {n}") for n in engagements())]),
            ("needs", needs_by_group()),
            ("audiences", list(audiences().items())),
            ("pilots", names),
            ("partners", names),
        ):
            self.fields[field].choices = choices  # type: ignore[attr-defined]

    def sheet(self) -> dict[str, Any]:
        """The plain values."""
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in self.cleaned_data.items()
        }


class StatusForm(forms.Form):
    """Where an action stands."""

    status = forms.ChoiceField(label="État", choices=ActionStatus.choices)
    reason = reason_field("Raison", hint="Nécessaire pour bloquer, mettre en pause ou abandonner.", required=False)

    def clean_status(self) -> ActionStatus:
        """The state itself."""
        return ActionStatus(self.cleaned_data["status"])


class NoteForm(forms.Form):
    """A note of the follow-up."""

    text = forms.CharField(label="Note", max_length=2000, widget=forms.Textarea(TALL))


class StepForm(forms.Form):
    """A step."""

    title = forms.CharField(label="Étape", max_length=200)
    due_on = day_field("Pour le", required=False)


class StepDoneForm(forms.Form):
    """The day when a step was done; nothing takes it back."""

    done_on = day_field("Faite le", hint="Videz ce champ pour la rouvrir.", required=False)


class RiskForm(forms.Form):
    """A risk and the answer to it."""

    title = forms.CharField(label="Risque ou frein", max_length=250)
    likelihood = forms.ChoiceField(label="Probabilité", choices=RiskLevel.choices, initial=RiskLevel.MEDIUM)
    impact = forms.ChoiceField(label="Gravité", choices=RiskLevel.choices, initial=RiskLevel.MEDIUM)
    response = reason_field("Réponse prévue", required=False)

    def clean_likelihood(self) -> RiskLevel:
        """The level itself."""
        return RiskLevel(self.cleaned_data["likelihood"])

    def clean_impact(self) -> RiskLevel:
        """The level itself."""
        return RiskLevel(self.cleaned_data["impact"])


class BudgetForm(forms.Form):
    """One line of a budget."""

    year = forms.IntegerField(label="Année", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    nature = forms.ChoiceField(label="Nature", choices=BudgetNature.choices)
    planned_eur = EuroField(label="Prévu", help_text="Exemple : 59 700")
    actual_eur = EuroField(label="Réalisé", required=False)

    def clean_nature(self) -> BudgetNature:
        """The nature itself."""
        return BudgetNature(self.cleaned_data["nature"])


class DecisionForm(forms.Form):
    """A decision to tie to an action."""

    decision: forms.ModelChoiceField[Decision] = forms.ModelChoiceField(
        label="Décision", queryset=None, empty_label="Choisir la décision"
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "decision", decisions_to_link(governance))
