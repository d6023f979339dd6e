"""G21: the populated database of the version before, brought to this one, killed on the way and started again."""

from __future__ import annotations

import json
import signal
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.factories.installations import Installation, installations

RELEASED = Path(__file__).parents[1] / "data" / "released-migrations.txt"
STEP = 6
FILL = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from maillage.programme.surveys.services import Respondent, keep_answer, open_survey
from tests.factories.whole import load_whole
call_command("migrate", verbosity=0)
load_whole(diagnosis=False)
today = timezone.localdate()
survey = open_survey(
    code="membres-instance", title="Avant la réunion", subject="", by="essai", opens_on=today,
    closes_on=today + timedelta(days=9), respondents=[Respondent(f"Structure {n}", "Collège A") for n in range(8)],
)
for number, invitation in enumerate(survey.invitations.all()[:6]):
    given = {"knowledge": str(1 + number % 5), "position": "ready", "brings": ["train"]}
    keep_answer(invitation=invitation, values=given, today=today)
"""
BACK = """
from django.core.management import call_command
for app, name in {targets}:
    call_command("migrate", app, name, verbosity=0)
"""
# Dies of a SIGKILL before its n-th write.
CUT = """
import os, signal
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
left = [{writes}]
Migration.atomic = {atomic}
def cut(execute, sql, params, many, context):
    if sql.split()[0].upper() in ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE"):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(cut):
    call_command("migrate", verbosity=0)
"""
STATE = """
import json
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from maillage.programme.journal import selectors
with connection.cursor() as cursor:
    tables = [table for table in connection.introspection.table_names(cursor) if table != "django_migrations"]
    counts = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = cursor.fetchone()[0]
    cursor.execute('SELECT "values" FROM surveys_surveyanswer')
    answers = [json.loads(one) if isinstance(one, str) else one for (one,) in cursor.fetchall()]
print("STATE" + json.dumps({
    "counts": counts,
    "answers": sorted(json.dumps(one, sort_keys=True) for one in answers),
    "journal": selectors.verify(),
    "applied": sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
}))
"""


@pytest.fixture
def make(tmp_path):
    with installations(tmp_path) as made:
        yield made


def released() -> dict[str, list[str]]:
    """The migrations of the version before, by app."""
    found = defaultdict(list)
    for line in RELEASED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            app, name = line.split()
            found[app].append(name)
    return found


def ours() -> dict[str, list[str]]:
    """The migrations of the product now, by app."""
    found = defaultdict(list)
    for app, name in sorted(MigrationLoader(None).disk_migrations):
        if apps.get_app_config(app).name.startswith("maillage."):
            found[app].append(name)
    return found


def targets() -> list[tuple[str, str]]:
    """(app, its last migration in the version before) of each app that has newer ones."""
    before = released()
    return [(app, before[app][-1] if app in before else "zero") for app, now in ours().items() if now != before[app]]


def filled(place: Installation) -> dict:
    """A populated database as the version before left it; what it holds."""
    if not targets():
        pytest.skip("aucune migration depuis la version d’avant")
    for code in (FILL, BACK.format(targets=targets())):
        done, output = place.run(*place.python(code))
        assert done == 0, output
    return state(place)


def state(place: Installation) -> dict:
    done, output = place.run(*place.python(STATE))
    assert done == 0, output
    return json.loads(output.partition("STATE")[2])


def upgraded(place: Installation, writes: int, *, atomic: bool = True) -> int:
    """Upgrade, killed before that many writes; 0 when it came to its end."""
    return place.run(*place.python(CUT.format(writes=writes, atomic=atomic)))[0]


def killed_until_done(place: Installation, before: dict) -> int:
    """Kill the upgrade later and later in each of its migrations; how many times it was killed."""
    kills, writes, applied = 0, 0, before["applied"]
    while (code := upgraded(place, writes)) != 0:
        assert code == -signal.SIGKILL
        kills, writes, now = kills + 1, writes + STEP, state(place)
        assert (now["answers"], now["journal"], now["counts"]) == (before["answers"], "", before["counts"])
        writes, applied = (0, now["applied"]) if now["applied"] != applied else (writes, applied)
    return kills


def test_every_migration_of_the_version_before_is_still_there():
    now = ours()
    assert {app: [name for name in names if name not in now[app]] for app, names in released().items()} == {
        app: [] for app in released()
    }


@pytest.mark.long
def test_an_upgrade_killed_again_and_again_loses_nothing(make, record_property):
    place = make("upgraded")
    before = filled(place)
    kills = killed_until_done(place, before)
    assert kills > 0
    after = state(place)
    assert after["counts"] == before["counts"]
    assert (after["answers"], after["journal"]) == (before["answers"], "")
    assert {f"{app}.{name}" for app, names in ours().items() for name in names} <= set(after["applied"])
    code, output = place.run("check")
    assert code == 0, output
    record_property("mises à jour tuées puis reprises", str(kills))


@pytest.mark.long
def test_teeth_a_migration_that_is_not_whole_is_seen(make):
    place = make("halved")
    filled(place)
    assert upgraded(place, 6, atomic=False) == -signal.SIGKILL
    assert upgraded(place, 10_000) > 0
