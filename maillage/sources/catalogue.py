"""Every source that Maillage knows, in the order in which they are tried."""

from __future__ import annotations

from functools import lru_cache

from maillage.sources import (
    arcep_fixed,
    arcep_ftth,
    arcep_mobile,
    cnaf,
    filosofi,
    france_services,
    insee_diplomas,
    insee_dossier_complet,
    insee_households,
    insee_population,
    own_table,
)
from maillage.sources.source import Source


@lru_cache
def sources() -> tuple[Source, ...]:
    """The sources; adding one is adding its module here."""
    return (
        own_table.own_source(),
        insee_dossier_complet.SOURCE,
        insee_population.SOURCE,
        insee_diplomas.SOURCE,
        insee_households.SOURCE,
        filosofi.SOURCE,
        arcep_fixed.SOURCE,
        arcep_mobile.SOURCE,
        arcep_ftth.SOURCE,
        cnaf.SOURCE,
        france_services.SOURCE,
    )


def sources_for(indicator: str) -> tuple[Source, ...]:
    """The sources that fill an indicator."""
    return tuple(source for source in sources() if indicator in source.indicators)
