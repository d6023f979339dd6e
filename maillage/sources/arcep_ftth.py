"""Arcep, fibre by commune, the quarterly file of 2018: kept readable for comparison, always flagged outdated."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="arcep_ftth",
    title="Locaux raccordables à la fibre, premier trimestre 2018 (ancien)",
    producer="Arcep",
    licence="Licence Ouverte 2.0",
    page="https://www.data.gouv.fr/fr/datasets/le-marche-du-haut-et-tres-haut-debit-fixe-deploiements/",
    address="",
    layouts=(
        Layout(
            source="arcep_ftth",
            code="Code commune",
            level="commune",
            separator=",",
            decimal=".",
            year=2018,
            fields=(Field("ftth_premises_count", value="T1 2018"),),
            keep={"Champ": "Locaux Raccordables"},
            skip=4,
            outdated=True,
        ),
    ),
)
