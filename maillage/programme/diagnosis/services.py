"""Asks for runs, makes them, and swaps the published figures in whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from maillage.analytics.index.recipe import load_recipe
from maillage.programme.diagnosis.access import minutes_to_help
from maillage.programme.diagnosis.enums import DataKind, RunStatus
from maillage.programme.diagnosis.models import Estimate, Figure, IndicatorFigure, Run
from maillage.programme.journal.services import record
from maillage.runs.diagnose import Diagnosis, diagnose
from maillage.runs.estimation import estimates_of
from maillage.runs.gather import Inputs, gather_demonstration, gather_folder
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.runs.write import run_record
from maillage.sources.cog import region_of
from maillage.tables.errors import DataError

BATCH = 1000


@transaction.atomic
def request_run(*, departement: str, recipe: str, data_kind: str, by: str) -> Run:
    """Queue a run; a DataError says in French when the département or the recipe does not exist."""
    perimeter = perimeter_of(departement)
    load_recipe(recipe)
    run = Run.objects.create(
        departement_code=perimeter.code, recipe_code=recipe, data_kind=data_kind, requested_by=by, step="En attente"
    )
    record(actor=by, action="request_run", object_type="run", object_id=str(run.pk), details={"recipe": recipe})
    return run


def execute_run(*, run: Run, folder: Path | None, now: datetime, by: str) -> Run:
    """Compute a run and publish its figures; on bad data the run says why and what was published stays."""
    Run.objects.filter(pk=run.pk).update(status=RunStatus.RUNNING, step="Préparation")
    try:
        _compute_and_publish(run, folder, now, by, _step_writer(run))
    except DataError as error:
        _fail(run, str(error), now, by)
    except Exception:
        _fail(run, "Le calcul s’est arrêté sur une erreur inattendue ; elle est dans le journal du serveur.", now, by)
        raise
    run.refresh_from_db()
    return run


def _step_writer(run: Run) -> Callable[[str], None]:
    def write(step: str) -> None:
        Run.objects.filter(pk=run.pk).update(step=step)

    return write


def _compute_and_publish(
    run: Run, folder: Path | None, now: datetime, by: str, progress: Callable[[str], None]
) -> None:
    perimeter = perimeter_of(run.departement_code)
    demonstration = run.data_kind == DataKind.DEMONSTRATION
    inputs = gather_demonstration(perimeter) if demonstration else gather_folder(perimeter, folder, progress=progress)
    found = diagnose(
        inputs.observations,
        perimeter,
        load_recipe(run.recipe_code),
        data_kind=inputs.data_kind,
        minutes=minutes_to_help(perimeter, timezone.localdate(now)),
        progress=progress,
    )
    progress("Estimation des personnes concernées")
    estimates = _estimates(inputs, perimeter)
    progress("Publication")
    made = run_record(found, inputs, {}, level="commune", now=now)
    publish_figures(run=run, found=found, estimates=estimates, made=made, now=now, by=by)


def _estimates(inputs: Inputs, perimeter: Perimeter) -> list[dict]:
    """The rows of ESTIMATES; none where ages or diplomas are not known, which keeps no index from being published."""
    try:
        found = estimates_of(inputs.observations, perimeter, region_of(perimeter.code), data_kind=inputs.data_kind)
    except DataError:
        return []
    return list(found.to_pylist())


@transaction.atomic
def publish_figures(
    *, run: Run, found: Diagnosis, estimates: list[dict], made: dict[str, object], now: datetime, by: str
) -> None:
    """Store the figures and make this run the published one; readers see the old figures or all the new ones."""
    earlier = Run.objects.select_for_update().filter(
        departement_code=run.departement_code, recipe_code=run.recipe_code, published=True
    )
    Figure.objects.filter(run__in=earlier).delete()
    Estimate.objects.filter(run__in=earlier).delete()
    earlier.update(published=False)
    figures = Figure.objects.bulk_create([_figure(run, row) for row in found.scores.to_pylist()], batch_size=BATCH)
    by_place = {(figure.level, figure.code): figure for figure in figures}
    IndicatorFigure.objects.bulk_create(
        [
            IndicatorFigure(
                figure=by_place[row.pop("level"), row.pop("code")],
                **row,
            )
            for row in found.contributions.to_pylist()
        ],
        batch_size=BATCH,
    )
    Estimate.objects.bulk_create([_estimate(run, row) for row in estimates], batch_size=BATCH)
    Run.objects.filter(pk=run.pk).update(
        status=RunStatus.DONE, published=True, finished_at=now, record=made, step="Terminé", error=""
    )
    record(
        actor=by,
        action="publish_figures",
        object_type="run",
        object_id=str(run.pk),
        details={"recipe": found.recipe.label, "departement": found.perimeter.code, "territories": len(figures)},
    )


def _fail(run: Run, message: str, now: datetime, by: str) -> None:
    with transaction.atomic():
        Run.objects.filter(pk=run.pk).update(status=RunStatus.FAILED, error=message, finished_at=now, step="En échec")
        record(actor=by, action="fail_run", object_type="run", object_id=str(run.pk), details={})


def _figure(run: Run, row: dict) -> Figure:
    return Figure(run=run, **_kept(Figure, row))


def _estimate(run: Run, row: dict) -> Estimate:
    return Estimate(run=run, **_kept(Estimate, row))


def _kept(model: type[Model], row: dict) -> dict:
    names = {field.name for field in model._meta.concrete_fields}
    return {name: value for name, value in row.items() if name in names}
