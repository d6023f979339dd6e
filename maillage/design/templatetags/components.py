"""The components as template tags; pages use these and no class of the theme."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.utils.safestring import SafeString

from maillage.design.parts import Crumb, KeyFigure, Step, Table

register = template.Library()
HEADINGS = {"success": "C’est fait", "warning": "Attention", "error": "Erreur", "info": "À savoir"}


@register.inclusion_tag("design/components/breadcrumb.html")
def breadcrumb(crumbs: tuple[Crumb, ...]) -> dict[str, Any]:
    """The path to the page."""
    return {"crumbs": crumbs}


@register.inclusion_tag("design/components/alert.html")
def alert(kind: str, text: object) -> dict[str, Any]:
    """A message; kind is info, success, warning or error, said in words too."""
    kind = kind if kind in HEADINGS else "info"
    return {"kind": kind, "heading": HEADINGS[kind], "text": text}


@register.inclusion_tag("design/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field: label above, hint, error linked to the input."""
    described = [f"{bound.auto_id}-hint"] if bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {"bound": bound, "widget": bound.as_widget(attrs=attributes)}


@register.inclusion_tag("design/components/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """Every error of a form, each with a link to its field."""
    return {"form": form}


@register.inclusion_tag("design/components/table.html")
def data_table(table: Table) -> dict[str, Any]:
    """An accessible table in a region that scrolls by keyboard."""
    return {"table": table}


@register.inclusion_tag("design/components/key_figure.html")
def key_figure(figure: KeyFigure) -> dict[str, Any]:
    """A figure to remember."""
    return {"figure": figure}


@register.inclusion_tag("design/components/tag.html")
def tag(text: str, kind: str = "info") -> dict[str, Any]:
    """A state by a word and a shape: info, success, warning, error or muted."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("design/components/timeline.html")
def timeline(steps: tuple[Step, ...]) -> dict[str, Any]:
    """What happened, the most recent first."""
    return {"steps": steps}


@register.inclusion_tag("design/components/progress.html")
def progress(label: str, done: float | None = None) -> dict[str, Any]:
    """Long work: a share between 0 and 1, or a bar without end when it is unknown."""
    return {"label": label, "percent": None if done is None else round(100 * done)}


@register.inclusion_tag("design/components/empty_state.html")
def empty_state(title: str, text: str, url: str = "", action: str = "") -> dict[str, Any]:
    """A page with nothing yet: what it is for and the first thing to do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("design/components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Links to the pages of a list, the filters of the address kept."""
    kept = {key: value for key, value in context["request"].GET.items() if key != "page"}
    links = [
        {"label": number, "url": f"?{urlencode({**kept, 'page': number})}", "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number)
    ]
    return {"links": links, "page": page}


@register.inclusion_tag("design/components/figure.html")
def figure(svg: SafeString, table: Table, source: str) -> dict[str, Any]:
    """A server-side figure with its table twin and its source."""
    return {"svg": svg, "table": table, "source": source}
