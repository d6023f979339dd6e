"""The whole dashboard of one person: four figures, then the sections that her rights open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from maillage.design.money import exact_euros
from maillage.design.parts import Cell, Column, KeyFigure, Table
from maillage.portal.dashboard import sections
from maillage.portal.dashboard.sections import Section
from maillage.programme.funding.presenters.envelopes import EnvelopeLine, envelope_line
from maillage.programme.funding.selectors.envelopes import EnvelopeState, envelope_states
from maillage.programme.people.rules import Capability, may
from maillage.programme.roadmap.selectors.indicators import states_of

if TYPE_CHECKING:
    from maillage.programme.governance.models import Governance
    from maillage.programme.people.models import User

COLUMNS = ("Enveloppe", "Montant", "Engagé", "Conventionné", "Versé", "Justifié", "Reste", "Prévision")


@dataclass(frozen=True)
class Board:
    """What the page shows."""

    figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    envelopes: Table | None


def board_of(governance: Governance, user: User, now: datetime) -> Board:
    """The dashboard of a person at a moment."""
    today = timezone.localdate(now)
    states = states_of(governance, today)
    money = envelope_states(governance) if may(user.roles, Capability.SEE_FUNDING) else ()
    due, late = sections.deadlines(governance, user, now), sections.late(governance, user, today)
    off, meetings = sections.off_track(states, user, today), sections.meetings(user, now)
    shown = [due, late, off, meetings, sections.to_refresh(governance, states, user, today)]
    waiting = sections.waiting(governance, user, today) if money else None
    if waiting and waiting.lines:
        shown.insert(0, waiting)
    figures = [
        KeyFigure(str(due.total), "échéances", "en retard ou dans les deux mois"),
        KeyFigure(str(late.total), "actions en retard"),
        KeyFigure(str(off.total), "indicateurs hors trajectoire", f"sur {len(states)}"),
    ]
    if money:
        figures.append(KeyFigure(exact_euros(left_of(money)), "restent à engager", "enveloppes plafonnées"))
    return Board(tuple(figures), tuple(shown), envelope_table(money) if money else None)


def left_of(states: Sequence[EnvelopeState]) -> Decimal:
    """What the capped envelopes have left, in euros."""
    return sum((one.left_eur for one in states if one.left_eur is not None), Decimal(0))


def envelope_table(states: Sequence[EnvelopeState]) -> Table:
    """The money of each envelope, one click from its page."""
    columns = tuple(Column(label, numeric=place > 0) for place, label in enumerate(COLUMNS))
    return Table("Les enveloppes, en euros", columns, tuple(_row(envelope_line(one)) for one in states))


def _row(line: EnvelopeLine) -> tuple[Cell, ...]:
    amounts = (line.amount, line.engaged, line.agreed, line.paid, line.justified, line.left, line.forecast)
    return (Cell(line.title, line.url), *(Cell(one, numeric=True) for one in amounts))
