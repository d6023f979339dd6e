"""What is asked of an obligation and of what a person wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import day_field
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Governance, Member
from maillage.programme.governance.selectors.members import confirmed_members


class ObligationForm(forms.Form):
    """What is due, when, according to what, and who answers for it."""

    title = forms.CharField(label="Ce qui est dû", help_text="Exemple : déposer la feuille de route", max_length=200)
    due_on = day_field("Échéance")
    source = forms.CharField(
        label="D’où vient cette date",
        help_text="Une circulaire, une convention, une décision.",
        required=False,
        max_length=250,
    )
    responsible: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Membre responsable",
        help_text="Ses représentants sont prévenus 90 jours avant. Sans lui, les co-pilotes le sont.",
        queryset=None,
        required=False,
        empty_label="Personne encore",
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "responsible", confirmed_members(governance))


class DoneForm(forms.Form):
    """The day when it was done."""

    done_on = day_field("Faite le")


class PreferenceForm(forms.Form):
    """Three switches."""

    every_field_optional = True

    deadlines = forms.BooleanField(label="Les échéances dont mon membre répond, ou que je suis", required=False)
    meetings = forms.BooleanField(label="Les réunions des instances où mon membre siège", required=False)
    follow_ups = forms.BooleanField(label="Les suites confiées à mon membre", required=False)
