"""Signing in through an identity provider that speaks OpenID Connect, as ProConnect does.

The provider says who someone is, never what they may do: an administrator opened the account before. The account is
found by the provider's identifier (`sub`), and the first time by the e-mail address that the provider vouches for.
"""

from __future__ import annotations

import functools
from typing import Any

import httpx
import jwt
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import lazy
from django.views.decorators.http import require_safe
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from maillage.programme.people import selectors
from maillage.programme.people.access import public
from maillage.programme.people.enums import SignInWay
from maillage.programme.people.models import User
from maillage.programme.people.services.accounts import link_to_provider
from maillage.programme.people.sessions import open_session

UNKNOWN = (
    "Votre identité est reconnue, mais aucun compte n’est ouvert ici à cette adresse. Demandez à un administrateur de "
    "Maillage de l’ouvrir."
)
FAILED = "La connexion par le fournisseur d’identité n’a pas abouti. Recommencez, ou utilisez votre mot de passe."
ENDPOINTS = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}


def provider_name() -> str:
    """How the button names the provider; "" when none is declared."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


@functools.lru_cache(maxsize=4)
def described(issuer: str) -> dict[str, Any]:
    """The provider's own description (OpenID Connect Discovery); it must speak of itself, on its own host."""
    answer = httpx.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=10, follow_redirects=False)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    if told["issuer"].rstrip("/") != issuer.rstrip("/"):
        raise SuspiciousOperation
    return told


class _Discovered:
    """Reads the endpoints from the provider's description instead of the settings."""

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        """A setting, or an endpoint of the provider."""
        if attr in ENDPOINTS:
            # Asked for when it is used: a password must not wait for the provider.
            return lazy(lambda: described(settings.OIDC_ISSUER)[ENDPOINTS[attr]], str)()
        return getattr(settings, attr, *args)


class ProviderBackend(_Discovered, OIDCAuthenticationBackend):
    """Finds the account of whom the provider vouches for; opens none."""

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """The signed identity, when it comes from this provider and was made for this site.

        The library checks the signature, the dates and the nonce, and leaves these two.
        """
        payload: dict[str, Any] = super().verify_token(token, **kwargs)
        audience = payload.get("aud")
        named = [audience] if isinstance(audience, str) else audience or []
        if settings.OIDC_RP_CLIENT_ID not in named or payload.get("iss") != described(settings.OIDC_ISSUER)["issuer"]:
            raise SuspiciousOperation
        return payload

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """An identifier is enough: the address may be kept back."""
        return bool(claims.get("sub"))

    def get_or_create_user(self, access_token: str, id_token: str, payload: dict[str, Any]) -> User | None:
        """The account, linked to the provider at its first use; None when nobody opened one."""
        claims = self.get_userinfo(access_token, id_token, payload)
        if not self.verify_claims(claims) or claims["sub"] != payload.get("sub"):
            return None
        user = selectors.user_of_provider(claims["sub"])
        if user is None and claims.get("email") and claims.get("email_verified", True):
            waiting = selectors.user_without_provider(str(claims["email"]))
            user = link_to_provider(user=waiting, sub=claims["sub"]) if waiting else None
        return user if user and user.is_active else None


class ProviderRequest(_Discovered, OIDCAuthenticationRequestView):
    """Sends the person to the provider, with a state, a nonce and a PKCE challenge."""


class ProviderCallback(_Discovered, OIDCAuthenticationCallbackView):
    """Takes the person back from the provider."""

    def login_success(self) -> HttpResponse:
        """Open the session as every way to sign in does."""
        open_session(self.request, self.user, SignInWay.PROVIDER)
        return redirect("portal:home")

    def login_failure(self) -> HttpResponse:
        """Say why, on the page to sign in."""
        messages.error(self.request, UNKNOWN if self.request.GET.get("code") else FAILED)
        return redirect("people:login")


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the provider."""
    return _or_failure(request, ProviderRequest.as_view())


@public
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Come back from it."""
    return _or_failure(request, ProviderCallback.as_view())


def _or_failure(request: HttpRequest, view: Any) -> HttpResponse:
    if not provider_name():
        return redirect("people:login")
    try:
        answer: HttpResponse = view(request)
    except (httpx.HTTPError, SuspiciousOperation, KeyError, ValueError, OSError, jwt.PyJWTError):
        messages.error(request, FAILED)
        return redirect("people:login")
    return answer
