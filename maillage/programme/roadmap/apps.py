"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Roadmaps, actions, indicators."""

    name = "maillage.programme.roadmap"
    label = "roadmap"
    verbose_name = "Feuille de route"

    def ready(self) -> None:
        """Tell governance what an adoption does here and what an agenda should look at; offer the counts."""
        from maillage.programme.governance import alerts, charts, effects
        from maillage.programme.roadmap import feeds
        from maillage.programme.roadmap.enums import RoadmapState
        from maillage.programme.roadmap.presenters.alerts import agenda_alerts
        from maillage.programme.roadmap.presenters.effects import effect_lines, prepare_url
        from maillage.programme.roadmap.rules.roadmaps import moves_from
        from maillage.programme.roadmap.selectors import indicators
        from maillage.programme.roadmap.services.effects import apply_effects

        effects.register(effects.Port(apply_effects, effect_lines, prepare_url))
        alerts.register(agenda_alerts)
        moves = {state: frozenset(moves_from(state)) for state in RoadmapState}
        charts.register("Feuille de route", RoadmapState, moves)
        places = "Lieux actifs de l’annuaire dans le territoire, arrêts itinérants compris."
        meetings = "Réunions tenues ou closes de toutes les instances."
        feeds.register(feeds.Feed("places", "Lieux d’aide de l’annuaire", places, indicators.count_places))
        feeds.register(feeds.Feed("meetings", "Réunions tenues", meetings, indicators.count_meetings))
