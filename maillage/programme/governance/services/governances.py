"""Opens a governance with its four colleges, and keeps what was voted of its composition."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from maillage.programme.governance.enums import CollegeKind
from maillage.programme.governance.models import College, Composition, Governance, Meeting
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.territories.models import Departement


class AlreadyOpenError(RefusedError):
    """This département has its governance."""

    words = "La gouvernance de ce département est déjà ouverte."


@transaction.atomic
def open_governance(*, name: str, departement: Departement, opened_on: date, by: object) -> Governance:
    """Open the governance of a département, with the four colleges of a FNE governance."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    if Governance.objects.filter(departement=departement).exists():
        raise AlreadyOpenError
    governance = Governance.objects.create(name=name.strip(), departement=departement, opened_on=opened_on)
    College.objects.bulk_create(
        College(governance=governance, kind=kind, name=kind.label, position=position)
        for position, kind in enumerate(CollegeKind, start=1)
    )
    _trace("governance.opened", governance, by=by, name=governance.name)
    return governance


@transaction.atomic
def record_composition(
    *,
    governance: Governance,
    voted_on: date,
    local_count: int,
    private_count: int,
    wording: str = "",
    meeting: Meeting | None = None,
    by: object,
) -> Composition:
    """Keep how many collectivités and private bodies were voted, on which day."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    composition = Composition.objects.create(
        governance=governance,
        voted_on=voted_on,
        meeting=meeting,
        local_count=local_count,
        private_count=private_count,
        wording=wording,
    )
    _trace("composition.voted", governance, by=by, on=voted_on, local=local_count, private=private_count)
    return composition


def _trace(action: str, governance: Governance, *, by: object, **details: object) -> None:
    record(
        actor=by, action=action, object_type="governance", object_id=governance.departement_id, details=dict(details)
    )
