"""Where trainings happen: how much each territory needs them, how far two communes are, a first list to correct."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.programme.diagnosis.selectors import figures_of, published_run
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.governance.models import Governance
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.places.selectors.directory import great_circle_km
from maillage.programme.places.selectors.orientation import centre_of
from maillage.programme.territories.selectors import Lived, communes_lived_in, communes_within, territory_name

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
        run = published_run(governance.departement_id)
        scores = {one.code: one.score or 0.0 for one in figures_of(run, "commune")} if run else {}
        highest = max(scores.values(), default=0.0) or 1.0
        self.needs = {code: max(score, 0.0) / highest for code, score in scores.items()}

    def of(self, code: str) -> Ground:
        """One territory; its need is the mean of its communes, weighted by their people."""
        communes = communes_within(code) & self.lived.keys()
        people = sum(self.lived[one].population for one in communes) or 1
        need = sum(self.lived[one].population * self.needs.get(one, 0.5) for one in communes) / people
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
        people = sum(lived[one].population for one in communes_within(code) if one in lived)
        lines.append(f"{member.display_name} ; {max(people // PEOPLE_BY_AGENT, 1)} ; {code}")
    return "\n".join(lines)
