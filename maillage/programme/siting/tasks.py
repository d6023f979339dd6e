"""The background task that makes a siting scenario; the worker of `maillage serve` takes it from the database."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from maillage.programme.siting.models import SitingScenario
from maillage.programme.siting.services import make_siting


@task()
def make_scenario(scenario_id: int) -> None:
    """Make the queued scenario with this number."""
    scenario = SitingScenario.objects.get(pk=scenario_id)
    make_siting(scenario=scenario, now=timezone.now(), by=scenario.by_label)
