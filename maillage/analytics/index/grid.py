"""Observations laid out as arrays: one row a territory, one column an indicator, with what is known of each value.

For a territory and an indicator the latest year wins, even when it says "secret": an older figure is never passed off
as today's. At equal year a value beats its absence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from maillage.analytics.index.normalise import Array
from maillage.tables.quality import WITHOUT_VALUE, Quality

Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Grid:
    """Values (n, k) of one level with numerators, denominators, qualities, years, sources and standard errors."""

    level: str
    codes: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Array
    numerators: Array
    denominators: Array
    quality: Words
    years: npt.NDArray[np.int64]
    sources: Words
    deviation: Array

    def column(self, indicator: str) -> Array:
        """The values (n,) of one indicator; NaN everywhere when the grid does not hold it."""
        if indicator not in self.indicators:
            return np.full(len(self.codes), np.nan)
        return self.values[:, self.indicators.index(indicator)]

    def with_column(self, indicator: str, values: Array, quality: Words, deviation: Array) -> Grid:
        """The same grid with new values for one indicator; its denominators stay."""
        k = self.indicators.index(indicator)
        new_values, new_quality, new_deviation = (
            self.values.copy(),
            self.quality.copy(),
            self.deviation.copy(),
        )
        new_values[:, k], new_quality[:, k], new_deviation[:, k] = values, quality, deviation
        return replace(self, values=new_values, quality=new_quality, deviation=new_deviation)

    def select(self, indicators: tuple[str, ...]) -> Grid:
        """The same territories with these indicators only, in this order; unknown ones are all missing."""
        wide = self.widen(indicators)
        place = [wide.indicators.index(code) for code in indicators]
        return replace(
            wide,
            indicators=indicators,
            values=wide.values[:, place],
            numerators=wide.numerators[:, place],
            denominators=wide.denominators[:, place],
            quality=wide.quality[:, place],
            years=wide.years[:, place],
            sources=wide.sources[:, place],
            deviation=wide.deviation[:, place],
        )

    def rows(self, which: npt.NDArray[np.intp]) -> Grid:
        """The same indicators for some of the territories, by their places."""
        return replace(
            self,
            codes=tuple(self.codes[row] for row in which),
            values=self.values[which],
            numerators=self.numerators[which],
            denominators=self.denominators[which],
            quality=self.quality[which],
            years=self.years[which],
            sources=self.sources[which],
            deviation=self.deviation[which],
        )

    def widen(self, indicators: tuple[str, ...]) -> Grid:
        """The same grid with a missing column for each indicator it does not hold."""
        new = tuple(code for code in indicators if code not in self.indicators)
        if not new:
            return self
        empty = empty_grid(self.level, self.codes, new)
        return Grid(
            self.level,
            self.codes,
            self.indicators + new,
            np.hstack([self.values, empty.values]),
            np.hstack([self.numerators, empty.numerators]),
            np.hstack([self.denominators, empty.denominators]),
            np.hstack([self.quality, empty.quality]),
            np.hstack([self.years, empty.years]),
            np.hstack([self.sources, empty.sources]),
            np.hstack([self.deviation, empty.deviation]),
        )


def empty_grid(level: str, codes: tuple[str, ...], indicators: tuple[str, ...]) -> Grid:
    """A grid where nothing is known."""
    shape = (len(codes), len(indicators))
    return Grid(
        level,
        codes,
        indicators,
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.full(shape, str(Quality.NOT_AVAILABLE), dtype=object),
        np.zeros(shape, dtype=np.int64),
        np.full(shape, "", dtype=object),
        np.zeros(shape),
    )


def grid_of(observations: pa.Table, level: str, codes: tuple[str, ...], indicators: tuple[str, ...]) -> Grid:
    """The grid of one level from a table of observations."""
    grid = empty_grid(level, codes, indicators)
    row_of = {code: i for i, code in enumerate(codes)}
    column_of = {code: k for k, code in enumerate(indicators)}
    for line in observations.to_pylist():
        if line["level"] != level:
            continue
        i, k = row_of.get(line["code"]), column_of.get(line["indicator"])
        if i is None or k is None:
            continue
        newer = line["year"] > grid.years[i, k]
        fuller = line["year"] == grid.years[i, k] and np.isnan(grid.values[i, k]) and _says_more(line)
        if newer or fuller:
            _place(grid, i, k, line)
    return grid


def _says_more(line: dict[str, Any]) -> bool:
    return line["value"] is not None or line["quality"] == Quality.SECRET


def _place(grid: Grid, i: int, k: int, line: dict[str, Any]) -> None:
    known = line["quality"] not in WITHOUT_VALUE
    for part, name in (
        (grid.values, "value"),
        (grid.numerators, "numerator"),
        (grid.denominators, "denominator"),
    ):
        content = line[name]
        part[i, k] = content if known and content is not None else np.nan
    grid.quality[i, k] = line["quality"]
    grid.years[i, k] = line["year"]
    grid.sources[i, k] = line["source"]
