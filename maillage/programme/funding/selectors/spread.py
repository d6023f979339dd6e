"""Where the money goes: what is engaged for each action, shared out by the people of its territories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.programme.diagnosis.selectors import scores_of
from maillage.programme.funding.models import GrantRequest
from maillage.programme.funding.rules.envelopes import FREE
from maillage.programme.governance.models import Governance
from maillage.programme.territories.selectors import Lived, communes_lived_in, lived_within, territory_name

CENT = Decimal("0.01")
FIFTH = 5


@dataclass(frozen=True)
class Spread:
    """Euros engaged: by EPCI, largest first; by fifth of fragility, most exposed first; and where nobody said."""

    by_epci: tuple[tuple[str, Decimal], ...]
    by_fifth: tuple[tuple[int, Decimal], ...]
    nowhere_eur: Decimal


def spread_of(governance: Governance) -> Spread:
    """What every live request engages, by where its people live; without a diagnosis, no fifth."""
    lived = communes_lived_in(governance.departement_id)
    fifths = _fifths(governance)
    by_epci: dict[str, Decimal] = defaultdict(Decimal)
    by_fifth: dict[int, Decimal] = defaultdict(Decimal)
    nowhere = Decimal(0)
    live = GrantRequest.objects.filter(envelope__governance=governance).exclude(state__in=FREE).select_related("action")
    for request in live:
        engaged = request.asked_eur if request.granted_eur is None else request.granted_eur
        shares = _shares(request.action.territory_codes, governance.departement_id, lived)
        if not shares:
            nowhere += engaged
        for code, share in shares.items():
            by_epci[lived[code].epci] += engaged * share
            if code in fifths:
                by_fifth[fifths[code]] += engaged * share
    named = [(territory_name(code) or "hors EPCI", amount.quantize(CENT)) for code, amount in by_epci.items()]
    return Spread(
        tuple(sorted(named, key=lambda pair: (-pair[1], pair[0]))),
        tuple((fifth, amount.quantize(CENT)) for fifth, amount in sorted(by_fifth.items())),
        nowhere,
    )


def _shares(codes: list[str], departement: str, lived: Mapping[str, Lived]) -> dict[str, Decimal]:
    """The part of an action's people that lives in each commune, by code."""
    communes = lived_within(codes, departement, lived)
    people = sum(lived[code].population for code in communes)
    return {code: Decimal(lived[code].population) / people for code in communes} if people else {}


def _fifths(governance: Governance) -> dict[str, int]:
    """The fifth of each commune by its rank: 1 for the most exposed."""
    ranked = list(scores_of(governance.departement_id))
    return {code: 1 + place * FIFTH // len(ranked) for place, code in enumerate(ranked)}
