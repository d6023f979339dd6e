"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places."""

    name = "maillage.programme.places"
    label = "places"
    verbose_name = "Lieux"

    def ready(self) -> None:
        """Publish the figures of this app."""
        from maillage.programme.places.figures import place_counts
        from maillage.programme.territories.figures import publish_figures

        publish_figures(place_counts)
