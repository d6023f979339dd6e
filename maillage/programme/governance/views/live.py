"""The live screen: one item at a time, everything that is written on it, and what the room sees."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.programme.governance.forms import live as forms
from maillage.programme.governance.models import AgendaItem, Meeting
from maillage.programme.governance.presenters.attendance import person_line
from maillage.programme.governance.presenters.live import agenda_entries, current_item
from maillage.programme.governance.presenters.meetings import clock_words, meeting_head
from maillage.programme.governance.rules.reading import PARTNERS_LEVELS
from maillage.programme.governance.selectors import attendance as attendance_selectors
from maillage.programme.governance.selectors import decisions as decision_selectors
from maillage.programme.governance.selectors import follow_ups as follow_up_selectors
from maillage.programme.governance.selectors import live as selectors
from maillage.programme.governance.selectors.meetings import item_for, meeting_for
from maillage.programme.governance.services import live as services
from maillage.programme.governance.views.writing import WRITERS
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.models import User
from maillage.programme.people.parameters import typed_text
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rules import Capability

LIVE = "governance/live/live.html"


@requires(Capability.MANAGE_GOVERNANCE)
@never_cache
@require_safe
def live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The agenda at the left, the item discussed large, and what can be written on it."""
    viewer = current_user(request)
    found = meeting_for(viewer, public_id)
    return render(request, LIVE, _context(request, viewer, found, request.GET.get("point", "")))


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def live_start(request: HttpRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """Take an item."""
    by = current_user(request)
    item = item_for(by, meeting_for(by, public_id), item_id)
    attempt(request, partial(services.start_item, item=item, by=by, now=timezone.now()))
    return redirect(_address(public_id, item_id))


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def live_notes(request: HttpRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """Keep the notes; when another secretary wrote meanwhile, show both texts and lose none."""
    by = current_user(request)
    item = item_for(by, meeting_for(by, public_id), item_id)
    text, stamp = typed_text(request, "notes"), request.POST.get("stamp", "")
    wants_json = request.headers.get("Accept") == "application/json"
    try:
        fresh = services.save_notes(item=item, text=text, stamp=stamp, by=by)
    except services.NotesConflictError as refusal:
        current = {"notes": refusal.current, "stamp": services.stamp_of(refusal.current), "words": str(refusal)}
        return JsonResponse(current, status=409) if wants_json else _conflict(request, by, item, text, refusal)
    except RefusedError as refusal:
        if wants_json:
            return JsonResponse({"words": str(refusal)}, status=422)
        messages.error(request, str(refusal))
        return _again(request, by, item, text)
    if wants_json:
        return JsonResponse({"stamp": fresh, "words": f"Enregistré à {clock_words(timezone.now())}"})
    messages.success(request, "Les notes sont enregistrées.")
    return redirect(_address(public_id, item_id))


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def live_add(request: HttpRequest, public_id: UUID, item_id: int, what: str) -> HttpResponse:
    """Write an intervention, a figure, a decision or a follow-up; an error keeps what was typed."""
    by = current_user(request)
    found = meeting_for(by, public_id)
    item = item_for(by, found, item_id)
    form = WRITERS[what].form(request.POST, found)
    if form.is_valid() and attempt(request, partial(WRITERS[what].write, item, form.cleaned_data, by)):
        return redirect(_address(public_id, item_id))
    context = _context(request, by, found, str(item_id)) | {f"{what}_form": form, "opened": what}
    return render(request, LIVE, context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def intervention_remove(request: HttpRequest, public_id: UUID, intervention_id: int) -> HttpResponse:
    """Take an intervention away."""
    by = current_user(request)
    found = decision_selectors.intervention_for(meeting_for(by, public_id), intervention_id)
    command = partial(services.remove_intervention, intervention=found, by=by)
    attempt(request, command, "L’intervention est retirée.")
    return redirect(_address(public_id, found.item_id))


@requires(Capability.SEE_GOVERNANCE)
@never_cache
@require_safe
def projection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the room sees, in big type: never a confidential item, whoever projects."""
    viewer = current_user(request)
    found = meeting_for(viewer, public_id)
    items = selectors.session_items(viewer, found)
    item = selectors.chosen_item(items, request.GET.get("point", ""))
    shown = [one for one in items if one.confidentiality in PARTNERS_LEVELS]
    context: dict[str, Any] = {
        "head": meeting_head(found),
        "entries": agenda_entries(shown, item, {}),
        "quorum": attendance_selectors.quorum_for(found).words,
        "reserved": item is not None and item not in shown,
    }
    if item in shown and item is not None:
        decisions = decision_selectors.decisions_for(viewer, found)
        tasks = follow_up_selectors.follow_ups_of(viewer, found)
        context["item"] = current_item(shown, item, decisions=decisions, follow_ups=tasks)
    return render(request, "governance/live/projection.html", context)


def _address(public_id: UUID, item_id: int) -> str:
    return f"{reverse('governance:live', kwargs={'public_id': public_id})}?point={item_id}"


def _context(request: HttpRequest, viewer: User, found: Meeting, asked: str) -> dict[str, Any]:
    items, lines = selectors.session_items(viewer, found), attendance_selectors.sheet_of(found)
    item = selectors.chosen_item(items, asked)
    there = attendance_selectors.there_during(lines, items, found.closed_at)
    typed = request.GET.get("chiffre", "")
    context: dict[str, Any] = {
        "head": meeting_head(found),
        "entries": agenda_entries(items, item, there),
        "people": [person_line(line) for line in lines],
        "quorum": attendance_selectors.quorum_for(found, lines),
        "typed": typed,
        "figures": selectors.figures_typed(typed),
        "demonstration": found.is_demonstration,
        "intervention_form": forms.InterventionForm(auto_id="dit-%s"),
        "chiffre_form": forms.FigureForm(auto_id="chiffre-%s"),
        "decision_form": forms.DecisionForm(auto_id="decision-%s"),
        "suite_form": forms.FollowUpForm(meeting=found, auto_id="suite-%s"),
    }
    if item is not None:
        decisions = list(decision_selectors.decisions_for(viewer, found))
        tasks = list(follow_up_selectors.follow_ups_of(viewer, found))
        to_review = selectors.tasks_to_review(found, item)
        context["item"] = current_item(items, item, decisions=decisions, follow_ups=tasks, open_tasks=to_review)
    return context


def _conflict(
    request: HttpRequest, by: User, item: AgendaItem, text: str, refusal: services.NotesConflictError
) -> HttpResponse:
    messages.error(request, str(refusal))
    return _again(request, by, item, text, current=refusal.current)


def _again(request: HttpRequest, by: User, item: AgendaItem, text: str, current: str | None = None) -> HttpResponse:
    context = _context(request, by, item.meeting, str(item.pk))
    return render(request, LIVE, {**context, "typed_notes": text, "current_notes": current})
