"""What every page needs: the programme's name and whether the figures shown are demonstration data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of the page shell."""
    return {"programme_name": "France Numérique Ensemble"}
