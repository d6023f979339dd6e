"""What is asked to add and correct a member, to change its state, and to narrow a list of members."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from maillage.design.fields import day_field, reason_field
from maillage.programme.governance.enums import CollegeKind, GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.forms.fields import NumberField, territory_code
from maillage.programme.governance.models import Governance, Meeting, Member
from maillage.programme.governance.rules.members import NEEDS_REASON, NEXT
from maillage.programme.governance.selectors.governances import deciding_meetings
from maillage.programme.governance.selectors.members import Criteria, confirmed_members
from maillage.programme.governance.services.members import Body

FIRST = (MemberStatus.PROSPECTIVE, MemberStatus.CANDIDATE, MemberStatus.CONFIRMED)
NO_MEETING = "Aucune réunion"


class BodyForm(forms.Form):
    """What a body shows of itself."""

    name = forms.CharField(label="Nom affiché", help_text="Exemple : Commune de Sarcelles", max_length=200)
    category = forms.ChoiceField(label="Catégorie", choices=[("", "Choisissez"), *MemberCategory.choices])
    siren = NumberField(digits=9, label="SIREN", help_text="9 chiffres. Sa clé de contrôle est vérifiée.")
    siret = NumberField(digits=14, label="SIRET de l’établissement", help_text="14 chiffres.")
    territory = forms.CharField(
        label="Territoire",
        help_text="Nom ou code de la commune, de l’EPCI ou du département. Attendu pour une collectivité.",
        required=False,
        max_length=100,
    )

    postal_code = NumberField(
        digits=5,
        label="Code postal",
        help_text="Celui du siège, CEDEX compris. Il est comparé au territoire d’une collectivité.",
    )

    def clean(self) -> dict[str, Any]:
        """The territory becomes its code, and a SIRET alone gives its SIREN."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("siret") and not cleaned.get("siren"):
            cleaned["siren"] = cleaned["siret"][:9]
        if cleaned.get("category"):
            try:
                category = MemberCategory(cleaned["category"])
                cleaned["territory"] = territory_code(cleaned.get("territory", ""), category)
            except forms.ValidationError as refusal:
                self.add_error("territory", refusal)
        return cleaned

    def body(self) -> Body:
        """The body as the services take it."""
        found = self.cleaned_data
        return Body(
            name=found["name"],
            category=MemberCategory(found["category"]),
            siren=found["siren"],
            siret=found["siret"],
            territory_code=found["territory"],
            postal_code=found["postal_code"],
            legal_category=found.get("legal_category", ""),
            college=CollegeKind(found["college"]) if found.get("college") else None,
        )


class MemberForm(BodyForm):
    """A body seen by those who run the governance."""

    legal_category = forms.CharField(
        label="Catégorie juridique Insee",
        help_text="4 chiffres de l’avis SIRENE. Elle sert à vérifier la catégorie, et n’est pas gardée.",
        required=False,
        max_length=4,
    )
    college = forms.ChoiceField(
        label="Collège", required=False, choices=[("", "Celui de sa catégorie"), *CollegeKind.choices]
    )


class NewMemberForm(MemberForm):
    """A body and its first state."""

    status = forms.ChoiceField(label="État", choices=[(state.value, state.label) for state in FIRST])
    on = day_field("Depuis le")
    reason = reason_field("Précision", required=False)


class StatusForm(forms.Form):
    """The state that a member takes, when, why, in which meeting, and who takes over."""

    to = forms.ChoiceField(label="Nouvel état", widget=forms.RadioSelect)
    on = day_field("Le")
    reason = reason_field("Raison", hint="Attendue pour suspendre, retirer ou refuser.", required=False)
    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label="Réunion qui l’a décidé", queryset=None, required=False, empty_label=NO_MEETING
    )
    successor: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Qui reprend ses charges",
        help_text="Attendu quand un porteur ou un récipiendaire s’en va.",
        queryset=None,
        required=False,
        empty_label="Personne",
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [state for state in MemberStatus if state in NEXT[MemberStatus(member.status)]]
        choose(self, "to", [(state.value, state.label) for state in states])
        self.fields["reason"].required = NEEDS_REASON.issuperset(states)
        offer(self, "meeting", deciding_meetings(member.governance))
        offer(self, "successor", confirmed_members(member.governance).exclude(pk=member.pk))

    def clean_to(self) -> MemberStatus:
        """The state itself."""
        return MemberStatus(self.cleaned_data["to"])


class ChargeForm(forms.Form):
    """A charge and its first day."""

    role = forms.TypedChoiceField(label="Charge", choices=GovernanceRole.choices, coerce=GovernanceRole)
    starts_on = day_field("Depuis le")


class EndForm(forms.Form):
    """The last day of a charge, a seat or a person's time."""

    ends_on = day_field("Jusqu’au")


class MemberFilters(forms.Form):
    """The filters of a list of members; every choice lives in the address, an unknown one is forgotten."""

    every_field_optional = True

    q = forms.CharField(label="Nom", required=False, max_length=100)
    college = forms.ChoiceField(label="Collège", required=False, choices=[("", "Tous"), *CollegeKind.choices])
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les présents"), *MemberStatus.choices])
    categorie = forms.ChoiceField(label="Catégorie", required=False, choices=[("", "Toutes"), *MemberCategory.choices])
    le = day_field("Membres au", hint="Vide : aujourd’hui.", required=False)

    def criteria(self) -> Criteria:
        """What was understood."""
        self.is_valid()
        found = self.cleaned_data
        day: date | None = found.get("le")
        return Criteria(
            text=found.get("q", ""),
            status=found.get("etat", ""),
            college=found.get("college", ""),
            category=found.get("categorie", ""),
            day=day,
        )


class OpeningForm(forms.Form):
    """The name of a governance and its first day."""

    name = forms.CharField(
        label="Nom", help_text="Exemple : gouvernance France Numérique Ensemble du Val-d’Oise", max_length=150
    )
    opened_on = day_field("Ouverte le")


class CompositionForm(forms.Form):
    """What was voted of the composition."""

    voted_on = day_field("Votée le")
    local_count = forms.IntegerField(label="Collectivités", min_value=0, max_value=2000)
    private_count = forms.IntegerField(label="Structures privées", min_value=0, max_value=2000)
    wording = reason_field("Formulation", required=False)
    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label="Réunion", queryset=None, required=False, empty_label=NO_MEETING
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "meeting", deciding_meetings(governance))


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field the choices of this page."""
    field: forms.ChoiceField = form.fields[name]  # type: ignore[assignment]
    field.choices = choices


def offer(form: forms.Form, name: str, records: Any) -> None:
    """Give a field the records of this page."""
    field: forms.ModelChoiceField[Any] = form.fields[name]  # type: ignore[assignment]
    field.queryset = records
