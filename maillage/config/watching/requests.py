"""Counts and logs each request by the name of its route: never its address, its content or who sent it."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

LOG = logging.getLogger("maillage.requests")
REQUESTS = Counter("maillage_requests_total", "Demandes servies", ("route", "method", "status"))
DURATION = Histogram(
    "maillage_request_seconds", "Temps de réponse", ("route",), buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "aucune"


class WatchMiddleware:
    """Gives each request a number, which the answer carries, and counts it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, with its number."""
        number, started = uuid.uuid4().hex, time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = request.resolver_match.view_name if request.resolver_match else NO_ROUTE
        # A method is whatever the client writes: only the known ones become labels.
        method = request.method if request.method in METHODS else "autre"
        REQUESTS.labels(route or NO_ROUTE, method, response.status_code).inc()
        DURATION.labels(route or NO_ROUTE).observe(seconds)
        response.headers["X-Request-ID"] = number
        LOG.log(
            logging.ERROR if response.status_code >= 500 else logging.INFO,
            "demande",
            extra={
                "route": route or NO_ROUTE,
                "method": method,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000),
                "request_id": number,
            },
        )
        return response
