"""Addresses for machines: alive, ready to serve, and measures in the text format of Prometheus."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from maillage.config.watching.measures import counted, found, missing
from maillage.programme.people.access import public


@public
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"état": "bon"})


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The pages can be served: 503 and what is missing when they cannot."""
    lost = list(missing())
    state = "en défaut" if lost else "bon"
    return JsonResponse({"état": state, "manque": lost}, status=503 if lost else 200)


@public
@never_cache
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """The measures, for who holds the token of the installation; nobody else learns that they exist."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404
    return HttpResponse(counted() + found(), content_type=CONTENT_TYPE_LATEST)
