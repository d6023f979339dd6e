"""Arcep, "Ma connexion internet": premises that can have very high speed (30 Mbit/s or more), by commune."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="arcep_fixed",
    title="Ma connexion internet : débits par commune",
    producer="Arcep",
    licence="Licence Ouverte 2.0",
    page="https://www.data.gouv.fr/fr/datasets/ma-connexion-internet/",
    address="",
    layouts=(
        Layout(
            source="arcep_fixed",
            code="code_insee",
            level="commune",
            year=2023,
            decimal=".",
            fields=(Field("no_thd_rate", numerator=("elig_thd30",), denominator=("nbr",), complement=True),),
        ),
    ),
)
