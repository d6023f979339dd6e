"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    """Diagnosis."""

    name = "maillage.programme.diagnosis"
    label = "diagnosis"
    verbose_name = "Diagnostic"

    def ready(self) -> None:
        """Publish the figures of this app."""
        from maillage.programme.diagnosis.figures import diagnosis_figures
        from maillage.programme.territories.figures import publish_figures

        publish_figures(diagnosis_figures)
