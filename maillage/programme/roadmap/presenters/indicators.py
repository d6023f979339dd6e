"""Indicators in French words: a line of the list, the whole page, the series as a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from maillage.design.figures.trajectory import Trajectory, render_trajectory, table_of
from maillage.design.parts import Cell, Column, Crumb, KeyFigure, Step, Table
from maillage.design.typography import HARD, day_of, number, signed, spaced
from maillage.programme.roadmap.enums import Weather
from maillage.programme.roadmap.feeds import feed_named
from maillage.programme.roadmap.models import Indicator, Measurement
from maillage.programme.roadmap.presenters.actions import counted
from maillage.programme.roadmap.presenters.roadmaps import trail
from maillage.programme.roadmap.rules.indicators import RollUp, due_again
from maillage.programme.roadmap.selectors.indicators import IndicatorState, TargetPath
from maillage.programme.territories.selectors import territory_name

WEATHER_KINDS = {
    Weather.SECURED: "success",
    Weather.REACHABLE: "info",
    Weather.SUPPORT: "warning",
    Weather.COMPROMISED: "error",
}


def figure_words(value: Decimal | None, unit: str = "") -> str:
    """« 300 jeunes », « 62,5 % »: decimals only when there are some."""
    if value is None:
        return "aucune valeur"
    shown = number(float(value), 0 if value == value.to_integral_value() else 1)
    return f"{shown}{HARD}{unit}" if unit else shown


def progress_words(reached: Decimal | None) -> str:
    """« 60 % », as it is in the data."""
    return "sans objet" if reached is None else f"{figure_words(reached)}{HARD}%"


def bar_percent(reached: Decimal | None) -> int | None:
    """What a bar shows: between 0 and 100, whatever the data say."""
    return None if reached is None else round(min(max(reached, Decimal(0)), Decimal(100)))


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in a list."""

    title: str
    url: str
    value: str
    when: str
    goal: str
    progress: str
    bar: int | None
    alerts: tuple[tuple[str, str], ...]
    weather: str
    weather_kind: str


def indicator_url(indicator: Indicator, name: str = "indicator") -> str:
    """A page of an indicator."""
    return reverse(f"roadmap:{name}", kwargs={"public_id": indicator.public_id})


def list_url() -> str:
    """The page of all the indicators."""
    return reverse("roadmap:indicators")


def indicator_line(state: IndicatorState) -> IndicatorLine:
    """An indicator in words."""
    one, last, path = state.indicator, state.last, state.path
    weather = Weather(state.weather.weather) if state.weather else None
    goal = f"{figure_words(path.goal.value)} au {day_of(path.goal.due_on)}" if path else "aucune cible"
    reached = path.progress if path else None
    return IndicatorLine(
        title=one.title,
        url=indicator_url(one),
        value=figure_words(last.value, one.unit) if last else "aucune valeur",
        when=f"au {day_of(last.on)}" if last else "",
        goal=goal,
        progress=progress_words(reached),
        bar=bar_percent(reached),
        alerts=alerts(state),
        weather=weather.label if weather else "",
        weather_kind=WEATHER_KINDS[weather] if weather else "muted",
    )


def alerts(state: IndicatorState) -> tuple[tuple[str, str], ...]:
    """What should be looked at: (words, kind of tag)."""
    found = []
    if state.last is None:
        found.append(("aucune valeur encore", "warning"))
    if state.path is None:
        found.append(("aucune cible encore", "warning"))
    if state.is_behind and state.path and state.path.gap is not None:
        found.append((f"{figure_words(-state.path.gap)} points de retard", "error"))
    if state.is_falling:
        found.append(("en recul", "error"))
    if state.is_stale:
        found.append(("à rafraîchir", "warning"))
    if state.weather is None:
        found.append(("météo à donner", "muted"))
    return tuple(found)


def finding(states: Iterable[IndicatorState]) -> str:
    """One sentence on the whole list."""
    every = list(states)
    if not every:
        return ""
    behind = sum(one.is_off_track for one in every)
    stale = sum(one.needs_value for one in every)
    verb = "suit" if behind == 1 else "suivent"
    late = (
        f"{counted(behind, 'indicateur')} sur {len(every)} ne {verb} pas sa trajectoire"
        if behind == 1
        else (f"{behind} indicateurs sur {len(every)} ne {verb} pas leur trajectoire")
    )
    path = late if behind else f"Les {len(every)} indicateurs suivent leur trajectoire"
    fresh = f" ; {counted(stale, 'valeur')} à rafraîchir." if stale else ", et leurs valeurs sont à jour."
    return spaced(path + fresh)


def axis_table(rolled: Iterable[tuple[str, RollUp]]) -> Table:
    """The roll-up by axis, with what it lacks."""
    columns = (Column("Axe"), Column("Avancement", numeric=True), Column("Comptés", numeric=True), Column("Manquent"))
    rows = tuple(
        (
            Cell(title),
            Cell(progress_words(one.progress), numeric=True),
            Cell(str(one.counted), numeric=True),
            Cell(", ".join(one.missing) or "rien"),
        )
        for title, one in rolled
    )
    return Table("Avancement pondéré de chaque axe", columns, rows)


