"""Reads of roadmaps, their axes, versions and perimeters."""

from __future__ import annotations

import uuid

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404

from maillage.programme.governance.enums import CommitteeKind
from maillage.programme.governance.models import Governance, Meeting
from maillage.programme.governance.selectors.proposals import HOLDING
from maillage.programme.roadmap.enums import RoadmapState
from maillage.programme.roadmap.models import Axis, Objective, Roadmap, RoadmapTransition, RoadmapVersion
from maillage.programme.roadmap.rules.roadmaps import Covered
from maillage.programme.territories.selectors import communes_within, territory_name


def roadmaps_of(governance: Governance) -> QuerySet[Roadmap]:
    """Every roadmap, the départemental one first."""
    return governance.roadmaps.select_related("lead", "governance")


def action_counts(governance: Governance) -> dict[int, int]:
    """How many actions each roadmap holds, by its key."""
    counts = governance.roadmaps.order_by().annotate(action_count=Count("actions"))
    return dict(counts.values_list("pk", "action_count"))


def roadmap_by_id(governance: Governance, public_id: uuid.UUID) -> Roadmap:
    """One roadmap, or 404."""
    found = roadmaps_of(governance).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def main_roadmap(governance: Governance) -> Roadmap | None:
    """The live départemental roadmap."""
    return roadmaps_of(governance).filter(is_departemental=True).exclude(state=RoadmapState.CLOSED).first()


def axes_of(roadmap: Roadmap) -> QuerySet[Axis]:
    """The axes in order, each with its objectives."""
    objectives = Prefetch("objectives", Objective.objects.order_by("position"))
    return roadmap.axes.order_by("position").select_related("serves").prefetch_related(objectives)


def axis_by_id(roadmap: Roadmap, number: int) -> Axis:
    """One axis of a roadmap, or 404."""
    found = axes_of(roadmap).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def objectives_of(roadmap: Roadmap) -> QuerySet[Objective]:
    """The objectives in the order of the document."""
    return Objective.objects.filter(axis__roadmap=roadmap).select_related("axis").order_by("axis__position", "position")


def objective_by_id(roadmap: Roadmap, number: int) -> Objective:
    """One objective of a roadmap, or 404."""
    found = objectives_of(roadmap).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def objective_titled(roadmap: Roadmap, title: str) -> Objective | None:
    """The objective that bears this title."""
    return objectives_of(roadmap).filter(title=title).first()


def departemental_axes(governance: Governance) -> QuerySet[Axis]:
    """The axes that a local roadmap can serve."""
    live = Axis.objects.filter(roadmap__governance=governance, roadmap__is_departemental=True)
    return live.exclude(roadmap__state=RoadmapState.CLOSED).select_related("roadmap").order_by("position")


def versions_of(roadmap: Roadmap) -> QuerySet[RoadmapVersion]:
    """The frozen versions, the last first."""
    return roadmap.versions.select_related("meeting").order_by("-number")


def transitions_of(roadmap: Roadmap) -> QuerySet[RoadmapTransition]:
    """The changes of state, the last first."""
    return roadmap.transitions.select_related("meeting")


def meetings_of_kind(governance: Governance, kind: CommitteeKind) -> QuerySet[Meeting]:
    """The open or held meetings of the instances of a kind, the last first."""
    found = Meeting.objects.filter(committee__governance=governance, committee__kind=kind, state__in=HOLDING)
    return found.select_related("committee").order_by("-starts_at")


def live_local(governance: Governance, *, but: Roadmap | None = None) -> list[Covered]:
    """The live local roadmaps and their communes."""
    found = governance.roadmaps.filter(is_departemental=False).exclude(state=RoadmapState.CLOSED)
    if but is not None and but.pk:
        found = found.exclude(pk=but.pk)
    return [_covered(one) for one in found.prefetch_related("communes")]


def live_all(governance: Governance) -> list[Covered]:
    """Every live roadmap and its communes."""
    found = governance.roadmaps.exclude(state=RoadmapState.CLOSED).prefetch_related("communes")
    return [_covered(one) for one in found]


def communes_of_codes(codes: list[str]) -> frozenset[str]:
    """The communes of a list of territories."""
    return frozenset().union(*(communes_within(code) for code in codes))


def names_of_codes(codes: list[str]) -> list[str]:
    """The names of a list of territories, in its order; an unknown code shows as it is."""
    return [territory_name(code) or code for code in codes]


def _covered(roadmap: Roadmap) -> Covered:
    return Covered(roadmap.name, frozenset(one.code for one in roadmap.communes.all()))
