"""What a browser needs to use a passkey: the options to sign, and the challenge that is spent once."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from webauthn import generate_authentication_options, generate_registration_options, options_to_json
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from maillage.programme.people.models import User
from maillage.programme.people.selectors import Site

CHALLENGE = "passkey_challenge"


def site_of(request: HttpRequest) -> Site:
    """The site that this request came to; the host was checked against those allowed."""
    host = request.get_host()
    return Site(host.rsplit(":", 1)[0], f"{request.scheme}://{host}")


def registration_options(request: HttpRequest, user: User) -> dict[str, Any]:
    """What a device needs to make a key for this person, other than those that they have."""
    known = [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one))
        for one in user.passkeys.values_list("credential_id", flat=True)
    ]
    options = generate_registration_options(
        rp_id=site_of(request).name,
        rp_name="Maillage",
        user_id=user.public_id.bytes,
        user_name=user.email,
        user_display_name=user.full_name,
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return _remembered(request, options)


def authentication_options(request: HttpRequest) -> dict[str, Any]:
    """What a device needs to sign; no list of keys, so that nothing is told about who has an account."""
    options = generate_authentication_options(
        rp_id=site_of(request).name, user_verification=UserVerificationRequirement.REQUIRED
    )
    return _remembered(request, options)


def spent_challenge(request: HttpRequest) -> bytes:
    """The challenge of this session, which serves once; KeyError when there is none."""
    return base64url_to_bytes(request.session.pop(CHALLENGE))


def posted(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page sent, and the credential in it; ValueError when it is not what a browser sends."""
    sent = json.loads(request.body)
    credential = sent.get("credential") if isinstance(sent, dict) else None
    if not isinstance(credential, dict):
        raise ValueError
    return sent, credential


def _remembered(request: HttpRequest, options: Any) -> dict[str, Any]:
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    told: dict[str, Any] = json.loads(options_to_json(options))
    return told
