"""Arcep, "Mon réseau mobile": population without 4G by commune, at the level "BC" (good coverage)."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="arcep_mobile",
    title="Mon réseau mobile : couverture 4G par commune",
    producer="Arcep",
    licence="Licence Ouverte 2.0",
    page="https://www.data.gouv.fr/fr/datasets/mon-reseau-mobile/",
    address="",
    layouts=(
        Layout(
            source="arcep_mobile",
            code="territoire",
            level="commune",
            year=2023,
            year_in_name=True,
            decimal=".",
            keep={"techno": "4G", "niveau": "BC"},
            fields=(Field("no_4g_rate", value="pop_0", scale=0.01),),
        ),
    ),
)
