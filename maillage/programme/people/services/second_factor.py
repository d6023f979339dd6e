"""Second factors: the application of codes, the recovery codes, the passkeys."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from maillage.programme.journal import services as journal
from maillage.programme.people import codes
from maillage.programme.people.enums import SignInWay
from maillage.programme.people.models import Authenticator, Passkey, RecoveryCode, User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.selectors import Site


class WrongCodeError(RefusedError):
    """The code is not the one that the application shows now."""

    words = "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant et recopiez-le."


class PasskeyRefusedError(RefusedError):
    """The device did not prove that it holds the key."""

    words = "Cette clé d’accès n’a pas été reconnue. Recommencez, ou connectez-vous avec votre mot de passe."


@transaction.atomic
def prepare_authenticator(*, user: User, by: User) -> Authenticator:
    """A secret to be shown once; it counts for nothing until a first code confirms it."""
    sealed = codes.seal(codes.new_secret(), settings.SECRET_KEY)
    made, _ = Authenticator.objects.update_or_create(
        user=user, defaults={"secret": sealed, "confirmed_at": None, "last_step": 0}
    )
    _trace("second_factor.prepared", user, by)
    return made


@transaction.atomic
def confirm_authenticator(*, user: User, code: str, by: User) -> tuple[str, ...]:
    """The first code is right: the factor is on. Returns the recovery codes, which are never shown again."""
    authenticator = Authenticator.objects.select_for_update().get(user=user)
    _accept(authenticator, code)
    authenticator.confirmed_at = timezone.now()
    authenticator.save(update_fields=["confirmed_at"])
    _trace("second_factor.code_added", user, by)
    return renew_recovery_codes(user=user, by=by)


@transaction.atomic
def renew_recovery_codes(*, user: User, by: User) -> tuple[str, ...]:
    """Ten new codes in the place of the old ones."""
    user.recovery_codes.all().delete()
    made = codes.new_recovery_codes()
    digests = (codes.recovery_digest(code, settings.SECRET_KEY) for code in made)
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest) for digest in digests)
    _trace("second_factor.recovery_renewed", user, by)
    return made


@transaction.atomic
def check_code(*, user: User, code: str) -> SignInWay:
    """Accept a code of the application, or a recovery code, once; WrongCodeError otherwise."""
    bare = "".join(code.split())
    if not (bare.isascii() and bare.isdigit() and len(bare) == 6):
        return _spend_recovery(user, code)
    authenticator = Authenticator.objects.select_for_update().filter(user=user).exclude(confirmed_at=None).first()
    if authenticator is None:
        raise WrongCodeError
    _accept(authenticator, bare)
    return SignInWay.CODE


@transaction.atomic
def remove_authenticator(*, user: User, by: User) -> None:
    """Turn the codes off, and forget the recovery codes that went with them."""
    Authenticator.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    _trace("second_factor.code_removed", user, by)


@transaction.atomic
def add_passkey(*, user: User, label: str, answer: dict[str, Any], challenge: bytes, site: Site, by: User) -> Passkey:
    """Keep the public key of a device, once it proved that it holds the private one and checked its owner."""
    try:
        found = verify_registration_response(
            credential=json.dumps(answer),
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise PasskeyRefusedError from error
    passkey = Passkey.objects.create(
        user=user,
        label=label.strip()[:60] or "Clé d’accès",
        credential_id=bytes_to_base64url(found.credential_id),
        public_key=bytes_to_base64url(found.credential_public_key),
        sign_count=found.sign_count,
    )
    _trace("second_factor.passkey_added", user, by)
    return passkey


@transaction.atomic
def check_passkey(*, answer: dict[str, Any], challenge: bytes, site: Site) -> User:
    """Whose key signed this challenge; PasskeyRefusedError when none did, or when the account is closed."""
    passkey = Passkey.objects.select_for_update(of=("self",)).filter(credential_id=str(answer.get("id", ""))).first()
    if passkey is None or not passkey.user.is_active:
        raise PasskeyRefusedError
    try:
        found = verify_authentication_response(
            credential=json.dumps(answer),
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise PasskeyRefusedError from error
    passkey.sign_count, passkey.last_used_at = found.new_sign_count, timezone.now()
    passkey.save(update_fields=["sign_count", "last_used_at"])
    _trace("second_factor.passkey_used", passkey.user, passkey.user)
    return passkey.user


@transaction.atomic
def remove_passkey(*, user: User, number: int, by: User) -> None:
    """Forget one of the person's own keys."""
    removed, _ = user.passkeys.filter(pk=number).delete()
    if removed:
        _trace("second_factor.passkey_removed", user, by)


def _accept(authenticator: Authenticator, code: str) -> None:
    secret = codes.unseal(authenticator.secret, settings.SECRET_KEY)
    step = codes.accepted_step(secret, "".join(code.split()), timezone.now(), after=authenticator.last_step)
    if step is None:
        raise WrongCodeError
    authenticator.last_step = step
    authenticator.save(update_fields=["last_step"])


def _spend_recovery(user: User, code: str) -> SignInWay:
    digest = codes.recovery_digest(code, settings.SECRET_KEY)
    spent = user.recovery_codes.filter(digest=digest, used_at=None).update(used_at=timezone.now())
    if not spent:
        raise WrongCodeError
    _trace("second_factor.recovery_used", user, user)
    return SignInWay.RECOVERY


def _trace(action: str, user: User, by: User) -> None:
    journal.record(actor=by, action=action, object_type="user", object_id=str(user.public_id), details={})
