"""Records of the money: envelopes, requests, agreements."""

from __future__ import annotations

from maillage.programme.funding.models.agreements import Agreement, Amendment, Expense, Payment, Trainee
from maillage.programme.funding.models.envelopes import Envelope, Funder
from maillage.programme.funding.models.requests import (
    Beneficiary,
    FundingPaper,
    GrantRequest,
    PlanLine,
    RequestLine,
    RequestTransition,
)
from maillage.programme.funding.models.scenarios import Scenario

__all__ = [
    "Agreement",
    "Amendment",
    "Beneficiary",
    "Envelope",
    "Expense",
    "Funder",
    "FundingPaper",
    "GrantRequest",
    "Payment",
    "PlanLine",
    "RequestLine",
    "RequestTransition",
    "Scenario",
    "Trainee",
]
