"""Pages to sign in and out: a password, then a code when the person has one; or a passkey alone."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.contrib import messages
from django.contrib.auth import authenticate, logout, user_login_failed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from maillage.programme.people import passkeys, selectors
from maillage.programme.people.access import public
from maillage.programme.people.enums import SignInWay
from maillage.programme.people.forms import CodeForm, LoginForm
from maillage.programme.people.models import User
from maillage.programme.people.parameters import own_address
from maillage.programme.people.provider import provider_name
from maillage.programme.people.services import second_factor
from maillage.programme.people.sessions import open_session

WRONG = "L’adresse électronique ou le mot de passe n’est pas le bon. Vérifiez-les et recommencez."
TOO_LATE = "Le mot de passe date de plus de dix minutes. Donnez-le de nouveau."
PENDING, PENDING_SECONDS = "pending", 600


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open a session, or ask for the code that goes with the password."""
    form = LoginForm(request.POST or None)
    target = _next(request)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if isinstance(user, User):
            if not selectors.has_second_factor(user):
                open_session(request, user, SignInWay.PASSWORD)
                return redirect(target)
            request.session[PENDING] = {"user": user.pk, "at": int(timezone.now().timestamp()), "next": target}
            return redirect("people:code")
        form.add_error(None, WRONG)
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", "")), "provider": provider_name()}
    return render(request, "people/login.html", context)


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the application, or a recovery code. Failures count with those of the password."""
    pending: dict[str, Any] = request.session.get(PENDING, {})
    user = selectors.active_user(pending["user"]) if pending else None
    if user is None or int(timezone.now().timestamp()) - pending["at"] > PENDING_SECONDS:
        request.session.pop(PENDING, None)
        messages.info(request, TOO_LATE)
        return redirect("people:login")
    form = CodeForm(request.POST or None)
    # Where failures are counted, a person who is locked out is refused here too.
    credentials = {"email": user.email}
    if not AxesProxyHandler.is_allowed(request, credentials):
        locked: HttpResponse = get_lockout_response(request, credentials=credentials)
        return locked
    if request.method == "POST" and form.is_valid():
        try:
            way = second_factor.check_code(user=user, code=form.cleaned_data["code"])
        except second_factor.WrongCodeError as refusal:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            form.add_error("code", str(refusal))
        else:
            target = pending["next"]
            open_session(request, user, way)
            request.session.pop(PENDING, None)
            return redirect(target)
    return render(request, "people/code.html", {"form": form})


@public
@require_POST
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    """What a device must sign to open a session."""
    return JsonResponse(passkeys.authentication_options(request))


@public
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Open a session for whoever holds the key; it checked its owner, which makes two factors."""
    try:
        sent, credential = passkeys.posted(request)
        user = second_factor.check_passkey(
            answer=credential, challenge=passkeys.spent_challenge(request), site=passkeys.site_of(request)
        )
    except (ValueError, KeyError):
        return JsonResponse({"fault": second_factor.PasskeyRefusedError.words}, status=400)
    open_session(request, user, SignInWay.PASSKEY)
    return JsonResponse({"next": _after(request, str(sent.get("next", "")))})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session and forget all that it held."""
    logout(request)
    messages.success(request, "Vous êtes déconnecté.")
    return redirect("portal:home")


def _next(request: HttpRequest) -> str:
    return _after(request, request.POST.get("next", ""))


def _after(request: HttpRequest, asked: str) -> str:
    return own_address(request, asked, resolve_url("portal:home"))
