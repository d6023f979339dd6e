"""Prepares what an adoption will do, and does it in the transaction of the adoption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.effects import Adoption
from maillage.programme.governance.enums import ProposalState
from maillage.programme.governance.models import Decision, Proposal
from maillage.programme.governance.rules.proposals import ENDED
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.enums import EffectKind, RoadmapState
from maillage.programme.roadmap.models import Action, ProposedEffect, Roadmap
from maillage.programme.roadmap.services.actions import create_action, update_action
from maillage.programme.roadmap.services.indicators import apply_target
from maillage.programme.roadmap.services.roadmaps import move_roadmap

Handler = Callable[[ProposedEffect, Adoption], Action | None]


class EffectRefusedError(RefusedError):
    """An effect that cannot be prepared any more."""

    words = "Cette proposition est terminée : ce que son adoption fait ne se prépare plus."


@transaction.atomic
def prepare_effect(
    *, proposal: Proposal, kind: EffectKind, content: dict[str, Any], action: Action | None = None, by: object
) -> ProposedEffect:
    """Add an effect to a proposal that is not ended: the instances read it before they vote."""
    demand(by, Capability.MANAGE_ROADMAP)
    if ProposalState(proposal.state) in ENDED:
        raise EffectRefusedError
    effect = ProposedEffect.objects.create(proposal=proposal, kind=kind, content=content, action=action)
    _trace("effect.prepared", effect, by=by)
    return effect


@transaction.atomic
def drop_effect(*, effect: ProposedEffect, by: object) -> None:
    """Take back an effect that is not done."""
    demand(by, Capability.MANAGE_ROADMAP)
    if effect.applied_at is not None or ProposalState(effect.proposal.state) in ENDED:
        raise EffectRefusedError
    _trace("effect.dropped", effect, by=by)
    effect.delete()


@transaction.atomic
def apply_effects(adoption: Adoption) -> None:
    """Do each prepared effect once; one that is refused refuses the adoption, with its reason."""
    for effect in adoption.proposal.effects.select_for_update(of=("self",)).filter(applied_at__isnull=True):
        effect.action = HANDLERS[EffectKind(effect.kind)](effect, adoption)
        effect.applied_at = timezone.now()
        effect.save(update_fields=["action", "applied_at"])
        _trace("effect.applied", effect, by=adoption.by)


def register_handler(kind: EffectKind, handler: Handler) -> None:
    """Let a subject above say how an effect of its own is done."""
    HANDLERS[kind] = handler


def _create(effect: ProposedEffect, adoption: Adoption) -> Action:
    roadmap = Roadmap.objects.get(public_id=effect.content["roadmap"])
    action = create_action(
        roadmap=roadmap, sheet=effect.content["sheet"], proposal=adoption.proposal, adopted=True, by=adoption.by
    )
    return _tied(action, adoption)


def _update(effect: ProposedEffect, adoption: Adoption) -> Action:
    if effect.action is None:
        raise EffectRefusedError("L’action à modifier n’existe plus : retirez cet effet de la proposition.")
    update_action(action=effect.action, sheet=effect.content["sheet"], adopted=True, by=adoption.by)
    return _tied(effect.action, adoption)


def _adopt(effect: ProposedEffect, adoption: Adoption) -> None:
    roadmap = Roadmap.objects.get(public_id=effect.content["roadmap"])
    move_roadmap(
        roadmap=roadmap, to=RoadmapState.ADOPTED, meeting=adoption.meeting, by=adoption.by, today=adoption.today
    )


def _tied(action: Action, adoption: Adoption) -> Action:
    """The action, tied to what the meeting decided on the item of the proposal."""
    if adoption.meeting is not None:
        item = {"item__meeting": adoption.meeting, "item__proposal": adoption.proposal}
        action.decisions.add(*Decision.objects.filter(**item, decided_at__isnull=False))
    return action


HANDLERS: dict[EffectKind, Handler] = {
    EffectKind.CREATE_ACTION: _create,
    EffectKind.UPDATE_ACTION: _update,
    EffectKind.ADOPT_ROADMAP: _adopt,
    EffectKind.SET_TARGET: apply_target,
}


def _trace(event: str, effect: ProposedEffect, *, by: object) -> None:
    record(
        actor=by,
        action=event,
        object_type="proposal",
        object_id=str(effect.proposal.public_id),
        details={"kind": effect.kind, "content": effect.content},
    )
