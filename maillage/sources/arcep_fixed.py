"""Arcep, "Ma connexion internet": premises that can have very high speed (30 Mbit/s or more), by commune.

Only the wired file is read: the two others of the same columns count satellite and fixed 4G, hence nearly everyone.
"""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

SOURCE = Source(
    id="arcep_fixed",
    title="Ma connexion internet : débits par commune",
    producer="Arcep",
    licence="Licence Ouverte 2.0",
    page="https://www.data.gouv.fr/fr/datasets/ma-connexion-internet/",
    address="https://data.arcep.fr/fixe/maconnexioninternet/statistiques/last/commune/commune_debit_filaire.csv",
    layouts=(
        Layout(
            source="arcep_fixed",
            code="code_insee",
            level="commune",
            year_column="date",
            decimal=".",
            fields=(Field("no_thd_rate", numerator=("elig_thd30",), denominator=("nbr",), complement=True),),
            names="filaire",
        ),
    ),
)
