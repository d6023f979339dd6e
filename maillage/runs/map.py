"""The map of a diagnosis: areas coloured by class of score, with what is secret, estimated or unknown told apart."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maillage.analytics.index.explain import decimal
from maillage.design.figures.choropleth import Area, Choropleth, quantile_bounds, render_choropleth
from maillage.runs.diagnose import Diagnosis
from maillage.runs.perimeter import Perimeter
from maillage.sources import outlines
from maillage.tables.quality import Quality

CLASSES = 6
TOWNS = 7


def score_map(diagnosis: Diagnosis, level: str, shapes: dict[str, BaseGeometry]) -> str:
    """A standalone SVG choropleth of the scores of one level ("commune" or "epci_part")."""
    perimeter = diagnosis.perimeter
    rows = [row for row in diagnosis.scores.to_pylist() if row["level"] == level]
    drawn = shapes if level == "commune" else group_shapes(perimeter, shapes)
    guessed = _guessed(diagnosis, level)
    known = [row["score"] for row in rows if row["score"] is not None]
    bounds = quantile_bounds(known, CLASSES) if known else ()
    areas = tuple(
        Area(
            code=row["code"],
            label=row["name"],
            geometry=drawn[row["code"]],
            value=row["score"],
            state="missing" if row["score"] is None else "imputed" if row["code"] in guessed else "ok",
            text=row["explanation"],
        )
        for row in rows
        if row["code"] in drawn
    )
    return render_choropleth(
        Choropleth(
            title=f"{diagnosis.recipe.title} — {perimeter.name}",
            description=f"Score par {'commune' if level == 'commune' else 'EPCI'} ; plus foncé : plus exposé.",
            areas=areas,
            context=neighbours(perimeter),
            bounds=bounds,
            class_labels=class_labels(known, bounds),
            class_method="effectifs égaux",
            unit="",
            towns=towns(perimeter, shapes),
            source=source_line(diagnosis),
        ),
        embedded_style=True,
    )


def group_shapes(perimeter: Perimeter, shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The outline of each EPCI's part, from its communes."""
    return {
        epci.code: shapely.union_all([shapes[code] for code in epci.inside if code in shapes])
        for epci in perimeter.epcis
    }


def neighbours(perimeter: Perimeter) -> tuple[BaseGeometry, ...]:
    """The outlines of the other départements that touch this one."""
    return tuple(neighbour_shapes(perimeter.code).values())


def neighbour_shapes(departement: str) -> dict[str, BaseGeometry]:
    """The outlines of the other départements that touch this one, by their codes."""
    every = outlines.departement_outlines()
    own = every.get(departement)
    if own is None:
        return {}
    near = own.buffer(0.02)
    return {code: shape for code, shape in every.items() if code != departement and shape.intersects(near)}


def towns(perimeter: Perimeter, shapes: dict[str, BaseGeometry]) -> tuple[tuple[str, float, float], ...]:
    """The most populated communes that are not too near one another, with the point that labels them."""
    chosen: list[tuple[str, float, float]] = []
    for code in sorted(shapes, key=lambda c: -(perimeter.populations.get(c) or 0)):
        point = shapes[code].representative_point()
        apart = all(abs(point.y - y) > 0.04 or abs(point.x - x) > 0.16 for _, x, y in chosen)
        if code in perimeter.names and apart:
            chosen.append((perimeter.names[code], point.x, point.y))
        if len(chosen) == TOWNS:
            break
    return tuple(chosen)


def class_labels(known: list[float], bounds: tuple[float, ...]) -> tuple[str, ...]:
    """« de 2,1 à 2,9 » for each class."""
    edges = [min(known), *bounds] if known else []
    if len(bounds) and bounds[-1] < max(known):
        edges.append(max(known))
    return tuple(f"de {decimal(low)} à {decimal(high)}" for low, high in pairwise(edges))


def source_line(diagnosis: Diagnosis) -> str:
    """Where the figures come from, and that they are a demonstration when they are."""
    if diagnosis.data_kind == "demonstration":
        return "Données de démonstration : détail par commune simulé, calé sur Insee RP2023 et Filosofi 2023."
    years = sorted({row["year"] for row in diagnosis.contributions.to_pylist() if row["year"]})
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    return f"Sources : Insee et producteurs cités, données {span} ; contours IGN Admin Express. Calcul : Maillage."


def _guessed(diagnosis: Diagnosis, level: str) -> frozenset[str]:
    grid = diagnosis.results[level].grid
    flags = np.isin(grid.quality.astype(str), [Quality.IMPUTED, Quality.INHERITED])
    return frozenset(code for i, code in enumerate(grid.codes) if flags[i].any())
