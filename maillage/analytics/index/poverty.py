"""Completes the poverty rate of a commune grid: regression, inheritance in tiny communes, raking to published rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.index.grid import Grid
from maillage.analytics.index.impute import PovertyModel, fit_poverty, predict_poverty, rake
from maillage.analytics.index.normalise import Array
from maillage.tables.quality import Quality

FEWEST_HOUSEHOLDS = 50
INHERITED_DEVIATION = 0.35


@dataclass(frozen=True)
class Group:
    """A group of communes with its published poverty rate; `whole` when all its communes are in the grid."""

    code: str
    members: tuple[str, ...]
    published: float
    whole: bool


def complete_poverty(grid: Grid, groups: tuple[Group, ...]) -> tuple[Grid, PovertyModel | None]:
    """The grid with every poverty rate it can honestly estimate, flagged, and the model used.

    `groups` go from the finest to the widest (EPCI, then département); raking uses the whole ones only. Weights are
    the persons of fiscal households, or the population where Filosofi is absent.
    """
    if "poverty_rate" not in grid.indicators:
        return grid, None
    rates = grid.column("poverty_rate").copy()
    k = grid.indicators.index("poverty_rate")
    missing = np.isnan(rates)
    model = fit_poverty(rates, grid.column("median_income"), grid.column("no_diploma_rate"))
    quality = grid.quality[:, k].copy()
    deviation = grid.deviation[:, k].copy()
    if model is not None:
        guess = predict_poverty(model, grid.column("median_income"), grid.column("no_diploma_rate"))
        small = np.nan_to_num(grid.column("fiscal_households"), nan=np.inf) < FEWEST_HOUSEHOLDS
        usable = missing & ~small & ~np.isnan(guess)
        rates[usable], quality[usable] = guess[usable], str(Quality.IMPUTED)
        deviation[usable] = rates[usable] * model.residual_deviation
    rates = _inherit(grid, groups, rates, quality, deviation)
    rates = _rake_all(grid, groups, rates, missing & (quality == str(Quality.IMPUTED)))
    return grid.with_column("poverty_rate", rates, quality, deviation), model


def _inherit(grid: Grid, groups: tuple[Group, ...], rates: Array, quality: np.ndarray, deviation: Array) -> Array:
    for group in groups:
        empty = np.isnan(rates) & np.isin(grid.codes, group.members)
        rates[empty], quality[empty] = group.published, str(Quality.INHERITED)
        deviation[empty] = group.published * INHERITED_DEVIATION
    return rates


def _rake_all(grid: Grid, groups: tuple[Group, ...], rates: Array, adjustable: np.ndarray) -> Array:
    weights = grid.column("fiscal_persons")
    weights = np.where(np.isnan(weights), np.nan_to_num(grid.column("population"), nan=1.0), weights)
    free = adjustable.copy()
    for group in groups:
        if group.whole:
            members = np.isin(grid.codes, group.members)
            rates = rake(rates, weights, free, members, group.published)
            free &= ~members
    return rates
