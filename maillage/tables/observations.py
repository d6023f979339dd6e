"""The table that every source fills: one value of one indicator for one territory, with its provenance."""

from __future__ import annotations

import pyarrow as pa

from maillage.tables.quality import Quality
from maillage.tables.schema import Column, TableSpec

LEVELS = ("commune", "epci", "epci_part", "ept", "departement", "region", "france")

OBSERVATIONS = TableSpec(
    name="observations",
    title="Observations",
    columns=(
        Column("code", pa.string(), "code du territoire (Insee, SIREN ou département)"),
        Column("level", pa.string(), "niveau géographique", allowed=frozenset(LEVELS)),
        Column("cog_year", pa.int16(), "millésime du code officiel géographique", unit="année", minimum=1943),
        Column("indicator", pa.string(), "indicateur, comme dans definitions/indicators.yaml"),
        Column("value", pa.float64(), "valeur ; les taux sont entre 0 et 1", nullable=True),
        Column("numerator", pa.float64(), "effectif au numérateur", nullable=True, minimum=0),
        Column("denominator", pa.float64(), "effectif au dénominateur", nullable=True, minimum=0),
        Column("year", pa.int16(), "année de la donnée", unit="année"),
        Column("source", pa.string(), "identifiant de la source"),
        Column("quality", pa.string(), "qualité", allowed=frozenset(Quality)),
    ),
    key=("code", "level", "indicator", "year", "source"),
)
