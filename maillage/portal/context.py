"""The navigation of those who are signed in: what their rights open, between the public entries."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maillage.design.context import navigation_of
from maillage.portal.accessibility.report import conformity
from maillage.programme.people.access import allowed
from maillage.programme.people.rules import Capability


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The public entries, then those that the person's rights open, then the method; and the state of conformity."""
    if not hasattr(request, "user"):
        return {}
    first, last = settings.NAVIGATION[:-1], settings.NAVIGATION[-1:]
    own = [(label, url) for label, url, right in settings.NAVIGATION_BY_RIGHT if allowed(request, Capability(right))]
    entries = navigation_of([*first, *own, *last], request.path)
    return {"navigation": entries, "accessibility": conformity()}
