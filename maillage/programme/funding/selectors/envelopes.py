"""What each envelope has become: engaged, agreed, paid, justified, left; and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import RequestState
from maillage.programme.funding.models import Agreement, Envelope
from maillage.programme.funding.rules.agreements import justified
from maillage.programme.funding.rules.envelopes import engaged
from maillage.programme.funding.rules.training import Trained, eligible_count
from maillage.programme.governance.models import Governance

NOTHING = Decimal(0)


@dataclass(frozen=True)
class EnvelopeState:
    """The money of an envelope, in euros; `left_eur` is None when it has no ceiling."""

    envelope: Envelope
    engaged_eur: Decimal
    agreed_eur: Decimal
    paid_eur: Decimal
    justified_eur: Decimal
    left_eur: Decimal | None
    forecast_eur: Decimal

    @property
    def use_rate(self) -> float | None:
        """The share engaged, None without a ceiling."""
        amount = self.envelope.amount_eur
        return float(self.engaged_eur / amount) if amount else None


@dataclass(frozen=True)
class Due:
    """Something that an envelope or an agreement asks by a day; `request` leads to it."""

    title: str
    due_on: date
    envelope: Envelope
    agreement: Agreement | None = None


def envelopes_of(governance: Governance) -> QuerySet[Envelope]:
    """The envelopes, by title."""
    return governance.envelopes.select_related("funder", "governance")


def envelope_by_code(governance: Governance, code: str) -> Envelope:
    """One envelope, or 404."""
    found = envelopes_of(governance).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def envelope_states(governance: Governance) -> tuple[EnvelopeState, ...]:
    """Where the money of each envelope stands."""
    rows = ("requests__beneficiaries__agreement__payments", "requests__beneficiaries__agreement__expenses")
    return tuple(_state(one) for one in envelopes_of(governance).prefetch_related(*rows))


def _state(envelope: Envelope) -> EnvelopeState:
    requests = list(envelope.requests.all())
    taken = engaged((RequestState(one.state), one.asked_eur, one.granted_eur) for one in requests)
    agreements = [
        one.agreement for request in requests for one in request.beneficiaries.all() if hasattr(one, "agreement")
    ]
    signed = [one for one in agreements if one.signed_on]
    paid = sum((payment.amount_eur for one in signed for payment in one.payments.all()), NOTHING)
    spent = [justified([each.amount_eur for each in one.expenses.all()], one.amount_eur) for one in signed]
    # What is expected at the end: what is granted, and what is still examined at the amount asked.
    return EnvelopeState(
        envelope=envelope,
        engaged_eur=taken,
        agreed_eur=sum((one.amount_eur for one in signed), NOTHING),
        paid_eur=paid,
        justified_eur=sum(spent, NOTHING),
        left_eur=None if envelope.amount_eur is None else envelope.amount_eur - taken,
        forecast_eur=taken - sum((one.refund_eur or NOTHING for one in signed), NOTHING),
    )


def dues_of(governance: Governance, today: date) -> list[Due]:
    """Windows that close and reports that are due, the nearest first; nothing that is past and over."""
    found = []
    for envelope in envelopes_of(governance):
        for purpose, (_, closes) in spec_of(envelope.code).windows.items():
            if closes >= today:
                found.append(Due(f"Clôture des dépôts : {purpose.label.lower()}", closes, envelope))
    live = Agreement.objects.filter(
        beneficiary__request__envelope__governance=governance, signed_on__isnull=False, reported_on__isnull=True
    )
    for one in live.select_related("beneficiary__member", "beneficiary__request__envelope__funder"):
        title = f"Bilan attendu : {one.beneficiary.member.display_name}"
        found.append(Due(title, one.ends_on, one.beneficiary.request.envelope, one))
    return sorted(found, key=lambda one: one.due_on)


def trained_count(envelope: Envelope) -> int:
    """How many distinct eligible people an envelope has trained."""
    rows = [
        Trained(
            one.full_name,
            one.employer_siret,
            one.is_conseiller_numerique,
            one.employer_in_uniformation,
            one.qualiopi_until,
            one.trained_on,
        )
        for request in envelope.requests.prefetch_related("trainees")
        for one in request.trainees.all()
    ]
    return eligible_count(rows)


def count_trainees(governance: Governance, territory: str, on: date) -> int:
    """How many distinct eligible people every training envelope has trained; the territory is not known."""
    return sum(trained_count(one) for one in Envelope.objects.filter(governance=governance))


def signed_agreements(governance: Governance) -> QuerySet[Agreement]:
    """The signed agreements, for the list that the law publishes."""
    found = Agreement.objects.filter(beneficiary__request__envelope__governance=governance, signed_on__isnull=False)
    related = ("beneficiary__member", "beneficiary__request__envelope__funder", "beneficiary__request__action")
    return found.select_related(*related).prefetch_related("payments").order_by("signed_on", "number")
