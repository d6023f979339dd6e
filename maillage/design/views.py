"""The gallery: every component in every state, with fictitious content."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from maillage.design import samples
from maillage.design.figures import bars, choropleth, gauge, lines


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Everything that pages are made of."""
    figures = (
        (choropleth.render_choropleth(samples.MAP, embedded_style=False), samples.MAP_TABLE),
        (bars.render_bars(samples.BARS), bars.table_of(samples.BARS)),
        (lines.render_line(samples.LINE), lines.table_of(samples.LINE)),
        (gauge.render_gauge(samples.GAUGE), gauge.table_of(samples.GAUGE)),
    )
    form = samples.SampleForm({"name": "", "level": "commune"})
    form.is_valid()
    context = {
        "crumbs": samples.CRUMBS,
        "form": form,
        "table": samples.TABLE,
        "keys": samples.KEYS,
        "steps": samples.STEPS,
        "page": Paginator(range(240), 20).get_page(request.GET.get("page")),
        "figures": [(mark_safe(svg), table) for svg, table in figures],  # noqa: S308 - our own SVG, texts escaped
    }
    return render(request, "design/gallery.html", context)


gallery.access = "see_public"  # type: ignore[attr-defined]
