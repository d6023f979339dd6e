"""Brings a workbook back into a roadmap: what was approved, and nothing that changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.models import Roadmap
from maillage.programme.roadmap.rules.sheet import Change, changes_of
from maillage.programme.roadmap.selectors.actions import action_by_reference, sheet_of
from maillage.programme.roadmap.services.actions import create_action, update_action
from maillage.programme.roadmap.services.roadmaps import writable


class ExchangeRefusedError(RefusedError):
    """A workbook that no longer fits the roadmap."""


@transaction.atomic
def apply_workbook(
    *, roadmap: Roadmap, changes: Sequence[Change], created: Mapping[str, Mapping[str, Any]], by: object
) -> int:
    """Write every approved change, or none; how many actions were touched.

    A field that someone else changed since the workbook was read refuses the whole: nothing is overwritten unseen.
    """
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = writable(roadmap)
    by_reference: dict[str, list[Change]] = {}
    for change in changes:
        by_reference.setdefault(change.reference, []).append(change)
    for reference, own in by_reference.items():
        _update(roadmap, reference, own, by)
    for reference, sheet in created.items():
        if action_by_reference(roadmap, reference) is not None:
            raise ExchangeRefusedError(f"{reference} vient d’être créée : déposez de nouveau le classeur.")
        create_action(roadmap=roadmap, sheet=sheet, reference=reference, by=by)
    record(
        actor=by,
        action="roadmap.workbook",
        object_type="roadmap",
        object_id=str(roadmap.public_id),
        details={"changed": sorted(by_reference), "created": sorted(created)},
    )
    return len(by_reference) + len(created)


def _update(roadmap: Roadmap, reference: str, changes: list[Change], by: object) -> None:
    action = action_by_reference(roadmap, reference)
    if action is None:
        raise ExchangeRefusedError(f"L’action {reference} n’existe plus : déposez de nouveau le classeur.")
    now = sheet_of(action)
    wanted: dict[str, Any] = {}
    for change in changes:
        part, _, key = change.field.partition(":")
        if key:
            wanted.setdefault(part, dict(now[part]))
            if change.after is None:
                wanted[part].pop(key, None)
            else:
                wanted[part][key] = change.after
        else:
            wanted[part] = change.after
    found = {one.field: one.before for one in changes_of(reference, now, wanted)}
    if any(found.get(change.field) != change.before for change in changes):
        raise ExchangeRefusedError(
            f"{reference} a changé depuis l’export : déposez de nouveau le classeur pour comparer."
        )
    update_action(action=action, sheet=wanted, by=by)
