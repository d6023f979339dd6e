"""Ends a signed-in session after eight hours in all, or one hour without use."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

OPENED = "opened_at"
SEEN = "seen_at"
PRECISION = 60


def start_clock(session: SessionBase) -> None:
    """Count the limits of this session from now."""
    session[OPENED] = session[SEEN] = int(timezone.now().timestamp())


def is_over(*, now: int, opened: int, seen: int) -> bool:
    """Whether a session opened and last used at these instants has ended."""
    return now - opened >= settings.SESSION_ABSOLUTE_SECONDS or now - seen >= settings.SESSION_IDLE_SECONDS


class SessionLimitsMiddleware:
    """Signs out the sessions that are over, and notes that the others are in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, to a visitor if the session was over."""
        if SESSION_KEY in request.session:
            self.apply(request)
        return self.get_response(request)

    def apply(self, request: HttpRequest) -> None:
        """End or prolong a signed-in session; use is noted to the minute, which spares a write on each page."""
        session = request.session
        if OPENED not in session:
            start_clock(session)
        now = int(timezone.now().timestamp())
        if is_over(now=now, opened=session[OPENED], seen=session[SEEN]):
            logout(request)
            messages.info(request, "Votre session est terminée. Connectez-vous de nouveau pour continuer.")
        elif now - session[SEEN] >= PRECISION:
            session[SEEN] = now
