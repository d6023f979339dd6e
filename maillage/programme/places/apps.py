"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places."""

    name = "maillage.programme.places"
    label = "places"
    verbose_name = "Lieux"
