"""The gallery: every component in every state, with fictitious content."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from maillage.design import samples
from maillage.design.figures import bars, choropleth, gauge, lines, trajectory
from maillage.design.parts import MapFigure, Tab, Table


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Everything that pages are made of."""
    form = samples.SampleForm({"name": "", "level": "commune"})
    form.is_valid()
    asked = request.GET.get("onglet", "")
    shown = asked if asked in samples.TABS else next(iter(samples.TABS))
    context = {
        "sections": samples.SECTIONS,
        "crumbs": samples.CRUMBS,
        "entries": samples.ENTRIES,
        "form": form,
        "table": samples.sorted_table(request.GET.get("tri", "")),
        "keys": samples.KEYS,
        "steps": samples.STEPS,
        "tabs": tuple(Tab(title, f"?onglet={key}#onglets", key == shown) for key, (title, _) in samples.TABS.items()),
        "tab_text": samples.TABS[shown][1],
        "page": Paginator(range(240), 20).get_page(request.GET.get("page")),
        "map": sample_map(),
        "map_table": samples.MAP_TABLE,
        "charts": sample_charts(),
        "source": samples.SOURCE,
    }
    return render(request, "design/gallery.html", context)


gallery.access = "see_public"  # type: ignore[attr-defined]


def sample_map() -> MapFigure:
    """The fictitious map with every state of an area."""
    svg = choropleth.render_choropleth(samples.MAP, embedded_style=False)
    return MapFigure(svg, "Valeur fictive", choropleth.legend_of(samples.MAP), samples.MAP.class_method, samples.SOURCE)


def sample_charts() -> tuple[tuple[str, SafeString, Table], ...]:
    """One chart of each kind, with its title and its table."""
    drawn = (
        (samples.BARS, bars.render_bars(samples.BARS), bars.table_of(samples.BARS)),
        (samples.RANKS, bars.render_bars(samples.RANKS, name="rangs"), bars.table_of(samples.RANKS)),
        (samples.LINE, lines.render_line(samples.LINE), lines.table_of(samples.LINE)),
        (
            samples.TRAJECTORY,
            trajectory.render_trajectory(samples.TRAJECTORY),
            trajectory.table_of(samples.TRAJECTORY),
        ),
        (samples.GAUGE, gauge.render_gauge(samples.GAUGE), gauge.table_of(samples.GAUGE)),
    )
    return tuple((spec.title, mark_safe(svg), table) for spec, svg, table in drawn)  # noqa: S308 - our own SVG
