"""The estimates in French words: how many people, where, what they need, how sure it is; and the same in CSV."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import pyarrow as pa
from django.urls import reverse

from maillage.design.figures.choropleth import legend_of, render_choropleth
from maillage.design.parts import Cell, Column, KeyFigure, MapFigure, Table
from maillage.design.typography import THIN, day_of, interval, number, percent, spaced
from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.models import Estimate, Run
from maillage.programme.diagnosis.presenters.maps import METHOD, Mark, spec_of
from maillage.runs import need
from maillage.runs.estimation import DEFAULT_DEFINITION, class_words, definitions, publishable
from maillage.runs.write import csv_bytes
from maillage.tables.estimates import ESTIMATES

LIMITS = (
    "C’est une estimation : un taux national porté à un territoire par l’âge et le diplôme de ses habitants. Elle "
    "parle d’un territoire, jamais d’une personne. Ce n’est ni une cible, ni le seul fondement d’un financement. La "
    "définition de 2019 et celle de 2021 ne se comparent pas. Quand une enquête locale la contredit, elle a raison."
)


@dataclass(frozen=True)
class EstimatesPage:
    """What the page shows."""

    definition: str
    level: str
    title: str
    meaning: str
    finding: str
    map: MapFigure
    figures: tuple[KeyFigure, ...]
    need: tuple[tuple[str, str], ...]
    table: Table
    limits: str
    csv_url: str
    choices: tuple[tuple[str, str], ...]


def known_definition(asked: str) -> str:
    """What was asked for when it is a definition, else the default."""
    return asked if asked in definitions() else DEFAULT_DEFINITION


def estimates_page(run: Run, level: str, definition: str) -> EstimatesPage | None:
    """The whole page of a run; None when this run could estimate nothing."""
    whole = next(iter(selectors.estimates_of(run, "departement", definition)), None)
    if whole is None:
        return None
    found, words = selectors.estimates_of(run, level, definition), definitions()[definition]
    address = f"{reverse('diagnosis:estimates_csv')}?{urlencode({'definition': definition, 'niveau': level})}"
    return EstimatesPage(
        definition=definition,
        level=level,
        title=words.title,
        meaning=spaced(words.meaning),
        finding=finding(whole),
        map=_map(run, level, found, whole),
        figures=_figures(whole),
        need=() if words.is_extended else _need(run, whole),
        table=_table(found),
        limits=spaced(LIMITS),
        csv_url=address,
        choices=tuple((code, one.title) for code, one in definitions().items()),
    )


def finding(whole: Estimate) -> str:
    """One sentence: how many people, and between what and what."""
    people, low, high = (_tens(value) for value in (whole.concerned, whole.concerned_low, whole.concerned_high))
    words = definitions()[whole.definition]
    state = "ont une maîtrise numérique forte" if words.is_extended else "sont en situation d’illectronisme"
    rate = f"{percent(whole.rate)} des 15 ans ou plus"
    return spaced(f"Environ {people} personnes ({rate}) {state} : sans doute entre {low} et {high}.")


def rate_words(one: Estimate) -> str:
    """The rate as its area may say it: with its interval, or its class alone."""
    return spaced(class_words(one.rate)) if one.display == "class" else interval(one.rate, one.low, one.high)


def _figures(whole: Estimate) -> tuple[KeyFigure, ...]:
    words = definitions()[whole.definition]
    between = f"entre {percent(whole.low)} et {percent(whole.high)}"
    return (
        KeyFigure(percent(whole.rate), "des 15 ans ou plus", spaced(between)),
        KeyFigure(_tens(whole.concerned), "personnes", words.short),
        KeyFigure(_tens(whole.adults), "personnes de 15 ans ou plus", "Insee, recensement"),
    )


def _need(run: Run, whole: Estimate) -> tuple[tuple[str, str], ...]:
    found, told = need.need_of(whole.concerned, whole.concerned_low, whole.concerned_high), need.definition()
    held = told["appointments_per_mediator"]
    people = f"{_tens(whole.concerned)}, dont {percent(told['take_up']['rate'], 0)} viennent dans l’année"
    pairs = [
        ("Personnes concernées", f"{people} ({told['take_up']['why']})"),
        (
            "Rendez-vous par an",
            f"{_tens(found.appointments)}, à {told['appointments_per_person']['count']} par personne "
            f"({told['appointments_per_person']['why']})",
        ),
        (
            "Médiateurs à temps plein",
            f"environ {number(found.mediators)}, de {number(found.mediators_low)} à {number(found.mediators_high)} "
            f"(un médiateur tient de {held['low']} à {held['high']} rendez-vous par an)",
        ),
    ]
    place = told["in_place"].get(run.departement_code)
    if place:
        there = (
            f"{place['conseillers_numeriques']} conseillers numériques et {place['france_services']} France services, "
            f"dont {place['of_which_itinerant']} itinérantes, au {day_of(place['dated'])}"
        )
        pairs.append(("Moyens annoncés", there))
    return tuple((label, spaced(words)) for label, words in pairs)


def _map(run: Run, level: str, found: tuple[Estimate, ...], whole: Estimate) -> MapFigure:
    marks = {one.code: Mark(100 * one.rate, "ok", spaced(f"{one.name} : {rate_words(one)}")) for one in found}
    spec = spec_of(run, level, found, marks, "%")
    return MapFigure(
        render_choropleth(spec, embedded_style=False),
        definitions()[whole.definition].title,
        legend_of(spec),
        METHOD,
        spec.source,
    )


def _table(found: tuple[Estimate, ...]) -> Table:
    columns = (
        Column("Territoire"),
        Column("Habitants", numeric=True),
        Column("Part des 15 ans ou plus", numeric=True),
        Column("Personnes", numeric=True),
    )
    rows = tuple(
        (
            Cell(one.name, reverse("diagnosis:territory", args=[one.code])),
            Cell(number(one.population), numeric=True),
            Cell(rate_words(one), numeric=True),
            Cell(_people(one), numeric=True),
        )
        for one in found
    )
    caption = "Chaque territoire, la part la plus forte d’abord ; entre crochets, l’intervalle à 90 %"
    return Table(spaced(caption), columns, rows)


def _people(one: Estimate) -> str:
    if one.display == "class":
        return "trop peu d’habitants"
    return f"{_tens(one.concerned)} [{_tens(one.concerned_low)}{THIN}; {_tens(one.concerned_high)}]"


def _tens(people: float) -> str:
    return number(round(people, -1))


def estimates_csv(found: tuple[Estimate, ...], data_kind: str) -> bytes:
    """One line a territory, as it may be published."""
    names = [column.name for column in ESTIMATES.columns if column.name != "data_kind"]
    rows = [{**{name: getattr(one, name) for name in names}, "data_kind": data_kind} for one in found]
    table: pa.Table = ESTIMATES.build(rows)
    return csv_bytes(publishable(table))
