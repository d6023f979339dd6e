"""What the public reports: the form without account, the page that follows it, the queue and answers of agents."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.people.access import current_user, public, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.forms.reports import AnswerForm, ReportForm
from maillage.programme.places.links import answer_letter, site_address
from maillage.programme.places.presenters.reports import report_line
from maillage.programme.places.selectors import directory
from maillage.programme.places.selectors import reports as selectors
from maillage.programme.places.selectors.quality import shows_demonstration
from maillage.programme.places.services import reports as services

PAGE = 20
TOO_MANY = "Nous avons reçu beaucoup de signalements en peu de temps. Recommencez dans une heure, ou appelez le lieu."
ALREADY = "Une autre personne a déjà répondu à ce signalement : votre réponse n’est pas partie."


@public
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what is wrong on the page of a place."""
    place = directory.place_by_id(public_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            report = services.file_report(place=place, **form.cleaned_data)
        except services.TooManyReportsError:
            form.add_error(None, TOO_MANY)
        else:
            messages.success(request, "Merci. Votre signalement est reçu. Gardez l’adresse de cette page.")
            return redirect("places:report_followed", report_id=report.public_id)
    return render(
        request, "places/report_new.html", {"form": form, "place": place, "demonstration": place.is_demonstration}
    )


@public
@never_cache
@require_safe
def report_followed(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Where a report stands, for whoever has its address."""
    report = selectors.report_by_id(report_id)
    context = {"report": report_line(report), "demonstration": report.place.is_demonstration}
    return render(request, "places/report_followed.html", context)


@requires(Capability.EDIT_PLACES)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports without answer, the oldest first; or those answered."""
    answered = request.GET.get("etat") == "repondus"
    found = selectors.answered_reports() if answered else selectors.open_reports()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "reports": [report_line(report) for report in page], "answered": answered}
    context["demonstration"] = shows_demonstration()
    return render(request, "places/reports.html", context)


@requires(Capability.EDIT_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def report_answer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Answer a report, once."""
    report, by = selectors.report_by_id(report_id), current_user(request)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        letter = partial(answer_letter, base=site_address(request))
        try:
            services.answer_report(report=report, answer=form.cleaned_data["answer"], write_letter=letter, by=by)
        except services.AlreadyAnsweredError:
            form.add_error(None, ALREADY)
        else:
            messages.success(request, "La réponse est enregistrée.")
            return redirect("places:reports")
    context = {"form": form, "report": report_line(report), "demonstration": report.place.is_demonstration}
    return render(request, "places/report_answer.html", context)
