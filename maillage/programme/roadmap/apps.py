"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Roadmaps, actions, indicators."""

    name = "maillage.programme.roadmap"
    label = "roadmap"
    verbose_name = "Feuille de route"

    def ready(self) -> None:
        """Tell governance what an adoption does here."""
        from maillage.programme.governance import effects
        from maillage.programme.roadmap.presenters.effects import effect_lines, prepare_url
        from maillage.programme.roadmap.services.effects import apply_effects

        effects.register(effects.Port(apply_effects, effect_lines, prepare_url))
