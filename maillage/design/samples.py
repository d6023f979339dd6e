"""Fictitious content for the gallery."""

from __future__ import annotations

from datetime import date

from django import forms
from shapely.geometry import box

from maillage.design.figures.bars import Bar, Bars
from maillage.design.figures.choropleth import Area, Choropleth
from maillage.design.figures.gauge import Gauge
from maillage.design.figures.lines import Line
from maillage.design.figures.trajectory import Trajectory
from maillage.design.parts import Cell, Column, Crumb, KeyFigure, Step, Table
from maillage.design.typography import number

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
ENTRIES = [
    {"label": "Tableau de bord", "url": "#cadre", "current": True},
    {"label": "Lieux", "url": "#recherche-exemple", "current": False},
    {"label": "Gouvernance", "url": "#boutons", "current": False},
]
SECTIONS = (
    ("cadre", "Cadre de page"),
    ("recherche-exemple", "Recherche"),
    ("boutons", "Boutons"),
    ("messages", "Messages"),
    ("formulaire", "Formulaire et erreurs"),
    ("cartes-de-texte", "Cartes de texte"),
    ("etiquettes", "Étiquettes"),
    ("chiffres-cles", "Chiffres clés"),
    ("onglets", "Onglets"),
    ("accordeon", "Accordéon"),
    ("tableau", "Tableau"),
    ("pages", "Pages d’une liste"),
    ("avancement", "Avancement"),
    ("frise", "Frise"),
    ("page-vide", "Page vide"),
    ("carte", "Carte"),
    ("graphiques", "Graphiques"),
)
TABS = {
    "presentation": ("Présentation", "L’onglet courant se reconnaît à son trait et à son texte plus épais."),
    "participants": ("Participants", "34 participants fictifs, en quatre collèges."),
    "releve": ("Relevé de conclusions", "Le relevé fictif est en cours de rédaction."),
}
PLACES = (("Ville-Basse", 3.1), ("Ville-Haute", 6.2), ("Ville-du-Lac", 4.0))


def sorted_table(sort: str) -> Table:
    """The fictitious table, sorted as its headers ask: nom, -nom, score or -score."""
    sort = sort if sort.removeprefix("-") in ("nom", "score") else "-score"
    down, key = sort.startswith("-"), 0 if sort.endswith("nom") else 1
    state = "descending" if down else "ascending"
    columns = tuple(
        Column(
            label,
            numeric=i == 1,
            url=f"?tri={'-' if i == key and not down else ''}{name}#tableau",
            sort=state if i == key else "",
        )
        for i, (name, label) in enumerate((("nom", "Commune fictive"), ("score", "Score")))
    )
    rows = tuple(
        (Cell(name, "/composants/"), Cell(number(score, 1), numeric=True))
        for name, score in sorted(PLACES, key=lambda place: place[key], reverse=down)
    )
    return Table("Exemple de tableau triable", columns, rows, (Cell("Ensemble"), Cell("4,4", numeric=True)))


BARS = Bars(
    "Le diplôme pèse le plus (exemple)",
    "Contributions fictives",
    (Bar("niveau de diplôme", 1.24), Bar("pauvreté", 0.61), Bar("âge", -0.42)),
    diverging=True,
    digits=2,
)
RANKS = Bars(
    "Ville-Haute dépasse les autres (exemple)",
    "Taux fictifs",
    (Bar("Ville-Haute", 31.2), Bar("Ville-du-Lac", 24.6), Bar("Ville-Basse", 12.9)),
    unit="%",
)
LINE = Line("Jeunes accompagnés (exemple)", "Série fictive", (("2023", 80), ("2024", 190), ("2025", 300)), "jeunes")
TRAJECTORY = Trajectory(
    "300 jeunes sur 500 (exemple)",
    "Valeurs et trajectoire fictives",
    ((date(2024, 7, 11), 300.0), (date(2025, 6, 30), 410.0)),
    ((date(2024, 1, 1), 0.0), (date(2025, 12, 31), 500.0)),
    "jeunes",
)
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
    audience = forms.ChoiceField(
        label="Public",
        widget=forms.RadioSelect,
        choices=[("all", "Tous les habitants"), ("young", "Jeunes de 16 à 25 ans")],
        required=False,
    )
    day = forms.DateField(label="Date de la réunion", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    note = forms.CharField(label="Remarque", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Prévenir les participants par courriel", required=False)
