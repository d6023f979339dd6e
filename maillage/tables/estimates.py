"""The table of estimated rates: one line an area and definition, with its interval and how it may be published."""

from __future__ import annotations

import pyarrow as pa

from maillage.tables.observations import LEVELS
from maillage.tables.schema import Column, TableSpec

DISPLAYS = ("plain", "interval", "class")
MARGINS = ("fine", "coarse", "least")

ESTIMATES = TableSpec(
    name="estimates",
    title="Estimations",
    columns=(
        Column("code", pa.string(), "code du territoire"),
        Column("name", pa.string(), "nom du territoire"),
        Column("level", pa.string(), "niveau géographique", allowed=frozenset(LEVELS)),
        Column("population", pa.float64(), "population municipale", unit="habitants", minimum=0),
        Column("definition", pa.string(), "définition, comme dans definitions/estimation.yaml"),
        Column("rate", pa.float64(), "part estimée des 15 ans ou plus", minimum=0, maximum=1),
        Column("low", pa.float64(), "bas de l’intervalle à 90 %", minimum=0, maximum=1),
        Column("high", pa.float64(), "haut de l’intervalle à 90 %", minimum=0, maximum=1),
        Column("adults", pa.float64(), "personnes de 15 ans ou plus", unit="personnes", minimum=0),
        Column("concerned", pa.float64(), "personnes concernées", unit="personnes", minimum=0),
        Column("concerned_low", pa.float64(), "personnes concernées, bas", unit="personnes", minimum=0),
        Column("concerned_high", pa.float64(), "personnes concernées, haut", unit="personnes", minimum=0),
        Column("display", pa.string(), "ce qui se publie", allowed=frozenset(DISPLAYS)),
        Column("margins", pa.string(), "finesse des âges et des diplômes connus", allowed=frozenset(MARGINS)),
        Column("data_kind", pa.string(), "données", allowed=frozenset({"published", "demonstration"})),
    ),
    key=("code", "level", "definition"),
)
