"""The published index and its indicators, as figures that a meeting can quote with their value of that day."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from maillage.design.typography import number
from maillage.programme.diagnosis.models import Figure
from maillage.programme.diagnosis.presenters.maps import value_text
from maillage.programme.diagnosis.selectors import published_run
from maillage.programme.territories.figures import FOUND, PublishedFigure
from maillage.programme.territories.names import plain
from maillage.runs.indicators import indicators


def diagnosis_figures(typed: str) -> Iterable[PublishedFigure]:
    """The score and the indicators of each territory of the published run whose name is typed."""
    run = published_run(str(settings.DEPARTEMENT))
    words = plain(typed)
    if run is None or not words:
        return
    source = f"Maillage, diagnostic ({run.recipe_code}, {run.get_data_kind_display().lower()})"
    named = [one for one in Figure.objects.filter(run=run).prefetch_related("indicators") if words in plain(one.name)]
    for figure in named[:FOUND]:
        if figure.score is not None:
            label = f"Indice de fragilité numérique, {figure.name}"
            yield PublishedFigure(f"index:{figure.code}", label, f"{number(figure.score, 1)} sur 10", source)
        yield from _indicators(figure, source)


def _indicators(figure: Figure, source: str) -> Iterable[PublishedFigure]:
    known = indicators()
    for line in figure.indicators.all():
        described = known[line.indicator]
        if line.value is not None:
            shown = value_text(line.value, described, line.error)
            label = f"{described.title}, {figure.name}"
            yield PublishedFigure(f"{line.indicator}:{figure.code}", label, shown, source)
