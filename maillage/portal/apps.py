"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Portal."""

    name = "maillage.portal"
    label = "portal"
    verbose_name = "Portail"
