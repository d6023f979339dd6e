"""What is sure of the ranking, in French words: a map of the sure fifths, what changes the ranking most, and CSV."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from scipy.stats import kendalltau

from maillage.design.figures.bars import Bar, Bars, render_bars
from maillage.design.figures.bars import table_of as bars_table
from maillage.design.figures.choropleth import legend_of, render_choropleth
from maillage.design.parts import Cell, Column, KeyFigure, MapFigure, Table
from maillage.design.typography import number, percent, spaced
from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.models import Figure, Run
from maillage.programme.diagnosis.presenters.maps import Mark, spec_of
from maillage.runs.sensitivity import Sensitivity, Sure, certainty_table, definition
from maillage.runs.write import csv_bytes

FIFTHS = ("cinquième le plus exposé", "deuxième", "troisième", "quatrième", "cinquième le moins exposé")
WORST = 5
LIMITS = (
    "Ce calcul refait l’indice de dix mille façons défendables. Il dit si un rang tient, pas si l’indice mesure la "
    "bonne chose. Entre deux territoires « incertains », ne tranchez pas sur leur rang : regardez leurs indicateurs."
)


@dataclass(frozen=True)
class CertaintyPage:
    """What the page shows."""

    finding: str
    map: MapFigure
    figures: tuple[KeyFigure, ...]
    chart: SafeString
    chart_table: Table
    verdict: str
    recipes: Table | None
    table: Table
    limits: str


def certainty_page(run: Run) -> CertaintyPage | None:
    """The whole page of a run; None for a run made before this was kept."""
    kept = run.record.get("sensitivity")
    if not kept:
        return None
    found = Sensitivity.from_plain(kept)
    figures = {figure.code: figure for figure in selectors.figures_of(run, "commune")}
    bars = _bars(found)
    return CertaintyPage(
        finding=finding(found, figures),
        map=_map(run, found, figures),
        figures=_figures(found),
        chart=mark_safe(render_bars(bars, name="choix")),  # noqa: S308 - our own drawing, its texts are escaped
        chart_table=bars_table(bars),
        verdict=_verdict(found),
        recipes=_recipes(run),
        table=_table(found, figures),
        limits=spaced(LIMITS),
    )


def finding(found: Sensitivity, figures: dict[str, Figure]) -> str:
    """One sentence: how many communes are sure of their fifth, and which are surely the most exposed."""
    sure = [one for one in found.territories if one.is_sure]
    worst = sorted((one for one in sure if one.fifth == 1), key=lambda one: one.rank_median)
    names = ", ".join(figures[one.code].name for one in worst[:WORST])
    start = f"{len(sure)} des {len(found.territories)} communes sont sûrement dans leur cinquième"
    if not worst:
        return spaced(f"{start} ; aucune n’est sûrement parmi les plus exposées.")
    more = len(worst) - WORST
    rest = f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
    return spaced(f"{start}. Sûrement parmi les plus exposées : {names}{rest}.")


def certainty_csv(run: Run) -> bytes | None:
    """One line a commune; None for a run made before this was kept."""
    kept = run.record.get("sensitivity")
    if not kept:
        return None
    names = {figure.code: figure.name for figure in selectors.figures_of(run, "commune")}
    return csv_bytes(certainty_table(Sensitivity.from_plain(kept), names))


def _figures(found: Sensitivity) -> tuple[KeyFigure, ...]:
    widths = [one.rank_high - one.rank_low for one in found.territories]
    sure = sum(one.is_sure for one in found.territories)
    draws = definition()["draws"]
    return (
        KeyFigure(str(sure), "communes sûres de leur cinquième", f"sur {len(found.territories)}"),
        KeyFigure(number(float(np.median(widths))), "rangs d’incertitude", "commune médiane, neuf fois sur dix"),
        KeyFigure(number(draws), "façons de faire l’indice", "toutes défendables"),
    )


def _map(run: Run, found: Sensitivity, figures: dict[str, Figure]) -> MapFigure:
    marks = {
        one.code: Mark(6.0 - one.fifth, "ok" if one.is_sure else "uncertain", _reading(one, figures))
        for one in found.territories
    }
    for code in figures.keys() - marks.keys():
        marks[code] = Mark(None, "missing", spaced(f"{figures[code].name} : pas de score"))
    spec = spec_of(run, "commune", tuple(figures.values()), marks, "")
    labels = tuple(f"{words} cinquième" if " " not in words else words for words in reversed(FIFTHS))
    drawn = replace(spec, bounds=(1.0, 2.0, 3.0, 4.0, 5.0), class_labels=labels, class_method="cinquièmes sûrs")
    measure = f"Le cinquième où la commune est au moins {percent(definition()['sure'], 0)} des fois"
    return MapFigure(
        render_choropleth(drawn, embedded_style=False), measure, legend_of(drawn), "cinquièmes sûrs", spec.source
    )


def _reading(one: Sure, figures: dict[str, Figure]) -> str:
    name = figures[one.code].name
    if not one.is_sure:
        return spaced(f"{name} : incertain, entre le rang {number(one.rank_low)} et le rang {number(one.rank_high)}")
    return spaced(f"{name} : {FIFTHS[one.fifth - 1]}, {percent(one.probability, 0)} des fois")


def _bars(found: Sensitivity) -> Bars:
    words = definition()["choices"]
    ordered = sorted(found.effects, key=lambda effect: -effect.total)
    return Bars(
        title="Ce qui change le plus le classement",
        description="Part de la variation que fait chaque choix, seul et avec les autres.",
        bars=tuple(Bar(_capital(words[effect.name]), 100 * effect.total) for effect in ordered),
        unit="%",
        digits=0,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _verdict(found: Sensitivity) -> str:
    words = definition()["choices"]
    first = max(found.effects, key=lambda effect: effect.total)
    between = f"entre {percent(first.total_low, 0)} et {percent(first.total_high, 0)}"
    return spaced(
        f"Le choix qui change le plus le classement : {words[first.name]} ({percent(first.total, 0)} de la variation, "
        f"{between}). Ces parts comptent aussi les effets croisés : leur somme peut dépasser 100 %."
    )


def _recipes(run: Run) -> Table | None:
    """How much the published recipes agree: 1 is the same order, 0 no link."""
    runs = selectors.published_runs(run.departement_code)
    if len(runs) < 2:
        return None
    scores = {one.pk: selectors.scores_in(one) for one in runs}
    titles = {one.pk: str(one.record["recipe"]["title"]) for one in runs}
    rows = tuple(
        (Cell(titles[here.pk]), *(Cell(_tau(scores[here.pk], scores[there.pk]), numeric=True) for there in runs))
        for here in runs
    )
    columns = (Column("Recette"), *(Column(titles[one.pk], numeric=True) for one in runs))
    return Table("Accord entre recettes (tau de Kendall : 1, même ordre ; 0, aucun lien)", columns, rows)


def _tau(here: dict[str, float], there: dict[str, float]) -> str:
    both = sorted(here.keys() & there.keys())
    if len(both) < 2:
        return "non connu"
    return number(float(kendalltau([here[code] for code in both], [there[code] for code in both]).statistic), 2)


def _table(found: Sensitivity, figures: dict[str, Figure]) -> Table:
    columns = (
        Column("Commune"),
        Column("Rang médian", numeric=True),
        Column("Rang entre", numeric=True),
        Column("Cinquième"),
        Column("Parmi le cinquième le plus exposé", numeric=True),
    )
    lines = sorted(found.territories, key=lambda one: (one.rank_median, one.code))
    rows = tuple(
        (
            Cell(figures[one.code].name, reverse("diagnosis:territory", args=[one.code])),
            Cell(number(one.rank_median), numeric=True),
            Cell(f"{number(one.rank_low)} et {number(one.rank_high)}", numeric=True),
            Cell(FIFTHS[one.fifth - 1] if one.is_sure else "incertain"),
            Cell(percent(one.worst_fifth, 0), numeric=True),
        )
        for one in lines
        if one.code in figures
    )
    return Table("Chaque commune, la plus exposée d’abord", columns, rows)
