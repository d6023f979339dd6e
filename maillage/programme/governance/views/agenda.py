"""Pages of the agenda: its items, what to propose, its papers."""

from __future__ import annotations

import mimetypes
from functools import partial
from pathlib import PurePath
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.governance.forms.meetings import ItemForm, PaperForm
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.presenters import meetings as presenters
from maillage.programme.governance.selectors import meetings as selectors
from maillage.programme.governance.selectors.agenda import suggestions_for
from maillage.programme.governance.services import agenda as services
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability

FORM = ["GET", "HEAD", "POST"]
ITEM_FIELDS = ("title", "kind", "rapporteur", "minutes_planned", "confidentiality")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def agenda(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The items in order, and a form to add one."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        command = partial(services.add_item, meeting=found, values=form.cleaned_data, by=by)
        if attempt(request, command, "Le point est ajouté."):
            return redirect("governance:agenda", public_id=public_id)
    return render(request, "governance/meetings/agenda.html", {**_context(by, found), "form": form})


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def agenda_propose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the agenda should hold, each with why; a person keeps what she ticks."""
    by = current_user(request)
    found, today = selectors.meeting_for(by, public_id), timezone.localdate()
    if request.method == "POST":
        keys = request.POST.getlist("points")
        command = partial(services.keep_suggestions, meeting=found, keys=keys, by=by, today=today)
        if attempt(request, command, "L’ordre du jour est complété." if keys else ""):
            return redirect("governance:agenda", public_id=public_id)
    context = {**_context(by, found), "suggestions": suggestions_for(found, today)}
    return render(request, "governance/meetings/propose.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def item_edit(request: HttpRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """Change an item, join a paper."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    item = selectors.item_for(by, found, item_id)
    initial = {name: getattr(item, name) for name in ITEM_FIELDS}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        command = partial(services.update_item, item=item, values=form.cleaned_data, by=by)
        if attempt(request, command, "Le point est modifié."):
            return redirect("governance:agenda", public_id=public_id)
    return _item_page(request, by, found, item_id, form, PaperForm(auto_id="piece-%s"))


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def item_move(request: HttpRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """One place up or down."""
    by = current_user(request)
    item = selectors.item_for(by, selectors.meeting_for(by, public_id), item_id)
    attempt(request, partial(services.move_item, item=item, down=request.POST.get("sens") == "bas", by=by))
    return redirect("governance:agenda", public_id=public_id)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def item_remove(request: HttpRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """Take an item off."""
    by = current_user(request)
    item = selectors.item_for(by, selectors.meeting_for(by, public_id), item_id)
    attempt(request, partial(services.remove_item, item=item, by=by), "Le point est retiré.")
    return redirect("governance:agenda", public_id=public_id)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def paper_add(request: HttpRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """Join a paper."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    item = selectors.item_for(by, found, item_id)
    form = PaperForm(request.POST, request.FILES, auto_id="piece-%s")
    if form.is_valid():
        file, answers = form.cleaned_data["file"], form.cleaned_data
        sent = {"name": file.name, "content": file.read()} if file else {}
        command = partial(services.add_paper, item=item, title=answers["title"], url=answers["url"], by=by, **sent)
        if attempt(request, command, "La pièce est jointe."):
            return redirect("governance:item_edit", public_id=public_id, item_id=item_id)
    initial = {name: getattr(item, name) for name in ITEM_FIELDS}
    return _item_page(request, by, found, item_id, ItemForm(initial=initial), form)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def paper_remove(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Take a paper away."""
    by = current_user(request)
    paper = selectors.paper_for(by, paper_id)
    attempt(request, partial(services.remove_paper, paper=paper, by=by), "La pièce est retirée.")
    return redirect("governance:item_edit", public_id=paper.item.meeting.public_id, item_id=paper.item_id)


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A paper, to those who may read its item, always to be saved and never shown by the browser."""
    found = selectors.paper_for(current_user(request), paper_id)
    if found.url:
        return redirect(found.url)
    name = str(found.file.name or "")
    if not name or not found.file.storage.exists(name):
        raise Http404("Ce fichier n’est plus là.")
    suffix = PurePath(name).suffix
    kind = mimetypes.types_map.get(suffix, "application/octet-stream")
    shown = content_disposition_header(True, f"{slugify(found.title) or 'piece'}{suffix}")
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    headers["Content-Disposition"] = shown or "attachment"
    with found.file.open("rb") as file:
        return HttpResponse(file.read(), content_type=kind, headers=headers)


def _context(by: User, found: Meeting) -> dict[str, object]:
    items = list(selectors.items_for(by, found))
    return {
        "head": presenters.meeting_head(found),
        "items": presenters.item_lines(items),
        "length": presenters.agenda_length(found, items),
        "demonstration": found.is_demonstration,
    }


def _item_page(
    request: HttpRequest, by: User, found: Meeting, item_id: int, form: ItemForm, paper_form: PaperForm
) -> HttpResponse:
    context = _context(by, found)
    lines: tuple[presenters.ItemLine, ...] = context["items"]  # type: ignore[assignment]
    context["item"] = next(line for line in lines if line.pk == item_id)
    return render(request, "governance/meetings/item.html", {**context, "form": form, "paper_form": paper_form})
