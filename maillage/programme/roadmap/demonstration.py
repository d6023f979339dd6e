"""The roadmap of the story: written, validated by a COTECH, adopted by a COPIL, followed since."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from maillage.programme.governance.demonstration.meetings import hold_decision
from maillage.programme.governance.enums import CommitteeKind
from maillage.programme.governance.models import Committee, Decision, Governance, Meeting, Member
from maillage.programme.roadmap.enums import RiskLevel, RoadmapState, Weather
from maillage.programme.roadmap.models import Action, Indicator, Roadmap
from maillage.programme.roadmap.selectors.roadmaps import objective_titled
from maillage.programme.roadmap.services import actions, indicators
from maillage.programme.roadmap.services.roadmaps import create_roadmap, move_roadmap, save_axis, save_objective

Story = dict[str, Any]
VALIDATED_ON = date(2024, 10, 15)
SHEET = ("objective", "title", "description", "engagement", "needs", "audiences", "pilots", "partners", "status")
SHEET_TOO = ("priority",)
BASELINE = ("baseline_value", "baseline_on")
FEED = ("feed", "source", "periodicity_days", "delay_days", "weight")
DEFINITION = frozenset({"title", "definition", "kind", "unit", "direction", "territory_code", *BASELINE, *FEED})


@lru_cache
def story() -> Story:
    """`definitions/demonstration_roadmap.yaml`."""
    path = files("maillage") / "definitions" / "demonstration_roadmap.yaml"
    found: Story = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@lru_cache
def indicators_told() -> list[Story]:
    """`definitions/demonstration_indicators.yaml`."""
    path = files("maillage") / "definitions" / "demonstration_indicators.yaml"
    found: list[Story] = yaml.safe_load(path.read_text(encoding="utf-8"))["indicators"]
    return found


@transaction.atomic
def load_demonstration_roadmap(*, governance: Governance, by: str, today: date) -> Roadmap:
    """Create the whole roadmap once; a second call finds it there."""
    told = story()
    found = governance.roadmaps.filter(name=told["roadmap"]["name"]).first()
    if found is not None:
        return found
    roadmap = _write(governance, told, by)
    for line in told["actions"]:
        _action(roadmap, line, told["notes"].get(line["reference"], ""), by, today)
    roadmap = _adopt(roadmap, told["roadmap"]["adopted_on"], by)
    for line in indicators_told():
        _indicator(roadmap, line, by, today)
    return roadmap


def _write(governance: Governance, told: Story, by: str) -> Roadmap:
    line = told["roadmap"]
    roadmap = create_roadmap(
        governance=governance,
        name=line["name"],
        lead=Member.objects.get(governance=governance, display_name=line["lead"]),
        is_departemental=True,
        territory_codes=line["territories"],
        starts_on=line["starts_on"],
        ends_on=line["ends_on"],
        context=line["context"],
        is_demonstration=True,
        by=by,
    )
    for entry in told["axes"]:
        axis = save_axis(roadmap=roadmap, title=entry["title"], ambition=entry["ambition"], by=by)
        for title in entry["objectives"]:
            save_objective(axis=axis, title=title, by=by)
    return roadmap


def _action(roadmap: Roadmap, line: Story, note: str, by: str, today: date) -> Action:
    sheet = {name: line[name] for name in (*SHEET, *SHEET_TOO) if name in line}
    sheet["territory_codes"], sheet["reach_count"] = line["territories"], line["reach"]
    sheet["starts_on"], sheet["ends_on"] = _day(line, "starts", today), _day(line, "ends", today)
    for part, place in (("budget", 0), ("actual", 1)):
        amounts = {key: pair[place] for key, pair in line["budget"].items() if pair[place] is not None}
        sheet[part] = {key: f"{amount}.00" for key, amount in amounts.items()}
    action = actions.create_action(roadmap=roadmap, sheet=sheet, reference=line["reference"], by=by)
    for title, due, done in line["steps"]:
        step = actions.add_step(action=action, title=title, due_on=_moment(due, today), by=by, today=today)
        if done:
            actions.complete_step(step=step, done_on=done, by=by, today=today)
    for title, likelihood, impact, response in line.get("risks", ()):
        levels = {"likelihood": RiskLevel(likelihood), "impact": RiskLevel(impact)}
        actions.add_risk(action=action, title=title, response=response, by=by, today=today, **levels)
    if note:
        actions.add_note(action=action, text=note, by=by, today=today)
    return action


def _indicator(roadmap: Roadmap, line: Story, by: str, today: date) -> Indicator:
    owner = Member.objects.get(governance=roadmap.governance, display_name=line["owner"]) if "owner" in line else None
    values = {name: line[name] for name in DEFINITION & line.keys()}
    values |= {"objective": objective_titled(roadmap, line["objective"]), "owner": owner, "is_demonstration": True}
    found = indicators.save_indicator(
        governance=roadmap.governance,
        values=values,
        actions=roadmap.actions.filter(reference__in=line.get("actions", ())),
        by=by,
    )
    for source, value, due_on in line["targets"]:
        indicators.set_target(indicator=found, source=source, value=Decimal(value), due_on=due_on, by=by)
    for value, on in line.get("series", ()):
        day, proof = _moment(on, today), line["source"]
        indicators.record_measurement(indicator=found, on=day, value=Decimal(value), proof=proof, by=by, today=today)
    if "weather" in line:
        weather, comment = line["weather"]
        indicators.report_weather(indicator=found, weather=Weather(weather), comment=comment, by=by, today=today)
    indicators.refresh_indicator(indicator=found, by=by, today=today)
    return found


def _adopt(roadmap: Roadmap, adopted_on: date, by: str) -> Roadmap:
    """The chain of the calendar: consultation, COTECH on 15 October 2024, COPIL a week after."""
    cotech, copil = (_committee(roadmap.governance, kind) for kind in (CommitteeKind.COTECH, CommitteeKind.COPIL))
    draft = hold_decision(cotech, "COTECH : rendu de la feuille de route", VALIDATED_ON, "Le projet est validé.")
    final = hold_decision(
        copil, "COPIL : adoption de la feuille de route", adopted_on, "La feuille de route est adoptée."
    )
    steps: tuple[tuple[RoadmapState, Meeting | None, date], ...] = (
        (RoadmapState.CONSULTATION, None, date(2024, 9, 17)),
        (RoadmapState.VALIDATED, draft, VALIDATED_ON),
        (RoadmapState.ADOPTED, final, adopted_on),
        (RoadmapState.FILED, None, date(2024, 10, 29)),
    )
    for state, meeting, on in steps:
        roadmap = move_roadmap(roadmap=roadmap, to=state, meeting=meeting, by=by, today=on)
    decision = Decision.objects.get(item__meeting=final)
    for action in roadmap.actions.all():
        actions.link_decision(action=action, decision=decision, by=by)
    return roadmap


def _committee(governance: Governance, kind: CommitteeKind) -> Committee:
    return governance.committees.get(kind=kind)


def _day(line: Story, name: str, today: date) -> str | None:
    if f"{name}_in" in line:
        return (today + timedelta(days=line[f"{name}_in"])).isoformat()
    day = line.get(f"{name}_on")
    return day.isoformat() if day else None


def _moment(due: date | str, today: date) -> date:
    """A day, or « in N »: so many days from today."""
    return due if isinstance(due, date) else today + timedelta(days=int(due.removeprefix("in ")))
