"""Turns an index result into the rows of the published tables, with names, ranks, intervals and explanations."""

from __future__ import annotations

from typing import Any

import numpy as np

from maillage.analytics.index.engine import IndexResult
from maillage.analytics.index.explain import Wording, explain
from maillage.analytics.index.uncertainty import rank_uncertainty
from maillage.runs.indicators import indicators
from maillage.runs.perimeter import Perimeter


def level_names(level: str, perimeter: Perimeter) -> dict[str, str]:
    """The names of the territories of a level; a part of an EPCI says so, a whole one too."""
    if level == "commune":
        return perimeter.names
    if level == "departement":
        return {perimeter.code: perimeter.name}
    names = {}
    for epci in perimeter.epcis:
        if epci.whole:
            names[epci.code] = epci.name
        elif level == "epci":
            names[epci.code] = f"{epci.name} (en entier, {epci.size} communes)"
        else:
            names[epci.code] = f"{epci.name} (part : {_communes(len(epci.inside))} sur {epci.size})"
    return names


def _communes(count: int) -> str:
    return f"{count} commune{'s' if count > 1 else ''}"


def score_rows(
    level: str, result: IndexResult, perimeter: Perimeter, *, data_kind: str, draws: int, seed: int
) -> list[dict[str, Any]]:
    """One row a territory, ready for the SCORES table."""
    names = level_names(level, perimeter)
    recipe = result.fitted.recipe
    words = indicators()
    wordings = tuple(Wording(code, words[code].driver) for code in recipe.codes)
    seen = np.where(np.isnan(result.scores)[:, None], np.nan, result.normalised)
    spread = rank_uncertainty(seen, result.fitted.weights, draws=draws, seed=seed, deviation=result.deviation)
    ranks = _ranks(result.scores)
    people = _people(level, perimeter)
    end = _scale_end(recipe.scale)
    return [
        {
            "code": code,
            "name": names[code],
            "level": level,
            "cog_year": perimeter.cog_year,
            "population": people.get(code),
            "score": _number(result.scores[i]),
            "rank": ranks[i],
            "rank_low": _number(spread.low[i]),
            "rank_high": _number(spread.high[i]),
            "worst_fifth": _number(spread.worst_fifth[i]),
            "coverage": float(result.coverage[i]),
            "reference": perimeter.name,
            "reference_score": _number(result.reference_score),
            "unobserved": _number(result.unobserved[i]),
            "recipe": recipe.label,
            "indicators": " ".join(recipe.codes),
            "vintages": _vintages(result, i),
            "explanation": explain(
                names[code],
                float(result.scores[i]),
                perimeter.name,
                result.reference_score,
                result.contributions[i],
                wordings,
                end,
            ),
            "data_kind": data_kind,
        }
        for i, code in enumerate(result.grid.codes)
    ]


def contribution_rows(level: str, result: IndexResult) -> list[dict[str, Any]]:
    """One row a territory and indicator, ready for the CONTRIBUTIONS table."""
    grid = result.grid
    return [
        {
            "code": code,
            "level": level,
            "indicator": indicator,
            "value": _number(grid.values[i, k]),
            "error": _number(grid.deviation[i, k]),
            "reference_value": _number(result.reference_values[k]),
            "normalised": _number(result.normalised[i, k]),
            "weight": float(result.fitted.weights[k]),
            "contribution": _number(result.contributions[i, k]),
            "quality": str(grid.quality[i, k]),
            "year": int(grid.years[i, k]) or None,
            "source": str(grid.sources[i, k]) or None,
        }
        for i, code in enumerate(grid.codes)
        for k, indicator in enumerate(grid.indicators)
    ]


def _ranks(scores: np.ndarray) -> list[int | None]:
    known = np.sort(-scores[~np.isnan(scores)])
    return [None if np.isnan(score) else int(np.searchsorted(known, -score)) + 1 for score in scores]


def _people(level: str, perimeter: Perimeter) -> dict[str, float | None]:
    if level == "commune":
        return {code: None if p is None else float(p) for code, p in perimeter.populations.items()}
    if level == "departement":
        return {perimeter.code: float(sum(p or 0 for p in perimeter.populations.values()))}
    if level == "epci":
        return {}
    return {epci.code: float(sum(perimeter.populations[code] or 0 for code in epci.inside)) for epci in perimeter.epcis}


def _vintages(result: IndexResult, i: int) -> str:
    pairs = zip(result.grid.indicators, result.grid.years[i], strict=True)
    return " ".join(f"{code}:{year}" for code, year in pairs if year)


def _scale_end(scale: tuple[float, float]) -> str:
    return f"sur une échelle de {scale[0]:g} à {scale[1]:g}".replace("-", "−")


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
