"""Reads published figures and runs; what is published is public, runs are for those who may make them."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from shapely.geometry.base import BaseGeometry

from maillage.analytics.index.recipe import DEFAULT_RECIPE, Recipe, load_recipe, recipe_codes
from maillage.programme.diagnosis.models import Estimate, Figure, IndicatorFigure, Run
from maillage.programme.places.selectors.counts import places_by_commune
from maillage.programme.territories.selectors import communes_within
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.sources import outlines
from maillage.tables.errors import DataError


def published_runs(departement: str) -> tuple[Run, ...]:
    """The published run of each recipe for a département, the default recipe first."""
    runs = Run.objects.filter(departement_code=departement, published=True)
    return tuple(sorted(runs, key=lambda run: (run.recipe_code != DEFAULT_RECIPE, run.recipe_code)))


def published_run(departement: str, recipe: str = "") -> Run | None:
    """The published run of this recipe, or of the first that there is; 404 for a recipe that was never run."""
    runs = published_runs(departement)
    if not recipe:
        return runs[0] if runs else None
    for run in runs:
        if run.recipe_code == recipe:
            return run
    raise Http404("Cette recette n’a pas encore été calculée pour ce département.")


def figures_of(run: Run, level: str) -> tuple[Figure, ...]:
    """The figures of one level with their indicators, the most exposed first, those without score last."""
    figures = list(_with_indicators(Figure.objects.filter(run=run, level=level)))
    _count_places(figures, run.departement_code)
    return tuple(sorted(figures, key=lambda f: (f.rank is None, f.rank or 0, f.name)))


def scores_of(departement: str) -> dict[str, float]:
    """The published score of each commune by its code, the most exposed first; empty without a diagnosis."""
    run = published_run(departement)
    return {} if run is None else scores_in(run)


def scores_in(run: Run) -> dict[str, float]:
    """The score of each commune of a run by its code, the most exposed first."""
    rows = Figure.objects.filter(run=run, level="commune").order_by("rank", "code").values_list("code", "score")
    return {code: score for code, score in rows if score is not None}


def estimates_of(run: Run, level: str, definition: str) -> tuple[Estimate, ...]:
    """The estimates of one level under one definition, the highest rate first."""
    found = Estimate.objects.filter(run=run, level=level, definition=definition)
    return tuple(found.order_by("-rate", "code"))


def figures_named(code: str, recipe: str = "") -> tuple[Figure, ...]:
    """The published figures of one territory, whatever the level, the default recipe first."""
    figures = _with_indicators(Figure.objects.filter(code=code, run__published=True).select_related("run"))
    if recipe:
        figures = figures.filter(run__recipe_code=recipe)
    found = list(figures)
    for departement in {figure.run.departement_code for figure in found}:
        _count_places(found, departement)
    return tuple(sorted(found, key=lambda f: (f.run.recipe_code != DEFAULT_RECIPE, f.run.recipe_code, f.level)))


def demonstration_shown(departement: str) -> bool:
    """True when what is published for a département is the demonstration."""
    return any(run.data_kind == "demonstration" for run in published_runs(departement))


def run_for(run_id: int) -> Run:
    """The run with this number, or 404."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        raise Http404("Ce calcul n’existe pas.")
    return run


def latest_runs(count: int = 20) -> tuple[Run, ...]:
    """The last runs, whatever their state."""
    return tuple(Run.objects.order_by("-requested_at")[:count])


def home_departement() -> str:
    """The département of this installation."""
    return str(settings.DEPARTEMENT)


@lru_cache(maxsize=8)
def shapes_of(departement: str) -> dict[str, BaseGeometry]:
    """The outlines of a département's communes; empty when they have not been pulled."""
    try:
        return outlines.commune_outlines(departement, settings.HOME / "sources")
    except DataError:
        return {}


@lru_cache(maxsize=8)
def perimeter(departement: str) -> Perimeter:
    """The communes and EPCI of a département."""
    return perimeter_of(departement)


def recipes() -> tuple[Recipe, ...]:
    """Every recipe that ships with the product."""
    return tuple(load_recipe(code) for code in recipe_codes())


def _count_places(figures: list[Figure], departement: str) -> None:
    """Give each figure the number of places in its communes."""
    counts = places_by_commune()
    inside = perimeter(departement)
    members = {epci.code: epci.inside for epci in inside.epcis} | {departement: inside.communes}
    for figure in figures:
        whole = communes_within(figure.code) if figure.level == "epci" else members.get(figure.code, (figure.code,))
        figure.place_count = sum(counts.get(code, 0) for code in whole)


def _with_indicators(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return figures.prefetch_related(Prefetch("indicators", IndicatorFigure.objects.order_by("pk")))
