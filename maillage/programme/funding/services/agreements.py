"""Agreements: prepared, signed, amended; payments, expenses, report and refund, each under its rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import RequestEvent, RequestState
from maillage.programme.funding.models import (
    Agreement,
    Amendment,
    Beneficiary,
    Envelope,
    Expense,
    FundingPaper,
    GrantRequest,
    Payment,
)
from maillage.programme.funding.rules import agreements as rules
from maillage.programme.funding.rules.envelopes import paper_fault
from maillage.programme.funding.rules.states import Actor, move_fault
from maillage.programme.funding.selectors import agreements as selectors
from maillage.programme.funding.services.requests import RequestRefusedError, advance
from maillage.programme.funding.services.rights import allow
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.journal.services import record

E, S = RequestEvent, RequestState


class AgreementRefusedError(RequestRefusedError):
    """What a rule of agreements, payments or expenses forbids."""


@transaction.atomic
def prepare_agreement(
    *, beneficiary: Beneficiary, starts_on: date, ends_on: date, signatories: Sequence[str], by: object, today: date
) -> Agreement:
    """Write the agreement of a beneficiary of an accepted request; its amount follows what was granted."""
    request = _locked(beneficiary.request)
    allow(Actor.PROGRAMME, request, by=by, today=today)
    if request.state != S.ACCEPTED:
        raise AgreementRefusedError("La convention s’écrit quand le financeur a accepté la demande.")
    if Agreement.objects.filter(beneficiary=beneficiary).exists():
        raise AgreementRefusedError("Ce bénéficiaire a déjà sa convention : une convention par bénéficiaire.")
    if ends_on <= starts_on:
        raise AgreementRefusedError("La convention finit avant de commencer : donnez une fin après le début.")
    agreement = Agreement.objects.create(
        beneficiary=beneficiary,
        number=selectors.next_number(request, today),
        amount_eur=selectors.share_of(beneficiary),
        signatories=[one.strip() for one in signatories if one.strip()],
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _trace("agreement.prepared", agreement, by=by, amount_eur=agreement.amount_eur)
    return agreement


@transaction.atomic
def sign_agreement(*, agreement: Agreement, signed_on: date, by: object, today: date) -> Agreement:
    """Sign; when every beneficiary has signed, the request is « conventionnée »."""
    request = _locked(agreement.beneficiary.request)
    allow(Actor.PROGRAMME, request, by=by, today=today)
    category = MemberCategory(agreement.beneficiary.member.category)
    missing = paper_fault(rules.papers_needed(category), selectors.papers_for(agreement.beneficiary))
    faults = rules.signature_faults(
        signatories=agreement.signatories,
        missing_papers=missing,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        last_day=spec_of(request.envelope.code).ends_on,
    )
    faults += ["Cette date est à venir."] if signed_on > today else []
    faults += ["Cette convention est déjà signée."] if agreement.signed_on else []
    if faults:
        raise AgreementRefusedError(*faults)
    agreement.signed_on = signed_on
    agreement.save(update_fields=["signed_on"])
    _trace("agreement.signed", agreement, by=by, on=signed_on)
    if selectors.all_signed(request):
        advance(request, E.AGREE, by=by, today=today)
    return agreement


@transaction.atomic
def amend_agreement(*, agreement: Agreement, wording: str, ends_on: date | None, by: object, today: date) -> Amendment:
    """Change a signed agreement by an amendment: its former end stays written in the journal."""
    request = _locked(agreement.beneficiary.request)
    allow(Actor.PROGRAMME, request, by=by, today=today)
    if agreement.signed_on is None:
        raise AgreementRefusedError("Un avenant change une convention signée : corrigez plutôt le projet.")
    last_day = spec_of(request.envelope.code).ends_on
    if ends_on is not None and not agreement.starts_on < ends_on <= last_day:
        raise AgreementRefusedError(f"La nouvelle fin vient après le début, et au plus tard le {last_day:%d/%m/%Y}.")
    number = agreement.amendments.count() + 1
    amendment = Amendment.objects.create(
        agreement=agreement, number=number, wording=wording, ends_on=ends_on, signed_on=today, by_label=str(by)[:200]
    )
    _trace("agreement.amended", agreement, by=by, number=number, before=agreement.ends_on, ends_on=ends_on)
    if ends_on is not None:
        agreement.ends_on = ends_on
        agreement.save(update_fields=["ends_on"])
    return amendment


@transaction.atomic
def pay(
    *, agreement: Agreement, amount_eur: Decimal, paid_on: date, reference: str = "", by: object, today: date
) -> Payment:
    """Note a payment; the sum of all stays within what was granted."""
    request = _locked(agreement.beneficiary.request)
    allow(Actor.PROGRAMME, request, by=by, today=today)
    fault = rules.payment_fault(
        amount=amount_eur,
        already=selectors.paid_on_agreement(agreement),
        granted=agreement.amount_eur,
        signed=agreement.signed_on is not None,
        category=MemberCategory(agreement.beneficiary.member.category),
        on=paid_on,
        today=today,
    ) or move_fault(RequestState(request.state), E.PAY, reason="")
    if fault or amount_eur <= 0:
        raise AgreementRefusedError(fault or "Écrivez un montant plus grand que zéro.")
    payment = Payment.objects.create(
        agreement=agreement, amount_eur=amount_eur, paid_on=paid_on, reference=reference, by_label=str(by)[:200]
    )
    _trace("agreement.paid", agreement, by=by, amount_eur=amount_eur, on=paid_on)
    advance(request, E.PAY, by=by, today=today)
    return payment


@transaction.atomic
def add_expense(
    *,
    agreement: Agreement,
    spent: rules.Spent,
    label: str,
    supplier: str,
    invoice: str,
    paper: FundingPaper | None = None,
    by: object,
    today: date,
) -> Expense:
    """Count an expense; the same invoice counts once in the whole programme."""
    request = _locked(agreement.beneficiary.request)
    allow(Actor.ASKER, request, by=by, today=today)
    faults = rules.expense_faults(
        spent,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        natures=spec_of(request.envelope.code).natures,
        used_elsewhere=selectors.use_of_invoice(supplier.strip(), invoice.strip()),
    )
    faults += ["Le bilan est déposé : ses dépenses ne changent plus."] if agreement.reported_on else []
    faults += ["Écrivez un montant plus grand que zéro."] if spent.amount_eur <= 0 else []
    if faults:
        raise AgreementRefusedError(*faults)
    expense = Expense.objects.create(
        agreement=agreement,
        spent_on=spent.on,
        nature=spent.nature,
        amount_eur=spent.amount_eur,
        label=label.strip(),
        supplier=supplier.strip(),
        invoice=invoice.strip(),
        paper=paper,
        by_label=str(by)[:200],
    )
    _trace("agreement.expense", agreement, by=by, amount_eur=spent.amount_eur, invoice=invoice)
    return expense


@transaction.atomic
def file_report(*, agreement: Agreement, text: str, by: object, today: date) -> Agreement:
    """File the report; when every beneficiary has filed hers, the request is « justifiée »."""
    request = _locked(agreement.beneficiary.request)
    allow(Actor.ASKER, request, by=by, today=today)
    if fault := move_fault(RequestState(request.state), E.JUSTIFY, reason=""):
        raise AgreementRefusedError(fault)
    if agreement.reported_on is not None:
        raise AgreementRefusedError("Ce bilan est déjà déposé.")
    agreement.reported_on, agreement.report_text = today, text.strip()
    spent = selectors.spent_on_agreement(agreement)
    justified = rules.justified([spent], agreement.amount_eur)
    agreement.refund_eur = rules.refund(selectors.paid_on_agreement(agreement), justified)
    agreement.save()
    _trace("agreement.reported", agreement, by=by, spent_eur=spent, refund_eur=agreement.refund_eur)
    if selectors.all_reported(request):
        advance(request, E.JUSTIFY, by=by, today=today)
    return agreement


@transaction.atomic
def settle_request(*, request: GrantRequest, reason: str = "", by: object, today: date) -> GrantRequest:
    """The funder closes the request, or claims what is not justified."""
    request = _locked(request)
    allow(Actor.FUNDER, request, by=by, today=today)
    owed = selectors.owed_by(request)
    event = E.CLAIM if owed else E.SETTLE
    if fault := move_fault(RequestState(request.state), event, reason=reason or "montant non justifié"):
        raise AgreementRefusedError(fault)
    return advance(request, event, reason=reason or (f"{owed} € non justifiés" if owed else ""), by=by, today=today)


@transaction.atomic
def note_refund(*, agreement: Agreement, refunded_on: date, by: object, today: date) -> Agreement:
    """Note that the money came back; the last one settles the request."""
    request = _locked(agreement.beneficiary.request)
    allow(Actor.FUNDER, request, by=by, today=today)
    if request.state != S.TO_REFUND or not agreement.refund_eur or agreement.refunded_on:
        raise AgreementRefusedError("Aucune restitution n’est attendue pour cette convention.")
    if refunded_on > today:
        raise AgreementRefusedError("Cette date est à venir.")
    agreement.refunded_on = refunded_on
    agreement.save(update_fields=["refunded_on"])
    _trace("agreement.refunded", agreement, by=by, amount_eur=agreement.refund_eur, on=refunded_on)
    if not selectors.owed_by(request):
        advance(request, E.SETTLE, by=by, today=today)
    return agreement


def _locked(request: GrantRequest) -> GrantRequest:
    Envelope.objects.select_for_update().get(pk=request.envelope_id)
    related = ("envelope__funder", "envelope__governance", "action")
    return GrantRequest.objects.select_for_update(of=("self",)).select_related(*related).get(pk=request.pk)


def _trace(event: str, agreement: Agreement, *, by: object, **details: object) -> None:
    record(actor=by, action=event, object_type="agreement", object_id=agreement.number, details=dict(details))
