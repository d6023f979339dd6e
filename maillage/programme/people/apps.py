"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "maillage.programme.people"
    label = "people"
    verbose_name = "Personnes"
