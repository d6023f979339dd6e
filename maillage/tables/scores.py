"""The tables that a run of the index publishes: one score a territory, one line an indicator and territory."""

from __future__ import annotations

import pyarrow as pa

from maillage.tables.observations import LEVELS
from maillage.tables.quality import Quality
from maillage.tables.schema import Column, TableSpec

SCORES = TableSpec(
    name="scores",
    title="Scores",
    columns=(
        Column("code", pa.string(), "code du territoire"),
        Column("name", pa.string(), "nom du territoire"),
        Column("level", pa.string(), "niveau géographique", allowed=frozenset(LEVELS)),
        Column("cog_year", pa.int16(), "millésime du code officiel géographique"),
        Column("population", pa.float64(), "population municipale", unit="habitants", nullable=True),
        Column("score", pa.float64(), "score", nullable=True),
        Column("rank", pa.int32(), "rang, 1 pour le plus exposé", nullable=True),
        Column("rank_low", pa.float64(), "rang à 5 %", nullable=True),
        Column("rank_high", pa.float64(), "rang à 95 %", nullable=True),
        Column("worst_fifth", pa.float64(), "probabilité d’être parmi le cinquième le plus exposé", nullable=True),
        Column("coverage", pa.float64(), "part du poids des indicateurs connus", minimum=0, maximum=1.000001),
        Column("reference", pa.string(), "territoire de référence"),
        Column("reference_score", pa.float64(), "score de la référence", nullable=True),
        Column("unobserved", pa.float64(), "effet des indicateurs non connus", nullable=True),
        Column("recipe", pa.string(), "recette et version"),
        Column("indicators", pa.string(), "liste des indicateurs"),
        Column("vintages", pa.string(), "années des données"),
        Column("explanation", pa.string(), "explication"),
        Column("data_kind", pa.string(), "données", allowed=frozenset({"published", "demonstration"})),
    ),
    key=("code", "level"),
)

CONTRIBUTIONS = TableSpec(
    name="contributions",
    title="Contributions",
    columns=(
        Column("code", pa.string(), "code du territoire"),
        Column("level", pa.string(), "niveau géographique", allowed=frozenset(LEVELS)),
        Column("indicator", pa.string(), "indicateur"),
        Column("value", pa.float64(), "valeur ; les taux sont entre 0 et 1", nullable=True),
        Column("error", pa.float64(), "erreur type de la valeur, 0 si elle est publiée", nullable=True),
        Column("reference_value", pa.float64(), "valeur de la référence", nullable=True),
        Column("normalised", pa.float64(), "valeur normalisée", nullable=True),
        Column("weight", pa.float64(), "poids nominal", minimum=0),
        Column("contribution", pa.float64(), "contribution au score", nullable=True),
        Column("quality", pa.string(), "qualité", allowed=frozenset(Quality)),
        Column("year", pa.int16(), "année", nullable=True),
        Column("source", pa.string(), "source", nullable=True),
    ),
    key=("code", "level", "indicator"),
)
