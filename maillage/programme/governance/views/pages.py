"""How the pages of the governance are shown and how a form does its act; no address of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.design.parts import Crumb
from maillage.programme.governance.refusals import RefusedError
from maillage.programme.governance.selectors.governances import governance_or_none, shows_demonstration
from maillage.programme.people.access import allowed
from maillage.programme.people.rules import Capability

Done = TypeVar("Done")


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of the governance: what the person may do, and whether its persons are fictitious."""
    context["manages"] = allowed(request, Capability.MANAGE_GOVERNANCE)
    context["proposes"] = allowed(request, Capability.PROPOSE)
    context["demonstration"] = shows_demonstration(governance_or_none())
    return render(request, template, context)


def show_form(request: HttpRequest, form: Form, *, crumbs: tuple[Crumb, ...], **context: Any) -> HttpResponse:
    """A page that is one form: `heading`, `action`, `back`, and perhaps `lead` and `warning`."""
    return show(request, "governance/form.html", form=form, crumbs=crumbs, **context)


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Callable[[], Done]) -> Done | None:
    """Do what a valid form asks; a refusal goes back into the form, what was typed is kept."""
    if not form.is_valid():
        return None
    try:
        return act()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None
