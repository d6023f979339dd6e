"""How the pages of the money are shown, and who looks; no address of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.design.parts import Crumb
from maillage.programme.funding.models import GrantRequest
from maillage.programme.funding.rules.states import Actor
from maillage.programme.funding.selectors.requests import request_by_id
from maillage.programme.funding.selectors.rights import actors_for
from maillage.programme.governance.selectors.governances import governance_or_none, shows_demonstration, the_governance
from maillage.programme.governance.selectors.members import voices
from maillage.programme.people.access import allowed, current_user
from maillage.programme.people.rules import Capability


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of the money: what the person may do, and whether its records are fictitious."""
    context["manages"] = allowed(request, Capability.MANAGE_FUNDING)
    context["requests_money"] = allowed(request, Capability.REQUEST_FUNDING)
    context["demonstration"] = shows_demonstration(governance_or_none())
    return render(request, template, context)


def show_form(request: HttpRequest, form: Form, *, crumbs: tuple[Crumb, ...], **context: Any) -> HttpResponse:
    """A page that is one form."""
    return show(request, "design/form.html", form=form, crumbs=crumbs, **context)


def found_request(request: HttpRequest, public_id: UUID) -> GrantRequest:
    """The request of the address, for those who may read it."""
    return request_by_id(the_governance(), current_user(request), public_id, timezone.localdate())


def actors_of(request: HttpRequest, found: GrantRequest) -> frozenset[Actor]:
    """Who the person is for this request."""
    user = current_user(request)
    return actors_for(user, found, voices(user, timezone.localdate()))
