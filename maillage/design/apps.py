"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Design."""

    name = "maillage.design"
    label = "design"
    verbose_name = "Composants"
