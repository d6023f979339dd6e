"""The background task that makes a run; the worker of `maillage serve` takes it from the database."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from maillage.programme.diagnosis.models import Run
from maillage.programme.diagnosis.services import execute_run


@task()
def make_run(run_id: int) -> None:
    """Make the queued run with this number."""
    run = Run.objects.get(pk=run_id)
    execute_run(run=run, folder=settings.HOME / "sources", now=timezone.now(), by=run.requested_by)
