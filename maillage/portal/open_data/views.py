"""The open data at stable addresses: what there is, each file, and their description for catalogues."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from maillage.portal.open_data.catalogue import catalogue as described
from maillage.portal.open_data.publish import Published, published_files
from maillage.programme.people.access import public


def _files() -> tuple[Published, ...]:
    return published_files(Path(settings.MEDIA_ROOT) / "donnees")


def _named(name: str) -> Published | None:
    return next((file for file in _files() if file.format.name == name), None)


def _written_at(request: HttpRequest, name: str) -> datetime | None:
    found = _named(name)
    return found.at if found else None


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is published, when it was, and under which licence."""
    files = [(file, file.path.stat().st_size) for file in _files()]
    return render(request, "portal/open_data.html", {"files": files, "at": files[0][0].at if files else None})


@public  # type: ignore[arg-type]
@require_safe
@condition(last_modified_func=_written_at)
def published_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the last publication."""
    found = _named(name)
    if found is None:
        raise Http404("Ce fichier n’est pas publié.")
    return FileResponse(found.path.open("rb"), as_attachment=True, content_type=found.format.media_type)


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The description that data.gouv.fr harvests."""
    address = f"{request.scheme}://{request.get_host()}"
    content = described(_files(), address, str(settings.DEPARTEMENT))
    return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/ld+json")
