"""Adds members, changes what they show of themselves and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from maillage.programme.governance.enums import CollegeKind, GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.models import (
    College,
    Governance,
    Meeting,
    Member,
    MemberCharge,
    MemberTransition,
    Seat,
)
from maillage.programme.governance.rules import members as rules
from maillage.programme.governance.selectors import members as selectors
from maillage.programme.journal.services import record
from maillage.programme.people.models import Organisation
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.people.services.accounts import create_organisation, identify_organisation

S, R = MemberStatus, GovernanceRole


class MemberRefusedError(RefusedError):
    """The body is not what it says."""


class AlreadyMemberError(RefusedError):
    """This body has a membership that is not ended."""

    words = "Cette structure est déjà membre, pressentie ou candidate : retrouvez-la dans la liste."


class StatusRefusedError(RefusedError):
    """The member cannot take this state."""


@dataclass(frozen=True)
class Body:
    """What a body shows of itself when it joins or is corrected."""

    name: str
    category: MemberCategory
    siren: str = ""
    siret: str = ""
    territory_code: str = ""
    postal_code: str = ""
    legal_category: str = ""
    college: CollegeKind | None = None


@transaction.atomic
def add_member(
    *,
    governance: Governance,
    body: Body,
    status: MemberStatus = S.PROSPECTIVE,
    on: date,
    motivation: str = "",
    reason: str = "",
    meeting: Meeting | None = None,
    is_demonstration: bool = False,
    by: object,
    today: date,
) -> Member:
    """Add a body in its first state: prospective, candidate or confirmed at once."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    if fault := rules.date_fault(on, today=today, last=None):
        raise StatusRefusedError(fault)
    later = _judged(body, governance)
    organisation = _organisation(body, by)
    if selectors.open_membership(governance, organisation) is not None:
        raise AlreadyMemberError
    member = Member.objects.create(
        governance=governance,
        organisation=organisation,
        college=_college(governance, body),
        display_name=body.name.strip(),
        category=body.category,
        siret=body.siret,
        territory_code=body.territory_code,
        postal_code=body.postal_code,
        to_consolidate=list(later),
        status=status,
        confirmed_on=on if status is S.CONFIRMED else None,
        motivation=motivation,
        is_demonstration=is_demonstration,
    )
    _transition(member, "", status, on=on, reason=reason, meeting=meeting, by=by)
    _trace("member.added", member, by=by, name=member.display_name, status=status)
    return member


@transaction.atomic
def update_member(*, member: Member, body: Body, by: object) -> Member:
    """Correct what a member shows of itself; the same checks as when it joined."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    member = _locked(member)
    later = _judged(body, member.governance)
    member.organisation = _corrected(member, body, by)
    member.college = _college(member.governance, body)
    member.display_name, member.category = body.name.strip(), body.category
    member.siret, member.territory_code, member.postal_code = body.siret, body.territory_code, body.postal_code
    member.to_consolidate = list(later)
    faults = _co_pilot_faults(member)
    if faults:
        raise MemberRefusedError(*faults)
    member.save()
    _trace("member.updated", member, by=by, name=member.display_name, category=member.category)
    return member


@transaction.atomic
def change_status(
    *,
    member: Member,
    to: MemberStatus,
    on: date,
    reason: str = "",
    meeting: Meeting | None = None,
    successor: Member | None = None,
    by: object,
    today: date,
) -> Member:
    """Give a member another state. One that leaves, or is suspended, hands its charges over or ends them."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    member = _locked(member)
    before = MemberStatus(member.status)
    fault = rules.status_fault(before, to, reason=reason)
    fault = fault or rules.date_fault(on, today=today, last=selectors.last_change(member))
    if fault:
        raise StatusRefusedError(fault)
    if to in (S.SUSPENDED, S.WITHDRAWN, S.REFUSED):
        _hand_over(member, successor, on=on)
    member.status = to
    if to is S.CONFIRMED:
        member.confirmed_on = member.confirmed_on or on
    if to in (S.WITHDRAWN, S.REFUSED):
        _leave(member, on=on)
    member.save(update_fields=["status", "confirmed_on", "left_on"])
    _transition(member, before, to, on=on, reason=reason, meeting=meeting, by=by)
    _trace("member.status_changed", member, by=by, before=before, after=to, reason=reason)
    return member


