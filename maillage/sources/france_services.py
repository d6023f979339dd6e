"""ANCT, list of the France services: how many in each commune; the buses count where they are attached."""

from __future__ import annotations

from maillage.sources.layout import Field, Layout
from maillage.sources.source import Source

# The list names the arrondissements; the official geography stops at the commune.
ARRONDISSEMENTS = {
    **{str(code): ("75056", "commune") for code in range(75101, 75121)},
    **{str(code): ("13055", "commune") for code in range(13201, 13217)},
    **{str(code): ("69123", "commune") for code in range(69381, 69390)},
}

SOURCE = Source(
    id="france_services",
    title="Liste des structures France services",
    producer="ANCT",
    licence="Licence Ouverte 2.0",
    page="https://www.data.gouv.fr/fr/datasets/liste-des-structures-france-services/",
    address="",
    dataset="liste-des-structures-france-services",
    layouts=(
        Layout(
            source="france_services",
            code="insee_com",
            level="commune",
            separator=",",
            decimal=".",
            fields=(Field("france_services_count"),),
            listing=True,
            identity="id_fs",
            year_in_name=True,
            code_aliases=ARRONDISSEMENTS,
        ),
    ),
)
