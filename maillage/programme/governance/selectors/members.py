"""Reads of members, of who speaks for them, and of what they take charge of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from maillage.programme.governance.enums import GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.models import Governance, Member, MemberCharge, MemberTransition, Representative
from maillage.programme.governance.models.members import LEFT
from maillage.programme.governance.rules.identifiers import siren_is_valid, siret_is_valid
from maillage.programme.governance.rules.members import Identity, Seated, postal_code_fits
from maillage.programme.people.models import Organisation, User
from maillage.programme.people.rules import Capability, may
from maillage.programme.territories.selectors import commune_of, communes_within, departement_of, epci_of
from maillage.sources.cog import postal_codes


@dataclass(frozen=True)
class Criteria:
    """What a list of members is narrowed by; a day shows who sat that day."""

    text: str = ""
    status: str = ""
    college: str = ""
    category: str = ""
    day: date | None = None


def members_of(governance: Governance, criteria: Criteria | None = None) -> QuerySet[Member]:
    """The members that answer the criteria, by college; those who left are shown only when asked for."""
    asked = criteria or Criteria()
    found = governance.members.select_related("college", "organisation")
    if asked.day is not None:
        found = found.filter(_seated_on(asked.day))
    elif asked.status:
        found = found.filter(status=asked.status)
    else:
        found = found.exclude(status__in=LEFT)
    if asked.college:
        found = found.filter(college__kind=asked.college)
    if asked.category:
        found = found.filter(category=asked.category)
    if asked.text:
        found = found.filter(display_name__icontains=asked.text)
    charges = MemberCharge.objects.filter(ends_on__isnull=True).order_by("role")
    return found.prefetch_related(Prefetch("charges", charges, to_attr="open_charges"))


def _seated_on(day: date) -> Q:
    return Q(confirmed_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


def seated(governance: Governance) -> list[Seated]:
    """Category and time of every member, for the composition of a day."""
    rows = governance.members.values_list("category", "confirmed_on", "left_on")
    return [Seated(MemberCategory(category), joined, left) for category, joined, left in rows]


def member_by_id(governance: Governance, public_id: uuid.UUID) -> Member:
    """One member, or 404."""
    found = governance.members.select_related("college", "organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def transitions_of(member: Member) -> QuerySet[MemberTransition]:
    """Its history, the last change first."""
    return member.transitions.select_related("meeting")


def last_change(member: Member) -> date | None:
    """When its state last changed."""
    return member.transitions.values_list("on", flat=True).first()


def charges_of(member: Member) -> QuerySet[MemberCharge]:
    """Its charges, those that last first."""
    return member.charges.order_by("ends_on", "role")


def charge_by_id(member: Member, number: int) -> MemberCharge:
    """One charge that lasts, or 404."""
    found = member.charges.filter(pk=number, ends_on__isnull=True).first()
    if found is None:
        raise Http404
    return found


def co_pilot_categories(governance: Governance, *, without: Member | None = None) -> list[MemberCategory]:
    """The categories of the present co-pilots, one member perhaps left out."""
    held = MemberCharge.objects.filter(
        member__governance=governance, role=GovernanceRole.CO_PILOT, ends_on__isnull=True
    )
    if without is not None:
        held = held.exclude(member=without)
    return [MemberCategory(category) for category in held.values_list("member__category", flat=True)]


def confirmed_members(governance: Governance) -> QuerySet[Member]:
    """Those that can sit, take charge and succeed."""
    return governance.members.filter(status=MemberStatus.CONFIRMED).select_related("college")


def representatives_of(member: Member, today: date) -> QuerySet[Representative]:
    """Who speaks for it today."""
    return member.representatives.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)).select_related("user")


def representative_by_id(member: Member, number: int) -> Representative:
    """One person who speaks for it, or 404."""
    found = member.representatives.filter(pk=number, ends_on__isnull=True).first()
    if found is None:
        raise Http404
    return found


def contacts_of(members: Iterable[Member], today: date) -> list[Representative]:
    """Who to write to for each of these members, in their order."""
    chosen = {member.pk: rank for rank, member in enumerate(members)}
    found = Representative.objects.filter(member__in=chosen).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    return sorted(found.select_related("member__college"), key=lambda person: chosen[person.member_id])


def members_spoken_for(user: User, today: date) -> QuerySet[Member]:
    """The members for which someone with an account speaks: named there, or at work there."""
    named = Q(pk__in=Representative.objects.filter(user=user).exclude(ends_on__lte=today).values("member"))
    works = Q(organisation=user.organisation_id) if user.organisation_id else Q(pk__in=[])
    return Member.objects.filter(named | works).exclude(status__in=LEFT)


def voices(user: User, today: date) -> frozenset[int]:
    """The same members by their keys: read once, for many things to compare with."""
    return frozenset(members_spoken_for(user, today).values_list("pk", flat=True))


def account_named(email: str) -> User | None:
    """The open account with this e-mail address."""
    return User.objects.filter(is_active=True, email__iexact=email.strip()).first() if email.strip() else None


def candidates(governance: Governance) -> QuerySet[Member]:
    """The candidatures that wait for an answer, with who sent them."""
    waiting = governance.members.filter(status=MemberStatus.CANDIDATE).select_related("college", "organisation")
    return waiting.prefetch_related("representatives", "transitions")


def members_to_consolidate(governance: Governance) -> QuerySet[Member]:
    """The present members of whose identity something misses."""
    present = governance.members.exclude(status__in=LEFT).exclude(to_consolidate=[])
    return present.select_related("college", "organisation")


def open_membership(governance: Governance, organisation: Organisation) -> Member | None:
    """The membership of a body that has not left."""
    return governance.members.exclude(status__in=LEFT).filter(organisation=organisation).first()


def organisation_named(name: str, siren: str) -> Organisation | None:
    """The body with this SIREN, or without one and with this name."""
    if siren:
        return Organisation.objects.filter(siren=siren).first()
    return Organisation.objects.filter(siren="", name__iexact=name.strip()).first()


def identity_of(
    *,
    category: MemberCategory,
    siren: str,
    siret: str,
    territory_code: str,
    postal_code: str = "",
    legal_category: str = "",
) -> Identity:
    """What a body shows of itself, checked against the official geography."""
    found, departement = _territory(category, territory_code)
    return Identity(
        category=category,
        siren=siren,
        siret=siret,
        territory_code=territory_code,
        siren_valid=siren_is_valid(siren),
        siret_valid=siret_is_valid(siret),
        territory_found=found,
        territory_departement=departement,
        postal_code=postal_code,
        address_fits=not (found and postal_code) or _address_fits(postal_code, territory_code),
        legal_category=legal_category,
    )


def _territory(category: MemberCategory, code: str) -> tuple[bool, str]:
    if category is MemberCategory.EPCI:
        return epci_of(code) is not None, ""
    if category is MemberCategory.DEPARTEMENT:
        return departement_of(code) is not None, code
    commune = commune_of(code) if code else None
    return commune is not None, commune.departement_id if commune else ""


def _address_fits(postal_code: str, territory: str) -> bool:
    every = postal_codes()
    inside = frozenset(code for commune in communes_within(territory) for code in every.get(commune, ()))
    known = any(postal_code in codes for codes in every.values())
    return postal_code_fits(postal_code, inside=inside, known=known)


def may_see_contacts(user: User) -> bool:
    """Whether someone reads the mails and phones of representatives."""
    return may(user.roles, Capability.MANAGE_GOVERNANCE)
