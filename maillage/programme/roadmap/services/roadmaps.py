"""Opens a roadmap, writes its axes and objectives, moves it along its states and freezes what was adopted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from maillage.programme.governance.enums import CommitteeKind, MemberCategory, MemberStatus
from maillage.programme.governance.models import Governance, Meeting, Member
from maillage.programme.governance.selectors.proposals import HOLDING, meeting_quorum
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.enums import BackingContract, RoadmapState
from maillage.programme.roadmap.models import Axis, Objective, Roadmap, RoadmapTransition, RoadmapVersion
from maillage.programme.roadmap.rules import roadmaps as rules
from maillage.programme.roadmap.selectors import roadmaps as selectors
from maillage.programme.roadmap.selectors.actions import content_of
from maillage.programme.territories.models import Commune


class RoadmapRefusedError(RefusedError):
    """A roadmap that two rules forbid: its carrier, its perimeter, its name, its state."""


class FrozenRoadmapError(RefusedError):
    """The text of an adopted roadmap."""

    words = "Cette feuille de route est adoptée : passez-la « En révision » pour changer son texte."


@transaction.atomic
def create_roadmap(
    *,
    governance: Governance,
    name: str,
    lead: Member | None,
    is_departemental: bool,
    territory_codes: Sequence[str],
    starts_on: date,
    ends_on: date,
    contract: str = BackingContract.NONE,
    contract_name: str = "",
    context: str = "",
    is_demonstration: bool = False,
    by: object,
) -> Roadmap:
    """Open a roadmap as a draft."""
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = Roadmap(governance=governance, is_demonstration=is_demonstration)
    _write(
        roadmap,
        name=name,
        lead=lead,
        is_departemental=is_departemental,
        territory_codes=list(territory_codes),
        starts_on=starts_on,
        ends_on=ends_on,
        contract=contract,
        contract_name=contract_name,
        context=context,
    )
    _trace("roadmap.created", roadmap, by=by, name=roadmap.name, territories=roadmap.territory_codes)
    return roadmap


@transaction.atomic
def update_roadmap(*, roadmap: Roadmap, by: object, **fields: Any) -> Roadmap:
    """Correct what a roadmap says of itself, while it is written."""
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = writable(roadmap)
    _write(roadmap, **fields)
    _trace("roadmap.updated", roadmap, by=by, name=roadmap.name, territories=roadmap.territory_codes)
    return roadmap


@transaction.atomic
def move_roadmap(
    *, roadmap: Roadmap, to: RoadmapState, meeting: Meeting | None = None, reason: str = "", by: object, today: date
) -> Roadmap:
    """Change the state; an adoption freezes a version in the same transaction."""
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = _locked(roadmap)
    before = RoadmapState(roadmap.state)
    fault = rules.move_fault(
        before,
        to,
        meeting_kind=CommitteeKind(meeting.committee.kind) if meeting else None,
        meeting_held=meeting is not None and _held(roadmap, meeting),
        quorum_met=meeting is not None and meeting_quorum(meeting).met,
        reason=reason,
    )
    if fault:
        raise RoadmapRefusedError(fault)
    roadmap.state = to
    roadmap.save(update_fields=["state"])
    RoadmapTransition.objects.create(
        roadmap=roadmap,
        from_state=before,
        to_state=to,
        on=today,
        reason=reason,
        meeting=meeting,
        by_label=str(by)[:200],
    )
    if rules.MOVES[before, to].freezes:
        _freeze(roadmap, meeting, by, today)
    _trace("roadmap.moved", roadmap, by=by, before=before, after=to, reason=reason)
    return roadmap


@transaction.atomic
def save_axis(
    *,
    roadmap: Roadmap,
    title: str,
    ambition: str = "",
    serves: Axis | None = None,
    axis: Axis | None = None,
    by: object,
) -> Axis:
    """Add an axis after the others, or correct one; a local axis says which départemental one it serves."""
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = writable(roadmap)
    if not roadmap.is_departemental and serves is None:
        raise RoadmapRefusedError("Choisissez l’axe départemental que cet axe sert : les feuilles de route s’alignent.")
    if axis is None:
        axis = Axis(roadmap=roadmap, position=roadmap.axes.count() + 1)
    axis.title, axis.ambition, axis.serves = title.strip(), ambition.strip(), serves
    axis.save()
    _trace("roadmap.axis_saved", roadmap, by=by, position=axis.position, title=axis.title)
    return axis


@transaction.atomic
def save_objective(*, axis: Axis, title: str, objective: Objective | None = None, by: object) -> Objective:
    """Add an objective at the end of an axis, or correct one; a title is used once in a roadmap."""
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = writable(axis.roadmap)
    twin = selectors.objective_titled(roadmap, title.strip())
    if twin is not None and (objective is None or twin.pk != objective.pk):
        raise RoadmapRefusedError("Un autre objectif porte déjà ce titre : précisez-le.")
    if objective is None:
        objective = Objective(axis=axis, position=axis.objectives.count() + 1)
    objective.title = title.strip()
    objective.save()
    _trace("roadmap.objective_saved", roadmap, by=by, title=objective.title)
    return objective


def writable(roadmap: Roadmap) -> Roadmap:
    """The roadmap, locked, or a refusal when its text is adopted."""
    roadmap = _locked(roadmap)
    if RoadmapState(roadmap.state) not in rules.WRITABLE:
        raise FrozenRoadmapError
    return roadmap


def _write(roadmap: Roadmap, **fields: Any) -> None:
    """Check what a roadmap says of itself, then keep it with its communes."""
    for name, value in fields.items():
        setattr(roadmap, name, value.strip() if isinstance(value, str) else value)
    communes = selectors.communes_of_codes(roadmap.territory_codes)
    for fault in _faults(roadmap, communes):
        raise RoadmapRefusedError(fault)
    roadmap.save()
    roadmap.communes.set(Commune.objects.filter(pk__in=communes))


def _faults(roadmap: Roadmap, communes: frozenset[str]) -> list[str]:
    lead, governance = roadmap.lead, roadmap.governance
    twins = governance.roadmaps.exclude(pk=roadmap.pk)
    faults = [
        rules.period_fault(roadmap.starts_on, roadmap.ends_on),
        rules.lead_fault(
            MemberCategory(lead.category) if lead else None,
            confirmed=lead is not None and lead.status == MemberStatus.CONFIRMED,
            is_departemental=roadmap.is_departemental,
        ),
        "" if communes else "Choisissez au moins un territoire : un périmètre est un ensemble de communes.",
        "Une autre feuille de route porte ce nom." if twins.filter(name=roadmap.name).exists() else "",
    ]
    if roadmap.is_departemental:
        live = twins.filter(is_departemental=True).exclude(state=RoadmapState.CLOSED)
        faults.append("Il existe déjà une feuille de route départementale : modifiez-la." if live.exists() else "")
    else:
        shared = rules.overlaps(communes, selectors.live_local(governance, but=roadmap))
        faults += [_overlap_words(name, codes) for name, codes in shared.items()]
    return [fault for fault in faults if fault]


def _overlap_words(name: str, codes: frozenset[str]) -> str:
    shown = sorted(selectors.names_of_codes(sorted(codes)))
    words = ", ".join(shown[:3]) + (f" et {len(shown) - 3} autres" if len(shown) > 3 else "")
    return f"« {name} » couvre déjà {words} : deux feuilles de route locales n’ont aucune commune en partage."


def _freeze(roadmap: Roadmap, meeting: Meeting | None, by: object, today: date) -> None:
    content = content_of(roadmap)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    RoadmapVersion.objects.create(
        roadmap=roadmap,
        number=roadmap.versions.count() + 1,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        meeting=meeting,
        frozen_on=today,
        by_label=str(by)[:200],
    )


def _held(roadmap: Roadmap, meeting: Meeting) -> bool:
    return meeting.committee.governance_id == roadmap.governance_id and meeting.state in HOLDING


def _locked(roadmap: Roadmap) -> Roadmap:
    return Roadmap.objects.select_for_update(of=("self",)).select_related("lead", "governance").get(pk=roadmap.pk)


def _trace(action: str, roadmap: Roadmap, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="roadmap", object_id=str(roadmap.public_id), details=dict(details))
