"""Progress to a target, as one bar with the target marked."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.design.figures.svg import coordinate, frame, text
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import HARD, number, percent

WIDTH, HEIGHT = 360.0, 96.0


@dataclass(frozen=True)
class Gauge:
    """A value against its target; what is reached may exceed the target."""

    title: str
    description: str
    value: float
    target: float
    unit: str = ""


def render_gauge(spec: Gauge, *, name: str = "jauge") -> str:
    """The gauge as SVG."""
    end = max(spec.value, spec.target) or 1.0
    room = WIDTH - 4
    reached, goal = 2 + spec.value / end * room, 2 + spec.target / end * room
    side = "end" if goal > WIDTH / 2 else "start"
    body = [
        f'<rect class="track" fill="#d9d4c7" x="2" y="34" width="{room:g}" height="22" rx="4"/>',
        f'<rect class="bar" fill="#13605f" x="2" y="34" width="{coordinate(reached - 2)}" height="22" rx="4"/>',
        f'<line class="goal" stroke="#9b2c1f" stroke-width="3" x1="{coordinate(goal)}" x2="{coordinate(goal)}" '
        'y1="26" y2="64"/>',
        text(2, 20, f"Atteint{HARD}: {_written(spec.value, spec)}", size=15, weight="650"),
        text(goal, 84, f"Cible{HARD}: {_written(spec.target, spec)}", size=15, anchor=side),
    ]
    return frame(WIDTH, HEIGHT, spec.title, spec.description, "".join(body), name=name, css="chart")


def table_of(spec: Gauge) -> Table:
    """The same numbers as a table."""
    rows = (
        (Cell("Atteint"), Cell(number(spec.value), numeric=True)),
        (Cell("Cible"), Cell(number(spec.target), numeric=True)),
        (Cell("Part atteinte"), Cell(percent(spec.value / spec.target if spec.target else None, 0), numeric=True)),
    )
    return Table(spec.title, (Column("Élément"), Column(spec.unit or "Valeur", numeric=True)), rows)


def _written(value: float, spec: Gauge) -> str:
    return f"{number(value)}{HARD}{spec.unit}" if spec.unit else number(value)
