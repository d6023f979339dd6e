"""Pages of the envelopes: where the money stands, what each allows, the list that the law publishes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.funding.exports import subsidies_csv
from maillage.programme.funding.forms.envelopes import EnvelopeForm
from maillage.programme.funding.presenters import envelopes as presenters
from maillage.programme.funding.presenters.requests import request_line
from maillage.programme.funding.selectors import envelopes as selectors
from maillage.programme.funding.selectors.requests import requests_for
from maillage.programme.funding.selectors.spread import spread_of
from maillage.programme.funding.services.envelopes import open_envelope
from maillage.programme.funding.views.pages import show, show_form
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability


@requires(Capability.SEE_FUNDING)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every envelope, what is due, the requests that the person may read."""
    governance, today = the_governance(), timezone.localdate()
    states = selectors.envelope_states(governance)
    found = requests_for(governance, current_user(request), today)
    return show(
        request,
        "funding/home.html",
        finding=presenters.finding(states),
        envelopes=[presenters.envelope_line(one) for one in states],
        dues=presenters.due_lines(selectors.dues_of(governance, today), today),
        requests=[request_line(one) for one in found],
        places=presenters.spread_tables(spread_of(governance)),
    )


@requires(Capability.SEE_FUNDING)
@require_safe
def envelope(request: HttpRequest, code: str) -> HttpResponse:
    """One envelope: its money, its rules, its requests."""
    governance, today = the_governance(), timezone.localdate()
    found = selectors.envelope_by_code(governance, code)
    state = next(one for one in selectors.envelope_states(governance) if one.envelope.pk == found.pk)
    requests = requests_for(governance, current_user(request), today).filter(envelope=found)
    return show(
        request,
        "funding/envelope.html",
        envelope=presenters.envelope_line(state),
        rules=presenters.rules_of(code),
        training=presenters.training_words(code, selectors.trained_count(found)),
        requests=[request_line(one) for one in requests],
    )


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Open an envelope from its definition."""
    governance, by = the_governance(), current_user(request)
    form = EnvelopeForm(posted(request))
    if done(form, lambda: open_envelope(governance=governance, **form.cleaned_data, by=by)):
        messages.success(request, "L’enveloppe est ouverte.")
        return redirect("funding:home")
    heading = "Ouvrir une enveloppe"
    crumbs, back = presenters.trail(last=heading), presenters.HOME[1]
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Ouvrir", back=back)


@requires(Capability.SEE_FUNDING)
@require_safe
def subsidies(request: HttpRequest) -> HttpResponse:
    """The essential data of the agreements (décret 2017-779), as a CSV."""
    content = subsidies_csv(selectors.signed_agreements(the_governance()))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="conventions-de-subvention.csv"'
    return response
