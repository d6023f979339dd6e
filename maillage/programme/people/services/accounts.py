"""Writes on people; each one is atomic, and leaves its trace in the journal."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from functools import partial

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction

from maillage.programme.journal import services as journal
from maillage.programme.people import selectors
from maillage.programme.people.enums import Role, SignInWay
from maillage.programme.people.models import OpenSession, Organisation, RoleAssignment, User
from maillage.programme.people.rules import DORMANT_CLOSED, DORMANT_WARNED, keeps_an_administrator

ERASED = "Compte effacé"
FAREWELL = (
    "Bonjour,\n\nVous ne vous êtes pas connecté à Maillage depuis 23 mois. Sans connexion de votre part avant le "
    "{day}, votre compte sera effacé. Pour le garder, connectez-vous une fois.\n"
)


class EmailTakenError(ValueError):
    """Another user already has this e-mail address."""


class NoAdministratorLeftError(ValueError):
    """The act would leave nobody to administer the platform."""


@transaction.atomic
def create_organisation(*, name: str, siren: str = "", by: object) -> Organisation:
    """Keep a new organisation."""
    organisation = Organisation.objects.create(name=name.strip(), siren=siren)
    journal.record(
        actor=by,
        action="organisation.created",
        object_type="organisation",
        object_id=str(organisation.pk),
        details={"name": organisation.name, "siren": organisation.siren},
    )
    return organisation


@transaction.atomic
def identify_organisation(*, organisation: Organisation, siren: str, by: object) -> Organisation:
    """Give its SIREN to an organisation that had none."""
    organisation.siren = siren
    organisation.save(update_fields=["siren"])
    journal.record(
        actor=by,
        action="organisation.identified",
        object_type="organisation",
        object_id=str(organisation.pk),
        details={"siren": siren},
    )
    return organisation


@transaction.atomic
def create_user(
    *,
    email: str,
    full_name: str,
    password: str,
    roles: Collection[Role] = (),
    organisation: Organisation | None = None,
    is_demonstration: bool = False,
    must_change_password: bool = False,
    by: User | None,
) -> User:
    """Open an account with these roles; the password follows the rules."""
    if selectors.email_is_taken(email):
        raise EmailTakenError(email)
    validate_password(password, User(email=email, full_name=full_name))
    user = User.objects.create_user(
        email,
        full_name,
        password,
        organisation=organisation,
        is_demonstration=is_demonstration,
        must_change_password=must_change_password,
    )
    _give(user, roles, by=by)
    _trace("user.created", user, by=by, roles=sorted(set(roles)))
    return user


@transaction.atomic
def change_roles(*, user: User, roles: Collection[Role], by: User | None) -> User:
    """Give exactly these roles, and close the user's sessions when they changed."""
    user = _locked(user)
    wanted, held = frozenset(roles), user.roles
    if wanted == held:
        return user
    _require_an_administrator(user, active=user.is_active, roles=wanted)
    user.role_assignments.exclude(role__in=wanted).delete()
    _give(user, wanted - held, by=by)
    _close_sessions(user)
    _trace("user.roles_changed", user, by=by, before=sorted(held), after=sorted(wanted))
    return user


@transaction.atomic
def deactivate_user(*, user: User, by: User | None) -> User:
    """Close the account: its sessions end, and nobody can sign in with it."""
    user = _locked(user)
    if not user.is_active:
        return user
    _require_an_administrator(user, active=False, roles=user.roles)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _close_sessions(user)
    _trace("user.deactivated", user, by=by)
    return user


@transaction.atomic
def reactivate_user(*, user: User, by: User | None) -> User:
    """Open the account again."""
    user = _locked(user)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    _trace("user.reactivated", user, by=by)
    return user


