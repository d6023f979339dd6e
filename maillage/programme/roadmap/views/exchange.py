"""A roadmap leaves and comes back: document, calendar, workbook with its review, versions side by side."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.design.documents.paper import ODT, paper_odt, paper_pdf
from maillage.design.figures.gantt import render_gantt
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt, posted
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap import exports, prints
from maillage.programme.roadmap.forms.exchange import ApprovalForm, WorkbookForm, packed
from maillage.programme.roadmap.presenters import versions as presenters
from maillage.programme.roadmap.presenters.actions import change_lines
from maillage.programme.roadmap.presenters.roadmaps import roadmap_url, trail
from maillage.programme.roadmap.rules.versions import compare
from maillage.programme.roadmap.selectors import roadmaps as selectors
from maillage.programme.roadmap.selectors.actions import actions_for, content_of, sheets_of
from maillage.programme.roadmap.services.exchange import apply_workbook
from maillage.programme.roadmap.views.pages import show
from maillage.programme.roadmap.workbook import changes_in, read_workbook, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Capability.SEE_ROADMAP)
@require_safe
def export(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """The roadmap in one of its forms; what is reserved to co-pilots leaves only in the workbook of those who may."""
    found = selectors.roadmap_by_id(the_governance(), public_id)
    own = list(actions_for(current_user(request), found))
    public = [one for one in own if not one.is_confidential]
    today = timezone.localdate()
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "feuille-de-route.pdf": ("application/pdf", lambda: paper_pdf(prints.roadmap_paper(found, today))),
        "feuille-de-route.odt": (ODT, lambda: paper_odt(prints.roadmap_paper(found, today))),
        "actions.xlsx": (XLSX, lambda: write_workbook(sheets_of(own))),
        "plateforme-nationale.xlsx": (XLSX, lambda: exports.platform_workbook(public)),
        "feuille-de-route.json": ("application/json", lambda: exports.open_json(found)),
        "actions.csv": ("text/csv; charset=utf-8", lambda: exports.open_csv(found)),
    }
    if kind not in makers:
        raise Http404
    content_type, make = makers[kind]
    response = HttpResponse(make(), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{kind}"'
    return response


@requires(Capability.SEE_ROADMAP)
@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The actions as bars, and the same dates in a table."""
    found, today = selectors.roadmap_by_id(the_governance(), public_id), timezone.localdate()
    spec = prints.gantt_of(list(actions_for(current_user(request), found)), today)
    return show(
        request,
        "roadmap/calendar.html",
        roadmap=found,
        roadmap_url=roadmap_url(found),
        title=spec.title,
        svg=mark_safe(render_gantt(spec)) if spec.spans else "",  # noqa: S308 - our own SVG, texts escaped
        table=presenters.calendar_table(spec),
    )


@requires(Capability.SEE_ROADMAP)
@require_safe
def versions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What separates two versions, or the last one and what is being written."""
    found = selectors.roadmap_by_id(the_governance(), public_id)
    contents = {str(one.number): one.content for one in selectors.versions_of(found)}
    contents["maintenant"] = content_of(found)
    before, after = presenters.chosen(contents, request.GET.get("de", ""), request.GET.get("a", ""))
    comparison = compare(contents[before], contents[after])
    return show(
        request,
        "roadmap/versions.html",
        roadmap=found,
        roadmap_url=roadmap_url(found),
        choices=presenters.version_choices(contents),
        before=before,
        after=after,
        finding=presenters.finding(comparison),
        comparison=presenters.comparison_view(comparison),
    )


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring a workbook back: what it would change is shown before anything is written."""
    found = selectors.roadmap_by_id(the_governance(), public_id)
    form = WorkbookForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            read = read_workbook(form.cleaned_data["file"].read())
        except RefusedError as refusal:
            form.add_error("file", str(refusal))
        else:
            return _review(request, public_id, read)
    url = roadmap_url(found)
    crumbs = trail((found.name, url), last="Reprendre un classeur")
    return show(request, "roadmap/workbook.html", form=form, crumbs=crumbs, roadmap=found, back=url)


@requires(Capability.MANAGE_ROADMAP)
@require_POST
def workbook_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write what was approved."""
    found, by = selectors.roadmap_by_id(the_governance(), public_id), current_user(request)
    form = ApprovalForm(request.POST, roadmap=str(public_id))
    if not form.is_valid():
        messages.error(request, "Cette relecture n’est plus valable : déposez de nouveau le classeur.")
        return redirect("roadmap:workbook", public_id=public_id)
    changes, created = form.approved()
    done = "Les changements approuvés sont dans la feuille de route."
    act = apply_workbook
    if attempt(request, lambda: act(roadmap=found, changes=changes, created=created, by=by), done):
        return redirect("roadmap:roadmap", public_id=public_id)
    return redirect("roadmap:workbook", public_id=public_id)


def _review(request: HttpRequest, public_id: UUID, read: presenters.Read) -> HttpResponse:
    found = selectors.roadmap_by_id(the_governance(), public_id)
    changes, created = changes_in(read, sheets_of(actions_for(None, found)))
    url = roadmap_url(found)
    crumbs = trail((found.name, url), last="Relire le classeur")
    return show(
        request,
        "roadmap/workbook_review.html",
        crumbs=crumbs,
        public_id=public_id,
        faults=read.faults,
        changes=list(enumerate(change_lines(changes))),
        created=[(reference, sheet.get("title") or "sans intitulé") for reference, sheet in created.items()],
        payload=packed(str(public_id), changes, created),
        back=url,
    )
