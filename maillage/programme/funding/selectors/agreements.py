"""Reads of agreements: their shares, papers, payments, expenses and what is owed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.http import Http404

from maillage.programme.funding.enums import PaperKind
from maillage.programme.funding.models import Agreement, Beneficiary, Expense, GrantRequest

NOTHING = Decimal(0)
CENT = Decimal("0.01")


def agreements_of(request: GrantRequest) -> QuerySet[Agreement]:
    """The agreements of a request, with their money."""
    found = Agreement.objects.filter(beneficiary__request=request).select_related(
        "beneficiary__member", "beneficiary__request"
    )
    return found.prefetch_related("payments", "expenses", "amendments")


def agreement_by_id(request: GrantRequest, number: int) -> Agreement:
    """One agreement of a request, or 404."""
    found = agreements_of(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def beneficiary_by_id(request: GrantRequest, number: int) -> Beneficiary:
    """One beneficiary of a request, or 404."""
    found = request.beneficiaries.filter(pk=number).select_related("member", "request").first()
    if found is None:
        raise Http404
    return found


def share_of(beneficiary: Beneficiary) -> Decimal:
    """The part of the grant that goes to a beneficiary; the last one takes the cents that rounding leaves."""
    request = beneficiary.request
    granted = request.granted_eur if request.granted_eur is not None else request.asked_eur
    everyone = list(request.beneficiaries.order_by("pk"))
    shares = {one.pk: (granted * one.amount_eur / request.asked_eur).quantize(CENT) for one in everyone}
    shares[everyone[-1].pk] += granted - sum(shares.values())
    return shares[beneficiary.pk]


def next_number(request: GrantRequest, today: date) -> str:
    """« 2026-95-0007 »: the year, the département, the rank."""
    start = f"{today.year}-{request.envelope.governance.departement_id}-"
    last = (
        Agreement.objects.filter(number__startswith=start).order_by("-number").values_list("number", flat=True).first()
    )
    return f"{start}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


def papers_for(beneficiary: Beneficiary) -> set[PaperKind]:
    """The kinds of papers of a beneficiary: its own, and those that name nobody when it is alone."""
    own = Q(member=beneficiary.member)
    if beneficiary.request.beneficiaries.count() == 1:
        own |= Q(member__isnull=True)
    return {PaperKind(kind) for kind in beneficiary.request.papers.filter(own).values_list("kind", flat=True)}


def paid_on_agreement(agreement: Agreement) -> Decimal:
    """What was paid."""
    return agreement.payments.aggregate(total=Sum("amount_eur"))["total"] or NOTHING


def spent_on_agreement(agreement: Agreement) -> Decimal:
    """What was spent."""
    return agreement.expenses.aggregate(total=Sum("amount_eur"))["total"] or NOTHING


def use_of_invoice(supplier: str, invoice: str) -> str:
    """Where an invoice is already counted, "" when it is not."""
    found = (
        Expense.objects.filter(supplier__iexact=supplier, invoice__iexact=invoice).select_related("agreement").first()
    )
    return str(found.agreement) if found else ""


def all_signed(request: GrantRequest) -> bool:
    """Whether every beneficiary has a signed agreement."""
    return not request.beneficiaries.filter(Q(agreement__isnull=True) | Q(agreement__signed_on__isnull=True)).exists()


def all_reported(request: GrantRequest) -> bool:
    """Whether every beneficiary has filed her report."""
    return not request.beneficiaries.filter(agreement__reported_on__isnull=True).exists()


def owed_by(request: GrantRequest) -> Decimal:
    """What beneficiaries must still give back."""
    owed = agreements_of(request).filter(refunded_on__isnull=True).aggregate(total=Sum("refund_eur"))["total"]
    return owed or NOTHING
