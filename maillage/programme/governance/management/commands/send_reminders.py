"""`maillage manage send_reminders`: to be run every morning."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.programme.governance.links import invitation_letter
from maillage.programme.governance.selectors.convocations import reminders_due, unanswered
from maillage.programme.governance.services.convocations import MailUnavailableError, send_mails

BY = "maillage send_reminders"
NO_ADDRESS = "Aucun rappel : MAILLAGE_ADDRESS ne dit pas l’adresse à mettre dans les courriels."


class Command(BaseCommand):
    """Reminds of the meetings those who have not answered, fifteen, five and one day before."""

    help = "Rappelle les réunions à venir aux personnes qui n’ont pas répondu."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much was done; run twice, it sends nothing twice."""
        if not settings.ADDRESS:
            self.stderr.write(NO_ADDRESS)
            return
        sent = 0
        for meeting, days in reminders_due(timezone.now()):
            purpose = f"reminder-{days}"
            letter = partial(invitation_letter, purpose=purpose, base=settings.ADDRESS)
            try:
                counts = send_mails(meeting=meeting, purpose=purpose, write_letter=letter, by=BY, only=unanswered())
            except MailUnavailableError as refusal:
                raise CommandError(str(refusal)) from refusal
            sent += counts.get("sent", 0)
        self.stdout.write(f"Rappels envoyés : {sent}.")
