"""Error pages in plain French; the one for a fault of ours needs neither database nor session."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from maillage.portal.outages import is_outage

Words = tuple[int, str, str]


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "portal/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 503 when the session could not be saved because of an outage."""
    if is_outage(exception):
        return _unavailable()
    return _page(request, 400, "Demande incomprise", "L’adresse ou le formulaire est mal formé. Revenez à l’accueil.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    text = "Votre compte n’a pas le droit d’ouvrir cette page. Demandez-le à l’administrateur de votre programme."
    return _page(request, 403, "Page réservée", text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    text = "Cette page n’existe pas, ou n’existe plus. Cherchez une commune, un EPCI ou un département ci-dessus."
    return _page(request, 404, "Page introuvable", text)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database or the disk is at fault: a fixed page, which needs neither."""
    if is_outage(sys.exc_info()[1]):
        return _unavailable()
    return HttpResponse(get_template("portal/server_error.html").render(), status=500)


def _unavailable() -> HttpResponse:
    return HttpResponse(get_template("portal/unavailable.html").render(), status=503, headers={"Retry-After": "120"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form has waited too long, or comes from another site."""
    text = "Ce formulaire a expiré ou vient d’un autre site. Rechargez la page et envoyez-le à nouveau."
    return _page(request, 403, "Formulaire refusé", text)


def too_many_attempts(request: HttpRequest, credentials: dict[str, Any], *args: Any) -> HttpResponse:
    """429 after too many failed sign-ins."""
    text = "Trop d’essais ont échoué. Attendez 15 minutes avant de recommencer."
    return _page(request, 429, "Connexion suspendue", text)
