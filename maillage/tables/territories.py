"""The declared tables of the official geography: communes, groups of communes, and old codes."""

from __future__ import annotations

import pyarrow as pa

from maillage.tables.schema import Column, TableSpec

# A commune under this population is rural in this programme: it is where the national engineering help is free.
RURAL_UNDER = 3_500

COMMUNES = TableSpec(
    name="communes",
    title="Communes",
    columns=(
        Column("code", pa.string(), "code Insee"),
        Column("name", pa.string(), "nom"),
        Column("departement", pa.string(), "code du département"),
        Column("region", pa.string(), "code de la région", nullable=True),
        Column("epci", pa.string(), "SIREN de l’EPCI", nullable=True),
        Column("ept", pa.string(), "SIREN de l’EPT", nullable=True),
        Column("population", pa.int64(), "population municipale", unit="habitants", nullable=True, minimum=0),
        Column("cog_year", pa.int16(), "millésime du code officiel géographique"),
    ),
    key=("code",),
)

GROUPS = TableSpec(
    name="groups",
    title="Groupements de communes",
    columns=(
        Column("code", pa.string(), "code Insee ou SIREN"),
        Column("level", pa.string(), "niveau", allowed=frozenset({"epci", "ept", "departement", "region"})),
        Column("name", pa.string(), "nom"),
        Column("kind", pa.string(), "nature juridique"),
        Column("parent", pa.string(), "région d’un département", nullable=True),
    ),
    key=("level", "code"),
)

PASSAGES = TableSpec(
    name="passages",
    title="Passage des anciens codes",
    columns=(
        Column("old_code", pa.string(), "ancien code"),
        Column("new_code", pa.string(), "code actuel"),
        Column("cog_year", pa.int16(), "millésime d’arrivée"),
    ),
    key=("old_code", "new_code"),
)

POSTAL_CODES = TableSpec(
    name="postal_codes",
    title="Codes postaux",
    columns=(Column("commune", pa.string(), "code Insee"), Column("postal_code", pa.string(), "code postal")),
    key=("commune", "postal_code"),
)
