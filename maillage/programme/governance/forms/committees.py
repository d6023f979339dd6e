"""What is asked to open an instance, to change its rules and to seat a member."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import day_field
from maillage.programme.governance.enums import Cadence, CommitteeKind, DecisionRule, QuorumRule, SeatFunction
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Committee, Governance, Member
from maillage.programme.governance.selectors.committees import members_without_seat, parents_for
from maillage.programme.governance.services.committees import Charter


def _chosen(label: str, choices: Any, *, hint: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=choices.choices, coerce=choices, help_text=hint)


class CommitteeForm(forms.Form):
    """What an instance is and the rules that it chooses."""

    name = forms.CharField(label="Nom", max_length=150)
    kind = _chosen("Nature", CommitteeKind)
    purpose = forms.CharField(label="Objet", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    parent: forms.ModelChoiceField[Committee] = forms.ModelChoiceField(
        label="Rend compte à", queryset=None, required=False, empty_label="Aucune instance"
    )
    cadence = _chosen("Rythme", Cadence)
    convening_days = forms.IntegerField(label="Délai de convocation, en jours", min_value=0, max_value=90)
    clear_days = forms.BooleanField(
        label="Jours francs",
        required=False,
        help_text="Ni le jour de l’envoi ni celui de la réunion ne comptent.",
    )
    quorum_rule = _chosen("Quorum", QuorumRule, hint="Les instances FNE n’ont pas de quorum légal : c’est votre choix.")
    quorum_value = forms.IntegerField(
        label="Valeur du quorum", help_text="Un nombre de membres, ou un pourcentage.", required=False, min_value=1
    )
    decision_rule = _chosen("Comment l’instance décide", DecisionRule)
    majority_percent = forms.IntegerField(
        label="Majorité qualifiée, en %", required=False, min_value=51, max_value=100, help_text="Exemple : 66"
    )
    proxies_per_person = forms.IntegerField(label="Pouvoirs par personne", min_value=0, max_value=20)
    remote_allowed = forms.BooleanField(label="On peut participer à distance", required=False)

    def __init__(self, *args: Any, governance: Governance, committee: Committee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", parents_for(governance, committee))

    def clean(self) -> dict[str, Any]:
        """A value that its rule does not use is forgotten."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("quorum_rule") == QuorumRule.NONE:
            cleaned["quorum_value"] = None
        if cleaned.get("decision_rule") != DecisionRule.QUALIFIED:
            cleaned["majority_percent"] = None
        return cleaned

    def charter(self) -> Charter:
        """The charter as the services take it."""
        return Charter(**{name: value for name, value in self.cleaned_data.items() if name != "is_active"})


class CommitteeEditForm(CommitteeForm):
    """An instance that exists can stop meeting."""

    is_active = forms.BooleanField(
        label="L’instance se réunit", required=False, help_text="Décochez pour la clore ; ce qu’elle a décidé reste."
    )


class SeatForm(forms.Form):
    """Who sits, as what, since when."""

    member: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Membre", help_text="Les membres confirmés qui n’y siègent pas.", queryset=None, empty_label="Choisissez"
    )
    function = _chosen("Fonction", SeatFunction)
    starts_on = day_field("Depuis le")

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members_without_seat(committee))
