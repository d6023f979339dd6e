"""What every page needs: the programme's name and a navigation whose entries come from the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of the page shell: `programme_name` and `navigation` (label, url, current)."""
    return {
        "programme_name": "France Numérique Ensemble",
        "navigation": navigation_of(settings.NAVIGATION, request.path),
        "demonstration": False,
    }


def navigation_of(entries: Sequence[tuple[str, str]], path: str) -> list[dict[str, Any]]:
    """The entries, the one whose address is nearest to the page being the current one."""
    best = max((url for _, url in entries if path.startswith(url)), key=len, default="")
    if best == "/" and path != "/":
        best = ""
    return [{"label": label, "url": url, "current": url == best} for label, url in entries]
