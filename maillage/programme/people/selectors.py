"""Reads of people: the door from a page to a user."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.people.enums import Role
from maillage.programme.people.models import Organisation, User
from maillage.programme.people.rules import Capability, may


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


def email_is_taken(email: str) -> bool:
    """Whether a user already has this e-mail address, whatever its case."""
    return User.objects.filter(email__iexact=email.strip()).exists()


def other_administrators_count(user: User) -> int:
    """How many other active people may administer the platform."""
    others = User.objects.filter(is_active=True, role_assignments__role=Role.ADMINISTRATOR)
    return others.exclude(pk=user.pk).count()
