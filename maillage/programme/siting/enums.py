"""What a siting scenario seeks, and where its computation stands."""

from __future__ import annotations

from django.db.models import TextChoices


class SitingObjective(TextChoices):
    """What the chosen sites do best."""

    COVERAGE = "coverage", "Servir le plus de demandes à portée"
    DISTANCE = "distance", "Réduire les trajets de tous"


class SitingState(TextChoices):
    """Where a scenario stands."""

    QUEUED = "queued", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminé"
    FAILED = "failed", "En échec"
