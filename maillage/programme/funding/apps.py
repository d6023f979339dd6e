"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Envelopes, requests, agreements."""

    name = "maillage.programme.funding"
    label = "funding"
    verbose_name = "Financements"

    def ready(self) -> None:
        """Offer the count of trainees to the indicators, and the use of an envelope to the proposals."""
        from maillage.programme.funding.enums import RequestState
        from maillage.programme.funding.presenters.alerts import agenda_alerts
        from maillage.programme.funding.presenters.requests import related_requests
        from maillage.programme.funding.rules.states import moves_from
        from maillage.programme.funding.selectors.envelopes import count_trainees
        from maillage.programme.funding.services.effects import use_envelope
        from maillage.programme.governance import alerts, charts
        from maillage.programme.roadmap import feeds, related
        from maillage.programme.roadmap.enums import EffectKind
        from maillage.programme.roadmap.presenters.effects import register_preparation
        from maillage.programme.roadmap.services.effects import register_handler

        formula = "Personnes distinctes formées et éligibles, toutes enveloppes de formation."
        feeds.register(feeds.Feed("trainees", "Professionnels formés", formula, count_trainees))
        register_handler(EffectKind.USE_ENVELOPE, use_envelope)
        register_preparation("Réserver une enveloppe", "funding:effect_use")
        moves = {state: frozenset(move.to for move in moves_from(state).values()) - {state} for state in RequestState}
        charts.register("Demande de financement", RequestState, moves)
        alerts.register(agenda_alerts)
        related.register("Financements", related_requests)
