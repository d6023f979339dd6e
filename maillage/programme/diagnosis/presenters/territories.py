"""What the diagnosis pages show, ready for templates: sentences, maps, charts and their table twins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from maillage.design.figures.bars import Bar, Bars, render_bars
from maillage.design.figures.bars import table_of as bars_table
from maillage.design.parts import Cell, Column, KeyFigure, MapFigure, Table
from maillage.design.typography import HARD, known, number, signed, spaced
from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.exports import EXPORTS
from maillage.programme.diagnosis.models import Figure, IndicatorFigure, Run
from maillage.programme.diagnosis.presenters.maps import (
    GUESSED,
    PLACES,
    SCORE,
    indicator_codes,
    known_indicator,
    map_figure,
    measure,
    part_of,
    place_density,
    place_words,
    source_line,
    value_text,
)
from maillage.runs.finding import SURE, finding
from maillage.runs.indicators import indicators
from maillage.tables.quality import WORDS, Quality


@dataclass(frozen=True)
class Glance:
    """The département at a glance, for the home page."""

    name: str
    finding: str
    map: MapFigure
    figures: tuple[KeyFigure, ...]
    first: tuple[Figure, ...]


@dataclass(frozen=True)
class MapPage:
    """The map page: what was asked, and what answers."""

    run: Run
    level: str
    indicator: str
    title: str
    finding: str
    map: MapFigure
    figures: tuple[KeyFigure, ...]
    table: Table
    choices: tuple[tuple[str, str], ...]
    exports: tuple[tuple[str, str], ...]
    limits: str


@dataclass(frozen=True)
class TerritoryPart:
    """One published level of a territory (an EPCI may be shown in part and whole)."""

    figure: Figure
    score: str
    interval: str
    chart: SafeString
    chart_table: Table
    table: Table
    similar: tuple[Figure, ...]
    near: tuple[Figure, ...]
    source: str
    places: str


def glance(run: Run) -> Glance:
    """The home page's view of a published run."""
    figures = selectors.figures_of(run, "commune")
    whole = selectors.figures_of(run, "departement")[0]
    by_code = {part.indicator: part for part in whole.indicators.all()}
    words = indicators()
    keys = [KeyFigure(number(whole.population), "habitants", "Insee, population municipale")]
    keys += [
        KeyFigure(value_text(part.value, words[code]), words[code].short, _vintage(part))
        for code, part in list(by_code.items())[:3]
    ]
    shown = map_figure(run, "commune", SCORE, figures, links=False)
    return Glance(whole.name, spaced(finding(_rows(figures), "commune")), shown, tuple(keys), figures[:5])


def map_page(run: Run, level: str, indicator: str, sort: str) -> MapPage:
    """The map and its table for one level and one indicator (or the score)."""
    figures = selectors.figures_of(run, level)
    words = indicators()
    codes = indicator_codes(run)
    indicator = known_indicator(run, indicator)
    title = run.record["recipe"]["title"] if indicator == SCORE else measure(indicator)
    choices = (
        (SCORE, "Score de l’indice"),
        *((code, words[code].title) for code in codes),
        (PLACES, measure(PLACES)),
    )
    query = {"recette": run.recipe_code, "niveau": level, "indicateur": indicator}
    addresses = {e.code: f"{reverse('diagnosis:export', args=[e.code])}?{urlencode(query)}" for e in EXPORTS.values()}
    return MapPage(
        run=run,
        level=level,
        indicator=indicator,
        title=title,
        finding=spaced(finding(_rows(figures), level)),
        map=map_figure(run, level, indicator, figures, features_url=addresses["geojson"]),
        figures=_map_keys(run, figures, indicator),
        table=figures_table(figures, codes, sort, query, title),
        choices=choices,
        exports=tuple((addresses[export.code], export.title) for export in EXPORTS.values()),
        limits=str(run.record.get("limits", "")),
    )


def territory_part(figure: Figure) -> TerritoryPart:
    """Everything the sheet says of one figure."""
    parts = list(figure.indicators.all())
    words = indicators()
    ordered = sorted((p for p in parts if known(p.contribution)), key=lambda p: -abs(p.contribution or 0))
    bars = tuple(Bar(words[p.indicator].short, round(p.contribution or 0, 2)) for p in ordered)
    if abs(figure.unobserved or 0) > 0.005:
        bars += (Bar("indicateurs non connus", round(figure.unobserved or 0, 2)),)
    spec = Bars(
        title=f"Ce qui fait le score de {figure.name}",
        description="Contribution de chaque indicateur : leur somme est l’écart au score de l’ensemble.",
        bars=bars,
        diverging=True,
        digits=2,
    )
    return TerritoryPart(
        figure=figure,
        score=number(figure.score, 1),
        interval=rank_text(figure),
        chart=mark_safe(render_bars(spec, name=f"contributions-{figure.level}")),  # noqa: S308 - our own SVG, texts escaped
        chart_table=bars_table(spec),
        table=indicators_table(figure, parts),
        similar=similar_to(figure),
        near=near_to(figure),
        source=source_line(figure.run),
        places=place_words(figure),
    )


def figures_table(figures: tuple[Figure, ...], codes: list[str], sort: str, query: dict[str, str], title: str) -> Table:
    """The table twin of the map, sorted as asked."""
    words = indicators()
    heads = [("nom", "Territoire", False), ("rang", "Rang", True), ("score", "Score", True)]
    heads += [(code, words[code].short, True) for code in codes]
    heads.append((PLACES, "Lieux d’aide", True))
    columns = tuple(_column(key, label, numeric, sort, query) for key, label, numeric in heads)
    return Table(f"{title} : tous les territoires", columns, tuple(_cells(f, codes) for f in _sorted(figures, sort)))