@transaction.atomic
def update_access(*, user: User, roles: Collection[Role], is_active: bool, by: User | None) -> User:
    """Give these roles and open or close the account, in one act: all or nothing; each change journals."""
    if is_active:
        user = reactivate_user(user=user, by=by)
    user = change_roles(user=user, roles=roles, by=by)
    return user if is_active else deactivate_user(user=user, by=by)


@transaction.atomic
def change_password(*, user: User, password: str, by: User | None) -> User:
    """Set a new password that follows the rules, and close the user's other sessions."""
    user = _locked(user)
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = by is None or by.pk != user.pk
    user.save(update_fields=["password", "must_change_password"])
    _close_sessions(user)
    _trace("user.password_changed", user, by=by)
    return user


@transaction.atomic
def erase_account(*, user: User, by: object) -> User:
    """Empty and close an account; its identifier stays, so that the journal still holds together."""
    user = _locked(user)
    _require_an_administrator(user, active=False, roles=())
    user.role_assignments.all().delete()
    user.email, user.full_name = f"{user.public_id}@efface.invalid", ERASED
    user.sub, user.organisation, user.last_login, user.is_active = None, None, None, False
    user.set_unusable_password()
    user.save()
    _close_sessions(user)
    _trace("user.erased", user, by=by)
    return user


@transaction.atomic
def warn_dormant_accounts(*, by: object, today: date) -> int:
    """Write to those who have not signed in for 23 months, once; how many."""
    unseen = selectors.unseen_since(today - DORMANT_WARNED).filter(dormancy_warned_on=None)
    for user in unseen:
        user.dormancy_warned_on = today
        user.save(update_fields=["dormancy_warned_on"])
        transaction.on_commit(partial(_warn, user.email, today + DORMANT_CLOSED - DORMANT_WARNED), robust=True)
        _trace("user.dormancy_warned", user, by=by)
    return len(unseen)


@transaction.atomic
def record_sign_in(*, user: User, by: User, way: SignInWay, session_key: str, browser: str) -> None:
    """Trace that the user opened a session: the account is alive again, and the session is listed."""
    OpenSession.objects.create(user=user, session_key=session_key, way=way, browser=browser)
    if user.dormancy_warned_on:
        user.dormancy_warned_on = None
        user.save(update_fields=["dormancy_warned_on"])
    _trace("session.opened", user, by=by, way=way)


@transaction.atomic
def link_to_provider(*, user: User, sub: str) -> User:
    """Remember what the identity provider calls this person."""
    user.sub = sub
    user.save(update_fields=["sub"])
    _trace("user.linked_to_provider", user, by=user)
    return user


@transaction.atomic
def close_session(*, user: User, public_id: uuid.UUID, by: User) -> bool:
    """Close one of the person's own sessions, wherever it is; whether there was one."""
    found = OpenSession.objects.filter(user=user, public_id=public_id).first()
    if found is None:
        return False
    Session.objects.filter(session_key=found.session_key).delete()
    found.delete()
    _trace("session.closed", user, by=by)
    return True


def _warn(email: str, day: date) -> None:
    send_mail("Votre compte va être effacé", FAREWELL.format(day=f"{day:%d/%m/%Y}"), None, [email])


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _give(user: User, roles: Collection[Role], *, by: User | None) -> None:
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role, given_by=by) for role in sorted(set(roles)))
    user.__dict__.pop("roles", None)


def _close_sessions(user: User) -> None:
    user.access_version += 1
    user.save(update_fields=["access_version"])
    user.__dict__.pop("roles", None)


def _require_an_administrator(user: User, *, active: bool, roles: Collection[Role]) -> None:
    if user.is_active and Role.ADMINISTRATOR in user.roles:
        others = selectors.other_administrators_count(user)
        if not keeps_an_administrator(others=others, active=active, roles=roles):
            raise NoAdministratorLeftError


def _trace(action: str, user: User, *, by: object, **details: object) -> None:
    journal.record(actor=by, action=action, object_type="user", object_id=str(user.public_id), details=dict(details))
