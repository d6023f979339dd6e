"""Makes a database ready for use: tables and the geography of France. Doing it again changes nothing."""

from __future__ import annotations

from django.core.management import call_command

from maillage.programme.territories.selectors import geography_loaded
from maillage.programme.territories.services import load_geography


def prepare_base(by: str) -> None:
    """Tables, then communes, EPCI and départements."""
    prepare_tables()
    prepare_geography(by)


def prepare_tables() -> None:
    """Create or update the tables."""
    call_command("migrate", verbosity=0, interactive=False)


def prepare_geography(by: str) -> None:
    """Load the geography when it is not there."""
    if not geography_loaded():
        load_geography(by=by)