def indicators_table(figure: Figure, parts: list[IndicatorFigure]) -> Table:
    """Each indicator of a territory against the reference, with its quality in words."""
    words = indicators()
    columns = (
        Column("Indicateur"),
        Column("Valeur", numeric=True),
        Column("Ensemble", numeric=True),
        Column("Contribution", numeric=True),
        Column("Qualité"),
        Column("Année", numeric=True),
    )
    rows = tuple(
        (
            Cell(words[p.indicator].title),
            Cell(value_text(p.value, words[p.indicator], p.error), numeric=True),
            Cell(value_text(p.reference_value, words[p.indicator]), numeric=True),
            Cell(signed(p.contribution, 2), numeric=True),
            Cell(WORDS[Quality(p.quality)]),
            Cell(str(p.year or "non connue"), numeric=True),
        )
        for p in parts
    )
    return Table(f"Indicateurs de {figure.name}", columns, rows)


def similar_to(figure: Figure, count: int = 5) -> tuple[Figure, ...]:
    """The territories of the same level whose profile of indicators is nearest."""
    figures = [f for f in selectors.figures_of(figure.run, figure.level) if f.code != figure.code]
    own = _profile(figure)
    distances = sorted(figures, key=lambda f: float(np.nansum((_profile(f) - own) ** 2)))
    return tuple(distances[:count])


def near_to(figure: Figure) -> tuple[Figure, ...]:
    """The communes of the département that touch this one."""
    shapes = selectors.shapes_of(figure.run.departement_code)
    if figure.level != "commune" or figure.code not in shapes:
        return ()
    zone = shapes[figure.code].buffer(0.001)
    codes = {code for code, shape in shapes.items() if code != figure.code and shape.intersects(zone)}
    return tuple(f for f in selectors.figures_of(figure.run, "commune") if f.code in codes)


def rank_text(figure: Figure) -> str:
    """Rank and its interval, in words."""
    if figure.rank is None:
        return "pas de rang : trop d’indicateurs manquent"
    order = "1er" if figure.rank == 1 else f"{figure.rank}e"
    return f"{order} rang, entre {number(figure.rank_low)} et {number(figure.rank_high)} neuf fois sur dix"


def _map_keys(run: Run, figures: tuple[Figure, ...], indicator: str) -> tuple[KeyFigure, ...]:
    """What to remember beside the map: the whole, and how many territories stand out or are estimated."""
    whole = next(iter(selectors.figures_of(run, "departement")), None)
    if indicator == SCORE:
        sure = sum((figure.worst_fifth or 0) >= SURE for figure in figures)
        return (
            KeyFigure(number(whole.score if whole else None, 1), "score de l’ensemble", "de 1, peu exposé, à 10"),
            KeyFigure(number(sure), "presque sûrement dans le cinquième le plus exposé", "8 fois sur 10 ou plus"),
        )
    if indicator == PLACES:
        none = sum(figure.place_count == 0 for figure in figures)
        return (
            KeyFigure(place_words(whole) if whole else "non connu", "dans l’ensemble", "annuaire des lieux, ce jour"),
            KeyFigure(number(none), f"sans aucun lieu sur{HARD}{number(len(figures))}", "bus comptés à leurs arrêts"),
        )
    part = part_of(whole, indicator) if whole else None
    guessed = sum(p is not None and p.quality in GUESSED for p in (part_of(f, indicator) for f in figures))
    return (
        KeyFigure(
            value_text(part.value if part else None, indicators()[indicator]), "dans l’ensemble", measure(indicator)
        ),
        KeyFigure(number(guessed), f"valeurs estimées sur{HARD}{number(len(figures))}", "les autres sont publiées"),
    )


def _rows(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    names = ("name", "rank", "worst_fifth", "reference_score")
    return [{name: getattr(figure, name) for name in names} for figure in figures]


def _profile(figure: Figure) -> np.ndarray:
    return np.array([np.nan if p.normalised is None else p.normalised for p in figure.indicators.all()])


def _vintage(part: IndicatorFigure) -> str:
    return f"{part.year}, {WORDS[Quality(part.quality)]}" if part.year else "année non connue"


def _column(key: str, label: str, numeric: bool, sort: str, query: dict[str, str]) -> Column:
    state = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    target = f"-{key}" if sort == key else key
    return Column(label, numeric, f"?{urlencode({**query, 'tri': target})}#tableau", state)


def _cells(figure: Figure, codes: list[str]) -> tuple[Cell, ...]:
    words = indicators()
    parts = {p.indicator: p for p in figure.indicators.all()}
    cells = [
        Cell(figure.name, reverse("diagnosis:territory", args=[figure.code])),
        Cell(number(figure.rank), numeric=True),
        Cell(number(figure.score, 1), numeric=True),
    ]
    for code in codes:
        part = parts.get(code)
        mark = " (estimé)" if part and part.quality in GUESSED else ""
        cells.append(Cell(value_text(part.value if part else None, words[code]) + mark, numeric=True))
    cells.append(Cell(number(figure.place_count), numeric=True))
    return tuple(cells)


def _sorted(figures: tuple[Figure, ...], sort: str) -> list[Figure]:
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if key == "nom":
        return sorted(figures, key=lambda f: f.name, reverse=down)

    def value(figure: Figure) -> float | None:
        own = {"score": figure.score, "rang": figure.rank, PLACES: place_density(figure)}
        if key in own:
            return own[key]
        part = part_of(figure, key)
        return part.value if part else None

    present = [f for f in figures if value(f) is not None]
    absent = [f for f in figures if value(f) is None]
    return sorted(present, key=lambda f: value(f) or 0, reverse=down) + absent
