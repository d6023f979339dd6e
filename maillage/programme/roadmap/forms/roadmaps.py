"""What is asked of a roadmap, of its axes and objectives, and of a change of state."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import day_field, reason_field
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Governance, Meeting, Member
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.roadmap.enums import BackingContract, RoadmapState
from maillage.programme.roadmap.forms.fields import TerritoriesField
from maillage.programme.roadmap.models import Axis, Roadmap
from maillage.programme.roadmap.rules.roadmaps import LEADS, moves_from
from maillage.programme.roadmap.selectors.roadmaps import departemental_axes, meetings_of_kind


class RoadmapForm(forms.Form):
    """What a roadmap says of itself."""

    name = forms.CharField(label="Nom", max_length=200, help_text="Exemple : Feuille de route du Vexin")
    is_departemental = forms.BooleanField(
        label="C’est la feuille de route départementale", required=False, help_text="Il y en a une seule."
    )
    lead: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Porteur",
        help_text="Un EPCI, un département, une région ou la préfecture. Sans lui, la préfecture porte.",
        queryset=None,
        required=False,
        empty_label="Personne encore",
    )
    territory_codes = TerritoriesField(label="Territoires du périmètre")
    starts_on = day_field("Début")
    ends_on = day_field("Fin")
    contract = forms.ChoiceField(
        label="Contrat de territoire existant", choices=BackingContract.choices, required=False
    )
    contract_name = forms.CharField(label="Nom du contrat", max_length=200, required=False)
    context = forms.CharField(
        label="Contexte", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", confirmed_members(governance).filter(category__in=LEADS))


class AxisForm(forms.Form):
    """One axis."""

    title = forms.CharField(label="Intitulé de l’axe", max_length=200)
    ambition = forms.CharField(
        label="Ambition", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    serves: forms.ModelChoiceField[Axis] = forms.ModelChoiceField(
        label="Axe départemental servi", queryset=None, required=False, empty_label="Choisir"
    )

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if roadmap.is_departemental:
            del self.fields["serves"]
        else:
            offer(self, "serves", departemental_axes(roadmap.governance))


class ObjectiveForm(forms.Form):
    """One objective."""

    title = forms.CharField(label="Intitulé de l’objectif", max_length=250)


class MoveForm(forms.Form):
    """A change of state: the meeting that decided it, or the reason."""

    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label="Réunion qui en a décidé", queryset=None, required=False, empty_label="Choisir la réunion"
    )
    reason = reason_field("Raison", required=False)

    def __init__(self, *args: Any, roadmap: Roadmap, to: RoadmapState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        move = moves_from(RoadmapState(roadmap.state))[to]
        if move.meeting is None:
            del self.fields["meeting"]
        else:
            offer(self, "meeting", meetings_of_kind(roadmap.governance, move.meeting))
            self.fields["meeting"].required = True
        if move.reason:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
