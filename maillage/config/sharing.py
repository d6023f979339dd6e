"""Writes a public page once for all its visitors, until an act or a moment passes.

Every act is in the journal, so its last entry is the version of all the data; the moment that the view declares bounds
what depends on the hour, and what is read from files. Someone with a session is never served a shared page, nor
written into one.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response

from maillage.programme.journal.selectors import last_sequence

# Acts that change nothing of what a visitor reads, and come often when a day begins or a meeting goes on.
UNSEEN = frozenset({"session.opened", "session.closed", "live.notes_saved"})


class SharingMiddleware:
    """Serves the page that was already written for this address, in the same state of the data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The shared page when there is one, the page itself otherwise."""
        version, seconds = _version(request)
        if not version:
            return self.get_response(request)
        kept = caches["pages"].get(version)
        if kept:
            return _written(request, *kept)
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _can_be_shared(response):
            caches["pages"].set(version, (response.content, dict(response.items())), seconds)
        return response


def _version(request: HttpRequest) -> tuple[str, int]:
    """What the page depends on, as one digest, and for how long; "" when it is not to be shared."""
    if request.method != "GET" or _has_session(request):
        return "", 0
    try:
        request.resolver_match = resolve(request.path_info)
        seconds = getattr(request.resolver_match.func, "shared", 0)
        if not seconds:
            return "", 0
        state: tuple[Any, ...] = (last_sequence(but=UNSEEN), int(time.time()) // seconds)
    except (Resolver404, DatabaseError, InterfaceError):
        return "", 0
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    told = (*state, request.scheme, request.get_host(), request.get_full_path(), packed)
    return hashlib.sha256(repr(told).encode()).hexdigest(), seconds


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _written(request: HttpRequest, content: bytes, headers: dict[str, str]) -> HttpResponseBase:
    """The shared page, or the word that the visitor has it already."""
    response = HttpResponse(content, headers=headers)
    return get_conditional_response(request, etag=headers.get("ETag"), response=response) or response


def _can_be_shared(response: HttpResponse) -> bool:
    """A whole page that gives the visitor nothing of their own."""
    return response.status_code == 200 and not response.cookies
