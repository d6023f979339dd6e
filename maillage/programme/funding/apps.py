"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Envelopes, requests, agreements."""

    name = "maillage.programme.funding"
    label = "funding"
    verbose_name = "Financements"
