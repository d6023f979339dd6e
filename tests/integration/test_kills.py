"""G6: the process is killed while it writes; what it acknowledged is there, nothing is half done, the journal whole."""

from __future__ import annotations

import json
import random
import signal
import time

import pytest

from tests.factories.installations import Installation, installations

KILLS = 4
WRITER = """
import itertools, os, signal
from django.db import transaction
from maillage.programme.people.enums import Role
from maillage.programme.people.services.accounts import create_user
def act(n):
    create_user(
        email=f"p{{n}}@essai.example", full_name=f"Personne {{n}}", password="Tisser-le-reseau-95",
        roles=(Role.MEDIATOR, Role.MEMBER), by=None,
    )
for n in itertools.count({start}):
    {body}
"""
HONEST = "act(n); print(n, flush=True)"
# Says that it is done before it is: what the gate must see.
LIAR = "exec('with transaction.atomic():\\n act(n)\\n print(n, flush=True)\\n os.kill(os.getpid(), signal.SIGKILL)')"
STATE = """
import json
from maillage.programme.journal import selectors
from maillage.programme.journal.models import Entry
from maillage.programme.journal.services import record
from maillage.programme.people.models import User
record(actor=None, action="reprise", object_type="essai", object_id="1", details={})
print("STATE" + json.dumps({
    "roles": {u.email.partition("@")[0][1:]: u.role_assignments.count() for u in User.objects.all()},
    "entries": Entry.objects.filter(action="user.created").count(),
    "journal": selectors.verify(),
}))
"""


@pytest.fixture
def make(tmp_path):
    with installations(tmp_path) as made:
        yield made


def killed(place: Installation, start: int, body: str, acts: int, pause: float) -> list[int]:
    """Write until so many acts are acknowledged, then be killed a moment after; what was acknowledged."""
    heard: list[int] = []
    with place.start(*place.python(WRITER.format(start=start, body=body))) as process:
        for line in process.stdout:
            heard.append(int(line))
            if len(heard) == acts:
                time.sleep(pause)
                process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    return heard


def faults(place: Installation, acknowledged: list[int]) -> list[str]:
    """Acts acknowledged and lost, done by halves, or untold by the journal; the platform works again first."""
    code, output = place.run(*place.python(STATE))
    assert code == 0, output
    state = json.loads(output.partition("STATE")[2])
    lost = [f"lost {number}" for number in acknowledged if str(number) not in state["roles"]]
    half = [f"half {number}" for number, roles in state["roles"].items() if roles != 2]
    untold = [] if state["entries"] == len(state["roles"]) else [f"{state['entries']} entries"]
    return lost + half + untold + ([state["journal"]] if state["journal"] else [])


def test_killed_again_and_again_nothing_acknowledged_is_lost(make, record_property):
    place, rng, acknowledged = make("killed"), random.Random(95), []
    place.prepare()
    for _ in range(KILLS):
        start = max(acknowledged, default=0) + 100
        acknowledged += killed(place, start, HONEST, rng.randint(1, 8), rng.random() / 10)
    record_property("arrêts brutaux", KILLS)
    record_property("actes reconnus avant eux", len(acknowledged))
    assert len(acknowledged) >= KILLS
    assert faults(place, acknowledged) == []


def test_teeth_an_act_acknowledged_before_it_is_kept_is_seen(make):
    place = make("liar")
    place.prepare()
    heard = killed(place, 1, LIAR, 99, 0)
    assert heard == [1]
    assert faults(place, heard) == ["lost 1"]
