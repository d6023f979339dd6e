"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    """Diagnosis."""

    name = "maillage.programme.diagnosis"
    label = "diagnosis"
    verbose_name = "Diagnostic"