def path_table(state: IndicatorState) -> Table:
    """Every target, text by text, the reference first."""
    columns = (
        Column("Texte"),
        Column("Cible", numeric=True),
        Column("Pour le"),
        Column("Avancement", numeric=True),
        Column("Écart à la trajectoire", numeric=True),
    )
    rows = [row for path in state.paths for row in _path_rows(path)]
    return Table("Les cibles côte à côte, avec le texte qui les fixe", columns, tuple(rows))


def _path_rows(path: TargetPath) -> Iterable[tuple[Cell, ...]]:
    for one in path.targets:
        is_goal = one == path.goal
        source = f"{path.source} (référence)" if path.is_reference else path.source
        yield (
            Cell(source if is_goal else f"{path.source}, étape"),
            Cell(figure_words(one.value), numeric=True),
            Cell(day_of(one.due_on)),
            Cell(progress_words(path.progress) if is_goal else "", numeric=True),
            Cell(gap_words(path.gap) if is_goal else "", numeric=True),
        )


def gap_words(points_gap: Decimal | None) -> str:
    """« −4,2 points »."""
    return "sans objet" if points_gap is None else f"{signed(float(points_gap), 1)}{HARD}points"


def series_table(series: Iterable[Measurement]) -> Table:
    """Every value with its author and its proof, the last first."""
    columns = (Column("Mesurée le"), Column("Valeur", numeric=True), Column("Par"), Column("Preuve"), Column("Note"))
    rows = tuple(
        (
            Cell(day_of(one.on)),
            Cell(figure_words(one.value), numeric=True),
            Cell("calculée par Maillage" if one.is_computed else one.by_label),
            Cell(one.proof or "aucune"),
            Cell(one.comment),
        )
        for one in sorted(series, key=lambda one: one.on, reverse=True)
    )
    return Table("Les valeurs, la dernière d’abord", columns, rows)


def figure_of(state: IndicatorState) -> tuple[SafeString, Table] | None:
    """The series against the path of reference, and its table; None while there is nothing to draw."""
    one, path = state.indicator, state.path
    start = (one.baseline_on, float(one.baseline_value))
    promised = (start, *((goal.due_on, float(goal.value)) for goal in path.targets)) if path else ()
    measured = tuple((value.on, float(value.value)) for value in state.series)
    if not promised and not measured:
        return None
    spec = Trajectory(one.title, "Valeurs mesurées et trajectoire promise", measured, promised, one.unit)
    return mark_safe(render_trajectory(spec)), table_of(spec)  # noqa: S308 - our own SVG, texts escaped


def key_figures(state: IndicatorState) -> tuple[KeyFigure, ...]:
    """The last value, the progress, the gap."""
    one, last, path = state.indicator, state.last, state.path
    start = f"départ : {figure_words(one.baseline_value)} le {day_of(one.baseline_on)}"
    return (
        KeyFigure(
            figure_words(last.value) if last else "aucune", one.unit, f"au {day_of(last.on)}" if last else spaced(start)
        ),
        KeyFigure(progress_words(path.progress if path else None), "de la cible de référence", spaced(start)),
        KeyFigure(gap_words(path.gap if path else None), "par rapport à la trajectoire", "alerte sous −10 points"),
    )


def facts(state: IndicatorState) -> tuple[tuple[str, str], ...]:
    """The definition, label by label."""
    one, feed, last = state.indicator, feed_named(state.indicator.feed), state.last
    fresh = day_of(due_again(last.on, one.periodicity_days, one.delay_days)) if last else ""
    pairs = (
        ("Type", one.get_kind_display()),
        ("Sens", one.get_direction_display()),
        ("Territoire", territory_name(one.territory_code) or "tout le programme"),
        ("Objectif servi", str(one.objective) if one.objective else "aucun"),
        ("Suivi par", one.owner.display_name if one.owner else "les co-pilotes"),
        ("Source des valeurs", one.source),
        ("Alimentation", f"calculée par Maillage, formule verrouillée : {feed.formula}" if feed else "saisie"),
        ("Prochaine valeur attendue avant le", fresh or "dès maintenant"),
        ("Poids dans l’axe", figure_words(one.weight)),
    )
    return tuple((label, spaced(words)) for label, words in pairs)


def weather_steps(indicator: Indicator) -> tuple[Step, ...]:
    """The weathers, the last first."""
    return tuple(
        Step(f"{day_of(one.on)}, {one.by_label}", spaced(f"{one.get_weather_display()}. {one.comment}".strip()))
        for one in indicator.weather_reports.all()
    )


def crumbs(*pairs: tuple[str, str], last: str) -> tuple[Crumb, ...]:
    """The path to a page of the indicators."""
    return trail(("Indicateurs", list_url()), *pairs, last=last)


def due_words(state: IndicatorState, today: date) -> str:
    """Since when a value is awaited."""
    if state.last is None:
        return "aucune valeur encore"
    one = state.indicator
    days = (today - due_again(state.last.on, one.periodicity_days, one.delay_days)).days
    return f"attendue depuis {counted(days, 'jour')}"
