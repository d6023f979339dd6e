"""Does what an adopted proposal decided on the money: it drafts the requests, which its carriers then complete."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.models import Envelope
from maillage.programme.funding.services.requests import Ask, RequestRefusedError, Share, draft_request
from maillage.programme.governance.effects import Adoption
from maillage.programme.roadmap.enums import ActionRole, BudgetNature
from maillage.programme.roadmap.models import Action, ProposedEffect


def use_envelope(effect: ProposedEffect, adoption: Adoption) -> Action:
    """Draft the request that the effect decided, for the pilots of its action; a draft engages nothing."""
    governance, code = adoption.proposal.governance, effect.content["envelope"]
    envelope = Envelope.objects.filter(governance=governance, code=code).first()
    action = effect.action or Action.objects.filter(proposal=adoption.proposal).order_by("pk").last()
    if envelope is None or action is None:
        raise RequestRefusedError("L’enveloppe ou l’action de cet effet n’existe plus : retirez-le de la proposition.")
    asked, paid = Decimal(effect.content["amount_eur"]), spec_of(code).natures
    lines = [(BudgetNature(one.nature), one.planned_eur) for one in action.budget_lines.all()]
    pilots = [one.member for one in action.members.all() if one.role == ActionRole.PILOT]
    ask = Ask(
        budget_eur=max(sum((amount for _, amount in lines), Decimal(0)), asked),
        asked_eur=asked,
        lines=spread(asked, [(nature, amount) for nature, amount in lines if not paid or nature in paid]),
        shares=[Share(pilots[0], asked)] if pilots else (),
    )
    draft_request(
        envelope=envelope,
        action=action,
        ask=ask,
        is_demonstration=adoption.proposal.is_demonstration,
        by=adoption.by,
        today=adoption.today,
    )
    return action


def spread(asked: Decimal, lines: Iterable[tuple[BudgetNature, Decimal]]) -> dict[BudgetNature, Decimal]:
    """What is asked, laid on the lines of a budget in their order, none above what it plans."""
    found: dict[BudgetNature, Decimal] = {}
    left = asked
    for nature, planned in lines:
        part = min(planned, left)
        if part > 0:
            found[nature] = found.get(nature, Decimal(0)) + part
            left -= part
    return found
