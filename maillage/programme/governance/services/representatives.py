"""Who speaks for a member, and what a member takes charge of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from maillage.programme.governance.enums import ContactRole, GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.enums import RepresentativeKind as Kind
from maillage.programme.governance.models import Invitation, Member, MemberCharge, Representative
from maillage.programme.governance.rules import members as rules
from maillage.programme.governance.selectors import members as selectors
from maillage.programme.journal.services import record
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability

KEPT_AFTER_THE_SEAT = timedelta(days=365)


class ChargeRefusedError(RefusedError):
    """The member cannot take or leave this charge."""


class DatesRefusedError(RefusedError):
    """An end before its beginning."""

    words = "La fin vient avant le début : choisissez un jour d’après."


@dataclass(frozen=True)
class Person:
    """Someone who speaks for a member."""

    full_name: str
    civility: str = ""
    function: str = ""
    kind: Kind = Kind.HOLDER
    contact_role: ContactRole = ContactRole.REFERENCE
    email: str = ""
    phone: str = ""
    user: User | None = None


@transaction.atomic
def add_representative(*, member: Member, person: Person, starts_on: date, by: object) -> Representative:
    """Name someone who speaks for a member."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    added = Representative.objects.create(member=member, starts_on=starts_on, **vars(person))
    _trace("representative.added", member, by=by, number=added.pk, kind=person.kind)
    return added


@transaction.atomic
def update_representative(
    *, representative: Representative, person: Person, starts_on: date, by: object
) -> Representative:
    """Correct what is known of a person."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    representative = Representative.objects.select_for_update().get(pk=representative.pk)
    for name, value in {**vars(person), "starts_on": starts_on}.items():
        setattr(representative, name, value)
    representative.save()
    _trace("representative.updated", representative.member, by=by, number=representative.pk)
    return representative


@transaction.atomic
def end_representative(*, representative: Representative, ends_on: date, by: object) -> Representative:
    """End the time of a person; what was said and voted stays."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    representative = Representative.objects.select_for_update().get(pk=representative.pk)
    if ends_on < representative.starts_on:
        raise DatesRefusedError
    representative.ends_on = ends_on
    representative.save(update_fields=["ends_on"])
    _trace("representative.ended", representative.member, by=by, number=representative.pk, on=ends_on)
    return representative


@transaction.atomic
def take_charge(*, member: Member, role: GovernanceRole, starts_on: date, by: object) -> MemberCharge:
    """Give a charge to a confirmed member; a State service is always among the co-pilots."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    member = Member.objects.select_for_update(of=("self",)).select_related("governance").get(pk=member.pk)
    fault = rules.charge_fault(role, MemberStatus(member.status))
    if not fault and role is GovernanceRole.CO_PILOT:
        others = selectors.co_pilot_categories(member.governance)
        fault = rules.co_pilot_fault([*others, MemberCategory(member.category)])
    if not fault and member.charges.filter(role=role, ends_on__isnull=True).exists():
        fault = f"Ce membre est déjà « {role.label} »."
    if fault:
        raise ChargeRefusedError(fault)
    charge = MemberCharge.objects.create(member=member, role=role, starts_on=starts_on)
    _trace("member.charge_taken", member, by=by, role=role, on=starts_on)
    return charge


@transaction.atomic
def end_charge(*, charge: MemberCharge, ends_on: date, by: object) -> MemberCharge:
    """End a charge; the co-pilots that stay still have a State service among them."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    charge = MemberCharge.objects.select_for_update(of=("self",)).select_related("member__governance").get(pk=charge.pk)
    if ends_on < charge.starts_on:
        raise DatesRefusedError
    if charge.role == GovernanceRole.CO_PILOT:
        left = selectors.co_pilot_categories(charge.member.governance, without=charge.member)
        if fault := rules.co_pilot_fault(left):
            raise ChargeRefusedError(fault)
    charge.ends_on = ends_on
    charge.save(update_fields=["ends_on"])
    _trace("member.charge_ended", charge.member, by=by, role=charge.role, on=ends_on)
    return charge


@transaction.atomic
def erase_former_contacts(*, by: object, today: date) -> int:
    """Erase mails and phones of those who stopped speaking for a member a year ago, and of old invitations."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    former = Representative.objects.filter(ends_on__lt=today - KEPT_AFTER_THE_SEAT)
    erased = former.exclude(email="", phone="").update(email="", phone="")
    erased += (
        Invitation.objects.filter(convocation__meeting__starts_at__date__lt=today - KEPT_AFTER_THE_SEAT)
        .exclude(email="")
        .update(email="")
    )
    if erased:
        record(
            actor=by,
            action="representative.contacts_erased",
            object_type="representatives",
            object_id="all",
            details={"erased": erased},
        )
    return erased


def _trace(action: str, member: Member, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="member", object_id=str(member.public_id), details=dict(details))
