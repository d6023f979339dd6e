"""The money of the story: four envelopes, requests on their way, an agreement to refund and one late report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from stdnum import luhn

from maillage.design.documents.paper import Paper, Text, paper_pdf
from maillage.programme.funding.enums import (
    PaperKind,
    PlanKind,
    PlanStatus,
    RequestEvent,
    TraineeModule,
)
from maillage.programme.funding.models import Agreement, GrantRequest
from maillage.programme.funding.rules.agreements import Spent
from maillage.programme.funding.rules.places import body_lines, session_lines
from maillage.programme.funding.rules.portfolio import Terms
from maillage.programme.funding.rules.training import Trained
from maillage.programme.funding.services import agreements
from maillage.programme.funding.services.envelopes import open_envelope
from maillage.programme.funding.services.papers import add_paper
from maillage.programme.funding.services.requests import Ask, OtherMoney, Share, draft_request, move_request
from maillage.programme.funding.services.scenarios import make_scenario
from maillage.programme.funding.services.trainees import add_trainee
from maillage.programme.funding.services.trainings import TrainingTerms, make_training_scenario
from maillage.programme.governance.models import Governance, Member
from maillage.programme.roadmap.enums import BudgetNature
from maillage.programme.roadmap.models import Action

Story = dict[str, Any]
FIRST_DAY = date(2024, 10, 20)


@lru_cache
def story() -> Story:
    """`definitions/demonstration_funding.yaml`."""
    path = files("maillage") / "definitions" / "demonstration_funding.yaml"
    found: Story = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@transaction.atomic
def load_demonstration_funding(*, governance: Governance, by: str, today: date) -> None:
    """Create the whole story once, through the same services as everyone; a second call finds it there."""
    if governance.envelopes.exists():
        return
    told = story()
    governance.context_note = told["context_note"]
    governance.save(update_fields=["context_note"])
    for code in told["envelopes"]:
        open_envelope(governance=governance, code=code, is_demonstration=True, by=by)
    for line in told["requests"]:
        _tell(governance, line, told["signatories"], by)
    for line in told["scenarios"]:
        terms = Terms(**{**line["terms"], "amounts_eur": _amounts(line["terms"]["amounts_eur"])})
        make_scenario(governance=governance, name=line["name"], terms=terms, is_demonstration=True, by=by, today=today)
    lines = told["training"]
    places = TrainingTerms(
        lines["total"],
        body_lines("\n".join(lines["bodies"])),
        session_lines("\n".join(lines["sessions"])),
        lines["least_by_epci"],
        lines["furthest_km"],
    )
    kept = {"name": lines["name"], "terms": places, "is_demonstration": True}
    make_training_scenario(governance=governance, **kept, by=by, today=today)


def _amounts(told: dict[str, int]) -> dict[str, Decimal]:
    return {code: Decimal(amount) for code, amount in told.items()}


def _tell(governance: Governance, line: Story, signatories: list[str], by: str) -> None:
    request = _draft(governance, line, by)
    for event, on, *more in line["way"]:
        granted, reason = [*more, None, ""][:2] if more else (None, "")
        request = move_request(
            request=request,
            event=RequestEvent(event),
            granted_eur=Decimal(granted) if granted else None,
            reason=reason,
            by=by,
            today=on,
        )
    if "agreement" in line:
        _agree(request, line, signatories, by)
    for rank in range(line.get("trainees", 0)):
        _train(request, rank, by)


def _draft(governance: Governance, line: Story, by: str) -> GrantRequest:
    member = Member.objects.get(governance=governance, display_name=line["beneficiary"])
    asked = Decimal(line["asked"])
    own = Decimal(line.get("own", 0))
    ask = Ask(
        budget_eur=Decimal(line["budget"]),
        asked_eur=asked,
        lines={BudgetNature(nature): Decimal(amount) for nature, amount in line["lines"].items()},
        shares=(Share(member, asked),),
        plan=(OtherMoney(PlanKind.OWN, member.display_name, PlanStatus.CONFIRMED, own),) if own else (),
    )
    request = draft_request(
        envelope=governance.envelopes.get(code=line["envelope"]),
        action=Action.objects.get(roadmap__governance=governance, reference=line["action"]),
        ask=ask,
        is_demonstration=True,
        by=by,
        today=FIRST_DAY,
    )
    for kind in line["papers"]:
        add_paper(request=request, kind=PaperKind(kind), content=_paper(PaperKind(kind)), by=by, today=FIRST_DAY)
    return request


def _agree(request: GrantRequest, line: Story, signatories: list[str], by: str) -> None:
    told = line["agreement"]
    beneficiary = request.beneficiaries.get()
    dates = {"starts_on": told["starts_on"], "ends_on": told["ends_on"]}
    signed = told["signed_on"]
    agreement = agreements.prepare_agreement(
        beneficiary=beneficiary, signatories=signatories, **dates, by=by, today=signed
    )
    for kind in (PaperKind.SIRENE, PaperKind.RIB):
        add_paper(request=request, kind=kind, content=_paper(kind), by=by, today=signed)
    agreement = agreements.sign_agreement(agreement=agreement, signed_on=signed, by=by, today=signed)
    for amount, on, reference in line["payments"]:
        agreements.pay(
            agreement=agreement, amount_eur=Decimal(amount), paid_on=on, reference=reference, by=by, today=on
        )
    for entry in line["expenses"]:
        _spend(agreement, entry, by)
    if "report" in line:
        report = line["report"]
        agreements.file_report(agreement=agreement, text=report["text"], by=by, today=report["filed_on"])
        agreements.settle_request(request=request, by=by, today=report["claim_on"])


def _spend(agreement: Agreement, entry: list[Any], by: str) -> None:
    on, label, supplier, invoice, nature, amount = entry
    spent = Spent(on, BudgetNature(nature), Decimal(amount))
    agreements.add_expense(
        agreement=agreement, spent=spent, label=label, supplier=supplier, invoice=invoice, by=by, today=on
    )


def _train(request: GrantRequest, rank: int, by: str) -> None:
    siren = f"90000001{luhn.calc_check_digit('90000001')}"
    start = f"{siren}{rank:04d}"
    add_trainee(
        request=request,
        trained=Trained(
            full_name=f"Stagiaire Fictif {rank + 1:02d}",
            employer_siret=start + luhn.calc_check_digit(start),
            is_conseiller_numerique=False,
            employer_in_uniformation=False,
            qualiopi_until=date(2026, 6, 30),
            trained_on=date(2025, 3, 4 + rank // 12),
        ),
        employer="Mairie fictive",
        training_body="Organisme fictif certifié",
        module=TraineeModule.HELPER_CONNECT,
        by=by,
        today=date(2025, 3, 31),
    )


@lru_cache
def _paper(kind: PaperKind) -> bytes:
    return paper_pdf(Paper(f"{kind.label} fictif", notice="Données de démonstration", parts=(Text("Pièce fictive."),)))
