"""What one request must add up to (F2, F3, F4, F6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.design.money import exact_euros
from maillage.programme.funding.enums import PlanKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class PlanPart:
    """A line of the financing plan."""

    kind: PlanKind
    amount_eur: Decimal


@dataclass(frozen=True)
class Receiver:
    """A beneficiary as the rules see it."""

    name: str
    confirmed: bool
    amount_eur: Decimal
    passes_on: bool = False
    is_training_body: bool = False


def sum_faults(asked: Decimal, natures: Iterable[Decimal], receivers: Sequence[Receiver]) -> list[str]:
    """F2: natures on one side, beneficiaries on the other, both add up to what is asked."""
    by_nature, by_receiver = sum(natures, NOTHING), sum((one.amount_eur for one in receivers), NOTHING)
    faults = []
    if by_nature != asked:
        faults.append(_sum_words("nature de dépense", by_nature, asked))
    if by_receiver != asked:
        faults.append(_sum_words("bénéficiaire", by_receiver, asked))
    return faults


def _sum_words(what: str, found: Decimal, asked: Decimal) -> str:
    gap = asked - found
    words = f"il manque {exact_euros(gap)}" if gap > 0 else f"il y a {exact_euros(-gap)} de trop"
    return f"Répartition par {what} : {exact_euros(found)} pour {exact_euros(asked)} demandés, {words}."


def budget_fault(asked: Decimal, budget: Decimal, action_budget: Decimal) -> str:
    """F2: what is asked stays within the budget of the operation, itself within that of the action."""
    if asked > budget:
        return f"La demande ({exact_euros(asked)}) dépasse le budget de l’opération ({exact_euros(budget)})."
    if budget > action_budget:
        return (
            f"Le budget de l’opération ({exact_euros(budget)}) dépasse celui de l’action "
            f"({exact_euros(action_budget)}). Corrigez l’un ou l’autre."
        )
    return ""


def balance_fault(asked: Decimal, budget: Decimal, plan: Sequence[PlanPart]) -> str:
    """F3: at the deposit, the budget is paid exactly."""
    found = asked + sum((one.amount_eur for one in plan), NOTHING)
    if found == budget:
        return ""
    gap = budget - found
    words = f"il manque {exact_euros(gap)}" if gap > 0 else f"il y a {exact_euros(-gap)} de trop"
    return f"Le plan de financement fait {exact_euros(found)} pour un budget de {exact_euros(budget)} : {words}."


def public_aid_fault(asked: Decimal, budget: Decimal, plan: Sequence[PlanPart]) -> str:
    """F4: the public money of an operation never pays more than its budget."""
    return _whole_fault(asked + sum((one.amount_eur for one in plan if one.kind is PlanKind.SUBSIDY), NOTHING), budget)


def action_aid_fault(asked: Decimal, elsewhere: Decimal, action_budget: Decimal) -> str:
    """F4: all that is asked for one action, on every envelope, never pays more than the action costs."""
    return _whole_fault(asked + elsewhere, action_budget)


def _whole_fault(public: Decimal, budget: Decimal) -> str:
    if public <= budget:
        return ""
    return (
        f"Les aides publiques font {exact_euros(public)} pour un budget de {exact_euros(budget)} : elles ne dépassent "
        "jamais 100 %. Baissez la demande ou retirez une autre aide."
    )


def receiver_faults(receivers: Sequence[Receiver], *, has_quote: bool) -> list[str]:
    """F6: confirmed members receive; nothing is passed on, but to a provider whose quote is there."""
    faults = [] if receivers else ["Nommez au moins un bénéficiaire : un membre confirmé de la gouvernance."]
    if outside := [one.name for one in receivers if not one.confirmed]:
        verb = "ne l’est pas" if len(outside) == 1 else "ne le sont pas"
        faults.append(f"Seul un membre confirmé reçoit de l’argent : {', '.join(outside)} {verb}.")
    if any(one.passes_on for one in receivers) and not has_quote:
        faults.append("L’argent ne se reverse qu’à un prestataire, sur devis : ajoutez le devis.")
    return faults
