"""One diagnosis: observations of a perimeter in, checked tables of scores and contributions out. Pure: no file here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from maillage.analytics.index.aggregate import observed_weight
from maillage.analytics.index.engine import FittedIndex, IndexResult, fit_index, score_index
from maillage.analytics.index.grid import Grid, grid_of
from maillage.analytics.index.impute import PovertyModel
from maillage.analytics.index.poverty import Group, complete_poverty
from maillage.analytics.index.recipe import Recipe
from maillage.analytics.index.regroup import regroup
from maillage.analytics.index.weights import nominal_weights
from maillage.runs.indicators import indicators
from maillage.runs.perimeter import Perimeter
from maillage.runs.sensitivity import Sensitivity, sensitivity_of
from maillage.runs.tables import contribution_rows, score_rows
from maillage.runs.typology import Typology, typology_of
from maillage.tables.errors import DataError
from maillage.tables.quality import Quality
from maillage.tables.scores import CONTRIBUTIONS, SCORES

DRAWS = 2000
SEED = 95
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Diagnosis:
    """What a run found: the tables, the results of each level, and what a reader must be told."""

    perimeter: Perimeter
    recipe: Recipe
    fitted: FittedIndex
    results: dict[str, IndexResult]
    scores: pa.Table
    contributions: pa.Table
    poverty_model: PovertyModel | None
    warnings: tuple[str, ...]
    data_kind: str
    sensitivity: Sensitivity
    typology: Typology | None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def diagnose(
    observations: pa.Table,
    perimeter: Perimeter,
    recipe: Recipe,
    *,
    data_kind: str = "published",
    draws: int = DRAWS,
    minutes: Mapping[str, float] | None = None,
    progress: Progress = lambda step: None,
) -> Diagnosis:
    """Score the communes and the EPCI of a perimeter.

    `minutes` to the nearest help, by commune code, are the third axis of the profiles; without them there are two.

    Raises DataError when no commune reaches the recipe's coverage, naming the indicators that are missing.
    """
    kinds = {code: words.kind for code, words in indicators().items()}
    progress("Lecture des indicateurs")
    needed = tuple(dict.fromkeys((*recipe.codes, *kinds)))
    raw = grid_of(observations, "commune", perimeter.communes, needed)
    counts = _quality_counts(raw, recipe)
    progress("Estimation de la pauvreté secrète")
    communes, model = complete_poverty(raw, _poverty_groups(observations, perimeter))
    _require_coverage(communes, recipe, perimeter)
    fallback = _weights(communes, perimeter)
    progress("Regroupement par EPCI et département")
    parts, whole, reference = _groups(observations, perimeter, communes, kinds, fallback)
    progress("Calcul de l’indice et des contributions")
    fitted = fit_index(communes, recipe)
    ends = reference.select(recipe.codes).values[0]
    grids = {"commune": communes, "epci_part": parts, "epci": whole, "departement": reference}
    results = {level: score_index(grid, fitted, ends) for level, grid in grids.items() if grid.codes}
    progress("Incertitude des rangs")
    lines: list[dict[str, Any]] = []
    for level, result in results.items():
        lines += score_rows(level, result, perimeter, data_kind=data_kind, draws=draws, seed=SEED)
    progress("Dix mille façons de faire l’indice")
    sensitivity = sensitivity_of(results["commune"])
    progress("Profils des communes")
    typology = typology_of(communes, fallback, minutes)
    progress("Contrôle des tables")
    return Diagnosis(
        perimeter=perimeter,
        recipe=recipe,
        fitted=fitted,
        results=results,
        scores=SCORES.build(lines),
        contributions=CONTRIBUTIONS.build(
            [row for level, result in results.items() for row in contribution_rows(level, result)]
        ),
        poverty_model=model,
        warnings=_warnings(fitted, results["commune"]),
        data_kind=data_kind,
        sensitivity=sensitivity,
        typology=typology,
        counts=counts,
    )


def _poverty_groups(observations: pa.Table, perimeter: Perimeter) -> tuple[Group, ...]:
    codes = tuple(epci.code for epci in perimeter.epcis)
    rates = grid_of(observations, "epci", codes, ("poverty_rate",)).values[:, 0]
    groups = [
        Group(epci.code, epci.inside, float(rate), epci.whole)
        for epci, rate in zip(perimeter.epcis, rates, strict=True)
        if not np.isnan(rate)
    ]
    whole = grid_of(observations, "departement", (perimeter.code,), ("poverty_rate",)).values[0, 0]
    if not np.isnan(whole):
        groups.append(Group(perimeter.code, perimeter.communes, float(whole), True))
    return tuple(groups)


def _weights(communes: Grid, perimeter: Perimeter) -> np.ndarray:
    people = communes.column("population")
    embedded = np.array([perimeter.populations[code] or 0 for code in communes.codes], dtype=float)
    return np.where(np.isnan(people), embedded, people)


def _groups(
    observations: pa.Table, perimeter: Perimeter, communes: Grid, kinds: dict[str, str], fallback: np.ndarray
) -> tuple[Grid, Grid, Grid]:
    members = {epci.code: epci.inside for epci in perimeter.epcis}
    parts = regroup(communes, members, "epci_part", kinds, fallback)
    for g, epci in enumerate(perimeter.epcis):
        if not epci.whole:
            known = ~np.isnan(parts.values[g])
            parts.quality[g, known] = str(Quality.PARTIAL_PERIMETER)
    reference = regroup(communes, {perimeter.code: perimeter.communes}, "departement", kinds, fallback)
    published = grid_of(observations, "departement", (perimeter.code,), communes.indicators)
    official = ~np.isnan(published.values)
    for name in ("values", "quality", "years", "sources", "deviation"):
        getattr(reference, name)[official] = getattr(published, name)[official]
    straddling = tuple(epci.code for epci in perimeter.epcis if not epci.whole)
    whole = grid_of(observations, "epci", straddling, communes.indicators)
    kept = tuple(code for g, code in enumerate(straddling) if not np.isnan(whole.values[g]).all())
    return parts, grid_of(observations, "epci", kept, communes.indicators), reference


def _require_coverage(communes: Grid, recipe: Recipe, perimeter: Perimeter) -> None:
    values = communes.select(recipe.codes).values
    empty = [code for k, code in enumerate(recipe.codes) if np.isnan(values[:, k]).all()]
    share = sum(1 for code in recipe.codes if code not in empty) / len(recipe.codes)
    if share == 0 or (empty and not np.isfinite(_best_coverage(communes, recipe))):
        words = indicators()
        listing = ", ".join(words[code].short if code in words else code for code in empty)
        raise DataError(
            f"Aucun score possible pour {perimeter.name} ({perimeter.code}) avec la recette « {recipe.title} » : "
            f"il manque {listing}.",
            expected=f"au moins {round(100 * recipe.coverage)} % du poids de la recette",
            mend=(
                f"Téléchargez les fichiers officiels avec « maillage data pull {perimeter.code} », "
                "ou donnez un dossier qui les contient avec « --from DOSSIER ». "
                "« maillage data list » dit quelle source fournit quel indicateur."
            ),
        )


def _best_coverage(communes: Grid, recipe: Recipe) -> float:
    values = communes.select(recipe.codes).values
    best = float(observed_weight(values, nominal_weights(recipe, np.nan_to_num(values))).max())
    return best if best >= recipe.coverage - 1e-12 else float("nan")


def _quality_counts(raw: Grid, recipe: Recipe) -> dict[str, dict[str, int]]:
    chosen = raw.select(recipe.codes)
    return {
        code: {str(word): int(number) for word, number in zip(*np.unique(column, return_counts=True), strict=True)}
        for code, column in zip(recipe.codes, chosen.quality.T.astype(str), strict=True)
    }


def _warnings(fitted: FittedIndex, communes: IndexResult) -> tuple[str, ...]:
    words = indicators()
    found = []
    for polarity in fitted.audit:
        if polarity.suspicious:
            sense = f"{polarity.correlation:+.2f}".replace(".", ",").replace("-", "−")
            found.append(
                f"Polarité à vérifier : « {words[polarity.indicator].short} » varie à rebours de la fragilité "
                f"déclarée (corrélation avec la faiblesse du niveau de vie : {sense})."
            )
    for treatment in fitted.treatments:
        if treatment.changed:
            found.append(
                f"Valeurs extrêmes ramenées : « {words[treatment.indicator].short} », {treatment.changed} communes."
            )
    without = int(np.isnan(communes.scores).sum())
    if without:
        found.append(f"{without} communes sans score : trop d’indicateurs manquent.")
    return tuple(found)
