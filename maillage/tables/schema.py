"""Declared tables: columns with type, unit and bounds, and the check that every table passes before use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from maillage.tables.errors import DataError


@dataclass(frozen=True)
class Column:
    """One declared column: Arrow type, unit, meaning in French, and what values it may hold."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allowed: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class TableSpec:
    """A table everyone agrees on: its columns in order and its key."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the table."""
        return pa.schema([pa.field(c.name, c.type, nullable=c.nullable) for c in self.columns])

    def build(self, rows: list[dict[str, Any]], origin: str = "") -> pa.Table:
        """A checked table from plain rows; missing keys become null."""
        arrays = {c.name: pa.array([row.get(c.name) for row in rows], type=c.type) for c in self.columns}
        return self.check(pa.table(arrays, schema=self.schema), origin)

    def check(self, table: pa.Table, origin: str = "") -> pa.Table:
        """The same table, in declared order and types, or a DataError naming row and column."""
        missing = [c.name for c in self.columns if c.name not in table.column_names]
        if missing:
            raise DataError(
                f"Il manque des colonnes dans la table « {self.title} » : {', '.join(missing)}.",
                file=origin,
                expected=", ".join(c.name for c in self.columns),
            )
        table = table.select([c.name for c in self.columns]).cast(self.schema)
        for column in self.columns:
            _check_column(column, table.column(column.name), origin)
        self._check_key(table, origin)
        return table

    def _check_key(self, table: pa.Table, origin: str) -> None:
        counts = table.group_by(list(self.key)).aggregate([([], "count_all")])
        double = counts.filter(pc.greater(counts["count_all"], 1))
        if double.num_rows:
            first = ", ".join(str(double[name][0].as_py()) for name in self.key)
            raise DataError(
                f"La table « {self.title} » contient deux fois la même ligne : {first}.",
                file=origin,
                expected=f"une seule ligne par ({', '.join(self.key)})",
                mend="Supprimez le doublon dans le fichier d’origine.",
            )


def _check_column(column: Column, values: pa.ChunkedArray, origin: str) -> None:
    if not column.nullable and values.null_count:
        _refuse(column, pc.is_null(values), origin, "une valeur dans chaque ligne")
    if column.allowed:
        known = pc.is_in(values, value_set=pa.array(sorted(column.allowed)))
        bad = pc.and_(pc.invert(known), pc.is_valid(values))
        _refuse(column, bad, origin, f"une des valeurs {', '.join(sorted(column.allowed))}")
    if column.minimum is not None:
        _refuse(column, pc.less(values, column.minimum), origin, f"au moins {column.minimum:g} {column.unit}")
    if column.maximum is not None:
        _refuse(column, pc.greater(values, column.maximum), origin, f"au plus {column.maximum:g} {column.unit}")


def _refuse(column: Column, bad: pa.ChunkedArray, origin: str, expected: str) -> None:
    mask = np.asarray(pc.fill_null(bad, False))
    if mask.any():
        raise DataError(
            f"Valeur refusée dans la colonne « {column.name} » ({column.meaning}).",
            file=origin,
            row=int(mask.argmax()) + 2,
            column=column.name,
            expected=expected.strip(),
            mend="Corrigez cette ligne dans le fichier d’origine, puis relancez.",
        )
