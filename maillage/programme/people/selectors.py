"""Reads of people: the door from a page to a user."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.programme.people.codes import unseal
from maillage.programme.people.enums import Role
from maillage.programme.people.models import Authenticator, OpenSession, Organisation, User
from maillage.programme.people.rules import (
    DORMANT_CLOSED,
    DORMANT_WARNED,
    Capability,
    Protected,
    may,
    must_have_second_factor,
)


@dataclass(frozen=True)
class Site:
    """The site as passkeys know it: its name without port, and its whole origin."""

    name: str
    origin: str


def has_second_factor(user: User) -> bool:
    """Whether a password alone is not enough for this person."""
    return Authenticator.objects.filter(user=user).exclude(confirmed_at=None).exists()


def is_protected(user: User) -> bool:
    """Whether the person has codes or a passkey."""
    return has_second_factor(user) or user.passkeys.exists()


def must_protect(user: User) -> bool:
    """Whether the installation asks this person for a second factor that they have not set up."""
    asked = Protected(settings.SECOND_FACTOR)
    return must_have_second_factor(user.roles, asked) and not is_protected(user)


def active_user(number: int) -> User | None:
    """An open account, by its number."""
    return User.objects.filter(pk=number, is_active=True).first()


def user_of_provider(sub: str) -> User | None:
    """The account that the identity provider calls so."""
    return User.objects.filter(sub=sub).first()


def user_without_provider(email: str) -> User | None:
    """The open account of this address that no identity of the provider was given yet."""
    return User.objects.filter(email__iexact=email.strip(), sub=None, is_active=True).first()


def secret_of(user: User) -> str:
    """The secret of an application of codes that is being set up, to be shown to its owner; "" when there is none."""
    waiting = Authenticator.objects.filter(user=user, confirmed_at=None).first()
    return unseal(waiting.secret, settings.SECRET_KEY) if waiting else ""


def open_sessions(user: User) -> QuerySet[OpenSession]:
    """The person's sessions that are still alive, the newest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return OpenSession.objects.filter(user=user, session_key__in=alive)


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
