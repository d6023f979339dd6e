"""What is asked before a run."""

from __future__ import annotations

from django import forms

from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.enums import DataKind


def _recipes() -> list[tuple[str, str]]:
    return [(recipe.code, recipe.title) for recipe in selectors.recipes()]


class RunForm(forms.Form):
    """Which recipe, on which data."""

    recipe = forms.ChoiceField(label="Recette de l’indice", choices=_recipes)
    data_kind = forms.ChoiceField(
        label="Données",
        choices=[
            (DataKind.PUBLISHED, "Fichiers officiels téléchargés sur ce serveur"),
            (DataKind.DEMONSTRATION, "Démonstration du Val-d’Oise"),
        ],
        help_text="« maillage data check --from DOSSIER » vérifie les fichiers avant le calcul.",
    )
