"""Pages of the indicators: the list by axis, one with its targets side by side, its values, its weather."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.selectors.members import voices
from maillage.programme.people.access import allowed, current_user, requires
from maillage.programme.people.commands import attempt, done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap import exports
from maillage.programme.roadmap.forms import indicators as forms
from maillage.programme.roadmap.models import Indicator
from maillage.programme.roadmap.presenters import indicators as presenters
from maillage.programme.roadmap.presenters.actions import action_line
from maillage.programme.roadmap.selectors import indicators as selectors
from maillage.programme.roadmap.selectors.actions import visible
from maillage.programme.roadmap.services import indicators as services
from maillage.programme.roadmap.views.pages import show, show_form


@requires(Capability.SEE_ROADMAP)
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator, and the progress of each axis."""
    governance, today = the_governance(), timezone.localdate()
    states = selectors.states_of(governance, today)
    return show(
        request,
        "roadmap/indicators.html",
        finding=presenters.finding(states),
        indicators=[presenters.indicator_line(one) for one in states],
        axes=presenters.axis_table(selectors.roll_up_by_axis(governance, states)),
    )


@requires(Capability.SEE_ROADMAP)
@require_safe
def indicator(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One indicator."""
    today, user = timezone.localdate(), current_user(request)
    found = selectors.indicator_by_id(the_governance(), public_id)
    state = selectors.state_of(found, today)
    return show(
        request,
        "roadmap/indicator.html",
        public_id=public_id,
        indicator=presenters.indicator_line(state),
        definition=found.definition,
        fed=bool(found.feed),
        figures=presenters.key_figures(state),
        figure=presenters.figure_of(state),
        paths=presenters.path_table(state),
        series=presenters.series_table(state.series),
        facts=presenters.facts(state),
        weather=presenters.weather_steps(found),
        actions=[action_line(one, today) for one in visible(user, found.actions.all())],
        follows=allowed(request, Capability.MANAGE_ROADMAP) or selectors.may_measure(found, voices(user, today)),
    )


@requires(Capability.SEE_ROADMAP)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Every value of every indicator, in a CSV that spreadsheets open."""
    content = exports.series_csv(selectors.indicators_of(the_governance()))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="indicateurs.csv"'
    return response


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Open an indicator."""
    return _define(request, None, "Ouvrir un indicateur", {})


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the definition of an indicator."""
    found = selectors.indicator_by_id(the_governance(), public_id)
    return _define(request, found, "Modifier la définition", forms.definition_of(found))


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write what a text promises."""
    found, form = selectors.indicator_by_id(the_governance(), public_id), forms.TargetForm(posted(request))
    act = lambda: services.set_target(indicator=found, **form.cleaned_data, by=current_user(request))  # noqa: E731
    return _answer(request, found, form, act, "Fixer une cible", "Garder la cible", "La cible est gardée.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a value."""
    found, today = selectors.indicator_by_id(the_governance(), public_id), timezone.localdate()
    form, by = forms.MeasurementForm(posted(request), initial={"on": today}), current_user(request)
    act = lambda: services.record_measurement(indicator=found, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, "Donner une valeur", "Garder la valeur", "La valeur est gardée.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def weather(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the weather."""
    found, today = selectors.indicator_by_id(the_governance(), public_id), timezone.localdate()
    form, by = forms.WeatherForm(posted(request)), current_user(request)
    act = lambda: services.report_weather(indicator=found, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, "Donner la météo", "Garder la météo", "La météo est gardée.")


@requires(Capability.CONTRIBUTE)
@require_POST
def refresh(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Count a fed indicator again."""
    found, by = selectors.indicator_by_id(the_governance(), public_id), current_user(request)
    today = timezone.localdate()
    act = lambda: services.refresh_indicator(indicator=found, by=by, today=today)  # noqa: E731
    attempt(request, act, "La valeur du jour est comptée.")
    return redirect("roadmap:indicator", public_id=public_id)


def _define(request: HttpRequest, found: Indicator | None, heading: str, initial: dict[str, Any]) -> HttpResponse:
    governance, by = the_governance(), current_user(request)
    form = forms.IndicatorForm(posted(request), governance=governance, initial=initial)
    kept = done(
        form,
        lambda: services.save_indicator(
            governance=governance, values=form.values(), actions=form.cleaned_data["actions"], indicator=found, by=by
        ),
    )
    if kept:
        messages.success(request, "L’indicateur est gardé.")
        return redirect("roadmap:indicator", public_id=kept.public_id)
    back = presenters.indicator_url(found) if found else presenters.list_url()
    pairs = ((found.title, back),) if found else ()
    crumbs = presenters.crumbs(*pairs, last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Enregistrer", back=back)


def _answer(
    request: HttpRequest,
    found: Indicator,
    form: Form,
    act: Callable[[], object],
    heading: str,
    label: str,
    success: str,
) -> HttpResponse:
    """A form of one indicator: done and told, or shown again with what was typed."""
    if done(form, act):
        messages.success(request, success)
        return redirect("roadmap:indicator", public_id=found.public_id)
    url = presenters.indicator_url(found)
    crumbs = presenters.crumbs((found.title, url), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action=label, back=url, lead=found.title)
