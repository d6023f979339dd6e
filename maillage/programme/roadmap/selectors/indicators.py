"""Reads of indicators: each with its paths, its last value, what it says today, and the roll-up by axis."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import Governance, Meeting
from maillage.programme.places.selectors.directory import Criteria, matching
from maillage.programme.roadmap.enums import Direction
from maillage.programme.roadmap.models import Action, Indicator, Measurement, Target, WeatherReport
from maillage.programme.roadmap.rules import indicators as rules
from maillage.programme.roadmap.selectors.roadmaps import main_roadmap


@dataclass(frozen=True)
class TargetPath:
    """What one text promises, and how far the last value is on its way; None while there is no value."""

    source: str
    is_reference: bool
    targets: tuple[Target, ...]
    progress: Decimal | None
    gap: Decimal | None

    @property
    def goal(self) -> Target:
        """The last target of the path."""
        return self.targets[-1]


@dataclass(frozen=True)
class IndicatorState:
    """An indicator as of a day. `path` is the path of reference; None without a target."""

    indicator: Indicator
    series: tuple[Measurement, ...]
    paths: tuple[TargetPath, ...]
    weather: WeatherReport | None
    is_behind: bool
    is_falling: bool
    is_stale: bool

    @property
    def last(self) -> Measurement | None:
        """The newest value."""
        return self.series[-1] if self.series else None

    @property
    def path(self) -> TargetPath | None:
        """The path that progress and alerts follow."""
        return next((one for one in self.paths if one.is_reference), self.paths[0] if self.paths else None)

    @property
    def is_off_track(self) -> bool:
        """Whether what is measured goes another way than what was promised."""
        return self.is_behind or self.is_falling

    @property
    def needs_value(self) -> bool:
        """Whether a value is awaited."""
        return self.is_stale or self.last is None


def indicators_of(governance: Governance) -> QuerySet[Indicator]:
    """Every indicator with all that a state needs."""
    related = ("owner", "objective__axis__roadmap", "governance")
    return governance.indicators.select_related(*related).prefetch_related(
        "targets__proposal", "measurements", "weather_reports", "actions__roadmap"
    )


def indicators_of_action(action: Action) -> QuerySet[Indicator]:
    """The indicators that an action moves."""
    return indicators_of(action.roadmap.governance).filter(actions=action)


def indicator_by_id(governance: Governance, public_id: uuid.UUID) -> Indicator:
    """One indicator, or 404."""
    found = indicators_of(governance).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def states_of(governance: Governance, today: date) -> list[IndicatorState]:
    """Every indicator as of today, by title."""
    return [state_of(one, today) for one in indicators_of(governance)]


def off_track(states: Iterable[IndicatorState]) -> list[IndicatorState]:
    """The indicators behind their path or falling, the furthest first."""
    found = [one for one in states if one.is_off_track]
    return sorted(found, key=lambda one: one.path.gap if one.path and one.path.gap is not None else Decimal(0))


def state_of(indicator: Indicator, today: date) -> IndicatorState:
    """One indicator as of today."""
    series = tuple(sorted((one for one in indicator.measurements.all() if one.on <= today), key=lambda one: one.on))
    paths = tuple(paths_of(indicator, series[-1] if series else None, today))
    reference = next((one for one in paths if one.is_reference), paths[0] if paths else None)
    return IndicatorState(
        indicator,
        series,
        paths,
        next((one for one in indicator.weather_reports.all() if one.on <= today), None),
        is_behind=rules.is_behind(reference.gap if reference else None),
        is_falling=bool(series) and rules.is_falling(_before(series), series[-1].value, Direction(indicator.direction)),
        is_stale=rules.is_stale(
            series[-1].on if series else None, indicator.periodicity_days, indicator.delay_days, today
        ),
    )


def paths_of(indicator: Indicator, last: Measurement | None, today: date) -> Iterable[TargetPath]:
    """The paths, one a source, the reference first."""
    by_source: dict[str, list[Target]] = defaultdict(list)
    for target in sorted(indicator.targets.all(), key=lambda one: one.due_on):
        by_source[target.source].append(target)
    start = (indicator.baseline_on, indicator.baseline_value)
    direction = Direction(indicator.direction)
    for source, targets in sorted(by_source.items(), key=lambda pair: (not pair[1][0].is_reference, pair[0])):
        points = [start, *((one.due_on, one.value) for one in targets)]
        reached = points_gap = None
        if last is not None:
            reached = rules.progress(start[1], last.value, targets[-1].value, direction)
            points_gap = rules.gap(points, last.value, today, direction)
        yield TargetPath(source, targets[0].is_reference, tuple(targets), reached, points_gap)


def roll_up_by_axis(governance: Governance, states: Iterable[IndicatorState]) -> list[tuple[str, rules.RollUp]]:
    """The progress of each axis of the départemental roadmap that has indicators."""
    roadmap = main_roadmap(governance)
    parts: dict[tuple[int, str], list[rules.Part]] = defaultdict(list)
    for one in states:
        objective = one.indicator.objective
        if objective is None or roadmap is None or objective.axis.roadmap_id != roadmap.pk:
            continue
        reached = one.path.progress if one.path else None
        part = rules.Part(one.indicator.title, one.indicator.weight, reached)
        parts[(objective.axis.position, str(objective.axis))].append(part)
    return [(title, rules.roll_up(found)) for (_, title), found in sorted(parts.items())]


def may_measure(indicator: Indicator, spoken: frozenset[int]) -> bool:
    """Whether one of the members that someone speaks for follows an indicator."""
    return indicator.owner_id in spoken


def count_places(governance: Governance, territory: str, on: date) -> int:
    """How many places are shown in a territory, those that stop there included."""
    return matching(Criteria(territory=territory)).count()


def count_meetings(governance: Governance, territory: str, on: date) -> int:
    """How many meetings of the instances were held by this day."""
    held = (MeetingState.HELD, MeetingState.CLOSED)
    return Meeting.objects.filter(committee__governance=governance, state__in=held, starts_at__date__lte=on).count()


def _before(series: tuple[Measurement, ...]) -> Decimal | None:
    return series[-2].value if len(series) > 1 else None
