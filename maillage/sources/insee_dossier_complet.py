"""Insee, "base du dossier complet": one yearly file that holds population, diplomas, families, jobs and incomes.

The address is the last edition with one row a commune; later ones have one row a commune and measure.
"""

from __future__ import annotations

from dataclasses import replace

from maillage.sources.insee_diplomas import DIPLOMAS
from maillage.sources.insee_population import AGES
from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

_CENSUS = Layout(
    source="insee_dossier_complet",
    code="CODGEO",
    level="commune",
    decimal=".",
    fields=(
        Field("population", value="P{yy}_POP"),
        Field("older_65_rate", numerator=("P{yy}_POP65P",), denominator=("P{yy}_POP",)),
        Field("no_diploma_rate", numerator=("P{yy}_NSCOL15P_DIPLMIN",), denominator=("P{yy}_NSCOL15P",)),
        Field("unemployment_rate", numerator=("P{yy}_CHOM1564",), denominator=("P{yy}_ACT1564",)),
        Field("one_parent_rate", numerator=("C{yy}_FAMMONO",), denominator=("C{yy}_FAM",)),
        Field("one_person_rate", numerator=("C{yy}_MENPSEUL",), denominator=("C{yy}_MEN",)),
    ),
)

_DETAILED = replace(_CENSUS, fields=(*_CENSUS.fields, *AGES, *DIPLOMAS))

SOURCE = Source(
    id="insee_dossier_complet",
    title="Base du dossier complet",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/5359146",
    address="https://www.insee.fr/fr/statistiques/fichier/5359146/dossier_complet_31_12_2025.zip",
    layouts=(
        _DETAILED,
        _CENSUS,
        replace(_DETAILED, format="parquet"),
        replace(_CENSUS, format="parquet"),
    ),
)
