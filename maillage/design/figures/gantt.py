"""A calendar of bars: what begins and ends when, today as a line, lateness by a shape and a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from maillage.design.figures.svg import BRICK, MUTED, TEAL, coordinate, frame, text

LABEL, CHART, ROW, HEAD = 300.0, 660.0, 30.0, 34.0
LONGEST_LABEL = 44


@dataclass(frozen=True)
class Span:
    """One bar; `late` is told by a hatched end and a sign."""

    label: str
    starts_on: date
    ends_on: date
    late: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Gantt:
    """The spans, in their order, and the day from which the figure is read."""

    title: str
    description: str
    spans: tuple[Span, ...]
    today: date


def render_gantt(spec: Gantt, *, name: str = "calendrier") -> str:
    """The figure as SVG."""
    first = min([spec.today, *(one.starts_on for one in spec.spans)])
    last = max([spec.today, *(one.ends_on for one in spec.spans)])
    days = max((last - first).days, 1)

    def place(day: date) -> float:
        return LABEL + CHART * (day - first).days / days

    height = HEAD + ROW * len(spec.spans) + 20
    body = [*_years(first, last, place, height)]
    for rank, span in enumerate(spec.spans):
        body.append(_bar(span, HEAD + rank * ROW, place))
    body.append(_today(place(spec.today), height))
    return frame(LABEL + CHART + 10, height, spec.title, spec.description, "".join(body), name=name, css="chart gantt")


def _years(first: date, last: date, place: Callable[[date], float], height: float) -> list[str]:
    marks = []
    for year in range(first.year, last.year + 1):
        x = place(max(first, date(year, 1, 1)))
        marks.append(
            f'<line x1="{coordinate(x)}" x2="{coordinate(x)}" y1="20" y2="{coordinate(height)}" stroke="#c9cdd6"/>'
        )
        marks.append(text(x + 4, 16, str(year), size=13, css="chart-label"))
    return marks


def _bar(span: Span, top: float, place: Callable[[date], float]) -> str:
    start, end = place(span.starts_on), place(span.ends_on)
    label = span.label if len(span.label) <= LONGEST_LABEL else f"{span.label[: LONGEST_LABEL - 1]}…"
    fill = MUTED if span.ended else BRICK if span.late else TEAL
    sign = text(end + 4, top + 19, "!", size=15, weight="700", fill=BRICK) if span.late else ""
    return (
        text(0, top + 19, label, size=13, css="chart-label")
        + f'<rect x="{coordinate(start)}" y="{coordinate(top + 7)}" width="{coordinate(max(end - start, 3))}" '
        f'height="16" rx="2" fill="{fill}"/>{sign}'
    )


def _today(x: float, height: float) -> str:
    return (
        f'<line x1="{coordinate(x)}" x2="{coordinate(x)}" y1="22" y2="{coordinate(height)}" stroke="{BRICK}" '
        f'stroke-dasharray="4 3"/>' + text(x, height, "aujourd’hui", size=11, anchor="middle", fill=BRICK)
    )
