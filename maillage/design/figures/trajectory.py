"""What was measured against what was promised: two lines over time, told apart by their stroke and their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maillage.design.figures.svg import BRICK, TEAL, coordinate, frame, text
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import HARD, day_of, number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560.0, 280.0, 16.0, 24.0, 44.0, 64.0
Dated = tuple[date, float]


@dataclass(frozen=True)
class Trajectory:
    """Dated values in order of time; `promised` starts at the baseline and ends at the goal, or is empty."""

    title: str
    description: str
    measured: tuple[Dated, ...]
    promised: tuple[Dated, ...] = ()
    unit: str = ""


def render_trajectory(spec: Trajectory, *, name: str = "trajectoire") -> str:
    """The figure as SVG; the axis of values starts at zero."""
    every = [*spec.measured, *spec.promised]
    if not every:
        return ""
    first, last = min(day for day, _ in every), max(day for day, _ in every)
    top = max(*(value for _, value in every), 0.0) or 1.0
    days = max((last - first).days, 1)
    ground = HEIGHT - BOTTOM

    def place(point: Dated) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (point[0] - first).days / days
        return x, ground - max(point[1], 0.0) / top * (ground - TOP)

    promised = [place(one) for one in spec.promised]
    measured = [place(one) for one in spec.measured]
    axis = f'x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{ground:g}" y2="{ground:g}"'
    body = [
        f'<line class="axis" stroke="#767c8a" {axis}/>',
        _path(promised, f'class="goal" stroke="{BRICK}" stroke-width="2" stroke-dasharray="7 5"'),
        _path(measured, f'class="line" stroke="{TEAL}" stroke-width="3"'),
        *(_square(x, y) for x, y in promised[1:]),
        *(
            f'<circle class="bar" fill="{TEAL}" cx="{coordinate(x)}" cy="{coordinate(y)}" r="4.5"/>'
            for x, y in measured
        ),
        *_ends(spec, measured, promised),
        text(LEFT, ground + 22, day_of(first), size=14),
        text(WIDTH - RIGHT, ground + 22, day_of(last), size=14, anchor="end"),
        *_legend(bool(promised)),
    ]
    return frame(WIDTH, HEIGHT, spec.title, spec.description, "".join(body), name=name, css="chart chart--wide")


def table_of(spec: Trajectory) -> Table:
    """The same numbers as a table."""
    rows = [(day, "Mesuré", value) for day, value in spec.measured]
    rows += [(day, "Promis", value) for day, value in spec.promised]
    cells = tuple(
        (Cell(day_of(day)), Cell(kind), Cell(_short(value), numeric=True)) for day, kind, value in sorted(rows)
    )
    return Table(spec.title, (Column("Date"), Column("Nature"), Column(spec.unit or "Valeur", numeric=True)), cells)


def _path(places: Sequence[tuple[float, float]], style: str) -> str:
    if not places:
        return ""
    points = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in places)
    return f'<polyline fill="none" {style} points="{points}"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle class="bar" fill="{TEAL}" cx="{coordinate(x)}" cy="{coordinate(y)}" r="4.5"/>'


def _square(x: float, y: float) -> str:
    return (
        f'<rect class="goal" fill="none" stroke="{BRICK}" stroke-width="2" x="{coordinate(x - 4)}" '
        f'y="{coordinate(y - 4)}" width="8" height="8"/>'
    )


def _ends(
    spec: Trajectory, measured: Sequence[tuple[float, float]], promised: Sequence[tuple[float, float]]
) -> list[str]:
    """The last value and the goal, written where they stand without one covering the other."""
    marks = []
    if promised:
        x, y = promised[-1]
        marks.append(text(x + 10, y - 14, _written(spec.promised[-1][1], spec), size=15, anchor="end"))
    if measured:
        x, y = measured[-1]
        near = bool(promised) and abs(promised[-1][1] - y) < 34 and abs(promised[-1][0] - x) < 200
        shown = _written(spec.measured[-1][1], spec)
        side = "end" if x > WIDTH / 2 else "start"
        marks.append(text(x, y + (24 if near else -14), shown, size=15, anchor=side, weight="650"))
    return marks


def _legend(with_promise: bool) -> list[str]:
    y = HEIGHT - 12
    marks = [
        f'<line class="line" stroke="{TEAL}" stroke-width="3" x1="{LEFT:g}" x2="{LEFT + 28:g}" y1="{y - 5:g}" '
        f'y2="{y - 5:g}"/>',
        text(LEFT + 36, y, "Mesuré", size=14),
    ]
    if with_promise:
        marks.append(
            f'<line class="goal" stroke="{BRICK}" stroke-width="2" stroke-dasharray="7 5" x1="{LEFT + 110:g}" '
            f'x2="{LEFT + 138:g}" y1="{y - 5:g}" y2="{y - 5:g}"/>'
        )
        marks.append(text(LEFT + 146, y, "Promis", size=14))
    return marks


def _written(value: float, spec: Trajectory) -> str:
    return f"{_short(value)}{HARD}{spec.unit}" if spec.unit else _short(value)


def _short(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)
