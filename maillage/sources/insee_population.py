"""Insee, census: age structure and nationality by commune (base-cc-evol-struct-pop)."""

from __future__ import annotations

from dataclasses import replace

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

_POPULATION = ("P{yy}_POP",)
_BASIC = Layout(
    source="insee_population",
    code="CODGEO",
    level="commune",
    fields=(
        Field("population", value="P{yy}_POP"),
        Field("older_65_rate", numerator=("P{yy}_POP65P",), denominator=_POPULATION),
        Field("foreigners_rate", numerator=("P{yy}_POP_ETR",), denominator=_POPULATION),
    ),
)
AGES = (
    Field("age_15_29_rate", numerator=("P{yy}_POP1529",), denominator=_POPULATION),
    Field("age_30_44_rate", numerator=("P{yy}_POP3044",), denominator=_POPULATION),
    Field("age_45_59_rate", numerator=("P{yy}_POP4559",), denominator=_POPULATION),
    Field("age_60_74_rate", numerator=("P{yy}_POP6074",), denominator=_POPULATION),
    Field("age_75_more_rate", numerator=("P{yy}_POP7589", "P{yy}_POP90P"), denominator=_POPULATION),
)

SOURCE = Source(
    id="insee_population",
    title="Recensement : évolution et structure de la population",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/8581696",
    address="https://www.insee.fr/fr/statistiques/fichier/8581696/base-cc-evol-struct-pop-2022_csv.zip",
    layouts=(replace(_BASIC, fields=(*_BASIC.fields, *AGES)), _BASIC),
)
