"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Envelopes, requests, agreements."""

    name = "maillage.programme.funding"
    label = "funding"
    verbose_name = "Financements"

    def ready(self) -> None:
        """Offer the count of trainees to the indicators."""
        from maillage.programme.funding.selectors.envelopes import count_trainees
        from maillage.programme.roadmap import feeds

        formula = "Personnes distinctes formées et éligibles, toutes enveloppes de formation."
        feeds.register(feeds.Feed("trainees", "Professionnels formés", formula, count_trainees))
