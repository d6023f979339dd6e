"""CNAF and CCMSA through Insee: people receiving the RSA, by IRIS, summed by commune."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="cnaf",
    title="Allocataires des Caf et de la MSA par IRIS",
    producer="CNAF et CCMSA, diffusion Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/7634105",
    address="",
    layouts=(
        Layout(
            source="cnaf",
            code="iris_code",
            level="commune",
            year=2021,
            fields=(Field("rsa_rate", numerator=("arsas",), denominator=("percou",)),),
            sum_rows=True,
        ),
    ),
)
