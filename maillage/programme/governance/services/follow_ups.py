"""What must follow a meeting: written, begun, done with its proof, dropped with its reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from maillage.programme.governance.enums import Confidentiality, FollowUpStatus
from maillage.programme.governance.models import AgendaItem, Decision, FollowUp, Member
from maillage.programme.governance.services.acts import record
from maillage.programme.governance.services.live import require_session
from maillage.programme.people.refusals import RefusedError


class FollowUpEndedError(RefusedError):
    """It is already done or dropped."""


class ProofMissingError(RefusedError):
    """Done says by what it is seen; dropped says why."""


class SecretItemError(RefusedError):
    """The follow-up of a confidential item hangs on its decision, so that it stays as confidential."""


@transaction.atomic
def add_follow_up(
    *,
    item: AgendaItem,
    task: str,
    by: object,
    responsible_member: Member | None = None,
    responsible: str = "",
    due_on: date | None = None,
) -> FollowUp:
    """Write what must be done after an item; it hangs on the last decision of the item, when there is one."""
    meeting = require_session(item.meeting)
    decision = Decision.objects.filter(item=item).order_by("-created_at", "-pk").first()
    if decision is None and item.confidentiality == Confidentiality.INTERNAL:
        raise SecretItemError("Ce point est réservé aux co-pilotes : écrivez d’abord sa décision, puis sa suite.")
    follow_up = FollowUp.objects.create(
        meeting=meeting,
        decision=decision,
        task=task,
        responsible_member=responsible_member,
        responsible=responsible,
        due_on=due_on,
    )
    record(meeting=meeting, action="follow_up.added", by=by, follow_up=follow_up.pk, task=task, due_on=due_on)
    return follow_up


@transaction.atomic
def change_follow_up(
    *, follow_up: FollowUp, status: FollowUpStatus, by: object, today: date, proof: str = ""
) -> FollowUp:
    """Begin it, mark it done with its proof, or drop it saying why."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED):
        raise FollowUpEndedError(f"Cette suite est déjà « {follow_up.get_status_display().lower()} ».")
    if status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED) and not proof.strip():
        raise ProofMissingError(
            "Dites ce qui montre que c’est fait : une date, une adresse, un document."
            if status == FollowUpStatus.DONE
            else "Dites pourquoi cette suite est abandonnée."
        )
    follow_up.status = status
    follow_up.proof = proof.strip() or follow_up.proof
    follow_up.done_on = today if status == FollowUpStatus.DONE else None
    follow_up.save()
    record(meeting=follow_up.meeting, action="follow_up.changed", by=by, follow_up=follow_up.pk, status=status)
    return follow_up
