"""Reads siting scenarios, and what one starts from: homes, help at hand, and what people ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.diagnosis.access import homes_and_helps, known_journeys
from maillage.programme.diagnosis.models import Run
from maillage.programme.diagnosis.selectors import estimates_of, published_run
from maillage.programme.governance.models import Governance
from maillage.programme.siting.models import SitingScenario
from maillage.programme.territories.selectors import communes_lived_in
from maillage.runs.access import Help, Home, Journeys
from maillage.runs.need import appointments_of, definition
from maillage.tables.errors import DataError


@dataclass(frozen=True)
class Ground:
    """What a scenario starts from: `demand` counts appointments a year by home; `groups` are homes to serve first.

    `journeys` are None when nobody measured them: straight lines stand in.
    """

    run: Run
    homes: list[Home]
    helps: list[Help]
    demand: np.ndarray
    groups: dict[str, np.ndarray]
    journeys: Journeys | None


def scenarios_of(governance: Governance) -> QuerySet[SitingScenario]:
    """Every scenario, the last first."""
    return governance.siting_scenarios.select_related("proposal")


def scenario_by_id(governance: Governance, public_id: UUID) -> SitingScenario:
    """One scenario, or 404."""
    found = scenarios_of(governance).filter(public_id=public_id).first()
    if found is None:
        raise Http404("Ce scénario n’existe pas.")
    return found


def ground_of(departement: str, today: date) -> Ground:
    """What is known today; DataError when nothing is published yet."""
    run = published_run(departement)
    if run is None:
        raise DataError(
            "Aucun diagnostic n’est publié : rien ne dit où vivent les personnes concernées.",
            mend="Lancez un calcul dans « Diagnostic », puis refaites ce scénario.",
        )
    homes, helps = homes_and_helps(run, today)
    concerned = {one.code: one.concerned for one in estimates_of(run, "commune", definition()["definition"])}
    if not concerned:
        raise DataError(
            "Le diagnostic publié n’estime pas les personnes concernées.",
            mend="Donnez au calcul les âges et les diplômes du recensement, puis refaites ce scénario.",
        )
    demand = np.array([appointments_of(concerned.get(home.code, 0.0)) for home in homes])
    lived = communes_lived_in(departement)
    rural = np.array([home.code in lived and lived[home.code].is_rural for home in homes])
    quarters = np.array([home.code in lived and lived[home.code].has_qpv for home in homes])
    return Ground(run, homes, helps, demand, {"rural": rural, "qpv": quarters}, known_journeys(departement))
