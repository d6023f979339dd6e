"""/api/v1/places: pages in the order of changes, one place, and the same search as the site in GeoJSON and CSV."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import condition, require_safe
from ninja import NinjaAPI, Query, Status
from ninja.decorators import decorate_view
from ninja.errors import ValidationError

from maillage.portal.api import cursor as cursors
from maillage.portal.api.schemas import Fault, PlaceOut, PlacesOut, place_out
from maillage.portal.open_data import geojson, standard_v1
from maillage.programme.people.access import public
from maillage.programme.places.forms.search import SearchForm, criteria_of
from maillage.programme.places.selectors import directory, publication

LARGEST_PAGE = 200
api = NinjaAPI(
    title="Maillage",
    version="1",
    description="Les lieux qui aident au numérique. Licence Ouverte 2.0. Sans compte, sans personne.",
    docs_url=None,
    urls_namespace="api",
)


def _etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    state = f"{publication.latest_change()}|{request.get_full_path()}"
    return f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'


def _answering(media_type: str, kind: str = "object") -> dict[str, Any]:
    """The description of an answer that is not Ninja's own JSON."""
    return {"responses": {200: {"description": "OK", "content": {media_type: {"schema": {"type": kind}}}}}}


unchanged = decorate_view(condition(etag_func=_etag))


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter that makes no sense, in French."""
    names = sorted({str(fault["loc"][-1]) for fault in error.errors})
    return api.create_response(
        request, {"detail": f"Paramètre illisible : {', '.join(names)}. Voir /api/v1/openapi.json."}, status=422
    )


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing at this address."""
    return api.create_response(request, {"detail": "Aucun lieu ne porte cet identifiant."}, status=404)


@api.get(
    "/places", response={200: PlacesOut, 400: Fault, 422: Fault}, summary="Les lieux, dans l’ordre des changements"
)
@unchanged
def places(
    request: HttpRequest,
    updated_since: Annotated[datetime | None, Query(description="ce qui a changé depuis, disparus compris")] = None,
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> Any:
    """One page of places; follow `next_cursor` until it is empty."""
    try:
        after = cursors.read(cursor)
    except cursors.UnknownCursorError:
        return Status(400, {"detail": "Ce curseur n’est pas de cette API. Reprenez sans curseur."})
    try:
        since = _instant(updated_since)
    except OverflowError:
        return Status(400, {"detail": "Paramètre illisible : updated_since est hors du calendrier."})
    found, position = publication.changes_since(since, after, limit)
    return {"items": [place_out(place) for place in found], "next_cursor": cursors.written(position)}


def _instant(moment: datetime | None) -> datetime | None:
    """The moment in UTC, as every database reads it; without a zone, it is in the time of Paris."""
    if moment is None:
        return None
    return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment).astimezone(UTC)


@api.get("/places/{uuid:public_id}", response={200: PlaceOut, 404: Fault}, summary="Un lieu")
@unchanged
def place(request: HttpRequest, public_id: UUID) -> PlaceOut:
    """One place; a merged one gives the place that it joined."""
    return place_out(publication.published(directory.place_by_id(public_id)))


@api.get("/places.geojson", summary="La recherche du site en GeoJSON", openapi_extra=_answering("application/geo+json"))
@unchanged
def places_geojson(request: HttpRequest) -> HttpResponse:
    """The same parameters as the page /lieux/."""
    content = geojson.collection(_searched(request), f"{request.scheme}://{request.get_host()}")
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/geo+json")


@api.get(
    "/places.csv",
    summary="La recherche du site dans le schéma national v1.0.2",
    openapi_extra=_answering("text/csv", "string"),
)
@unchanged
def places_csv(request: HttpRequest) -> HttpResponse:
    """The same parameters as the page /lieux/."""
    content = standard_v1.as_csv(standard_v1.publication(_searched(request)).rows)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lieux-mediation-numerique.csv"'
    return response


def _searched(request: HttpRequest) -> list[publication.PublishedPlace]:
    criteria, _ = criteria_of(SearchForm(request.GET))
    return publication.published_places(criteria)


def routes() -> list[Any]:
    """The addresses of the API, read only, each marked public for the matrix of rights."""
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        pattern.callback = public(require_safe(_answering_head(pattern.callback)))
    return patterns


def _answering_head(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """HEAD as GET, whose body the server leaves out: Ninja knows only the methods that are written down."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
        return view(request, *args, **kwargs)

    return answer
