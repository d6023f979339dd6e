"""What is asked about a person who speaks for a member, and to apply without an account."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import EmailField, day_field, reason_field
from maillage.programme.governance.enums import ContactRole, RepresentativeKind
from maillage.programme.governance.forms.members import NO_MEETING, BodyForm, offer
from maillage.programme.governance.models import Governance, Meeting
from maillage.programme.governance.selectors.governances import deciding_meetings
from maillage.programme.governance.selectors.members import account_named
from maillage.programme.governance.services.representatives import Person

CIVILITIES = [("", "Non dite"), ("Madame", "Madame"), ("Monsieur", "Monsieur")]


class RepresentativeForm(forms.Form):
    """A person, what she does there, how to write to her."""

    civility = forms.ChoiceField(label="Civilité", choices=CIVILITIES, required=False)
    full_name = forms.CharField(label="Nom complet", max_length=150)
    function = forms.CharField(label="Fonction", required=False, max_length=200)
    kind = forms.TypedChoiceField(label="Titre", choices=RepresentativeKind.choices, coerce=RepresentativeKind)
    contact_role = forms.TypedChoiceField(label="Contact", choices=ContactRole.choices, coerce=ContactRole)
    email = EmailField(
        label="Courriel",
        help_text="Un compte qui a ce courriel parle pour ce membre : il propose en son nom et reçoit ses avis.",
        required=False,
        max_length=254,
    )
    phone = forms.CharField(label="Téléphone", required=False, max_length=20)
    starts_on = day_field("Depuis le")

    def person(self) -> Person:
        """The person as the services take her, with the account that bears her e-mail."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "starts_on"}
        return Person(**found, user=account_named(found["email"]))


class CandidatureForm(BodyForm):
    """A body, a person and why. `site` is a trap for machines: people leave it empty."""

    full_name = forms.CharField(
        label="Votre nom complet", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    function = forms.CharField(
        label="Votre fonction", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization-title"})
    )
    email = EmailField(
        label="Votre courriel professionnel", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    motivation = forms.CharField(
        label="Pourquoi voulez-vous rejoindre la gouvernance ?",
        help_text="Ce que votre structure fait déjà, et ce qu’elle peut apporter. 2 000 caractères au plus.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    site = forms.CharField(
        label="Laissez cette case vide",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nom de votre structure"

    def clean(self) -> dict[str, Any]:
        """A filled trap is refused aloud, should a person have fallen into it."""
        cleaned = super().clean()
        if cleaned.pop("site", ""):
            self.add_error(None, "Cet envoi ressemble à celui d’une machine. Videz la case cachée et recommencez.")
        return cleaned

    def person(self) -> Person:
        """Who applies."""
        found = self.cleaned_data
        return Person(full_name=found["full_name"], function=found["function"], email=found["email"])


class AnswerForm(forms.Form):
    """The answer to a candidature."""

    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=[("accept", "Accepter : la structure devient membre"), ("refuse", "Refuser, en disant pourquoi")],
        widget=forms.RadioSelect,
    )
    reason = reason_field(
        "Raison du refus", hint="Elle est envoyée telle quelle à la personne qui a candidaté.", required=False
    )
    on = day_field("Décidé le")
    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label="Réunion qui l’a décidé", queryset=None, required=False, empty_label=NO_MEETING
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "meeting", deciding_meetings(governance))

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "refuse" and not cleaned.get("reason"):
            self.add_error("reason", "Dites pourquoi : la personne lira cette raison.")
        return cleaned
