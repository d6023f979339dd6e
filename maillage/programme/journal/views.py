"""The page of the journal."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.programme.journal import selectors

LONGEST = 100


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Who did what, the last first."""
    action, actor = (_typed(request, name) for name in ("acte", "auteur"))
    page = Paginator(selectors.entries(action, actor), 50).get_page(request.GET.get("page"))
    names = selectors.names_of(page)
    rows = [(entry, entry.actor_label or names.get(entry.actor_id, "Compte effacé")) for entry in page]
    context = {"page": page, "rows": rows, "actions": selectors.actions(), "action": action, "actor": actor}
    return render(request, "journal/entries.html", {**context, "fault": selectors.verify()})


def _typed(request: HttpRequest, name: str) -> str:
    """What was typed, as both databases can look for it: short, and without the null character."""
    return request.GET.get(name, "")[:LONGEST].replace("\0", "")
