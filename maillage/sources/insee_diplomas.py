"""Insee, census: highest diploma of the people aged 15 or more and out of school (base-cc-diplomes-formation)."""

from __future__ import annotations

from dataclasses import replace

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

_ALL = ("P{yy}_NSCOL15P",)

_BASIC = Layout(
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
)
DIPLOMAS = (
    Field("bepc_rate", numerator=("P{yy}_NSCOL15P_BEPC",), denominator=_ALL),
    Field("cap_bep_rate", numerator=("P{yy}_NSCOL15P_CAPBEP",), denominator=_ALL),
    Field("bac_rate", numerator=("P{yy}_NSCOL15P_BAC",), denominator=_ALL),
    Field(
        "higher_diploma_rate",
        numerator=("P{yy}_NSCOL15P_SUP2", "P{yy}_NSCOL15P_SUP34", "P{yy}_NSCOL15P_SUP5"),
        denominator=_ALL,
    ),
)

SOURCE = Source(
    id="insee_diplomas",
    title="Recensement : diplômes et formation",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/8581488",
    address="",
    layouts=(replace(_BASIC, fields=(*_BASIC.fields, *DIPLOMAS)), _BASIC),
)
