"""`maillage manage send_notices`: run every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.programme.governance.letters import Letter, notice_letter
from maillage.programme.governance.presenters.duties import notice_lines
from maillage.programme.governance.selectors.duties import Near
from maillage.programme.governance.selectors.governances import governance_or_none
from maillage.programme.governance.services.notices import send_notices

BY = "maillage send_notices"
NO_ADDRESS = "Aucun avis : MAILLAGE_ADDRESS ne dit pas l’adresse à mettre dans les courriels."


class Command(BaseCommand):
    """Tells each person what approaches for her."""

    help = "Envoie à chacun un courriel groupé de ce qui approche."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much was done."""
        governance, now = governance_or_none() if settings.ADDRESS else None, timezone.localtime()
        today = timezone.localdate(now)

        def letter(near: Near) -> Letter:
            return notice_letter(near.user, notice_lines(near, today), base=settings.ADDRESS)

        sent = send_notices(governance=governance, write_letter=letter, by=BY, now=now) if governance else 0
        if not settings.ADDRESS:
            self.stderr.write(NO_ADDRESS)
        self.stdout.write(f"Avis envoyés : {sent}.")
