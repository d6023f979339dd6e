"""Pages of duplicates: the queue, two places side by side, decisions and their undoing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.enums import Verdict
from maillage.programme.places.forms.duplicates import DecisionForm
from maillage.programme.places.presenters import duplicates as presenters
from maillage.programme.places.selectors import duplicates as selectors
from maillage.programme.places.selectors.quality import shows_demonstration
from maillage.programme.places.services import duplicates as services

PAGE = 20
DONE = {
    Verdict.SAME: "Les deux lieux n’en font plus qu’un. Vous pouvez revenir sur cette décision.",
    Verdict.DISTINCT: "Ces deux lieux restent différents. La question ne vous sera plus posée.",
    Verdict.PENDING: "La décision est retirée : la paire attend de nouveau un examen.",
}
ALREADY_JOINED = "L’un des deux lieux a déjà rejoint un autre lieu. Défaites d’abord cette réunion."
JOINED_SINCE = "Le lieu gardé a lui-même rejoint un autre lieu depuis. Défaites d’abord cette réunion plus récente."


@requires(Capability.MANAGE_PLACES)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs that wait for a verdict, the likeliest first; or those decided, the latest first."""
    decided = request.GET.get("etat") == "tranches"
    waiting = selectors.pairs_to_review()
    page = Paginator(selectors.pairs_decided() if decided else waiting, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "pairs": [presenters.pair_line(pair) for pair in page], "decided": decided}
    context["demonstration"] = shows_demonstration()
    return render(request, "places/duplicates.html", context)


@requires(Capability.MANAGE_PLACES)
@require_POST
def detect(request: HttpRequest) -> HttpResponse:
    """Compare every place now."""
    counts = services.detect_duplicates(by=current_user(request), today=timezone.localdate())
    messages.success(
        request,
        f"Recherche terminée. Nouvelles paires à examiner : {counts['new'] - counts['merged']}. "
        f"Paires presque sûres réunies d’office : {counts['merged']}.",
    )
    return redirect("places:duplicates")


@requires(Capability.MANAGE_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Two places side by side, and what is decided of them."""
    pair = selectors.pair_by_number(pair_id)
    compared = selectors.compared_fields(pair)
    form = DecisionForm(request.POST if request.method == "POST" else None, compared=compared)
    if request.method == "POST" and form.is_valid():
        refusal = _decide(request, form, pair_id)
        if not refusal:
            return redirect("places:duplicates")
        form.add_error(None, refusal)
    review = presenters.review(pair, compared, selectors.apart_km(pair))
    return render(
        request, "places/duplicate.html", {"review": review, "form": form, "demonstration": pair.first.is_demonstration}
    )


def _decide(request: HttpRequest, form: DecisionForm, pair_id: int) -> str:
    """Keep the verdict; returns why it is refused, or nothing."""
    verdict = form.cleaned_data["verdict"]
    try:
        services.decide_pair(
            pair=selectors.pair_by_number(pair_id),
            verdict=verdict,
            picks=form.picks,
            by=current_user(request),
            today=timezone.localdate(),
        )
    except services.CannotMergeError:
        return ALREADY_JOINED
    except services.CannotPartError:
        return JOINED_SINCE
    messages.success(request, DONE[verdict])
    return ""


@requires(Capability.MANAGE_PLACES)
@require_POST
def part(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Undo a joining from the page of the place kept."""
    merge = selectors.merge_by_number(merge_id)
    try:
        services.part_places(merge=merge, by=current_user(request), today=timezone.localdate())
    except services.CannotPartError:
        messages.error(request, JOINED_SINCE)
    else:
        messages.success(request, f"« {merge.absorbed.name} » est de nouveau un lieu à part.")
    return redirect("places:history", public_id=merge.kept.public_id)
