"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class SitingConfig(AppConfig):
    """Where the next posts and stops should go."""

    name = "maillage.programme.siting"
    label = "siting"
    verbose_name = "Implantation"
