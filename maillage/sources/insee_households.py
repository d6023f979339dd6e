"""Insee, census: people alone and one-parent families by commune (base-cc-couples-familles-menages)."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="insee_households",
    title="Recensement : couples, familles, ménages",
    producer="Insee",
    licence="Licence Ouverte 2.0",
    page="https://www.insee.fr/fr/statistiques/8582452",
    address="https://www.insee.fr/fr/statistiques/fichier/8582452/base-cc-coupl-fam-men-2022_csv.zip",
    layouts=(
        Layout(
            source="insee_households",
            code="CODGEO",
            level="commune",
            fields=(
                Field("one_person_rate", numerator=("C{yy}_MENPSEUL",), denominator=("C{yy}_MEN",)),
                Field("one_parent_rate", numerator=("C{yy}_FAMMONO",), denominator=("C{yy}_FAM",)),
            ),
        ),
    ),
)
