"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys."""

    name = "maillage.programme.surveys"
    label = "surveys"
    verbose_name = "Enquêtes"
