"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Territories."""

    name = "maillage.programme.territories"
    label = "territories"
    verbose_name = "Territoires"

    def ready(self) -> None:
        """Publish the figures of this app."""
        from maillage.programme.territories.figures import populations, publish_figures

        publish_figures(populations)
