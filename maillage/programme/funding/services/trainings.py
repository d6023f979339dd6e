"""Shares training places out and seats people in sessions; a scenario like the others, submitted, never applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.analytics.planning.training import Body, Seating, Session, allot, seat
from maillage.programme.funding.enums import ScenarioKind
from maillage.programme.funding.models import Scenario
from maillage.programme.funding.rules.places import BodyLine, SessionLine
from maillage.programme.funding.selectors.trainings import Ground, Grounds, apart_km
from maillage.programme.funding.services.scenarios import ScenarioRefusedError, demand_new_name, keep_scenario
from maillage.programme.governance.models import Governance
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability


@dataclass(frozen=True)
class TrainingTerms:
    """What is asked: places in all, at least so many by EPCI, how far one travels, employers and sessions.

    The territories of the lines are codes.
    """

    total: int
    bodies: Sequence[BodyLine]
    sessions: Sequence[SessionLine] = ()
    least_by_epci: int = 0
    furthest_km: int = 20


def make_training_scenario(
    *, governance: Governance, name: str, terms: TrainingTerms, is_demonstration: bool = False, by: object, today: date
) -> Scenario:
    """Share the places out and seat the people, before the transaction that keeps the whole."""
    demand(by, Capability.MANAGE_FUNDING)
    demand_new_name(governance, name)
    grounds = Grounds(governance)
    codes = {*(one.territory for one in terms.bodies), *(one.territory for one in terms.sessions)}
    where = {code: grounds.of(code) for code in codes}
    try:
        bodies = [_body(line, where[line.territory]) for line in terms.bodies]
        sessions = [Session(str(rank), one.on, one.capacity, one.least) for rank, one in enumerate(terms.sessions)]
        epcis = {where[line.territory].epci for line in terms.bodies} - {""}
        floors = dict.fromkeys(sorted(epcis), terms.least_by_epci) if terms.least_by_epci else {}
        places = allot(terms.total, bodies, floors)
    except ValueError as error:
        raise ScenarioRefusedError(str(error)) from error
    seating = seat(places, sessions, _kilometres(terms, where), furthest_km=terms.furthest_km)
    asked = {"total": terms.total, "least_by_epci": terms.least_by_epci, "furthest_km": terms.furthest_km}
    result = _result(terms, where, places, seating, today)
    return keep_scenario(
        governance=governance,
        kind=ScenarioKind.TRAINING,
        name=name,
        terms=asked,
        result=result,
        is_demonstration=is_demonstration,
        by=by,
    )


def _body(line: BodyLine, ground: Ground) -> Body:
    return Body(line.name, ground.epci, line.agents, ground.need, line.least, line.most)


def _kilometres(terms: TrainingTerms, where: Mapping[str, Ground]) -> dict[tuple[str, str], float]:
    found = {}
    for line in terms.bodies:
        for rank, session in enumerate(terms.sessions):
            distance = apart_km(where[line.territory], where[session.territory])
            if distance is not None:
                found[line.name, str(rank)] = distance
    return found


def _result(
    terms: TrainingTerms, where: Mapping[str, Ground], places: Mapping[str, int], seating: Seating, today: date
) -> dict[str, Any]:
    """All that the page shows, as it was the day of the plan."""
    return {
        "made_on": today.isoformat(),
        "given": sum(places.values()),
        "kilometres": round(seating.kilometres, 1),
        "proven": seating.is_proven,
        "bodies": [
            {
                "name": line.name,
                "territory": where[line.territory].name,
                "agents": line.agents,
                "need": round(where[line.territory].need, 3),
                "places": places[line.name],
                "sessions": {code: count for (body, code), count in seating.people.items() if body == line.name},
                "unseated": seating.unseated.get(line.name, 0),
            }
            for line in terms.bodies
        ],
        "sessions": [
            {
                "code": str(rank),
                "on": one.on.isoformat(),
                "territory": where[one.territory].name,
                "capacity": one.capacity,
                "people": sum(count for (_, code), count in seating.people.items() if code == str(rank)),
            }
            for rank, one in enumerate(terms.sessions)
        ],
    }
