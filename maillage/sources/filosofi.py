"""Insee, Filosofi: median standard of living, poverty at 60 %, fiscal households; `s` is a statistical secret.

The address is the last edition with one row a commune; later ones have one row a commune and measure.
"""

from __future__ import annotations

from dataclasses import replace

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

_COMMUNES = Layout(
    source="filosofi",
    code="CODGEO",
    level="commune",
    fields=(
        Field("median_income", value="MED{yy}"),
        Field("poverty_rate", value="TP60{yy}", denominator=("NBPERSMENFISC{yy}",), scale=0.01),
        Field("fiscal_households", value="NBMENFISC{yy}"),
        Field("fiscal_persons", value="NBPERSMENFISC{yy}"),
    ),
    names="_com",
)

SOURCE = Source(
    id="filosofi",
    title="Revenus et pauvreté des ménages (Filosofi)",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/7756729",
    address="https://www.insee.fr/fr/statistiques/fichier/7756729/base-cc-filosofi-2021-geo2024_csv.zip",
    layouts=(
        _COMMUNES,
        replace(_COMMUNES, level="epci", names="_epci"),
        replace(_COMMUNES, level="departement", names="_dep"),
    ),
)
