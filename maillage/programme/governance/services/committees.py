"""Opens instances, changes their rules, and seats members in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from maillage.programme.governance.enums import (
    Cadence,
    CommitteeKind,
    DecisionRule,
    MemberStatus,
    QuorumRule,
    SeatFunction,
)
from maillage.programme.governance.models import Committee, Governance, Member, Seat
from maillage.programme.governance.rules.committees import ruling_fault
from maillage.programme.governance.selectors.committees import parents_for
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability


class CommitteeRefusedError(RefusedError):
    """The rules chosen for an instance contradict one another."""


class SeatRefusedError(RefusedError):
    """The member cannot take or leave this seat."""


@dataclass(frozen=True)
class Charter:
    """What an instance is and how it works."""

    kind: CommitteeKind
    name: str
    purpose: str = ""
    parent: Committee | None = None
    cadence: Cadence = Cadence.AS_NEEDED
    convening_days: int = 0
    clear_days: bool = False
    quorum_rule: QuorumRule = QuorumRule.NONE
    quorum_value: int | None = None
    decision_rule: DecisionRule = DecisionRule.CONSENSUS
    majority_percent: int | None = None
    proxies_per_person: int = 1
    remote_allowed: bool = True


@transaction.atomic
def create_committee(*, governance: Governance, charter: Charter, by: object) -> Committee:
    """Open an instance."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    _check(governance, charter, None)
    committee = Committee.objects.create(governance=governance, **vars(charter))
    _trace("committee.created", committee, by=by, name=committee.name, kind=committee.kind)
    return committee


@transaction.atomic
def update_committee(*, committee: Committee, charter: Charter, is_active: bool = True, by: object) -> Committee:
    """Change what an instance is, or close it: what it decided stays."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    committee = Committee.objects.select_for_update(of=("self",)).select_related("governance").get(pk=committee.pk)
    _check(committee.governance, charter, committee)
    for name, value in vars(charter).items():
        setattr(committee, name, value)
    committee.is_active = is_active
    committee.save()
    _trace("committee.updated", committee, by=by, name=committee.name, active=is_active)
    return committee


@transaction.atomic
def add_seat(*, committee: Committee, member: Member, function: SeatFunction, starts_on: date, by: object) -> Seat:
    """Seat a confirmed member in an instance."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.status != MemberStatus.CONFIRMED:
        raise SeatRefusedError("Seul un membre confirmé siège dans une instance.")
    if committee.seats.filter(member=member, ends_on__isnull=True).exists():
        raise SeatRefusedError("Ce membre siège déjà dans cette instance.")
    seat = Seat.objects.create(committee=committee, member=member, function=function, starts_on=starts_on)
    _trace("committee.seat_added", committee, by=by, member=str(member.public_id), function=function)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, ends_on: date, by: object) -> Seat:
    """End a seat."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("committee", "member").get(pk=seat.pk)
    if ends_on < seat.starts_on:
        raise SeatRefusedError("La fin vient avant le début : choisissez un jour d’après.")
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    _trace("committee.seat_ended", seat.committee, by=by, member=str(seat.member.public_id), on=ends_on)
    return seat


def _check(governance: Governance, charter: Charter, committee: Committee | None) -> None:
    fault = ruling_fault(charter.quorum_rule, charter.quorum_value, charter.decision_rule, charter.majority_percent)
    same = governance.committees.filter(name__iexact=charter.name.strip())
    if committee is not None:
        same = same.exclude(pk=committee.pk)
    if not fault and same.exists():
        fault = "Une instance porte déjà ce nom : choisissez-en un autre."
    if not fault and charter.parent and not parents_for(governance, committee).filter(pk=charter.parent.pk).exists():
        fault = "Une instance ne rend pas compte à elle-même, ni à celles qui lui rendent compte."
    if fault:
        raise CommitteeRefusedError(fault)


def _trace(action: str, committee: Committee, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="committee", object_id=str(committee.public_id), details=dict(details))