def _judged(body: Body, governance: Governance) -> tuple[str, ...]:
    """What is to consolidate later; a mismatch refuses at once."""
    identity = selectors.identity_of(
        category=body.category,
        siren=body.siren,
        siret=body.siret,
        territory_code=body.territory_code,
        postal_code=body.postal_code,
        legal_category=body.legal_category,
    )
    refused, later = rules.identity_faults(identity, governance.departement_id)
    if refused:
        raise MemberRefusedError(*refused)
    return later


def _organisation(body: Body, by: object) -> Organisation:
    found = selectors.organisation_named(body.name, body.siren)
    return found or create_organisation(name=body.name, siren=body.siren, by=by)


def _corrected(member: Member, body: Body, by: object) -> Organisation:
    """The organisation behind a corrected member: its own once it has a SIREN, never the one of another member."""
    own = member.organisation
    if not body.siren or body.siren == own.siren:
        return own
    found = selectors.organisation_named(body.name, body.siren)
    if found is None and not own.siren:
        return identify_organisation(organisation=own, siren=body.siren, by=by)
    found = found or _organisation(body, by)
    if selectors.open_membership(member.governance, found) not in (None, member):
        raise AlreadyMemberError
    return found


def _college(governance: Governance, body: Body) -> College:
    return governance.colleges.get(kind=body.college or rules.college_of(body.category))


def _co_pilot_faults(member: Member) -> tuple[str, ...]:
    """A co-pilot whose category changes must leave a State service among the co-pilots."""
    if not member.charges.filter(role=R.CO_PILOT, ends_on__isnull=True).exists():
        return ()
    others = selectors.co_pilot_categories(member.governance, without=member)
    fault = rules.co_pilot_fault([*others, MemberCategory(member.category)])
    return (fault,) if fault else ()


def _hand_over(member: Member, successor: Member | None, *, on: date) -> None:
    held = list(member.charges.filter(ends_on__isnull=True))
    roles = [R(charge.role) for charge in held]
    fault = rules.leave_fault(roles, successor=successor is not None)
    if not fault and R.CO_PILOT in roles:
        fault = rules.co_pilot_fault(selectors.co_pilot_categories(member.governance, without=member))
    if not fault and successor is not None:
        fault = rules.charge_fault(R.LEAD, MemberStatus(successor.status)) or _same(member, successor)
    if fault:
        raise StatusRefusedError(fault)
    for charge in held:
        charge.ends_on = max(on, charge.starts_on)
        charge.save(update_fields=["ends_on"])
        if successor is not None and charge.role in (R.LEAD, R.RECIPIENT):
            MemberCharge.objects.get_or_create(
                member=successor, role=charge.role, ends_on=None, defaults={"starts_on": on}
            )


def _same(member: Member, successor: Member) -> str:
    return "Un membre ne se succède pas à lui-même : choisissez-en un autre." if member == successor else ""


def _leave(member: Member, *, on: date) -> None:
    """Its seats end, and nobody speaks for it any more."""
    member.left_on = max(on, member.confirmed_on or on)
    for record_set in (Seat.objects.filter(member=member), member.representatives.all()):
        record_set.filter(ends_on__isnull=True).update(ends_on=on)


def _transition(
    member: Member,
    before: str,
    after: MemberStatus,
    *,
    on: date,
    reason: str,
    meeting: Meeting | None,
    by: object,
) -> None:
    MemberTransition.objects.create(
        member=member,
        from_status=before,
        to_status=after,
        on=on,
        reason=reason,
        meeting=meeting,
        by_label=str(by)[:200],
    )


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("governance", "organisation").get(pk=member.pk)


def _trace(action: str, member: Member, *, by: object, **details: Mapping[str, object] | object) -> None:
    record(actor=by, action=action, object_type="member", object_id=str(member.public_id), details=dict(details))
