"""The map of one level of a run: what is drawn, its legend, and the same classes for the interactive map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from shapely.geometry.base import BaseGeometry

from maillage.design.figures.choropleth import (
    Area,
    Choropleth,
    legend_of,
    paint_of,
    quantile_bounds,
    render_choropleth,
)
from maillage.design.parts import MapFigure
from maillage.design.typography import HARD, THIN, known, number, percent
from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.exports import Lines
from maillage.programme.diagnosis.models import Estimate, Figure, IndicatorFigure, Run
from maillage.runs.indicators import IndicatorWords, indicators
from maillage.runs.map import CLASSES, class_labels, group_shapes, neighbours, towns
from maillage.tables.quality import WORDS, Quality

SCORE = "score"
# Help at hand is shown with the index, and is no part of it.
PLACES = "places"
PER = 10_000
GUESSED = {Quality.IMPUTED, Quality.INHERITED}
METHOD = "effectifs égaux"
PLACES_TITLE = "Lieux d’aide pour 10\u202f000 habitants"


def map_figure(
    run: Run, level: str, indicator: str, figures: tuple[Figure, ...], *, links: bool = True, features_url: str = ""
) -> MapFigure:
    """The map of one level as inline SVG, without any style inside, and its legend."""
    spec = map_spec(run, level, indicator, figures, links=links)
    return MapFigure(
        svg=render_choropleth(spec, embedded_style=False),
        measure=measure(indicator),
        legend=legend_of(spec),
        class_method=METHOD,
        source=spec.source,
        features_url=features_url,
    )


def drawn_lines(lines: Lines, run: Run, level: str, indicator: str, figures: tuple[Figure, ...]) -> Lines:
    """The lines of an export with what the map shows of each: value in words, class, colour, state and page."""
    spec = map_spec(run, level, indicator, figures)
    by_code = {figure.code: figure for figure in figures}
    drawn = {}
    for area in spec.areas:
        paint = paint_of(area, spec.bounds)
        drawn[area.code] = {
            "carte_valeur": _value_words(by_code[area.code], indicator),
            "carte_qualite": _quality_words(by_code[area.code], indicator),
            "carte_classe": paint.rank,
            "carte_couleur": paint.colour,
            "carte_motif": paint.pattern,
            "carte_page": area.href,
        }
    return [{**line, **drawn.get(str(line["code"]), {})} for line in lines]


def indicator_codes(run: Run) -> list[str]:
    """The indicators of a run's recipe, in its order."""
    return [str(entry["code"]) for axis in run.record["recipe"]["axes"] for entry in axis["indicators"]]


def known_indicator(run: Run, asked: str) -> str:
    """What was asked for when the recipe holds it, else the score."""
    return asked if asked in (PLACES, *indicator_codes(run)) else SCORE


def place_density(figure: Figure) -> float | None:
    """Places of the directory for ten thousand inhabitants."""
    return PER * figure.place_count / figure.population if figure.population else None


def measure(indicator: str) -> str:
    """What the map measures, in words."""
    own = {SCORE: "Score de l’indice, de 1 à 10", PLACES: PLACES_TITLE}
    return own.get(indicator) or indicators()[indicator].title


def unit_of(indicator: str) -> str:
    """The unit of what the map measures."""
    return "" if indicator in (SCORE, PLACES) else indicators()[indicator].unit


def map_spec(run: Run, level: str, indicator: str, figures: tuple[Figure, ...], *, links: bool = True) -> Choropleth:
    """Everything that the map of one level says."""
    unit = unit_of(indicator)
    scale = 100.0 if unit == "%" else 1.0
    shown = {figure.code: _shown(figure, indicator) for figure in figures}
    marks = {
        figure.code: Mark(_scaled(shown[figure.code][0], scale), shown[figure.code][1], _reading(figure, indicator))
        for figure in figures
    }
    return spec_of(run, level, figures, marks, unit, links=links)


@dataclass(frozen=True)
class Mark:
    """What a map shows of one territory: its value, the state of that value, and its reading in words."""

    value: float | None
    state: str
    text: str


