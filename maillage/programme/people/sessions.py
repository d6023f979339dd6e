"""Opens a session in one way for every way to sign in; ends it after eight hours, or one hour without use."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, login, logout, update_session_auth_hash
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from maillage.programme.people.enums import SignInWay
from maillage.programme.people.models import OpenSession, User
from maillage.programme.people.services.accounts import record_sign_in

BACKEND = "django.contrib.auth.backends.ModelBackend"

OPENED = "opened_at"
SEEN = "seen_at"
CONFIRMED = "confirmed_at"
WAY = "way"
PRECISION = 60
# What changes the ways to sign in asks who it is again, when that was longer ago.
FRESH_SECONDS = 15 * 60
BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")
SPOKEN = {"Edg": "Edge", "OPR": "Opera", "Mac OS": "macOS"}


def open_session(request: HttpRequest, user: User, way: SignInWay) -> None:
    """Sign someone in: a new session key, its clock, its line in the list of their sessions, a trace."""
    # Django keeps the key of someone already signed in, in another tab for example.
    if SESSION_KEY in request.session:
        request.session.cycle_key()
    login(request, user, backend=BACKEND)
    start_clock(request.session)
    request.session[WAY] = way.value
    if request.session.session_key is None:
        request.session.save()
    browser = browser_of(request.headers.get("User-Agent", ""))
    key = str(request.session.session_key)
    record_sign_in(user=user, by=user, way=way, session_key=key, browser=browser)


def keep_session(request: HttpRequest, user: User) -> None:
    """After a change of password or of rights that closed the others, this session goes on under a new key."""
    before = request.session.session_key
    update_session_auth_hash(request, user)
    OpenSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person showed who they are within the last quarter of an hour."""
    shown = max(request.session.get(OPENED, 0), request.session.get(CONFIRMED, 0))
    return int(timezone.now().timestamp()) - shown < FRESH_SECONDS


def confirm(session: SessionBase) -> None:
    """The person just showed again who they are."""
    session[CONFIRMED] = int(timezone.now().timestamp())


def browser_of(agent: str) -> str:
    """« Firefox sous Windows »: enough to recognise one's own session, and nothing finer."""
    browser = next((SPOKEN.get(name, name) for name in BROWSERS if name in agent), "Navigateur inconnu")
    system = next((SPOKEN.get(name, name) for name in SYSTEMS if name in agent), "")
    return f"{browser} sous {system}" if system else browser


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
            _end(request)
        elif now - session[SEEN] >= PRECISION:
            session[SEEN] = now


class ReadingSessionMiddleware(SessionMiddleware):
    """Django's own, which keeps nobody from reading while the database refuses to write."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The response; a page that was only read is given even when its session cannot be saved."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            # Django says the same of a session closed from elsewhere, which stays refused.
            cause = error.__context__ and error.__context__.__context__
            if request.method in ("GET", "HEAD") and isinstance(cause, (OperationalError, InternalError)):
                return response
            raise


def _end(request: HttpRequest) -> None:
    try:
        logout(request)
    except DatabaseError:
        # The database only reads: the visitor goes on reading, as nobody.
        request.session = type(request.session)()
        request.user = AnonymousUser()
    else:
        messages.info(request, "Votre session est terminée. Connectez-vous de nouveau pour continuer.")
