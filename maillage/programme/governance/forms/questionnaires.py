"""Preparing a questionnaire to the members of an instance before a meeting."""

from __future__ import annotations

from django import forms

from maillage.design.fields import day_field
from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import Meeting
from maillage.programme.surveys.rules import questionnaire, questionnaire_codes


class QuestionnaireForm(forms.Form):
    """Which questionnaire, before which meeting, until when."""

    code = forms.ChoiceField(
        label="Questionnaire", choices=lambda: [(code, questionnaire(code).title) for code in questionnaire_codes()]
    )
    meeting = forms.ModelChoiceField(
        label="Réunion à préparer",
        queryset=Meeting.objects.exclude(state__in=[MeetingState.CANCELLED, MeetingState.POSTPONED]),
        help_text="Les membres de son instance sont invités, un par structure.",
    )
    closes_on = day_field(
        "Dernier jour pour répondre",
        hint="Les réponses se lisent à partir du lendemain : choisissez un jour d’avant la réunion.",
    )
