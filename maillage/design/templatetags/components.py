"""The components as template tags; pages use these and no class of the theme."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from maillage.design.parts import Crumb, KeyFigure, MapFigure, Step, Tab, Table

register = template.Library()
PATH = "Fil d’Ariane"
HEADINGS = {"success": "C’est fait", "warning": "Attention", "error": "Erreur", "info": "À savoir"}


@register.inclusion_tag("design/components/breadcrumb.html")
def breadcrumb(crumbs: tuple[Crumb, ...], label: str = PATH) -> dict[str, Any]:
    """The path to the page; a second one on a page needs a label of its own."""
    return {"crumbs": crumbs, "label": label}


@register.inclusion_tag("design/components/breadcrumb.html")
def trail(*steps: object) -> dict[str, Any]:
    """The path from the home page: pairs of label and address (or name of address), then the page's own label."""
    words = [str(step) for step in steps]
    pairs = zip(words[0:-1:2], words[1:-1:2], strict=True)
    crumbs = [Crumb(label, _address(target)) for label, target in pairs]
    return {"crumbs": (Crumb("Accueil", "/"), *crumbs, Crumb(words[-1])), "label": PATH}


@register.inclusion_tag("design/components/tabs.html")
def tabs(label: str, entries: tuple[Tab, ...]) -> dict[str, Any]:
    """Views of one thing, as links: each has its address, and the current one says so."""
    return {"label": label, "tabs": entries}


@register.inclusion_tag("design/components/search.html")
def search(identifier: str = "recherche", label: str = "") -> dict[str, Any]:
    """The search of a territory; a second one on a page has an identifier and a label of its own."""
    return {"identifier": identifier, "label": label}


@register.inclusion_tag("design/components/navigation.html")
def navigation(label: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The main menu: label, address and whether it is the current one."""
    return {"label": label, "entries": entries}


@register.inclusion_tag("design/components/map.html")
def choropleth_map(figure: MapFigure) -> dict[str, Any]:
    """A map drawn by the server; with an address of features, it can become interactive."""
    return {"map": figure, "svg": mark_safe(figure.svg)}  # noqa: S308 - our own SVG, texts escaped


@register.inclusion_tag("design/components/map_legend.html")
def map_legend(figure: MapFigure) -> dict[str, Any]:
    """How to read the map, in letters that do not shrink with it, and the place that was chosen on it."""
    return {"map": figure}


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
    widget = bound.as_widget(attrs=attributes)
    optional = not bound.field.required and not getattr(bound.form, "every_field_optional", False)
    return {"bound": bound, "widget": widget, "checkbox": bound.widget_type == "checkbox", "optional": optional}


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


def _address(target: str) -> str:
    if target.startswith("/"):
        return target
    try:
        return reverse(target)
    except NoReverseMatch as error:
        raise template.TemplateSyntaxError(f"Fil d’Ariane : aucune page ne s’appelle « {target} ».") from error
