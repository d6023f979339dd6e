"""What an envelope allows (F1, F4, F5): its cap, its rates, its windows, what and whom it pays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.design.money import exact_euros
from maillage.design.typography import day_of, percent
from maillage.programme.funding.enums import PaperKind, Purpose, RequestState
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.roadmap.enums import BudgetNature

S = RequestState
# A request that engages nothing: not yet filed, or ended without money.
FREE = frozenset({S.DRAFT, S.REFUSED, S.WITHDRAWN})
WHOLE = Decimal(1)


@dataclass(frozen=True)
class TrainingTerms:
    """What a training envelope asks: how many distinct trainees before anything else is paid."""

    least_trainees: int


@dataclass(frozen=True)
class EnvelopeSpec:
    """The rules of one envelope, as its dated definition says them. Empty sets allow everything."""

    code: str
    title: str
    funder: str
    source: str
    windows: Mapping[Purpose, tuple[date, date]]
    ends_on: date
    rate_min: Decimal = Decimal(0)
    rate_max: Decimal = WHOLE
    unit_cap_eur: Decimal | None = None
    needs: frozenset[str] = frozenset()
    natures: frozenset[BudgetNature] = frozenset()
    categories: frozenset[MemberCategory] = frozenset()
    papers: frozenset[PaperKind] = frozenset()
    needs_context_note: bool = False
    training: TrainingTerms | None = None


def engaged(requests: Iterable[tuple[RequestState, Decimal, Decimal | None]]) -> Decimal:
    """What requests (state, asked, granted) take from an envelope: what was granted once it is known."""
    return sum(
        (asked if granted is None else granted for state, asked, granted in requests if state not in FREE), Decimal(0)
    )


def cap_fault(amount_eur: Decimal | None, others: Decimal, asked: Decimal, title: str) -> str:
    """F1: the sum of the requests stays within the envelope; `others` leaves out the request being looked at."""
    if amount_eur is None or others + asked <= amount_eur:
        return ""
    left = max(amount_eur - others, Decimal(0))
    return (
        f"Enveloppe « {title} » : il reste {exact_euros(left)} sur {exact_euros(amount_eur)}, et la demande est de "
        f"{exact_euros(asked)}. Baissez le montant demandé, ou attendez qu’une autre demande soit retirée."
    )


def rate_fault(spec: EnvelopeSpec, asked: Decimal, budget: Decimal) -> str:
    """F4: the share of the budget that the envelope pays stays within its rates."""
    rate = asked / budget
    if spec.rate_min <= rate <= spec.rate_max:
        return ""
    low, high = (exact_euros((share * budget).quantize(Decimal("0.01"))) for share in (spec.rate_min, spec.rate_max))
    bounds = f"de {percent(float(spec.rate_min), 0)} à {percent(float(spec.rate_max), 0)}"
    return (
        f"« {spec.title} » paie {bounds} du budget, et la demande en fait {percent(float(rate), 2)}. "
        f"Pour {exact_euros(budget)}, demandez entre {low} et {high}."
    )


def unit_cap_fault(spec: EnvelopeSpec, asked: Decimal) -> str:
    """F4: one operation stays within the cap of an operation."""
    if spec.unit_cap_eur is None or asked <= spec.unit_cap_eur:
        return ""
    return (
        f"« {spec.title} » donne au plus {exact_euros(spec.unit_cap_eur)} par opération, et la demande est de "
        f"{exact_euros(asked)}. Baissez-la, ou complétez le plan de financement."
    )


def window_fault(spec: EnvelopeSpec, purpose: Purpose, on: date) -> str:
    """F5: a request is filed inside the window of its purpose, first and last day included."""
    window = spec.windows.get(purpose)
    if window is None:
        return f"« {spec.title} » ne paie pas « {purpose.label.lower()} ». Choisissez un autre objet."
    opens, closes = window
    if on < opens:
        return f"Les dépôts ouvrent le {day_of(opens)} : gardez le brouillon jusque-là."
    if on > closes:
        return f"Les dépôts sont clos depuis le {day_of(closes)}. Le brouillon reste ; cherchez une autre enveloppe."
    return ""


def use_faults(
    spec: EnvelopeSpec,
    *,
    needs: Iterable[str],
    natures: Iterable[BudgetNature],
    categories: Iterable[MemberCategory],
) -> list[str]:
    """F4: what is asked for, and by whom, is what the envelope pays."""
    faults = []
    if spec.needs and not spec.needs & set(needs):
        faults.append("L’action n’a aucun besoin que cette enveloppe paie : complétez les besoins de sa fiche.")
    if wrong := sorted({one.label for one in natures if spec.natures and one not in spec.natures}):
        allowed = ", ".join(sorted(one.label.lower() for one in spec.natures))
        faults.append(f"Cette enveloppe ne paie pas « {', '.join(wrong)} » : elle paie {allowed}.")
    if wrong := sorted({one.label for one in categories if spec.categories and one not in spec.categories}):
        faults.append(f"Cette enveloppe n’aide pas une structure « {', '.join(wrong)} ».")
    return faults


def context_fault(spec: EnvelopeSpec, note: str) -> str:
    """F5: some envelopes ask for the context note of the governance."""
    if spec.needs_context_note and not note.strip():
        return "La note de contexte de la gouvernance manque : écrivez-la avant de déposer."
    return ""


def paper_fault(needed: Iterable[PaperKind], present: Iterable[PaperKind]) -> str:
    """F5, F9: every paper asked for is there."""
    there = set(present)
    missing = [one.label for one in PaperKind if one in set(needed) and one not in there]
    return f"Il manque : {', '.join(missing)}. Ajoutez ces pièces en PDF, PNG ou JPEG." if missing else ""
