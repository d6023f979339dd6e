"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Members, committees, meetings, decisions, minutes."""

    name = "maillage.programme.governance"
    label = "governance"
    verbose_name = "Gouvernance"
