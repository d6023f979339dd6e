"""Each figure says its name and its message, and its table twin holds the very numbers that are drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from shapely.geometry import box

from maillage.design import samples
from maillage.design.figures import bars, choropleth, gauge, lines
from maillage.design.parts import Cell, Table
from maillage.design.typography import HARD

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = {
    "bars": (bars.render_bars(samples.BARS), bars.table_of(samples.BARS)),
    "ranks": (bars.render_bars(samples.RANKS), bars.table_of(samples.RANKS)),
    "line": (lines.render_line(samples.LINE), lines.table_of(samples.LINE)),
    "gauge": (gauge.render_gauge(samples.GAUGE), gauge.table_of(samples.GAUGE)),
}
MAP = choropleth.render_choropleth(samples.MAP, embedded_style=False)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def nameless(svg: str) -> list[str]:
    """What an accessible drawing lacks: a title, a description, and the references to both."""
    root = parsed(svg)
    named = (root.get("aria-labelledby") or "").split()
    found = []
    for tag in ("title", "desc"):
        child = root.find(f"{SVG}{tag}")
        if child is None or not child.text or child.get("id") not in named:
            found.append(tag)
    return found + ([] if root.get("role") in ("img", "group") else ["role"])


def missing(svg: str, table: Table) -> list[str]:
    """Numbers of the drawing that its table does not hold."""
    drawn = re.findall(r"[+−]?\d[\d\u202f]*(?:,\d+)?", " ".join(texts(svg)))
    held = " ".join(cell.text for row in table.rows for cell in row)
    return [number for number in drawn if number not in held]


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("svg", [*(svg for svg, _ in FIGURES.values()), MAP], ids=[*FIGURES, "map"])
def test_a_figure_has_a_name_and_a_description_and_no_style_of_its_own(svg):
    assert nameless(svg) == []
    assert "style" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize("name", list(FIGURES))
def test_the_table_twin_holds_what_is_drawn(name):
    svg, table = FIGURES[name]
    assert texts(svg)
    assert missing(svg, table) == []


def test_teeth_a_lost_title_and_a_number_out_of_the_table_are_seen():
    svg, table = FIGURES["bars"]
    assert nameless(re.sub(r"<title.*?</title>", "", svg)) == ["title"]
    assert nameless(svg.replace('id="barres-desc"', 'id="autre"')) == ["desc"]
    assert missing(svg, replace(table, rows=table.rows[1:])) == ["+1,24"]
    assert missing(svg, replace(table, rows=(*table.rows[1:], (Cell("+1,2"),)))) == ["+1,24"]


def test_bars_keep_their_proportions_and_their_side():
    drawn = list(parsed(FIGURES["bars"][0]).iter(f"{SVG}rect"))
    widths = [float(r.get("width") or 0) for r in drawn]
    assert widths[0] / widths[1] == pytest.approx(1.24 / 0.61, rel=0.01)
    zero = float(drawn[0].get("x") or 0)
    assert float(drawn[2].get("x") or 0) + widths[2] == pytest.approx(zero, abs=0.2)
    assert all(0 <= float(r.get("x") or 0) <= bars.WIDTH for r in drawn)


def test_bars_without_value_and_a_gauge_without_target_are_still_drawn():
    assert nameless(bars.render_bars(replace(samples.BARS, bars=()))) == []
    empty = replace(samples.GAUGE, value=0.0, target=0.0)
    assert nameless(gauge.render_gauge(empty)) == []
    assert gauge.table_of(empty).rows[-1][1].text == "non connu"


def test_a_gauge_beyond_its_target_stays_inside_its_frame():
    svg = gauge.render_gauge(replace(samples.GAUGE, value=900.0))
    assert all(
        float(r.get("x") or 0) + float(r.get("width") or 0) <= gauge.WIDTH for r in parsed(svg).iter(f"{SVG}rect")
    )
    assert gauge.table_of(replace(samples.GAUGE, value=900.0)).rows[-1][1].text == f"180{HARD}%"


def test_a_map_draws_each_area_once_with_its_reading():
    root = parsed(MAP)
    areas = [e for e in root.iter(f"{SVG}path") if (e.get("class") or "").startswith("map-area")]
    assert len(areas) == len(samples.MAP.areas)
    readings = [e.text for e in root.iter(f"{SVG}title")][1:]
    assert readings == [area.text.replace(" :", f"{HARD}:") for area in samples.MAP.areas]


def test_drawing_legend_and_paint_agree():
    drawn = [e.get("fill") for e in parsed(MAP).iter(f"{SVG}path") if (e.get("class") or "").startswith("map-area c")]
    paints = [choropleth.paint_of(area, samples.MAP.bounds) for area in samples.MAP.areas]
    assert drawn == [paint.colour for paint in paints if paint.rank]
    legend = choropleth.legend_of(samples.MAP)
    assert [entry.kind for entry in legend] == ["class"] * 3 + ["imputed", "secret", "missing"]
    classes = sum(entry.count for entry in legend if entry.kind == "class")
    without_value = sum(entry.count for entry in legend if entry.kind in ("secret", "missing"))
    assert classes + without_value == len(samples.MAP.areas)


def test_a_secret_is_hatched_and_never_takes_the_colour_of_a_class():
    secret = choropleth.Area("1", "Zone", box(0, 0, 1, 1), 3.0, "secret", "Zone : secret")
    assert choropleth.paint_of(secret, (2.0, 4.0)) == choropleth.Paint(None, choropleth.BLANK, "secret")
    assert choropleth.paint_of(replace(secret, state="ok"), (2.0, 4.0)).rank == 2
    assert choropleth.paint_of(replace(secret, state="ok", value=None), (2.0,)).pattern == "missing"


def test_the_standalone_map_carries_its_legend_and_the_page_does_not():
    alone = choropleth.render_choropleth(samples.MAP, embedded_style=True)
    assert f"de 1 à 2{HARD}: 1" in alone
    assert "de 1 à 2" not in MAP


def test_darker_means_more():
    def light(colour: str) -> int:
        return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))

    colours = [entry.colour for entry in choropleth.legend_of(samples.MAP) if entry.kind == "class"]
    assert [light(c) for c in colours] == sorted((light(c) for c in colours), reverse=True)


def test_texts_are_escaped():
    svg = bars.render_bars(replace(samples.BARS, title='<b>"', bars=(bars.Bar("<script>", 1.0),)))
    assert "<script>" not in svg
    assert parsed(svg).find(f"{SVG}title").text == '<b>"'
