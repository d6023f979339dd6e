"""What is asked of an indicator: its definition, a target, a value, a weather."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import FigureField, day_field, reason_field
from maillage.programme.governance.forms.members import offer
from maillage.programme.governance.models import Governance, Member
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.roadmap.enums import Direction, IndicatorKind, Weather
from maillage.programme.roadmap.feeds import feeds
from maillage.programme.roadmap.forms.fields import one_code, territory_words
from maillage.programme.roadmap.models import Action, Indicator, Objective
from maillage.programme.roadmap.selectors.actions import actions_in
from maillage.programme.roadmap.selectors.roadmaps import main_roadmap, objectives_of

PERIODS = ((30, "tous les mois"), (90, "tous les trimestres"), (180, "tous les semestres"), (365, "tous les ans"))
DEFINITION = (
    "title",
    "definition",
    "kind",
    "unit",
    "direction",
    "territory_code",
    "objective",
    "owner",
    "source",
    "feed",
    "baseline_value",
    "baseline_on",
    "periodicity_days",
    "delay_days",
    "weight",
)


class IndicatorForm(forms.Form):
    """The definition of an indicator; `values()` gives the fields of the record."""

    title = forms.CharField(label="Intitulé", max_length=200)
    definition = forms.CharField(
        label="Définition",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce que l’on compte, et ce que l’on ne compte pas.",
    )
    kind = forms.ChoiceField(label="Type", choices=IndicatorKind.choices, initial=IndicatorKind.DEPLOYMENT)
    unit = forms.CharField(label="Unité", max_length=60, help_text="Exemple : personnes formées")
    direction = forms.ChoiceField(label="Sens", choices=Direction.choices, initial=Direction.UP)
    territory_code = forms.CharField(
        label="Territoire", required=False, help_text="Nom ou code ; vide pour tout le programme."
    )
    objective: forms.ModelChoiceField[Objective] = forms.ModelChoiceField(
        label="Objectif servi", queryset=None, required=False, empty_label="Aucun"
    )
    owner: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Membre qui le suit", queryset=None, required=False, empty_label="Les co-pilotes"
    )
    source = forms.CharField(label="Source des valeurs", max_length=250)
    feed = forms.ChoiceField(
        label="Alimentation automatique",
        required=False,
        help_text="Maillage compte alors lui-même, et personne ne saisit la valeur.",
    )
    baseline_value = FigureField(label="Valeur de départ")
    baseline_on = day_field("Date de la valeur de départ")
    periodicity_days = forms.TypedChoiceField(label="Une valeur attendue", choices=PERIODS, coerce=int, initial=90)
    delay_days = forms.IntegerField(
        label="Délai de remontée (jours)", min_value=0, max_value=365, initial=30, help_text="Avant de relancer."
    )
    weight = FigureField(label="Poids dans son axe", initial="1", help_text="0 pour le montrer sans le compter.")
    actions: forms.ModelMultipleChoiceField[Action] = forms.ModelMultipleChoiceField(
        label="Actions reliées", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roadmap = main_roadmap(governance)
        offer(self, "objective", objectives_of(roadmap) if roadmap else Objective.objects.none())
        offer(self, "owner", confirmed_members(governance))
        offer(self, "actions", actions_in(governance, None))
        choices = [("", "Aucune : quelqu’un saisit les valeurs"), *((one.code, one.title) for one in feeds())]
        self.fields["feed"].choices = choices  # type: ignore[attr-defined]

    def clean_territory_code(self) -> str:
        """The code of the territory."""
        text = self.cleaned_data["territory_code"].strip()
        return one_code(text) if text else ""

    def clean_weight(self) -> Any:
        """A weight that the record can keep."""
        weight = self.cleaned_data["weight"]
        if weight > MOST_WEIGHT:
            raise forms.ValidationError("Le poids va de 0 à 100.")
        return weight

    def values(self) -> dict[str, Any]:
        """The fields of the record."""
        return {name: self.cleaned_data[name] for name in DEFINITION}


MOST_WEIGHT = 100


def definition_of(indicator: Indicator) -> dict[str, Any]:
    """What the form shows of an indicator."""
    shown = {name: getattr(indicator, name) for name in DEFINITION}
    code = indicator.territory_code
    return {**shown, "territory_code": territory_words([code])[0] if code else "", "actions": indicator.actions.all()}


class TargetForm(forms.Form):
    """What a text promises."""

    source = forms.CharField(
        label="Texte qui la fixe",
        max_length=200,
        help_text="Exemple : relevé de conclusions du 11 juillet 2024. Le même texte peut fixer plusieurs dates.",
    )
    value = FigureField(label="Valeur visée", help_text="Exemple : 15 000")
    due_on = day_field("Pour le")
    is_reference = forms.BooleanField(
        label="C’est la cible de référence", required=False, help_text="Les alertes suivent la cible de référence."
    )


class MeasurementForm(forms.Form):
    """A value of a day."""

    value = FigureField(label="Valeur", help_text="Exemple : 300")
    on = day_field("Mesurée le")
    proof = forms.CharField(
        label="Preuve", required=False, max_length=300, help_text="Un document, une adresse, un relevé."
    )
    comment = reason_field("Commentaire", hint="Nécessaire pour corriger une valeur déjà donnée.", required=False)


class WeatherForm(forms.Form):
    """What the pilot thinks."""

    weather = forms.ChoiceField(label="Météo", choices=Weather.choices, widget=forms.RadioSelect)
    comment = reason_field("Commentaire", hint="Nécessaire pour les deux météos les plus basses.", required=False)

    def clean_weather(self) -> Weather:
        """The weather itself."""
        return Weather(self.cleaned_data["weather"])


class TargetEffectForm(forms.Form):
    """A target that an adoption will set."""

    indicator: forms.ModelChoiceField[Indicator] = forms.ModelChoiceField(
        label="Indicateur", queryset=None, empty_label="Choisir l’indicateur"
    )
    value = FigureField(label="Valeur visée")
    due_on = day_field("Pour le")

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "indicator", Indicator.objects.filter(governance=governance))

    def prepared(self) -> dict[str, Any]:
        """The content of the effect."""
        given = self.cleaned_data
        found = given["indicator"]
        words = f"{found.title}, {given['value'].normalize():f} pour le {given['due_on']:%d/%m/%Y}"
        content = {"indicator": str(found.public_id), "value": str(given["value"])}
        return {"content": {**content, "due_on": given["due_on"].isoformat(), "label": words}}
