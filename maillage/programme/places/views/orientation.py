"""The guided orientation: at most five plain questions, then places with the reasons of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.programme.people.access import public
from maillage.programme.places.presenters import orientation as presenters
from maillage.programme.places.rules.orientation import orient
from maillage.programme.places.selectors.answers import answers_of
from maillage.programme.places.selectors.orientation import candidates_near


@public
@require_safe
def orientation(request: HttpRequest) -> HttpResponse:
    """The next question, or the answer to all of them."""
    answers = answers_of(request.GET.dict())
    if answers.question:
        shown = {"question": presenters.question(answers), "typed": request.GET.get("ou", "")}
        return render(request, "places/orientation.html", shown)
    kept, left = orient(candidates_near(answers.given["ou"], timezone.localtime()), answers.need())
    context = {
        "given": presenters.given(answers),
        "kept": presenters.suggestions(kept, presenters.SHOWN),
        "left": presenters.suggestions(left, presenters.SHOWN_LEFT),
        "count": len(kept),
        "demonstration": any(advice.candidate.key.is_demonstration for advice in kept),
    }
    return render(request, "places/advice.html", context)
