"""Importing a file: bring it, match its columns, see what would change, apply; and the imports done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.forms.imports import MappingForm, UploadForm
from maillage.programme.places.presenters import imports as presenters
from maillage.programme.places.selectors import uploads as selectors
from maillage.programme.places.services import uploads as services
from maillage.tables.errors import DataError


@requires(Capability.MANAGE_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a file; one that cannot be used is refused in words and removed."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, by = form.cleaned_data["fichier"], current_user(request)
        kept = services.keep_upload(name=file.name, blocks=file.chunks(), layout=form.cleaned_data["format"], by=by)
        try:
            selectors.checked(kept, timezone.localdate())
        except DataError as error:
            services.drop_upload(upload=kept, by=by)
            form.add_error("fichier", " ".join(str(error).splitlines()))
        else:
            return redirect("places:import_review", key=kept.key)
    return render(request, "places/imports/upload.html", {"form": form})


@requires(Capability.MANAGE_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the file contains and what importing it would do; a post matches the columns of a free table."""
    by, today = current_user(request), timezone.localdate()
    found = selectors.upload_by_key(key)
    reading = selectors.read_upload(found, today)
    form = _mapping_form(request, reading)
    if form is not None and form.is_valid():
        services.match_columns(upload=found, header=reading.preview.header, mapping=form.mapping(), by=by)
        return redirect("places:import_review", key=key)
    context: dict[str, Any] = {"upload": found, "form": form, "facts": presenters.file_facts(reading)}
    if reading.read is None:
        return render(request, "places/imports/review.html", {**context, "refusal": reading.refusal})
    outcome = services.rehearse_upload(upload=found, read=reading.read, by=by, today=today)
    context |= {"balance": presenters.balance(outcome), **presenters.reading_tables(reading.read)}
    return render(request, "places/imports/review.html", context)


@requires(Capability.MANAGE_PLACES)
@require_POST
def apply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Import the file."""
    found = selectors.upload_by_key(key)
    try:
        outcome = services.apply_upload(upload=found, by=current_user(request), today=timezone.localdate())
    except DataError:
        return redirect("places:import_review", key=key)
    return redirect("places:import", number=outcome.batch)


@requires(Capability.MANAGE_PLACES)
@require_POST
def abandon(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the file go; nothing was imported."""
    services.drop_upload(upload=selectors.upload_by_key(key), by=current_user(request))
    messages.info(request, "Le fichier est effacé. Rien n’a été importé.")
    return redirect("places:imports")


@requires(Capability.MANAGE_PLACES)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The imports done."""
    batches = selectors.imports_done()
    return render(request, "places/imports/list.html", {"batches": batches, "table": presenters.imports_table(batches)})


@requires(Capability.MANAGE_PLACES)
@require_safe
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """One import: what it did, what was wrong, what was lost."""
    found = selectors.import_by_number(number)
    context = {"batch": found, "balance": presenters.balance_kept(found), **presenters.kept_tables(found)}
    return render(request, "places/imports/batch.html", context)


def _mapping_form(request: HttpRequest, reading: selectors.Reading) -> MappingForm | None:
    if reading.mapping is None:
        return None
    return MappingForm(
        request.POST if request.method == "POST" else None,
        header=reading.preview.header,
        mapping=reading.mapping,
        unknown=reading.unknown,
    )
