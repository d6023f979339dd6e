"""States and kinds of a run, and the levels that pages show."""

from __future__ import annotations

from django.db.models import TextChoices


class RunStatus(TextChoices):
    """Where a run stands."""

    QUEUED = "queued", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminé"
    FAILED = "failed", "En échec"


class DataKind(TextChoices):
    """Whether the figures describe the real territory."""

    PUBLISHED = "published", "Données publiées"
    DEMONSTRATION = "demonstration", "Données de démonstration"


class ShownLevel(TextChoices):
    """Levels offered on the map and in the exports."""

    COMMUNE = "commune", "Communes"
    EPCI_PART = "epci_part", "EPCI (part dans le département)"
    EPCI = "epci", "EPCI débordants, en entier"
    DEPARTEMENT = "departement", "Département"


# What the pages offer: the communes, or the parts of EPCI inside the département.
SHOWN = (ShownLevel.COMMUNE, ShownLevel.EPCI_PART)
