"""A line through dated values, labelled at its end."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.design.figures.svg import coordinate, frame, text
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import HARD, number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360.0, 240.0, 28.0, 28.0, 40.0, 36.0


@dataclass(frozen=True)
class Line:
    """One series: (label of the date, value) in order of time; the axis starts at zero."""

    title: str
    description: str
    points: tuple[tuple[str, float], ...]
    unit: str = ""
    digits: int = 0


def render_line(spec: Line, *, name: str = "courbe") -> str:
    """The chart as SVG."""
    top = max((value for _, value in spec.points), default=1.0) or 1.0
    step = (WIDTH - LEFT - RIGHT) / max(len(spec.points) - 1, 1)
    places = [
        (LEFT + i * step, HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM))
        for i, (_, value) in enumerate(spec.points)
    ]
    path = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in places)
    ground = HEIGHT - BOTTOM
    body = [
        f'<line class="axis" stroke="#767c8a" x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{ground:g}" y2="{ground:g}"/>',
        f'<polyline class="line" fill="none" stroke="#13605f" stroke-width="3" points="{path}"/>',
    ]
    for (label, value), (x, y) in zip(spec.points, places, strict=True):
        last = (label, value) == spec.points[-1]
        shown = _written(value, spec) if last else number(value, spec.digits)
        body.append(f'<circle class="bar" fill="#13605f" cx="{coordinate(x)}" cy="{coordinate(y)}" r="4.5"/>')
        body.append(text(x, ground + 24, label, size=15, anchor="middle"))
        side, weight = ("end", "650") if last else ("middle", "")
        body.append(text(x + (RIGHT - 4 if last else 0), y - 14, shown, size=15, anchor=side, weight=weight))
    return frame(WIDTH, HEIGHT, spec.title, spec.description, "".join(body), name=name, css="chart")


def table_of(spec: Line) -> Table:
    """The same numbers as a table."""
    rows = tuple((Cell(label), Cell(number(value, spec.digits), numeric=True)) for label, value in spec.points)
    return Table(spec.title, (Column("Date"), Column(spec.unit or "Valeur", numeric=True)), rows)


def _written(value: float, spec: Line) -> str:
    shown = number(value, spec.digits)
    return f"{shown}{HARD}{spec.unit}" if spec.unit else shown
