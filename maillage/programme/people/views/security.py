"""Pages where a person protects their own account: codes, passkeys, recovery codes, open sessions."""

from __future__ import annotations

import functools
import uuid
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.people import passkeys, selectors
from maillage.programme.people.access import View, current_user, requires
from maillage.programme.people.codes import address_of
from maillage.programme.people.forms import CodeForm, ConfirmForm
from maillage.programme.people.rules import Capability
from maillage.programme.people.services import accounts, second_factor
from maillage.programme.people.sessions import confirm, is_fresh

STALE = "Votre connexion date de plus d’un quart d’heure. Rechargez la page et donnez votre mot de passe."


def fresh(view: View) -> View:
    """Ask again who it is before the ways to sign in change, when that was long ago."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect("people:confirm")

    return guarded


@requires(Capability.PROTECT_ACCOUNT)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What protects the account, and where it is open."""
    user = current_user(request)
    context = {
        "person": user,
        "has_code": selectors.has_second_factor(user),
        "recovery_left": user.recovery_codes.filter(used_at=None).count(),
        "passkeys": user.passkeys.all(),
        "sessions": selectors.open_sessions(user),
        "present": request.session.session_key,
        "required": selectors.must_protect(user),
    }
    return render(request, "people/security.html", context)


@requires(Capability.PROTECT_ACCOUNT)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest) -> HttpResponse:
    """Show again who one is."""
    form = ConfirmForm(request.POST or None, user=current_user(request), request=request)
    if request.method == "POST" and form.is_valid():
        confirm(request.session)
        return redirect("people:security")
    return render(request, "people/confirm.html", {"form": form})


@requires(Capability.PROTECT_ACCOUNT)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def code_set(request: HttpRequest) -> HttpResponse:
    """Read the QR code with an application, then type the first code."""
    user = current_user(request)
    if selectors.has_second_factor(user):
        return redirect("people:security")
    if not selectors.secret_of(user):
        second_factor.prepare_authenticator(user=user, by=user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = second_factor.confirm_authenticator(user=user, code=form.cleaned_data["code"], by=user)
        except second_factor.WrongCodeError as refusal:
            form.add_error("code", str(refusal))
        else:
            return render(request, "people/recovery.html", {"codes": made})
    secret = selectors.secret_of(user)
    drawn = segno.make(address_of(secret, user.email), error="m").svg_inline(
        omitsize=True, svgclass="qr", lineclass=None
    )
    picture = mark_safe(drawn)  # noqa: S308 - drawn by the library from an address that it encodes as squares
    return render(request, "people/code_set.html", {"form": form, "picture": picture, "secret": secret})


@requires(Capability.PROTECT_ACCOUNT)
@fresh
@require_POST
def code_remove(request: HttpRequest) -> HttpResponse:
    """Turn the codes off."""
    user = current_user(request)
    second_factor.remove_authenticator(user=user, by=user)
    messages.success(request, "Les codes ne sont plus demandés. Les codes de secours n’ouvrent plus rien.")
    return redirect("people:security")


@requires(Capability.PROTECT_ACCOUNT)
@fresh
@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, shown once."""
    user = current_user(request)
    return render(request, "people/recovery.html", {"codes": second_factor.renew_recovery_codes(user=user, by=user)})


@requires(Capability.PROTECT_ACCOUNT)
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What a device needs to make a key."""
    if not is_fresh(request):
        return JsonResponse({"fault": STALE}, status=403)
    return JsonResponse(passkeys.registration_options(request, current_user(request)))


@requires(Capability.PROTECT_ACCOUNT)
@require_POST
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Keep the key that the device made."""
    user = current_user(request)
    try:
        sent, credential = passkeys.posted(request)
        second_factor.add_passkey(
            user=user,
            label=str(sent.get("label") or ""),
            answer=credential,
            challenge=passkeys.spent_challenge(request),
            site=passkeys.site_of(request),
            by=user,
        )
    except (ValueError, KeyError):
        return JsonResponse({"fault": second_factor.PasskeyRefusedError.words}, status=400)
    messages.success(request, "La clé d’accès est ajoutée.")
    return JsonResponse({"next": "/compte/securite/"})


@requires(Capability.PROTECT_ACCOUNT)
@fresh
@require_POST
def passkey_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a key."""
    user = current_user(request)
    second_factor.remove_passkey(user=user, number=number, by=user)
    messages.success(request, "La clé d’accès est retirée. Retirez-la aussi de votre appareil.")
    return redirect("people:security")


@requires(Capability.PROTECT_ACCOUNT)
@require_POST
def session_close(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Close one of one's own sessions."""
    user = current_user(request)
    if accounts.close_session(user=user, public_id=public_id, by=user):
        messages.success(request, "La session est fermée.")
    return redirect("people:security")
