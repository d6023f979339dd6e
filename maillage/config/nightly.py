"""What a machine runs every night, so that nothing depends on someone remembering."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from maillage.config.watching.logs import redact
from maillage.portal.open_data.publish import publish
from maillage.programme.governance.selectors.governances import governance_or_none
from maillage.programme.governance.services.readings import purge_files
from maillage.programme.privacy.register import Treatment, register
from maillage.programme.roadmap.services.indicators import refresh_indicators

# One that fails keeps none of the others from running.
COMMANDS = ("keep_places", "send_reminders", "send_notices")
BY = "maillage nightly"


def nightly(say: Callable[[str], None]) -> int:
    """Run every task; returns how many failed, each said in words."""
    tasks: list[tuple[str, Callable[[], object]]] = [(name, _command(name)) for name in COMMANDS]
    tasks += [(f"effacement : {one.title.lower()}", _purge(one)) for one in register().treatments if one.purge]
    tasks.append(("purge_readings", _forget_readings))
    tasks.append(("refresh_indicators", _count_indicators))
    tasks.append(("publication des données ouvertes", _publish))
    return sum(not _done(name, task, say) for name, task in tasks)


def _command(name: str) -> Callable[[], object]:
    return lambda: call_command(name)


def _purge(treatment: Treatment) -> Callable[[], object]:
    return lambda: import_string(treatment.purge)(by=BY, today=timezone.localdate())


def _forget_readings() -> object:
    return purge_files(by=BY)


def _count_indicators() -> object:
    governance = governance_or_none()
    return governance and refresh_indicators(governance=governance, by=BY, today=timezone.localdate())


def _publish() -> object:
    return publish(settings.MEDIA_ROOT / "donnees", timezone.now())


def _done(name: str, task: Callable[[], object], say: Callable[[str], None]) -> bool:
    try:
        task()
    except Exception as error:
        say(redact(f"Échec  {name} : {error}"))
        return False
    say(f"Fait   {name}")
    return True
