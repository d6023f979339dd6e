"""Siting scenarios in French words: side by side, one with its map and its tables, the text of its proposal, in CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
from django.urls import reverse

from maillage.design.figures.choropleth import legend_of, render_choropleth
from maillage.design.parts import Cell, Column, KeyFigure, MapFigure, Table
from maillage.design.typography import HARD, day_of, number, percent, signed, spaced
from maillage.programme.diagnosis.presenters.maps import METHOD, Mark, spec_of
from maillage.programme.diagnosis.selectors import figures_of, home_departement, published_run, shapes_of
from maillage.programme.siting.enums import SitingState
from maillage.programme.siting.models import SitingScenario
from maillage.runs.placement import definition
from maillage.runs.write import csv_bytes

GROUPS = {"rural": "dans le rural", "qpv": "dans les communes avec un quartier prioritaire"}
LIMITS = (
    "Un scénario compare des communes, d’après une demande estimée et des temps de trajet en ligne droite, sauf s’ils "
    "ont été mesurés. Il ne dit ni le local, ni l’accord du maire, ni le bus du mercredi. Il éclaire une décision et "
    "ne la remplace pas."
)


@dataclass(frozen=True)
class ScenarioPage:
    """What the page of one scenario shows."""

    finding: str
    proof: str
    map: MapFigure | None
    figures: tuple[KeyFigure, ...]
    choices: Table
    next_ones: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...]
    communes: Table
    limits: str
    csv_url: str


def scenario_url(scenario: SitingScenario, name: str = "scenario") -> str:
    """A page of a scenario."""
    return reverse(f"siting:{name}", kwargs={"public_id": scenario.public_id})


def comparison(scenarios: Sequence[SitingScenario]) -> Table:
    """The scenarios side by side."""
    columns = (
        Column("Scénario"),
        Column("Ajoute"),
        Column("Où"),
        Column("Demandes servies", numeric=True),
        Column("De plus", numeric=True),
        Column("Trajet moyen", numeric=True),
        Column("Preuve"),
        Column("Suite"),
    )
    return Table("Les scénarios côte à côte, le dernier d’abord", columns, tuple(_row(one) for one in scenarios))


def _row(one: SitingScenario) -> tuple[Cell, ...]:
    result = one.result
    if one.state != SitingState.DONE:
        blank = tuple(Cell("non connu", numeric=True) for _ in range(3))
        return (
            Cell(one.name, scenario_url(one)),
            Cell(asked_words(one)),
            Cell("non connu"),
            *blank,
            Cell("non connu"),
            Cell(one.get_state_display()),
        )
    gain = result["after"]["demand"] - result["before"]["demand"]
    return (
        Cell(one.name, scenario_url(one)),
        Cell(asked_words(one)),
        Cell(", ".join(choice["name"] for choice in result["choices"])),
        Cell(percent(_share(result, "after"), 1), numeric=True),
        Cell(f"{signed(gain, 0)} rendez-vous", numeric=True),
        Cell(_minutes(result["after"]["minutes"]), numeric=True),
        Cell(result["proof"]),
        Cell(one.proposal.get_state_display() if one.proposal else "à examiner", _proposal_url(one)),
    )


def asked_words(one: SitingScenario) -> str:
    """« 1 poste et 2 arrêts »."""
    posts = f"{one.posts} poste{'s' if one.posts > 1 else ''}" if one.posts else ""
    stops = f"{one.stops} arrêt{'s' if one.stops > 1 else ''}" if one.stops else ""
    return " et ".join(part for part in (posts, stops) if part)


def scenario_page(one: SitingScenario) -> ScenarioPage:
    """The page of a scenario that is made."""
    return ScenarioPage(
        finding=finding(one),
        proof=spaced(one.result["proof"]),
        map=_map(one),
        figures=_figures(one),
        choices=_choices(one),
        next_ones=tuple(spaced(words) for words in _next(one)),
        conditions=_conditions(one),
        communes=_communes(one),
        limits=spaced(LIMITS),
        csv_url=scenario_url(one, "scenario_csv"),
    )


def finding(one: SitingScenario) -> str:
    """One sentence: where, and what it changes."""
    result = one.result
    names = _listing([f"{_kind(choice)} à {choice['name']}" for choice in result["choices"]])
    gain = result["after"]["demand"] - result["before"]["demand"]
    before, after = percent(_share(result, "before"), 1), percent(_share(result, "after"), 1)
    return spaced(
        f"{names[:1].upper()}{names[1:]} : {number(gain)} rendez-vous de plus par an. La part de la demande servie "
        f"passe de {before} à {after}."
    )


def proposal_text(one: SitingScenario) -> str:
    """The words of the proposal, to be rewritten by whoever sends it."""
    lines = [f"{finding(one)}", ""]
    lines += [
        f"{rank}. {_kind(choice).capitalize()} à {choice['name']} : {number(choice['demand'])} rendez-vous de "
        f"plus par an, {number(choice['people'])} habitants nouvellement à portée."
        for rank, choice in enumerate(one.result["choices"], start=1)
    ]
    lines += ["", f"Conditions : {' ; '.join(f'{label} : {words}' for label, words in _conditions(one))}.", "", LIMITS]
    return spaced("\n".join(lines))


def _figures(one: SitingScenario) -> tuple[KeyFigure, ...]:
    result = one.result
    gain = result["after"]["demand"] - result["before"]["demand"]
    people = result["after"]["people"] - result["before"]["people"]
    return (
        KeyFigure(signed(gain, 0), "rendez-vous servis par an", f"sur {number(result['demand'])} demandés"),
        KeyFigure(signed(people, 0), "habitants à portée", spaced(f"à moins de {one.limit_minutes} minutes")),
        KeyFigure(
            _minutes(result["after"]["minutes"]), "trajet moyen", f"{_minutes(result['before']['minutes'])} avant"
        ),
    )


def _choices(one: SitingScenario) -> Table:
    columns = (
        Column("Ordre"),
        Column("Quoi"),
        Column("Où"),
        Column("Habitants nouveaux à portée", numeric=True),
        Column("Rendez-vous servis de plus", numeric=True),
        Column("Perdus si l’on y renonce", numeric=True),
    )
    rows = tuple(
        (
            Cell(str(rank)),
            Cell(_kind(choice)),
            Cell(choice["name"], reverse("diagnosis:territory", args=[choice["code"]])),
            Cell(number(choice["people"]), numeric=True),
            Cell(number(choice["demand"]), numeric=True),
            Cell(number(choice["marginal"]), numeric=True),
        )
        for rank, choice in enumerate(one.result["choices"], start=1)
    )
    return Table("Ce qui est choisi, dans l’ordre où l’ouvrir", columns, rows)


def _next(one: SitingScenario) -> list[str]:
    return [
        f"{_kind(choice)} à {choice['name']} : {number(choice['gain'])} rendez-vous de plus"
        for choice in one.result["next"]
    ]


def _conditions(one: SitingScenario) -> tuple[tuple[str, str], ...]:
    pairs = [
        ("Ajouts", asked_words(one)),
        ("Objectif", one.get_objective_display().lower()),
        ("Portée", f"{one.limit_minutes} minutes de voiture"),
        ("Demande", f"{number(one.result['demand'])} rendez-vous par an, d’après les personnes concernées estimées"),
        *((f"Plancher {GROUPS[floor['name']]}", _floor_words(floor)) for floor in one.result["floors"]),
        ("Calculé le", day_of(date.fromisoformat(one.result["made_on"]))),
    ]
    return tuple((label, spaced(words)) for label, words in pairs)


def _floor_words(floor: dict[str, Any]) -> str:
    return f"{percent(floor['asked'], 0)} demandés, {percent(floor['served'], 0)} servis"


def _communes(one: SitingScenario) -> Table:
    columns = (
        Column("Commune"),
        Column("Habitants", numeric=True),
        Column("Servie avant", numeric=True),
        Column("Servie après", numeric=True),
    )
    changed = [line for line in one.result["communes"] if line["after"] - line["before"] > 0.0005]
    rows = tuple(
        (
            Cell(line["name"], reverse("diagnosis:territory", args=[line["code"]])),
            Cell(number(line["people"]), numeric=True),
            Cell(percent(line["before"], 0), numeric=True),
            Cell(percent(line["after"], 0), numeric=True),
        )
        for line in sorted(changed, key=lambda line: (line["before"] - line["after"], line["name"]))
    )
    return Table("Les communes où quelque chose change, le plus grand changement d’abord", columns, rows)


def _map(one: SitingScenario) -> MapFigure | None:
    run = published_run(home_departement())
    if run is None:
        return None
    lines = {line["code"]: line for line in one.result["communes"]}
    figures = tuple(figure for figure in figures_of(run, "commune") if figure.code in lines)
    marks = {
        figure.code: Mark(
            100 * lines[figure.code]["after"],
            "ok",
            spaced(
                f"{figure.name} : {percent(lines[figure.code]['after'], 0)} de la demande servie, "
                f"{percent(lines[figure.code]['before'], 0)} avant"
            ),
        )
        for figure in figures
    }
    spec = spec_of(run, "commune", figures, marks, "%")
    shapes = shapes_of(run.departement_code)
    chosen = [choice for choice in one.result["choices"] if choice["code"] in shapes]
    points = [shapes[choice["code"]].representative_point() for choice in chosen]
    towns = tuple((choice["name"], point.x, point.y) for choice, point in zip(chosen, points, strict=True))
    drawn = replace(spec, towns=towns)
    measure = "Part de la demande servie avec le scénario ; les noms sont les communes choisies"
    return MapFigure(
        render_choropleth(drawn, embedded_style=False), spaced(measure), legend_of(drawn), METHOD, spec.source
    )


def scenario_csv(one: SitingScenario) -> bytes:
    """One line a commune: what is served before and after, and what is placed there."""
    placed: dict[str, list[str]] = {}
    for choice in one.result["choices"]:
        placed.setdefault(choice["code"], []).append(_kind(choice))
    lines = one.result["communes"]
    table = pa.table(
        {
            "code": [line["code"] for line in lines],
            "nom": [line["name"] for line in lines],
            "population": [line["people"] for line in lines],
            "part_servie_avant": [round(line["before"], 4) for line in lines],
            "part_servie_apres": [round(line["after"], 4) for line in lines],
            "implantation": [" + ".join(placed.get(line["code"], ())) for line in lines],
            "scenario": [one.name] * len(lines),
            "donnees": ["démonstration" if one.is_demonstration else "publiées"] * len(lines),
        }
    )
    return csv_bytes(table)


def _share(result: dict[str, Any], when: str) -> float:
    return float(result[when]["demand"] / result["demand"]) if result["demand"] else 0.0


def _minutes(minutes: float | None) -> str:
    return "non connu" if minutes is None else f"{number(minutes, 1)}{HARD}min"


def _proposal_url(one: SitingScenario) -> str:
    return reverse("governance:proposal", kwargs={"public_id": one.proposal.public_id}) if one.proposal else ""


def _kind(choice: dict[str, Any]) -> str:
    return str(definition()["kinds"][choice["kind"]]["title"])


def _listing(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"
