"""The monthly pack of the COPIL: what moved, what is late, what is off its path, what is left, what to decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from maillage.design.documents.paper import Bullets, Grid, Heading, Paper, Part, Picture, Text, grid_of
from maillage.design.figures.gantt import render_gantt
from maillage.design.typography import day_of, long_time, month_of
from maillage.portal.dashboard.board import envelope_table
from maillage.programme.funding.presenters.envelopes import due_lines, finding
from maillage.programme.funding.selectors.envelopes import dues_of, envelope_states
from maillage.programme.governance.rules.duties import days_words
from maillage.programme.governance.selectors.committees import coming_meetings
from maillage.programme.governance.selectors.duties import open_obligations
from maillage.programme.governance.selectors.governances import shows_demonstration
from maillage.programme.governance.selectors.proposals import proposals_for_copil
from maillage.programme.roadmap.presenters import indicators
from maillage.programme.roadmap.presenters.actions import action_line
from maillage.programme.roadmap.prints import gantt_of
from maillage.programme.roadmap.selectors.actions import actions_for, last_note, late_actions
from maillage.programme.roadmap.selectors.indicators import roll_up_by_axis, states_of
from maillage.programme.roadmap.selectors.roadmaps import main_roadmap

if TYPE_CHECKING:
    from maillage.programme.governance.models import Governance
    from maillage.programme.roadmap.models import Action

FICTITIOUS = "Données de démonstration : les personnes sont fictives et les suivis simulés."
HORIZON = timedelta(days=90)


def pack_paper(governance: Governance, today: date) -> Paper:
    """The document as of a day; what is reserved to co-pilots stays out of it."""
    parts = [
        *_decisions(governance),
        *_actions(governance, today),
        *_indicators(governance, today),
        *_money(governance, today),
        *_calendar(governance, today),
    ]
    title = f"Dossier du COPIL, {month_of(today)}"
    notice = FICTITIOUS if shows_demonstration(governance) else ""
    return Paper(title, f"{governance.name}. Arrêté au {day_of(today)}.", notice, tuple(parts))


def _decisions(governance: Governance) -> list[Part]:
    waiting = tuple(f"{one.title} ({one.get_state_display().lower()})" for one in proposals_for_copil(governance))
    return [Heading("À décider"), Bullets(waiting) if waiting else Text("Aucune proposition n’attend le COPIL.")]


def _actions(governance: Governance, today: date) -> list[Part]:
    roadmap = main_roadmap(governance)
    own = [one for one in actions_for(None, roadmap) if not one.is_confidential] if roadmap else []
    if not own:
        return [Heading("Les actions"), Text("La feuille de route n’a pas encore d’action.")]
    parts: list[Part] = [Heading("Les actions")]
    spec = gantt_of(own, today)
    if spec.spans:
        parts.append(Picture(render_gantt(spec), spec.description, spec.title))
    lines = [action_line(one, today) for one in own]
    rows = tuple((f"{one.reference} {one.title}", one.status, one.late, one.pilots, one.budget) for one in lines)
    header = ("Action", "État", "Retard", "Pilotes", "Budget prévu")
    parts.append(Grid("Où en est chaque action", header, rows, frozenset({4})))
    late = [one for one, _ in late_actions(governance, None, today) if not one.is_confidential]
    if late:
        notes = tuple(f"{one} : {_last_note(one)}" for one in late)
        parts += [Heading("Les retards, et ce qu’en dit le pilote", level=3), Bullets(notes)]
    return parts


def _last_note(action: Action) -> str:
    note = last_note(action)
    return f"{note.text} ({day_of(timezone.localdate(note.at))})" if note else "aucune note de suivi"


def _indicators(governance: Governance, today: date) -> list[Part]:
    states = states_of(governance, today)
    if not states:
        return [Heading("Les indicateurs"), Text("Aucun indicateur n’est suivi encore.")]
    lines = [indicators.indicator_line(one) for one in states]
    rows = tuple(
        (one.title, f"{one.value} {one.when}".strip(), one.goal, one.progress, one.weather or "météo à donner")
        for one in lines
    )
    header = ("Indicateur", "Dernière valeur", "Cible", "Avancement", "Météo")
    axes = indicators.axis_table(roll_up_by_axis(governance, states))
    comments = tuple(
        f"{one.indicator.title} : {one.weather.comment}" for one in states if one.weather and one.weather.comment
    )
    parts: list[Part] = [Heading("Les indicateurs"), Text(indicators.finding(states))]
    parts.append(Grid("Chaque indicateur et sa cible de référence", header, rows, frozenset({3})))
    if axes.rows:
        parts.append(grid_of(axes))
    return [*parts, Heading("Ce qu’en disent les pilotes", level=3), Bullets(comments)] if comments else parts


def _money(governance: Governance, today: date) -> list[Part]:
    states = envelope_states(governance)
    if not states:
        return [Heading("L’argent"), Text("Aucune enveloppe n’est ouverte encore.")]
    dues = tuple(f"{one.title}, {one.envelope} : {one.due}" for one in due_lines(dues_of(governance, today), today))
    parts: list[Part] = [Heading("L’argent"), Text(finding(states)), grid_of(envelope_table(states))]
    return [*parts, Heading("Dates à tenir", level=3), Bullets(dues)] if dues else parts


def _calendar(governance: Governance, today: date) -> list[Part]:
    obligations = open_obligations(governance).filter(due_on__lte=today + HORIZON)
    due = [f"{one.title} : {day_of(one.due_on)} ({days_words(one.due_on, today)})" for one in obligations]
    coming = coming_meetings(governance, timezone.now())
    due += [f"{one.title} : {long_time(timezone.localtime(one.starts_at))}" for one in coming]
    return [Heading("Le calendrier"), Bullets(tuple(due)) if due else Text("Rien dans les trois mois.")]
