"""The table of travel times: one line a pair that was measured, whoever measured it, and how far it looked."""

from __future__ import annotations

import pyarrow as pa

from maillage.tables.schema import Column, TableSpec

MODES = ("car", "walk", "transit")

TRAVEL = TableSpec(
    name="travel",
    title="Temps de trajet",
    columns=(
        Column("mode", pa.string(), "façon de se déplacer", allowed=frozenset(MODES)),
        Column("origin", pa.string(), "code du territoire de départ"),
        Column("latitude", pa.float64(), "latitude du lieu d’arrivée", unit="degrés", minimum=-90, maximum=90),
        Column("longitude", pa.float64(), "longitude du lieu d’arrivée", unit="degrés", minimum=-180, maximum=180),
        Column(
            "minutes",
            pa.float64(),
            "durée du trajet ; vide quand il n’y en a pas",
            unit="min",
            nullable=True,
            minimum=0,
        ),
        Column("furthest_minutes", pa.float64(), "au-delà, le trajet n’a pas été cherché", unit="min", minimum=0),
        Column("provider", pa.string(), "qui a mesuré, avec quelle donnée"),
        Column("made_on", pa.string(), "date de la mesure, AAAA-MM-JJ"),
    ),
    key=("mode", "origin", "latitude", "longitude"),
)
