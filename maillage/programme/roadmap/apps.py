"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Roadmaps, actions, indicators."""

    name = "maillage.programme.roadmap"
    label = "roadmap"
    verbose_name = "Feuille de route"
