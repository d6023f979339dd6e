"""Horizontal bars: plain from zero, or diverging around a reference, each with its number written beside it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.design.figures.svg import coordinate, frame, text
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import number, signed

WIDTH, ROW, LABEL, GAP = 720.0, 34.0, 250.0, 62.0


@dataclass(frozen=True)
class Bar:
    """One bar: its label and value."""

    label: str
    value: float


@dataclass(frozen=True)
class Bars:
    """A bar chart: its title says the finding; `diverging` writes the signs."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    unit: str = ""
    diverging: bool = False
    digits: int = 1


def render_bars(spec: Bars, *, name: str = "barres") -> str:
    """The chart as SVG; colours come from the style sheet with presentation attributes as a fallback."""
    low = min([0.0, *(bar.value for bar in spec.bars)])
    high = max([0.0, *(bar.value for bar in spec.bars)])
    room = WIDTH - LABEL - 2 * GAP
    scale = room / max(high - low, 1e-9)
    zero = LABEL + GAP + (0 - low) * scale
    body = []
    for i, bar in enumerate(spec.bars):
        top = 8 + i * ROW
        end = zero + bar.value * scale
        left, width = min(zero, end), max(abs(end - zero), 1.5)
        css = "bar bar--down" if bar.value < 0 else "bar"
        fill = "#5b6b86" if bar.value < 0 else "#13605f"
        body.append(text(LABEL - 8, top + 18, bar.label, anchor="end"))
        body.append(
            f'<rect class="{css}" fill="{fill}" x="{coordinate(left)}" y="{coordinate(top + 4)}" '
            f'width="{coordinate(width)}" height="20"/>'
        )
        side = -6 if bar.value < 0 else 6
        anchor = "end" if bar.value < 0 else "start"
        body.append(text(end + side, top + 18, _written(bar.value, spec), anchor=anchor, weight="650"))
    height = 16 + len(spec.bars) * ROW
    body.append(
        f'<line class="axis" stroke="#767c8a" x1="{coordinate(zero)}" x2="{coordinate(zero)}" '
        f'y1="4" y2="{coordinate(height - 4)}"/>'
    )
    return frame(WIDTH, height, spec.title, spec.description, "".join(body), name=name, css="chart")


def table_of(spec: Bars) -> Table:
    """The same numbers as a table."""
    rows = tuple((Cell(bar.label), Cell(_written(bar.value, spec), numeric=True)) for bar in spec.bars)
    return Table(spec.title, (Column("Élément"), Column("Valeur", numeric=True)), rows)


def _written(value: float, spec: Bars) -> str:
    shown = signed(value, spec.digits) if spec.diverging else number(value, spec.digits)
    return f"{shown} {spec.unit}".strip()
