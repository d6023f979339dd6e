"""Reads of people: the door from a page to a user."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from maillage.programme.people.enums import Role
from maillage.programme.people.models import Organisation, User
from maillage.programme.people.rules import DORMANT_CLOSED, DORMANT_WARNED, Capability, may


def users_for(viewer: User) -> QuerySet[User]:
    """Every user, in alphabetical order, for someone who manages them; nobody for others."""
    users = User.objects.select_related("organisation").prefetch_related("role_assignments").order_by("full_name")
    return users if may(viewer.roles, Capability.MANAGE_USERS) else users.none()


def user_for(viewer: User, public_id: uuid.UUID) -> User:
    """One user by public identifier, or 404."""
    user = users_for(viewer).filter(public_id=public_id).first()
    if user is None:
        raise Http404
    return user


def organisations_for(viewer: User) -> QuerySet[Organisation]:
    """The organisations that the viewer may give to a user."""
    organisations = Organisation.objects.order_by("name")
    return organisations if may(viewer.roles, Capability.MANAGE_USERS) else organisations.none()


def unseen_since(day: date) -> QuerySet[User]:
    """Open accounts whose owner has not signed in since that day, nor was given the account after it."""
    lately = Q(last_login__date__gt=day) | Q(last_login=None, created_at__date__gt=day)
    return User.objects.filter(is_active=True).exclude(lately).prefetch_related("role_assignments")


def dormant_accounts(today: date) -> tuple[User, ...]:
    """Accounts unseen for two years, whose owner was warned a month ago; the last administrator is never one."""
    warned = unseen_since(today - DORMANT_CLOSED).filter(
        dormancy_warned_on__lte=today - (DORMANT_CLOSED - DORMANT_WARNED)
    )
    return tuple(user for user in warned if Role.ADMINISTRATOR not in user.roles or other_administrators_count(user))


def email_is_taken(email: str) -> bool:
    """Whether a user already has this e-mail address, whatever its case."""
    return User.objects.filter(email__iexact=email.strip()).exists()


def other_administrators_count(user: User) -> int:
    """How many other active people may administer the platform."""
    others = User.objects.filter(is_active=True, role_assignments__role=Role.ADMINISTRATOR)
    return others.exclude(pk=user.pk).count()
