"""The decorators that say who may open a page; every routed view carries one.

They leave `.access` on the view, so that the permission matrix can require a mark on every route.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.programme.people.enums import SignInWay
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may
from maillage.programme.people.selectors import must_protect

View = Callable[..., HttpResponse]
# What depends on the hour of the day, opening for one, holds for a minute; what depends on the day, for an hour.
MINUTE, HOUR = 60, 3600
OPEN_TO_ALL_ACCOUNTS = frozenset({Capability.PROTECT_ACCOUNT, Capability.CHANGE_PASSWORD})
# A passkey checks its owner, and a provider has its own second factor.
STRONG_WAYS = frozenset({SignInWay.PASSKEY, SignInWay.PROVIDER})


def public(view: View) -> View:
    """Open to everyone."""
    view.access = Capability.SEE_PUBLIC  # type: ignore[attr-defined]
    return view


def shared(seconds: int) -> Callable[[View], View]:
    """The page is the same for every visitor without a session: written once, until an act or so many seconds pass."""

    def mark(view: View) -> View:
        view.shared = seconds  # type: ignore[attr-defined]
        return view

    return mark


def requires(capability: Capability) -> Callable[[View], View]:
    """Open to those who have this right: others sign in first, or are refused."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not isinstance(user, User):
                # After a write, coming back to the same address by GET would only show a refusal.
                return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")
            if not may(user.roles, capability):
                raise PermissionDenied
            if user.must_change_password and capability is not Capability.CHANGE_PASSWORD:
                return redirect("people:password")
            if capability not in OPEN_TO_ALL_ACCOUNTS and _owes_second_factor(request, user):
                return redirect("people:security")
            return view(request, *args, **kwargs)

        guarded.access = capability  # type: ignore[attr-defined]
        return guarded

    return decorate


def _owes_second_factor(request: HttpRequest, user: User) -> bool:
    return request.session.get("way") not in STRONG_WAYS and must_protect(user)


def current_user(request: HttpRequest) -> User:
    """The signed-in user of a guarded view."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def allowed(request: HttpRequest, capability: Capability) -> bool:
    """Whether the visitor has this right: for links that only some people should see."""
    user = request.user
    return may(user.roles if isinstance(user, User) else None, capability)
