"""Horizontal bars: plain from zero, or diverging around a reference, each with its number written beside it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.design.figures.svg import coordinate, frame, text
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import HARD, number, signed

# Narrow, labels above the bars: the drawing is read on a phone without zooming.
WIDTH, ROW, GAP = 360.0, 52.0, 60.0


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
    left = GAP if low < 0 else 1.0
    scale = (WIDTH - left - GAP) / max(high - low, 1e-9)
    zero = left - low * scale
    height = 8 + len(spec.bars) * ROW
    body = [_bar(bar, spec, zero, scale, 4 + i * ROW) for i, bar in enumerate(spec.bars)]
    return frame(WIDTH, height, spec.title, spec.description, "".join(body), name=name, css="chart")


def table_of(spec: Bars) -> Table:
    """The same numbers as a table."""
    rows = tuple((Cell(bar.label), Cell(_written(bar.value, spec), numeric=True)) for bar in spec.bars)
    return Table(spec.title, (Column("Élément"), Column("Valeur", numeric=True)), rows)


def _bar(bar: Bar, spec: Bars, zero: float, scale: float, top: float) -> str:
    end = zero + bar.value * scale
    down = bar.value < 0
    css, fill = ("bar bar--down", "#5b6b86") if down else ("bar", "#13605f")
    return (
        text(0, top + 15, bar.label, size=15, css="chart-label")
        + f'<rect class="{css}" fill="{fill}" x="{coordinate(min(zero, end))}" y="{coordinate(top + 22)}" '
        f'width="{coordinate(max(abs(end - zero), 1.5))}" height="20"/>'
        # The axis stops at each label, which it would cross out.
        f'<line class="axis" stroke="#767c8a" x1="{coordinate(zero)}" x2="{coordinate(zero)}" '
        f'y1="{coordinate(top + 20)}" y2="{coordinate(top + 44)}"/>'
        + text(
            end + (-6 if down else 6),
            top + 37,
            _written(bar.value, spec),
            size=15,
            anchor="end" if down else "start",
            weight="650",
        )
    )


def _written(value: float, spec: Bars) -> str:
    shown = signed(value, spec.digits) if spec.diverging else number(value, spec.digits)
    return f"{shown}{HARD}{spec.unit}" if spec.unit else shown
