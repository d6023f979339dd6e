"""What every page needs: the programme's name and the navigation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

ENTRIES = (("Accueil", "/"), ("Diagnostic", "/diagnostic/"), ("Lieux", "/lieux/"), ("Méthode", "/diagnostic/methode/"))


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of the page shell: `programme_name` and `navigation` (label, url, current)."""
    found = [url for _, url in ENTRIES if request.path.startswith(url)]
    best = max(found, key=len, default="")
    if best == "/" and request.path != "/":
        best = ""
    return {
        "programme_name": "France Numérique Ensemble",
        "navigation": [{"label": label, "url": url, "current": url == best} for label, url in ENTRIES],
        "demonstration": False,
    }