def spec_of(
    run: Run,
    level: str,
    figures: Sequence[Figure | Estimate],
    marks: Mapping[str, Mark],
    unit: str,
    *,
    links: bool = True,
) -> Choropleth:
    """The map of any value of the territories of a run, in classes of equal size."""
    perimeter = selectors.perimeter(run.departement_code)
    drawn = shapes_for(run, level)
    present = [mark.value for mark in marks.values() if mark.value is not None]
    bounds = quantile_bounds(present, CLASSES) if present else ()
    areas = tuple(
        Area(
            code=figure.code,
            label=figure.name,
            geometry=drawn[figure.code],
            value=marks[figure.code].value,
            state=marks[figure.code].state,
            text=marks[figure.code].text,
            href=reverse("diagnosis:territory", args=[figure.code]) if links else "",
        )
        for figure in figures
        if figure.code in drawn
    )
    return Choropleth(
        title="Carte du département",
        description="Plus foncé : valeur plus forte. Le tableau qui suit dit la même chose.",
        areas=areas,
        context=neighbours(perimeter),
        bounds=bounds,
        class_labels=class_labels(present, bounds),
        class_method=METHOD,
        unit=unit,
        towns=towns(perimeter, selectors.shapes_of(run.departement_code)),
        source=source_line(run),
    )


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def shapes_for(run: Run, level: str) -> dict[str, BaseGeometry]:
    """The outlines of one level of a run."""
    shapes = selectors.shapes_of(run.departement_code)
    return shapes if level == "commune" else group_shapes(selectors.perimeter(run.departement_code), shapes)


def place_words(figure: Figure) -> str:
    """« 5 lieux d’aide, soit 0,8 pour 10 000 habitants »."""
    count = figure.place_count
    words = "aucun lieu d’aide" if not count else f"{number(count)} lieu{'x' if count > 1 else ''} d’aide"
    density = place_density(figure)
    return f"{words}, soit {number(density, 1)} pour 10{THIN}000 habitants" if count and density else words


def value_text(value: float | None, words: IndicatorWords, error: float | None = None) -> str:
    """A value with its unit, and its 90 % interval when it is an estimate."""
    if not known(value) or value is None:
        return "non connu"
    if words.unit != "%":
        return f"{number(value, 1 if words.kind == 'distance' else 0)}{HARD}{words.unit}"
    if error:
        low, high = max(value - 1.645 * error, 0), value + 1.645 * error
        return f"{percent(value)} [{number(100 * low, 1)}{THIN}; {number(100 * high, 1)}]"
    return percent(value)


def source_line(run: Run) -> str:
    """Source of the figures, and when they were computed."""
    made = f"calcul du {run.finished_at:%d/%m/%Y}" if run.finished_at else "calcul en cours"
    if run.data_kind == "demonstration":
        return f"Données de démonstration, calées sur Insee RP2023 et Filosofi 2023 ; contours IGN ; {made}."
    files = ", ".join(sorted({str(f["source"]) for f in run.record.get("files", [])}))
    return f"Sources : {files} (Licence Ouverte 2.0) ; contours IGN ; {made}."


def part_of(figure: Figure, indicator: str) -> IndicatorFigure | None:
    """What is published of one indicator behind a score."""
    return next((p for p in figure.indicators.all() if p.indicator == indicator), None)


def _shown(figure: Figure, indicator: str) -> tuple[float | None, str]:
    if indicator == SCORE:
        guessed = any(p.quality in GUESSED for p in figure.indicators.all())
        return figure.score, "missing" if figure.score is None else "imputed" if guessed else "ok"
    if indicator == PLACES:
        return place_density(figure), "missing" if place_density(figure) is None else "ok"
    part = part_of(figure, indicator)
    if part is None or part.value is None:
        return None, "secret" if part is not None and part.quality == Quality.SECRET else "missing"
    return part.value, "imputed" if part.quality in GUESSED else "ok"


def _reading(figure: Figure, indicator: str) -> str:
    if indicator == SCORE:
        return figure.explanation
    if indicator == PLACES:
        return f"{figure.name} : {place_words(figure)}"
    part = part_of(figure, indicator)
    words = indicators()[indicator]
    quality = WORDS[Quality(part.quality)] if part else "non connu"
    return f"{figure.name} : {words.short} {value_text(part.value if part else None, words)} ({quality})"


def _value_words(figure: Figure, indicator: str) -> str:
    if indicator == SCORE:
        return f"{number(figure.score, 1)} sur 10" if known(figure.score) else "pas de score"
    if indicator == PLACES:
        return place_words(figure)
    part = part_of(figure, indicator)
    words = indicators()[indicator]
    return value_text(part.value, words, part.error) if part else value_text(None, words)


def _quality_words(figure: Figure, indicator: str) -> str:
    state = _shown(figure, indicator)[1]
    if indicator == SCORE:
        return {"imputed": "estimé en partie", "missing": WORDS[Quality.NOT_AVAILABLE]}.get(state, WORDS[Quality.OK])
    if indicator == PLACES:
        return "annuaire des lieux, ce jour"
    part = part_of(figure, indicator)
    return WORDS[Quality(part.quality)] if part else WORDS[Quality.NOT_AVAILABLE]
