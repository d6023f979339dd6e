"""The choropleth: areas coloured by class, with secret, estimated, uncertain and unknown told apart by a pattern."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maillage.design.figures.svg import FONT, INK, MUTED, PAPER, SEQUENTIAL, coordinate, frame, text
from maillage.design.parts import LegendEntry
from maillage.design.typography import HARD, spaced

WIDTH = 760.0
LEGEND_ROW = 24.0
GREY, BLANK = "#d9d9d9", "#ffffff"
MAIN_TOWNS = 3
STATES = {
    "imputed": "estimé en partie",
    "uncertain": "incertain",
    "secret": "secret statistique",
    "missing": "non connu",
}
# The name of each pattern in the drawing.
PATTERNS = {"imputed": "estime", "uncertain": "incertain", "secret": "secret", "missing": "inconnu"}


@dataclass(frozen=True)
class Area:
    """One territory of the map; `text` is its full reading in French."""

    code: str
    label: str
    geometry: BaseGeometry
    value: float | None
    state: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Choropleth:
    """Everything a map says. `bounds` are the upper bounds of the classes; geometries are longitude, latitude."""

    title: str
    description: str
    areas: tuple[Area, ...]
    context: tuple[BaseGeometry, ...]
    bounds: tuple[float, ...]
    class_labels: tuple[str, ...]
    class_method: str
    unit: str
    towns: tuple[tuple[str, float, float], ...]
    source: str


@dataclass(frozen=True)
class Paint:
    """How one area is filled: its class (None when there is no value), its colour, and the pattern over it."""

    rank: int | None
    colour: str
    pattern: str


def paint_of(area: Area, bounds: tuple[float, ...]) -> Paint:
    """The only place that decides a colour: the drawing, the legend and the interactive map all ask here."""
    if area.state in ("secret", "uncertain"):
        return Paint(None, BLANK, area.state)
    if area.value is None or area.state == "missing":
        return Paint(None, GREY, "missing")
    rank = class_of(area.value, bounds)
    return Paint(rank, _colour(rank, len(bounds)), "imputed" if area.state == "imputed" else "")


def legend_of(spec: Choropleth) -> tuple[LegendEntry, ...]:
    """Each class, then each pattern that the map holds, with the number of areas."""
    paints = [paint_of(area, spec.bounds) for area in spec.areas]
    unit = f"{HARD}{spec.unit}" if spec.unit else ""
    entries = [
        LegendEntry("class", _colour(rank, len(spec.bounds)), f"{label}{unit}", sum(p.rank == rank for p in paints))
        for rank, label in enumerate(spec.class_labels, start=1)
    ]
    for pattern, colour in (("imputed", _colour(2, 6)), ("uncertain", BLANK), ("secret", BLANK), ("missing", GREY)):
        count = sum(paint.pattern == pattern for paint in paints)
        entries += [LegendEntry(pattern, colour, STATES[pattern], count)] if count else []
    return tuple(entries)


def quantile_bounds(values: list[float], classes: int) -> tuple[float, ...]:
    """Upper bounds of classes of equal size, rounded to one decimal, without repeats; the last holds the maximum."""
    shares = np.linspace(0, 1, classes + 1)[1:]
    cuts = [round(float(cut), 1) for cut in np.quantile(values, shares)]
    cuts[-1] = float(max(values))
    return tuple(dict.fromkeys(cuts))


def class_of(value: float, bounds: tuple[float, ...]) -> int:
    """The class (from 1) of a value."""
    return min(int(np.searchsorted(bounds, value, side="left")), len(bounds) - 1) + 1


def render_choropleth(spec: Choropleth, *, embedded_style: bool, name: str = "carte") -> str:
    """The map as SVG. With `embedded_style` it stands alone (file, PDF): background, title, legend and source inside.

    On a page the legend is HTML beside the map, so that it stays legible when a phone shrinks the drawing.
    """
    place = _projection([area.geometry for area in spec.areas])
    top = 64.0 if embedded_style else 0.0
    body = [_definitions(name, embedded_style)]
    if embedded_style:
        body.append(f'<rect width="100%" height="100%" fill="{PAPER}"/>')
        body.append(text(16, 30, spec.title, size=20, weight="700", fill=INK))
        body.append(text(16, 52, spec.description, size=13, fill=MUTED))
    map_height = place.height
    view = shapely.box(*place.view)
    drawing = "".join(_context(shapely.intersection(shape, view), place) for shape in spec.context)
    drawing += "".join(_area(area, spec, place, name) for area in spec.areas)
    drawing += "".join(_town(town, place, minor=i >= MAIN_TOWNS) for i, town in enumerate(spec.towns))
    body.append(
        f'<g transform="translate(0 {top:g})"><clipPath id="{name}-cadre"><rect width="{WIDTH:g}" '
        f'height="{coordinate(map_height)}"/></clipPath><g clip-path="url(#{name}-cadre)">{drawing}</g></g>'
    )
    height = top + map_height
    if embedded_style:
        legend, legend_height = _legend(spec, height + 24, name)
        body.append(legend)
        height += legend_height + 32
    # A drawing that holds links is a group: "img" would hide them from assistive technology.
    role = "group" if any(area.href for area in spec.areas) else "img"
    css = "map map--alone" if embedded_style else "map"
    svg = frame(WIDTH, height, spec.title, spec.description, "".join(body), name=name, css=css, role=role)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}' if embedded_style else svg


@dataclass(frozen=True)
class _Projection:
    west: float
    north: float
    stretch: float
    scale: float
    height: float

    @property
    def view(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what the frame shows."""
        wide, high = WIDTH / self.scale / self.stretch, self.height / self.scale
        return self.west - wide * 0.05, self.north - high * 1.05, self.west + wide * 1.05, self.north + high * 0.05

    def __call__(self, points: np.ndarray) -> np.ndarray:
        x = (points[:, 0] - self.west) * self.stretch * self.scale + 12
        y = (self.north - points[:, 1]) * self.scale + 12
        return np.column_stack([x, y])


