"""What the diagnosis pages show, ready for templates: sentences, maps, charts and their table twins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from shapely.geometry.base import BaseGeometry

from maillage.design.figures.bars import Bar, Bars, render_bars
from maillage.design.figures.bars import table_of as bars_table
from maillage.design.figures.choropleth import Area, Choropleth, quantile_bounds, render_choropleth
from maillage.design.parts import Cell, Column, KeyFigure, Table
from maillage.design.typography import known, number, percent, signed
from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.exports import EXPORTS, Export
from maillage.programme.diagnosis.models import Figure, IndicatorFigure, Run
from maillage.runs.finding import finding
from maillage.runs.indicators import IndicatorWords, indicators
from maillage.runs.map import CLASSES, class_labels, group_shapes, neighbours, towns
from maillage.tables.quality import WORDS, Quality

SCORE = "score"
GUESSED = {Quality.IMPUTED, Quality.INHERITED}


@dataclass(frozen=True)
class Glance:
    """The département at a glance, for the home page."""

    name: str
    finding: str
    svg: SafeString
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
    svg: SafeString
    table: Table
    source: str
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
    svg = choropleth(run, "commune", SCORE, figures, links=False)
    return Glance(whole.name, finding(_rows(figures), "commune"), svg, tuple(keys), figures[:5])


def map_page(run: Run, level: str, indicator: str, sort: str) -> MapPage:
    """The map and its table for one level and one indicator (or the score)."""
    figures = selectors.figures_of(run, level)
    words = indicators()
    codes = [str(entry["code"]) for axis in run.record["recipe"]["axes"] for entry in axis["indicators"]]
    indicator = indicator if indicator in codes else SCORE
    title = run.record["recipe"]["title"] if indicator == SCORE else words[indicator].title
    choices = ((SCORE, "Score de l’indice"), *((code, words[code].title) for code in codes))
    query = {"recette": run.recipe_code, "niveau": level}
    return MapPage(
        run=run,
        level=level,
        indicator=indicator,
        title=title,
        finding=finding(_rows(figures), level),
        svg=choropleth(run, level, indicator, figures),
        table=figures_table(figures, codes, sort, {**query, "indicateur": indicator}, title),
        source=source_line(run),
        choices=choices,
        exports=tuple(
            (f"{reverse('diagnosis:export', args=[e.code])}?{urlencode(query)}", e.title) for e in _formats()
        ),
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
    )


def choropleth(run: Run, level: str, indicator: str, figures: tuple[Figure, ...], *, links: bool = True) -> SafeString:
    """The map of one level as inline SVG, without any style inside."""
    perimeter = selectors.perimeter(run.departement_code)
    shapes = selectors.shapes_of(run.departement_code)
    drawn = shapes_for(run, level)
    values = {figure.code: _shown(figure, indicator) for figure in figures}
    present = [value for value, _ in values.values() if value is not None]
    scale = 1.0 if indicator == SCORE or indicators()[indicator].unit != "%" else 100.0
    present = [value * scale for value in present]
    bounds = quantile_bounds(present, CLASSES) if present else ()
    areas = tuple(
        Area(
            code=figure.code,
            label=figure.name,
            geometry=drawn[figure.code],
            value=None if values[figure.code][0] is None else (values[figure.code][0] or 0) * scale,
            state=values[figure.code][1],
            text=_reading(figure, indicator),
            href=reverse("diagnosis:territory", args=[figure.code]) if links else "",
        )
        for figure in figures
        if figure.code in drawn
    )
    unit = "" if indicator == SCORE else indicators()[indicator].unit
    spec = Choropleth(
        title="Carte du département",
        description="Plus foncé : valeur plus forte. Le tableau qui suit dit la même chose.",
        areas=areas,
        context=neighbours(perimeter),
        bounds=bounds,
        class_labels=class_labels(present, bounds),
        class_method="effectifs égaux",
        unit=unit,
        towns=towns(perimeter, shapes),
        source=source_line(run),
    )
    return mark_safe(render_choropleth(spec, embedded_style=False))  # noqa: S308 - our own SVG, texts escaped


def shapes_for(run: Run, level: str) -> dict[str, BaseGeometry]:
    """The outlines of one level of a run."""
    shapes = selectors.shapes_of(run.departement_code)
    return shapes if level == "commune" else group_shapes(selectors.perimeter(run.departement_code), shapes)


def figures_table(figures: tuple[Figure, ...], codes: list[str], sort: str, query: dict[str, str], title: str) -> Table:
    """The table twin of the map, sorted as asked."""
    words = indicators()
    heads = [("nom", "Territoire", False), ("rang", "Rang", True), ("score", "Score", True)]
    heads += [(code, words[code].short, True) for code in codes]
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


def value_text(value: float | None, words: IndicatorWords, error: float | None = None) -> str:
    """A value with its unit, and its 90 % interval when it is an estimate."""
    if not known(value) or value is None:
        return "non connu"
    if words.unit != "%":
        return f"{number(value, 1 if words.kind == 'distance' else 0)} {words.unit}"
    if error:
        low, high = max(value - 1.645 * error, 0), value + 1.645 * error
        return f"{percent(value)} [{number(100 * low, 1)} ; {number(100 * high, 1)}]"
    return percent(value)


def rank_text(figure: Figure) -> str:
    """Rank and its interval, in words."""
    if figure.rank is None:
        return "pas de rang : trop d’indicateurs manquent"
    order = "1er" if figure.rank == 1 else f"{figure.rank}e"
    return f"{order} rang, entre {number(figure.rank_low)} et {number(figure.rank_high)} neuf fois sur dix"


def source_line(run: Run) -> str:
    """Source of the figures, and when they were computed."""
    made = f"calcul du {run.finished_at:%d/%m/%Y}" if run.finished_at else "calcul en cours"
    if run.data_kind == "demonstration":
        return f"Données de démonstration, calées sur Insee RP2023 et Filosofi 2023 ; contours IGN ; {made}."
    files = ", ".join(sorted({str(f["source"]) for f in run.record.get("files", [])}))
    return f"Sources : {files} (Licence Ouverte 2.0) ; contours IGN ; {made}."


def _formats() -> tuple[Export, ...]:
    return tuple(EXPORTS.values())


def _rows(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    names = ("name", "rank", "worst_fifth", "reference_score")
    return [{name: getattr(figure, name) for name in names} for figure in figures]


def _part(figure: Figure, indicator: str) -> IndicatorFigure | None:
    return next((p for p in figure.indicators.all() if p.indicator == indicator), None)


def _shown(figure: Figure, indicator: str) -> tuple[float | None, str]:
    if indicator == SCORE:
        guessed = any(p.quality in GUESSED for p in figure.indicators.all())
        return figure.score, "missing" if figure.score is None else "imputed" if guessed else "ok"
    part = _part(figure, indicator)
    if part is None or part.value is None:
        return None, "secret" if part is not None and part.quality == Quality.SECRET else "missing"
    return part.value, "imputed" if part.quality in GUESSED else "ok"


def _reading(figure: Figure, indicator: str) -> str:
    if indicator == SCORE:
        return figure.explanation
    part = _part(figure, indicator)
    words = indicators()[indicator]
    quality = WORDS[Quality(part.quality)] if part else "non connu"
    return f"{figure.name} : {words.short} {value_text(part.value if part else None, words)} ({quality})"


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
    return tuple(cells)


def _sorted(figures: tuple[Figure, ...], sort: str) -> list[Figure]:
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if key == "nom":
        return sorted(figures, key=lambda f: f.name, reverse=down)

    def value(figure: Figure) -> float | None:
        if key in ("score", "rang"):
            return figure.score if key == "score" else figure.rank
        part = _part(figure, key)
        return part.value if part else None

    present = [f for f in figures if value(f) is not None]
    absent = [f for f in figures if value(f) is None]
    return sorted(present, key=lambda f: value(f) or 0, reverse=down) + absent
