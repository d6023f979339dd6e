"""Insee, census: highest diploma of the people aged 15 or more and out of school (base-cc-diplomes-formation)."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

_ALL = ("P{yy}_NSCOL15P",)

SOURCE = Source(
    id="insee_diplomas",
    title="Recensement : diplômes et formation",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/8581488",
    address="",
    layouts=(
        Layout(
            source="insee_diplomas",
            code="CODGEO",
            level="commune",
            fields=(
                Field("no_diploma_rate", numerator=("P{yy}_NSCOL15P_DIPLMIN",), denominator=_ALL),
                Field(
                    "below_bac_rate",
                    numerator=("P{yy}_NSCOL15P_DIPLMIN", "P{yy}_NSCOL15P_BEPC", "P{yy}_NSCOL15P_CAPBEP"),
                    denominator=_ALL,
                ),
            ),
        ),
    ),
)
