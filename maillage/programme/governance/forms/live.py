"""What the secretary writes during a meeting; each form has its own prefix of identifiers."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.programme.governance.enums import DecisionMethod, FollowUpStatus, Outcome, Presence
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.selectors.attendance import colleges_of, members_of_meeting

SHORT = {"rows": 2}


class InterventionForm(forms.Form):
    """Who said what."""

    speaker = forms.CharField(
        label="Qui", max_length=200, widget=forms.TextInput(attrs={"list": "personnes", "autocomplete": "off"})
    )
    text = forms.CharField(label="Propos", max_length=5000, widget=forms.Textarea(attrs=SHORT))


class FigureForm(forms.Form):
    """A figure typed by hand, with where it comes from."""

    label = forms.CharField(label="Ce que c’est", max_length=250)
    value = forms.CharField(label="Valeur, avec son unité", max_length=100)
    source = forms.CharField(label="Source", max_length=250)
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A decision by consensus, or a ballot to open."""

    wording = forms.CharField(label="Formulation", max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    method = forms.ChoiceField(
        label="Façon", choices=DecisionMethod.choices, initial=DecisionMethod.CONSENSUS, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label="Issue, par consensus", choices=Outcome.choices, initial=Outcome.ADOPTED, required=False
    )
    conditions = forms.CharField(label="Conditions", max_length=2000, required=False)
    is_secret = forms.BooleanField(label="Vote secret", required=False)

    def clean(self) -> dict[str, Any]:
        """A consensus has its outcome at once."""
        answers = super().clean() or {}
        if answers.get("method") == DecisionMethod.CONSENSUS and not answers.get("outcome"):
            self.add_error("outcome", "Dites ce qui est décidé.")
        return answers


class FollowUpForm(forms.Form):
    """What must be done."""

    task = forms.CharField(label="Quoi", max_length=300)
    responsible = forms.CharField(
        label="Qui", max_length=200, required=False, widget=forms.TextInput(attrs={"list": "personnes"})
    )
    responsible_member: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label="Structure responsable", required=False, empty_label="Aucune"
    )
    due_on = forms.DateField(
        label="Pour le", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members: forms.ModelChoiceField = self.fields["responsible_member"]  # type: ignore[assignment]
        members.queryset = members_of_meeting(meeting)


class AttendeeForm(forms.Form):
    """Someone who was not invited."""

    civility = forms.ChoiceField(
        label="Civilité", choices=[("", "Non dite"), ("Mme", "Mme"), ("M.", "M.")], required=False
    )
    full_name = forms.CharField(label="Nom complet", max_length=150)
    function = forms.CharField(label="Fonction et structure", max_length=250, required=False)
    college: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, label="Collège", empty_label="Choisissez")
    member: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label="Membre représenté", required=False, empty_label="Aucun"
    )
    presence = forms.ChoiceField(label="Présence", choices=Presence.choices, initial=Presence.PRESENT)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("college", colleges_of(meeting)), ("member", members_of_meeting(meeting))):
            field: forms.ModelChoiceField = self.fields[name]  # type: ignore[assignment]
            field.queryset = found


class StatusForm(forms.Form):
    """Where a follow-up stands."""

    status = forms.ChoiceField(label="État", choices=FollowUpStatus.choices, widget=forms.RadioSelect)
    proof = forms.CharField(
        label="Preuve, ou raison",
        max_length=500,
        required=False,
        help_text="Une date, une adresse, un document. Obligatoire pour « Faite » et « Abandonnée ».",
    )
