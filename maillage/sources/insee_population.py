"""Insee, census: age structure and nationality by commune (base-cc-evol-struct-pop)."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="insee_population",
    title="Recensement : évolution et structure de la population",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/8581696",
    address="https://www.insee.fr/fr/statistiques/fichier/8581696/base-cc-evol-struct-pop-2022_csv.zip",
    layouts=(
        Layout(
            source="insee_population",
            code="CODGEO",
            level="commune",
            fields=(
                Field("population", value="P{yy}_POP"),
                Field("older_65_rate", numerator=("P{yy}_POP65P",), denominator=("P{yy}_POP",)),
                Field("foreigners_rate", numerator=("P{yy}_POP_ETR",), denominator=("P{yy}_POP",)),
            ),
        ),
    ),
)
