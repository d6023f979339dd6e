"""The register, open to all, and the desk where the rights of a person are answered."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.people.access import current_user, public, requires
from maillage.programme.people.rules import Capability
from maillage.programme.people.services.accounts import NoAdministratorLeftError
from maillage.programme.privacy import selectors, services
from maillage.programme.privacy.forms import ErasureForm, PersonForm
from maillage.programme.privacy.presenters import held_table, register_csv
from maillage.programme.privacy.register import register

LAST_ADMINISTRATOR = "Cette personne est le dernier administrateur. Donnez d’abord ce rôle à quelqu’un d’autre."


@public
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Which personal data are kept, why, how long, and who reads them."""
    return render(request, "privacy/register.html", {"treatments": register().treatments})


@public
@require_safe
def register_file(request: HttpRequest) -> HttpResponse:
    """The same as a table, for the register of the body that runs the programme."""
    content = register_csv(register().treatments, selectors.model_labels())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="registre-des-traitements.csv"'
    return response


@requires(Capability.MANAGE_USERS)
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest) -> HttpResponse:
    """Ask what is held about someone; the answer shows it, gives it, or erases it."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    table = held_table(selectors.held_about(form.sought)) if form.is_valid() else None
    return render(request, "privacy/rights.html", {"form": form, "table": table})


@requires(Capability.MANAGE_USERS)
@require_POST
def rights_file(request: HttpRequest) -> HttpResponse:
    """All that is held about someone, to be handed to them."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "privacy/rights.html", {"form": form, "table": None}, status=400)
    told = selectors.file_about(form.sought)
    services.record_access(sought=form.sought, by=current_user(request))
    content = json.dumps(told, ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dossier.json"'
    return response


@requires(Capability.MANAGE_USERS)
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase someone; what the law keeps is said."""
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return render(request, "privacy/rights.html", {"form": form, "table": None}, status=400)
    try:
        done = services.erase_person(sought=form.sought, by=current_user(request))
    except NoAdministratorLeftError:
        messages.error(request, LAST_ADMINISTRATOR)
        return redirect("privacy:rights")
    changed, kept = sum(done.changed.values()), sum(done.kept.values())
    messages.success(request, f"Lignes effacées ou vidées : {changed}. Lignes gardées par la loi : {kept}.")
    return redirect("privacy:rights")
