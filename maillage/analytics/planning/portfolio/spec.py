"""What a portfolio is chosen from, and within which limits. Every amount is a whole number of cents."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

WHOLE = 1.0


@dataclass(frozen=True)
class ActionOption:
    """An action that could be done.

    `value` is what it brings (weight x people reached x fragility of where they live, zero or more). `payable_cents`
    says, by envelope, how much of the budget that envelope may pay; an envelope that is absent pays nothing.
    `public_share_max` bounds the share of the budget that all the envelopes pay together.
    """

    code: str
    value: float
    budget_cents: int
    own_cents: int = 0
    payable_cents: Mapping[str, int] = field(default_factory=dict)
    public_share_max: float = WHOLE
    requires: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    rural: bool = False
    qpv: bool = False
    mandatory: bool = False
    forbidden: bool = False


@dataclass(frozen=True)
class EnvelopeOption:
    """An envelope: what it still has, the share of a budget that it pays when it pays, its cap for one action."""

    code: str
    available_cents: int
    rate_min: float = 0.0
    rate_max: float = WHOLE
    unit_cap_cents: int | None = None


@dataclass(frozen=True)
class Equity:
    """Floors: so many actions by territory; at least these shares of the envelopes' money for rural areas and QPV."""

    least_actions: Mapping[str, int] = field(default_factory=dict)
    rural_share: float = 0.0
    qpv_share: float = 0.0


@dataclass(frozen=True)
class Problem:
    """The whole choice; ValueError says in French what is wrong in it."""

    actions: tuple[ActionOption, ...]
    envelopes: tuple[EnvelopeOption, ...]
    equity: Equity = Equity()

    def __post_init__(self) -> None:
        for faults in (_double(self), _amounts(self), _shares(self), _links(self)):
            if faults:
                raise ValueError(faults)

    def action(self, code: str) -> ActionOption:
        """One action; KeyError when the code is unknown."""
        return {one.code: one for one in self.actions}[code]


def bounds_of(action: ActionOption, envelope: EnvelopeOption) -> tuple[int, int] | None:
    """The least and the most that an envelope pays of an action when it pays, in cents; None when it cannot pay."""
    payable = action.payable_cents.get(envelope.code, 0)
    low = math.ceil(round(envelope.rate_min * action.budget_cents, 6))
    caps = [payable, math.floor(round(envelope.rate_max * action.budget_cents, 6)), envelope.available_cents]
    if envelope.unit_cap_cents is not None:
        caps.append(envelope.unit_cap_cents)
    high = min(caps)
    return (low, high) if high > 0 and low <= high else None


def public_cap(action: ActionOption) -> int:
    """The most that all the envelopes pay of an action, in cents."""
    return math.floor(round(action.public_share_max * action.budget_cents, 6))


def _double(problem: Problem) -> str:
    for kind, codes in (
        ("action", [one.code for one in problem.actions]),
        ("enveloppe", [one.code for one in problem.envelopes]),
    ):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            return f"Deux fois la même {kind} : {', '.join(twice)}."
    return ""


def _amounts(problem: Problem) -> str:
    for one in problem.actions:
        amounts = (one.budget_cents, one.own_cents, *one.payable_cents.values())
        if one.budget_cents <= 0 or min(amounts) < 0:
            return f"Le budget de l’action {one.code} doit dépasser zéro, et aucun montant n’être négatif."
        if not math.isfinite(one.value) or one.value < 0:
            return f"La valeur de l’action {one.code} doit être un nombre, zéro ou plus."
    for envelope in problem.envelopes:
        if envelope.available_cents < 0 or (envelope.unit_cap_cents or 0) < 0:
            return f"Le montant de l’enveloppe {envelope.code} est négatif."
    return ""


def _shares(problem: Problem) -> str:
    shares = [("part rurale", problem.equity.rural_share), ("part des QPV", problem.equity.qpv_share)]
    shares += [(f"part publique de {one.code}", one.public_share_max) for one in problem.actions]
    for envelope in problem.envelopes:
        shares += [(f"taux de {envelope.code}", envelope.rate_min), (f"taux de {envelope.code}", envelope.rate_max)]
        if envelope.rate_min > envelope.rate_max:
            return f"Le taux minimal de l’enveloppe {envelope.code} dépasse son taux maximal."
    wrong = [name for name, share in shares if not 0 <= share <= 1]
    return f"La {wrong[0]} doit être entre 0 et 100 %." if wrong else ""


def _links(problem: Problem) -> str:
    known = {one.code for one in problem.actions}
    for one in problem.actions:
        lost = sorted((one.requires | one.excludes) - known)
        if lost:
            return f"L’action {one.code} dépend d’une action inconnue : {', '.join(lost)}."
        if one.mandatory and one.forbidden:
            return f"L’action {one.code} est à la fois imposée et écartée."
    return ""
