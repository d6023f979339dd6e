"""What a scenario counts: the weight of a priority, what an envelope may pay of an action, what it is chosen under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from maillage.programme.funding.rules.envelopes import EnvelopeSpec
from maillage.programme.roadmap.enums import BudgetNature, Priority

# A high priority counts three times a low one; a sheet without a figure of people counts one person.
WEIGHTS: Mapping[Priority, int] = {Priority.HIGH: 3, Priority.MEDIUM: 2, Priority.LOW: 1}
UNKNOWN_FRAGILITY = 0.5
HALF = 0.5


@dataclass(frozen=True)
class Terms:
    """What a scenario is asked: money by envelope in euros, shares between 0 and 1, actions by their public key.

    `needs` says which actions each one needs: it is chosen with them or not at all.
    """

    amounts_eur: Mapping[str, Decimal] = field(default_factory=dict)
    own_share: float = 0.2
    public_share_max: float = 0.8
    least_by_epci: int = 0
    rural_share: float = 0.0
    qpv_share: float = 0.0
    keeps_dates: bool = True
    imposed: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        amounts = {code: str(amount) for code, amount in self.amounts_eur.items()}
        lists = {"imposed": sorted(self.imposed), "barred": sorted(self.barred)}
        needs = {key: sorted(wanted) for key, wanted in sorted(self.needs.items())}
        return {**asdict(self), "amounts_eur": amounts, **lists, "needs": needs}


def terms_of(plain: Mapping[str, Any]) -> Terms:
    """Back from JSON."""
    amounts = {code: Decimal(amount) for code, amount in plain["amounts_eur"].items()}
    sets = {"imposed": frozenset(plain["imposed"]), "barred": frozenset(plain["barred"])}
    needs = {key: frozenset(wanted) for key, wanted in plain["needs"].items()}
    return Terms(**{**plain, **sets, "amounts_eur": amounts, "needs": needs})


def needs_of(text: str, keys: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The dependencies of « A03 ; A01, A02 », one a line; `keys` gives the key of each reference.

    ValueError names the line and what it does not know.
    """
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        action, _, wanted = line.partition(";")
        named = [one.strip().upper() for one in (action, *wanted.split(","))]
        unknown = [one or "rien" for one in named if one not in keys]
        if unknown:
            raise ValueError(f"Ligne {number} : « {unknown[0]} » n’est pas à financer. Écrivez « A03 ; A01 ».")
        found[keys[named[0]]] = frozenset(keys[one] for one in named[1:]) | found.get(keys[named[0]], frozenset())
    return found


def action_value(priority: Priority, reach: int | None, fragility: float | None) -> float:
    """Weight of the priority x people to reach x fragility of where they live (0 to 1)."""
    lived = UNKNOWN_FRAGILITY if fragility is None else fragility
    return WEIGHTS[priority] * max(reach or 0, 1) * lived


def payable_eur(spec: EnvelopeSpec, lines: Iterable[tuple[BudgetNature, Decimal]]) -> Decimal:
    """What an envelope may pay of a budget: the lines of the natures that it pays."""
    return sum((amount for nature, amount in lines if not spec.natures or nature in spec.natures), Decimal(0))


def is_mostly(inside: float, total: float) -> bool:
    """Whether at least half of the people of an action live there."""
    return total > 0 and inside / total >= HALF
