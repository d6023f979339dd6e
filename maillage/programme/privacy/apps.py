"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The register of treatments and the rights of people."""

    name = "maillage.programme.privacy"
    label = "privacy"
    verbose_name = "Données personnelles"
