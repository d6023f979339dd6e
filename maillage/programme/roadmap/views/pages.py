"""How the pages of the roadmap are shown; no address of its own."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.design.parts import Crumb
from maillage.programme.governance.selectors.governances import governance_or_none, shows_demonstration
from maillage.programme.people.access import allowed
from maillage.programme.people.rules import Capability


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of the roadmap: what the person may do, and whether its records are fictitious."""
    context["manages"] = allowed(request, Capability.MANAGE_ROADMAP)
    context["demonstration"] = shows_demonstration(governance_or_none())
    return render(request, template, context)


def show_form(request: HttpRequest, form: Form, *, crumbs: tuple[Crumb, ...], **context: Any) -> HttpResponse:
    """A page that is one form: `heading`, `action`, `back`, and perhaps `lead` and `warning`."""
    return show(request, "design/form.html", form=form, crumbs=crumbs, **context)
