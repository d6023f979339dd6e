"""Fictitious content for the gallery."""

from __future__ import annotations

from django import forms
from shapely.geometry import box

from maillage.design.figures.bars import Bar, Bars
from maillage.design.figures.choropleth import Area, Choropleth
from maillage.design.figures.gauge import Gauge
from maillage.design.figures.lines import Line
from maillage.design.parts import Cell, Column, Crumb, KeyFigure, Step, Table

SOURCE = "Chiffres fictifs, pour montrer le composant."
CRUMBS = (Crumb("Accueil", "/"), Crumb("Composants"))
KEYS = (
    KeyFigure("1 281 653", "habitants", "Exemple de note : source et année"),
    KeyFigure("14,3 %", "de 65 ans ou plus"),
    KeyFigure("non connu", "quand le chiffre manque"),
)
STEPS = (
    Step("jeudi 10 octobre 2024", "Examen par le COTECH"),
    Step("jeudi 11 juillet 2024", "Réunion de lancement"),
)
TABLE = Table(
    "Exemple de tableau triable",
    (Column("Commune fictive", url="?tri=nom"), Column("Score", True, "?tri=-score", "descending")),
    (
        (Cell("Ville-Haute", "/composants/"), Cell("6,2", numeric=True)),
        (Cell("Ville-Basse"), Cell("3,1", numeric=True)),
    ),
    (Cell("Ensemble"), Cell("4,4", numeric=True)),
)
BARS = Bars(
    "Le diplôme pèse le plus (exemple)",
    "Contributions fictives",
    (Bar("niveau de diplôme", 1.24), Bar("pauvreté", 0.61), Bar("âge", -0.42)),
    diverging=True,
    digits=2,
)
LINE = Line("Jeunes accompagnés (exemple)", "Série fictive", (("2023", 80), ("2024", 190), ("2025", 300)), "jeunes")
GAUGE = Gauge("300 jeunes sur 500 (exemple)", "Avancement fictif", 300, 500, "jeunes")


def _areas() -> tuple[Area, ...]:
    states = ("ok", "ok", "ok", "imputed", "secret", "missing")
    values: tuple[float | None, ...] = (1.5, 3.2, 5.8, 4.1, None, None)
    return tuple(
        Area(
            str(i),
            f"Zone {i}",
            box(2 + 0.1 * (i % 3), 49 + 0.06 * (i // 3), 2.1 + 0.1 * (i % 3), 49.06 + 0.06 * (i // 3)),
            value,
            state,
            f"Zone {i} : exemple",
        )
        for i, (state, value) in enumerate(zip(states, values, strict=True))
    )


MAP = Choropleth(
    "Carte fictive",
    "Six zones inventées",
    _areas(),
    (box(1.9, 48.9, 2.0, 49.2),),
    (2.0, 4.0, 6.0),
    ("de 1 à 2", "de 2 à 4", "de 4 à 6"),
    "bornes fixes",
    "",
    (("Zone 1", 2.15, 49.03),),
    SOURCE,
)
MAP_TABLE = Table(
    "Les zones fictives",
    (Column("Zone"), Column("Valeur", True)),
    tuple(
        (Cell(a.label), Cell("non connu" if a.value is None else str(a.value).replace(".", ","), numeric=True))
        for a in MAP.areas
    ),
)


class SampleForm(forms.Form):
    """A form with a fault."""

    name = forms.CharField(label="Nom de la commune", help_text="Par exemple : Sarcelles")
    level = forms.ChoiceField(label="Niveau", choices=[("commune", "Commune"), ("epci", "EPCI")])
    note = forms.CharField(label="Remarque", required=False)
