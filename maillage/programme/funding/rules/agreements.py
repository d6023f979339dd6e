"""Agreements, payments, expenses, report and refund (F9, F10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.design.money import exact_euros
from maillage.design.typography import day_of
from maillage.programme.funding.enums import PaperKind
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.roadmap.enums import BudgetNature

NOTHING = Decimal(0)
# Loi du 12 avril 2000, article 10, et décret 2001-495: above it, a private body is paid only under an agreement.
AGREEMENT_ABOVE_EUR = Decimal(23000)
PRIVATE = frozenset({MemberCategory.ASSOCIATION, MemberCategory.COMPANY, MemberCategory.OTHER})
ALERTS = (90, 30, 7)


def papers_needed(category: MemberCategory) -> frozenset[PaperKind]:
    """The papers of an agreement; an association also signs the contrat d'engagement républicain."""
    needed = {PaperKind.SIRENE, PaperKind.RIB}
    return frozenset(needed | {PaperKind.CER} if category is MemberCategory.ASSOCIATION else needed)


def signature_faults(
    *, signatories: Iterable[str], missing_papers: str, starts_on: date, ends_on: date, last_day: date
) -> list[str]:
    """Why an agreement cannot be signed."""
    faults = [missing_papers] if missing_papers else []
    if len([one for one in signatories if one.strip()]) < 2:
        faults.append("Une convention a deux signataires au moins : qui donne et qui reçoit.")
    if ends_on <= starts_on:
        faults.append("La fin de la convention vient après son début.")
    if ends_on > last_day:
        faults.append(
            f"Cette enveloppe se termine le {day_of(last_day)} : la convention finit ce jour-là au plus tard."
        )
    return faults


def payment_fault(
    *,
    amount: Decimal,
    already: Decimal,
    granted: Decimal,
    signed: bool,
    category: MemberCategory,
    on: date,
    today: date,
) -> str:
    """Why a payment is refused: unsigned, over what was granted, or in advance."""
    if not signed:
        if category in PRIVATE and amount + already > AGREEMENT_ABOVE_EUR:
            limit = exact_euros(AGREEMENT_ABOVE_EUR)
            return f"Au-delà de {limit}, la loi interdit de payer une structure privée sans convention signée."
        return "La convention n’est pas signée : signez-la avant de verser."
    if on > today:
        return "Cette date est à venir : notez le versement le jour où il a lieu."
    if already + amount > granted:
        left = granted - already
        return f"Ce versement dépasse ce qui est accordé : il reste {exact_euros(left)} à verser."
    return ""


@dataclass(frozen=True)
class Spent:
    """An expense as the rules see it."""

    on: date
    nature: BudgetNature
    amount_eur: Decimal


def expense_faults(
    spent: Spent, *, starts_on: date, ends_on: date, natures: frozenset[BudgetNature], used_elsewhere: str
) -> list[str]:
    """Why an expense does not count: outside the period, of another nature, or already counted."""
    faults = []
    if not starts_on <= spent.on <= ends_on:
        faults.append(
            f"Cette dépense sort de la période de la convention, du {day_of(starts_on)} au {day_of(ends_on)}."
        )
    if natures and spent.nature not in natures:
        allowed = ", ".join(sorted(one.label.lower() for one in natures))
        faults.append(f"Cette enveloppe ne paie pas « {spent.nature.label} » : elle paie {allowed}.")
    if used_elsewhere:
        faults.append(f"Cette facture est déjà comptée ({used_elsewhere}) : une dépense ne sert qu’une fois.")
    return faults


def justified(expenses: Iterable[Decimal], granted: Decimal) -> Decimal:
    """What the expenses justify, never more than what was granted."""
    return min(sum(expenses, NOTHING), granted)


def refund(paid: Decimal, justified_eur: Decimal) -> Decimal:
    """What is given back: what was paid and is not justified, never below zero."""
    return max(paid - justified_eur, NOTHING)


def report_alert(ends_on: date, reported: bool, today: date) -> int | None:
    """The nearest alert that a report has reached (90, 30, 7 days; 0 once it is late), None when there is none."""
    if reported:
        return None
    left = (ends_on - today).days
    if left < 0:
        return 0
    reached = [days for days in ALERTS if left <= days]
    return min(reached) if reached else None
