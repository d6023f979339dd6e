"""The roadmap as a document: the diagnosis and its map, axes, action sheets, money, calendar."""

from __future__ import annotations

from datetime import date

from maillage.design.documents.paper import Bullets, Grid, Heading, Paper, Part, Picture, Text, grid_of
from maillage.design.figures.choropleth import render_choropleth
from maillage.design.figures.gantt import Gantt, Span, render_gantt
from maillage.design.typography import day_of
from maillage.programme.diagnosis.presenters.maps import SCORE, map_spec, source_line
from maillage.programme.diagnosis.selectors import figures_of, published_run
from maillage.programme.roadmap.enums import ActionRole, ActionStatus
from maillage.programme.roadmap.models import Action, Roadmap
from maillage.programme.roadmap.presenters import actions as presenters
from maillage.programme.roadmap.presenters.roadmaps import key_figures
from maillage.programme.roadmap.rules.actions import ENDED, late_days
from maillage.programme.roadmap.selectors.actions import actions_for, dated
from maillage.programme.roadmap.selectors.roadmaps import axes_of, names_of_codes, versions_of

FICTITIOUS = "Données de démonstration : le détail par commune est simulé, les personnes sont fictives."
MAP_ALT = "Carte de l’indice de fragilité numérique par EPCI ; le tableau qui suit donne les mêmes chiffres."


def roadmap_paper(roadmap: Roadmap, today: date) -> Paper:
    """The whole document."""
    actions = list(actions_for(None, roadmap).filter(is_confidential=False))
    parts: list[Part] = [*_opening(roadmap), *_diagnosis(roadmap), *_summary(actions, today)]
    for axis in axes_of(roadmap):
        parts += [Heading(str(axis)), Text(axis.ambition)]
        for objective in axis.objectives.all():
            parts.append(Heading(str(objective), level=3))
            own = [one for one in actions if one.objective_id == objective.pk]
            parts += [part for action in own for part in _sheet(action)]
    version = versions_of(roadmap).first()
    state = f"Version {version.number}, adoptée le {day_of(version.frozen_on)}." if version else "Document de travail."
    subtitle = f"{roadmap.get_state_display()}. {state} Imprimé le {day_of(today)}."
    return Paper(roadmap.name, subtitle, FICTITIOUS if roadmap.is_demonstration else "", tuple(parts))


def _opening(roadmap: Roadmap) -> list[Part]:
    lead = roadmap.lead.display_name if roadmap.lead else "la préfecture"
    perimeter = ", ".join(names_of_codes(roadmap.territory_codes))
    period = f"du {day_of(roadmap.starts_on)} au {day_of(roadmap.ends_on)}"
    return [
        Text(f"{perimeter}, {period}. Portée par {lead}."),
        Heading("Contexte"),
        Text(roadmap.context or "À écrire."),
    ]


def _diagnosis(roadmap: Roadmap) -> list[Part]:
    """The map of the département and its EPCI, when a diagnosis is published."""
    run = published_run(roadmap.governance.departement_id)
    if run is None:
        return []
    figures = figures_of(run, "epci")
    svg = render_choropleth(map_spec(run, "epci", SCORE, figures, links=False), embedded_style=True)
    ranked = sorted((one for one in figures if one.score is not None), key=lambda one: -(one.score or 0))
    rows = tuple((one.name, f"{one.score:.1f}".replace(".", ",")) for one in ranked)
    return [
        Heading("Ce que dit le diagnostic"),
        Picture(svg, MAP_ALT, "Indice de fragilité numérique par EPCI"),
        Grid("Du plus au moins exposé", ("EPCI", "Indice"), rows, frozenset({1})),
        Text(source_line(run)),
    ]


def _summary(actions: list[Action], today: date) -> list[Part]:
    figures = tuple(f"{one.label} : {one.value}{f' ({one.note})' if one.note else ''}" for one in key_figures(actions))
    parts: list[Part] = [Heading("En bref"), Bullets((f"{len(actions)} actions", *figures))]
    spec = gantt_of(actions, today)
    return [*parts, Picture(render_gantt(spec), spec.description, spec.title)] if spec.spans else parts


def gantt_of(actions: list[Action], today: date) -> Gantt:
    """The calendar of the actions that have two dates."""
    spans = tuple(
        Span(
            f"{one.reference} {one.title}",
            one.starts_on,
            one.ends_on,
            late=bool(late_days(dated(one), today)),
            ended=ActionStatus(one.status) in ENDED,
        )
        for one in actions
        if one.starts_on and one.ends_on
    )
    late = sum(span.late for span in spans)
    title = f"{len(spans)} actions datées, dont {late} en retard" if late else f"{len(spans)} actions datées"
    return Gantt(title, "Une barre par action, de son début à sa fin ; le tableau donne les mêmes dates.", spans, today)


def _sheet(action: Action) -> list[Part]:
    facts = [f"{label} : {words}" for label, words in presenters.facts(action) if words != presenters.NOTHING]
    pilots = ", ".join(presenters.members_as(action, ActionRole.PILOT)) or "pilote à trouver"
    parts: list[Part] = [Text(f"{ActionStatus(action.status).label}, {pilots}.", str(action)), Text(action.description)]
    parts.append(Bullets(tuple(facts)))
    lines = list(action.budget_lines.all())
    if lines:
        parts.append(grid_of(presenters.budget_table(lines, f"Budget de {action.reference}")))
    steps = tuple(f"{one.title} : {_moment(one.due_on, one.done_on)}" for one in action.steps.all())
    return [*parts, Bullets(steps)] if steps else parts


def _moment(due_on: date | None, done_on: date | None) -> str:
    if done_on:
        return f"faite le {day_of(done_on)}"
    return f"pour le {day_of(due_on)}" if due_on else "sans date"
