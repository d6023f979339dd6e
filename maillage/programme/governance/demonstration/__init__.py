"""The story of the demonstration: real bodies, fictitious persons, a launch meeting held, minuted and signed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from maillage.programme.governance.demonstration.bodies import (
    keep_composition,
    make_committees,
    make_members,
    make_obligations,
)
from maillage.programme.governance.demonstration.meetings import hold_group, hold_launch, plan_coming, sign_minutes_of
from maillage.programme.governance.demonstration.proposals import make_proposals
from maillage.programme.governance.models import Governance
from maillage.programme.journal.services import record

Story = dict[str, Any]


@lru_cache
def story() -> Story:
    """`definitions/demonstration_governance.yaml`."""
    path = files("maillage") / "definitions" / "demonstration_governance.yaml"
    found: Story = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@transaction.atomic
def load_demonstration_governance(*, by: str, today: date) -> Governance:
    """Create the whole story once; a second call finds it there."""
    told = story()
    found = Governance.objects.filter(departement=told["governance"]["departement"]).first()
    if found is not None:
        return found
    governance = Governance.objects.create(
        name=told["governance"]["name"],
        departement_id=told["governance"]["departement"],
        opened_on=told["governance"]["opened_on"],
    )
    members = make_members(governance, told)
    committees = make_committees(governance, told, members)
    launch = hold_launch(committees["copil"], told, members)
    keep_composition(governance, told, launch, members, by)
    groups = [hold_group(committees[f"group-{i}"], group, today) for i, group in enumerate(told["working_groups"])]
    make_proposals(governance, told, members, committees, groups, by)
    make_obligations(governance, told, members, today)
    plan_coming(committees, told, today)
    record(
        actor=by,
        action="governance.demonstration",
        object_type="governance",
        object_id=governance.name,
        details={"members": len(members)},
    )
    sign_minutes_of(launch, told, by)
    return governance
