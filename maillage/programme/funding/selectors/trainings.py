"""Where trainings happen: how much each territory needs them, how far two communes are, a first list to correct."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.programme.funding.rules.portfolio import UNKNOWN_FRAGILITY
from maillage.programme.funding.selectors.portfolio import fragility_of
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.governance.models import Governance
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.places.selectors.directory import great_circle_km
from maillage.programme.places.selectors.orientation import centre_of
from maillage.programme.territories.selectors import Lived, communes_lived_in, lived_within, territory_name

# A start to correct: one agent in contact with the public for so many inhabitants.
PEOPLE_BY_AGENT = 2_000
EMPLOYERS = (MemberCategory.COMMUNE, MemberCategory.EPCI, MemberCategory.DEPARTEMENT)


@dataclass(frozen=True)
class Ground:
    """A territory as a training sees it: its EPCI or "", its need (0 to 1), a point inside or None."""

    code: str
    name: str
    epci: str
    need: float
    centre: tuple[float, float] | None


class Grounds:
    """The territories of a governance, read once."""

    def __init__(self, governance: Governance) -> None:
        self.lived: dict[str, Lived] = communes_lived_in(governance.departement_id)
        self.departement = governance.departement_id
        self.needs = fragility_of(governance)

    def of(self, code: str) -> Ground:
        """One territory; its need is the mean of its communes, weighted by their people."""
        communes = lived_within([code], self.departement, self.lived)
        people = sum(self.lived[one].population for one in communes) or 1
        need = sum(self.lived[one].population * self.needs.get(one, UNKNOWN_FRAGILITY) for one in communes) / people
        largest = max(communes, key=lambda one: (self.lived[one].population, one), default="")
        epcis = {self.lived[one].epci for one in communes}
        epci = epcis.pop() if len(epcis) == 1 else ""
        return Ground(code, territory_name(code) or code, epci, min(need, 1.0), centre_of(largest) if largest else None)


def apart_km(one: Ground, other: Ground) -> float | None:
    """How far two territories are, as the crow flies, between their largest communes; None when unknown."""
    if one.centre is None or other.centre is None:
        return None
    return 0.0 if one.code == other.code else great_circle_km(one.centre, other.centre)


def first_bodies(governance: Governance) -> str:
    """The local authorities among the members, one a line, with a number of agents to correct."""
    lived = communes_lived_in(governance.departement_id)
    lines = []
    for member in confirmed_members(governance).filter(category__in=EMPLOYERS):
        code = member.territory_code or governance.departement_id
        people = sum(lived[one].population for one in lived_within([code], governance.departement_id, lived))
        lines.append(f"{member.display_name} ; {max(people // PEOPLE_BY_AGENT, 1)} ; {code}")
    return "\n".join(lines)