def _projection(shapes: list[BaseGeometry]) -> _Projection:
    west, south, east, north = shapely.total_bounds(np.array(shapes)) if shapes else (0.0, 0.0, 1.0, 1.0)
    stretch = cos(radians((south + north) / 2))
    scale = min((WIDTH - 24) / max((east - west) * stretch, 1e-6), 620 / max(north - south, 1e-6))
    margin = (WIDTH - 24 - (east - west) * stretch * scale) / 2 / (stretch * scale)
    return _Projection(west - margin, north, stretch, scale, (north - south) * scale + 24)


def _path(shape: BaseGeometry, place: _Projection) -> str:
    rings = []
    for part in () if shape.is_empty else getattr(shape, "geoms", [shape]):
        for ring in (part.exterior, *part.interiors) if part.geom_type == "Polygon" else ():
            points = place(shapely.get_coordinates(ring)).round(1)
            moved = points[np.insert(np.any(np.diff(points, axis=0) != 0, axis=1), 0, True)]
            rings.append("M" + "L".join(f"{coordinate(x)},{coordinate(y)}" for x, y in moved[:-1]) + "Z")
    return "".join(rings)


def _context(shape: BaseGeometry, place: _Projection) -> str:
    return f'<path class="map-context" fill="#ece8df" stroke="#fff" d="{_path(shape, place)}"/>'


def _area(area: Area, spec: Choropleth, place: _Projection, name: str) -> str:
    outline = _path(area.geometry, place)
    paint = paint_of(area, spec.bounds)
    if paint.rank is None:
        shape = f'<path class="map-area" fill="url(#{name}-{PATTERNS[paint.pattern]})" stroke="#fff" d="{outline}"/>'
    else:
        shape = f'<path class="map-area c{paint.rank}" fill="{paint.colour}" stroke="#fff" d="{outline}"/>'
        if paint.pattern == "imputed":
            shape += f'<path class="map-dots" fill="url(#{name}-estime)" d="{outline}"/>'
    content = f"<title>{escape(spaced(area.text))}</title>{shape}"
    if area.href:
        return f'<a href={quoteattr(area.href)} tabindex="-1" aria-hidden="true">{content}</a>'
    return f"<g>{content}</g>"


def _colour(rank: int, classes: int) -> str:
    steps = np.linspace(0, len(SEQUENTIAL) - 1, max(classes, 2)).round().astype(int)
    return SEQUENTIAL[steps[min(rank, len(steps)) - 1]]


def _town(town: tuple[str, float, float], place: _Projection, *, minor: bool) -> str:
    label, longitude, latitude = town
    x, y = place(np.array([[longitude, latitude]]))[0]
    common = f'x="{coordinate(x)}" y="{coordinate(y)}" font-size="13" text-anchor="middle"'
    extra = " map-town--minor" if minor else ""
    return (
        f'<text {common} class="map-halo{extra}" stroke="#fff" stroke-width="3.5" stroke-linejoin="round" '
        f'fill="#fff" aria-hidden="true">{escape(label)}</text>'
        f'<text {common} class="map-town{extra}" fill="{INK}">{escape(label)}</text>'
    )


def _definitions(name: str, embedded_style: bool) -> str:
    ink = INK if embedded_style else "#14213d"
    return (
        "<defs>"
        f'<pattern id="{name}-secret" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
        f'<rect width="2" height="6" fill="{MUTED}"/></pattern>'
        f'<pattern id="{name}-estime" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<circle cx="2" cy="2" r="1" fill="{ink}" fill-opacity="0.55"/></pattern>'
        f'<pattern id="{name}-incertain" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#fff"/><rect width="1" height="8" fill="{MUTED}"/></pattern>'
        f'<pattern id="{name}-inconnu" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#d9d9d9"/></pattern></defs>'
    )


def _legend(spec: Choropleth, top: float, name: str) -> tuple[str, float]:
    rows = [
        (
            entry.colour if entry.kind == "class" else f"url(#{name}-{PATTERNS[entry.kind]})",
            f"{entry.label}{HARD}: {entry.count}",
        )
        for entry in legend_of(spec)
    ]
    parts = [text(16, top, f"Classes : {spec.class_method}. Nombre de territoires à droite.", size=13, css="map-note")]
    for i, (fill, label) in enumerate(rows):
        x, y = 16 + (i % 3) * 245, top + 12 + (i // 3) * LEGEND_ROW
        parts.append(f'<rect x="{x}" y="{coordinate(y)}" width="22" height="15" fill="{fill}" stroke="{MUTED}"/>')
        parts.append(text(x + 30, y + 12.5, label, size=13, css="map-label"))
    height = 12 + ((len(rows) + 2) // 3) * LEGEND_ROW
    parts.append(text(16, top + height + 14, spec.source, size=12, css="map-note"))
    return f'<g class="map-legend" font-family={quoteattr(FONT)}>{"".join(parts)}</g>', height + 20
