"""From a scenario that is asked to the result that its pages show, as it was the day it was made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from maillage.programme.siting.enums import SitingObjective
from maillage.programme.siting.models import SitingScenario
from maillage.programme.siting.selectors import Ground
from maillage.runs.placement import Placed, Totals, Wanted, place_help


def wanted_of(scenario: SitingScenario) -> Wanted:
    """What a scenario asks, for the computing."""
    floors = {"rural": scenario.rural_share / 100, "qpv": scenario.qpv_share / 100}
    return Wanted(
        posts=scenario.posts,
        stops=scenario.stops,
        limit_minutes=scenario.limit_minutes,
        by_distance=scenario.objective == SitingObjective.DISTANCE,
        floors={name: share for name, share in floors.items() if share},
    )


def planned(scenario: SitingScenario, ground: Ground, now: datetime) -> dict[str, Any]:
    """The result of a scenario, in plain values."""
    placed = place_help(ground.homes, ground.helps, ground.demand, wanted_of(scenario), ground.groups, ground.journeys)
    return {
        "made_on": timezone.localdate(now).isoformat(),
        "proof": placed.proof,
        "demand": float(ground.demand.sum()),
        "before": _totals(placed.totals_before),
        "after": _totals(placed.totals_after),
        "floors": [{"name": name, "asked": asked, "served": served} for name, asked, served in placed.floors],
        **_lines(ground, placed),
    }


def _lines(ground: Ground, placed: Placed) -> dict[str, Any]:
    return {
        "choices": [
            {
                "kind": one.kind,
                "code": one.home.code,
                "name": one.home.name,
                "people": one.people,
                "demand": one.demand,
                "marginal": one.lost,
            }
            for one in placed.choices
        ],
        "next": [
            {"kind": kind, "code": home.code, "name": home.name, "gain": gain} for kind, home, gain in placed.next_ones
        ],
        "communes": [
            {
                "code": home.code,
                "name": home.name,
                "people": home.people,
                "before": float(before),
                "after": float(after),
            }
            for home, before, after in zip(ground.homes, placed.before, placed.after, strict=True)
        ],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {"people": totals.people, "demand": totals.demand, "minutes": totals.minutes}
