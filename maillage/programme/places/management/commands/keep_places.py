"""`maillage manage keep_places`: to be run every night."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.programme.places.links import confirmation_letter
from maillage.programme.places.services.upkeep import keep_places

BY = "maillage keep_places"
NO_ADDRESS = "Aucune relance : MAILLAGE_ADDRESS ne dit pas l’adresse à mettre dans les courriels."


class Command(BaseCommand):
    """Keeps the directory true."""

    help = "Rafraîchit la fraîcheur des lieux, relance les campagnes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much was done."""
        letter = partial(confirmation_letter, base=settings.ADDRESS) if settings.ADDRESS else None
        counts = keep_places(write_letter=letter, by=BY, today=timezone.localdate())
        if letter is None:
            self.stderr.write(NO_ADDRESS)
        self.stdout.write(f"Fraîcheurs changées : {counts['colours']}. Relances : {counts['reminders']}.")
