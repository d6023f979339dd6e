"""Training scenarios in French words: the list, who gets what, which session, the text of the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from maillage.design.parts import Cell, Column, KeyFigure, Table
from maillage.design.typography import day_of, number, percent
from maillage.programme.funding.models import Scenario


def training_url(scenario: Scenario, name: str = "training") -> str:
    """A page of a training scenario."""
    return reverse(f"funding:{name}", kwargs={"public_id": scenario.public_id})


def comparison(scenarios: Sequence[Scenario]) -> Table:
    """The scenarios side by side."""
    columns = (
        Column("Scénario"),
        Column("Fait le"),
        Column("Places", numeric=True),
        Column("Structures", numeric=True),
        Column("Sans session", numeric=True),
        Column("Kilomètres", numeric=True),
        Column("Suite"),
    )
    return Table("Les scénarios côte à côte, le dernier d’abord", columns, tuple(_row(one) for one in scenarios))


def _row(one: Scenario) -> tuple[Cell, ...]:
    bodies = one.result["bodies"]
    proposal = one.proposal
    url = reverse("governance:proposal", kwargs={"public_id": proposal.public_id}) if proposal else ""
    return (
        Cell(one.name, training_url(one)),
        Cell(day_of(date.fromisoformat(one.result["made_on"]))),
        Cell(f"{one.result['given']} sur {one.terms['total']}", numeric=True),
        Cell(str(sum(line["places"] > 0 for line in bodies)), numeric=True),
        Cell(str(sum(line["unseated"] for line in bodies)), numeric=True),
        Cell(number(one.result["kilometres"]), numeric=True),
        Cell(proposal.get_state_display() if proposal else "à examiner", url),
    )


def figures(scenario: Scenario) -> tuple[KeyFigure, ...]:
    """What the scenario gives."""
    bodies, result = scenario.result["bodies"], scenario.result
    seated = result["given"] - sum(line["unseated"] for line in bodies)
    mean = result["kilometres"] / seated if seated else None
    return (
        KeyFigure(str(result["given"]), "places données", f"sur {scenario.terms['total']}"),
        KeyFigure(str(sum(line["places"] > 0 for line in bodies)), "structures servies", f"sur {len(bodies)}"),
        KeyFigure(str(seated), "personnes avec une session"),
        KeyFigure(f"{number(mean, 1)} km", "par personne, à vol d’oiseau"),
    )


def places_table(scenario: Scenario) -> Table:
    """Who gets what, and where they go."""
    titles = {one["code"]: session_title(one) for one in scenario.result["sessions"]}
    columns = (
        Column("Structure"),
        Column("Territoire"),
        Column("Agents", numeric=True),
        Column("Fragilité", numeric=True),
        Column("Places", numeric=True),
        Column("Sessions"),
    )
    rows = tuple(
        (
            Cell(line["name"]),
            Cell(line["territory"]),
            Cell(str(line["agents"]), numeric=True),
            Cell(percent(line["need"], 0), numeric=True),
            Cell(str(line["places"]), numeric=True),
            Cell(_sessions(line, titles)),
        )
        for line in sorted(scenario.result["bodies"], key=lambda line: (-line["places"], line["name"]))
    )
    return Table("Les places, structure par structure", columns, rows)


def _sessions(line: dict, titles: dict[str, str]) -> str:
    parts = [f"{count} le {titles[code]}" for code, count in line["sessions"].items()]
    if line["unseated"]:
        parts.append(f"{line['unseated']} sans session assez proche")
    return " ; ".join(parts)


def sessions_table(scenario: Scenario) -> Table:
    """The sessions, open or not."""
    columns = (Column("Session"), Column("Personnes", numeric=True), Column("Places", numeric=True), Column("État"))
    rows = tuple(
        (
            Cell(session_title(one)),
            Cell(str(one["people"]), numeric=True),
            Cell(str(one["capacity"]), numeric=True),
            Cell("à tenir" if one["people"] else "à ne pas ouvrir"),
        )
        for one in scenario.result["sessions"]
    )
    return Table("Les sessions", columns, rows)


def session_title(one: dict) -> str:
    """« 4 mars 2027, Magny-en-Vexin »."""
    return f"{day_of(date.fromisoformat(one['on']))}, {one['territory']}"


def proposal_text(scenario: Scenario) -> str:
    """The words that a proposal starts from."""
    lines = [f"Le scénario « {scenario.name} » répartit {scenario.result['given']} places de formation :"]
    given = sorted(scenario.result["bodies"], key=lambda line: (-line["places"], line["name"]))
    lines += [f"- {line['name']} : {line['places']}" for line in given if line["places"]]
    held = [one for one in scenario.result["sessions"] if one["people"]]
    if held:
        lines += ["", "Sessions à tenir :", *(f"- {session_title(one)} : {one['people']} personnes" for one in held)]
    return "\n".join(lines)
