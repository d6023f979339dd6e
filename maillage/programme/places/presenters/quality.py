"""What waits, the freshness of each EPCI, and the places to check first, in French words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from maillage.design.typography import day_of, number, percent
from maillage.programme.places.enums import Freshness
from maillage.programme.places.presenters.directory import FRESHNESS_KINDS
from maillage.programme.places.rules.quality import Note
from maillage.programme.places.selectors.quality import Area, Checked, Waiting
from maillage.tables.cells import safe_cell

COLOUR_WORDS = {
    Freshness.RECENT: "À jour",
    Freshness.AGEING: "À vérifier bientôt",
    Freshness.OLD: "À vérifier",
    Freshness.STALE: "Périmé",
}
CSV_COLUMNS = ("EPCI", "Commune", "Lieu", "Fraîcheur", "Vérifié le", "Complétude", "Confiance", "Manque", "À vérifier")


@dataclass(frozen=True)
class Card:
    """One thing that waits: how much, and where to deal with it."""

    title: str
    count: str
    text: str
    url: str
    action: str
    calm: bool


def cards(waiting: Waiting, manages: bool) -> list[Card]:
    """What waits; the pages of those who manage the directory are left out for others."""
    everyone = [
        _card("Signalements sans réponse", waiting.reports, "Quelqu’un attend votre réponse.", "reports", "Répondre"),
        _card("Lieux périmés", waiting.stale, "Plus de 18 mois sans confirmation.", "freshness", "Voir par EPCI"),
        _card("Absents de leur source", waiting.absent, "Fermés, renommés ou oubliés ?", "absences", "Vérifier"),
    ]
    managers = [
        _card("Doublons à examiner", waiting.pairs, "Deux fiches pour un même lieu ?", "duplicates", "Examiner"),
        _card("Écarts avec les sources", waiting.conflicts, "Quelle valeur est la bonne ?", "conflicts", "Trancher"),
        _card("Campagnes en cours", waiting.campaigns, "Les lieux confirment leur fiche.", "campaigns", "Suivre"),
    ]
    return everyone + managers if manages else everyone


def _card(title: str, count: int, text: str, page: str, action: str) -> Card:
    return Card(title, number(count), text, reverse(f"places:{page}"), action, calm=count == 0)


@dataclass(frozen=True)
class AreaLine:
    """One EPCI of the dashboard."""

    name: str
    url: str
    count: str
    shares: tuple[str, ...]
    completeness: str
    trust: str


def area_line(area: Area) -> AreaLine:
    """An EPCI in words and numbers."""
    return AreaLine(
        name=area.name,
        url=reverse("places:freshness_area", kwargs={"code": area.code}),
        count=number(area.count),
        shares=tuple(percent(area.colours[colour] / area.count, 0) for colour in Freshness),
        completeness=percent(area.completeness, 0),
        trust=percent(area.trust, 0),
    )


def finding(areas: list[Area]) -> str:
    """What the dashboard found, in a sentence."""
    places = sum(area.count for area in areas)
    if not places:
        return ""
    to_check = sum(area.colours[Freshness.OLD] + area.colours[Freshness.STALE] for area in areas)
    return (
        f"{number(to_check)} lieux sur {number(places)} sont à vérifier ou périmés. "
        f"L’EPCI à reprendre en premier : {areas[0].name}."
    )


@dataclass(frozen=True)
class CheckedLine:
    """A place to check: its colour, its two notes and what they lack."""

    name: str
    url: str
    history_url: str
    town: str
    colour: str
    kind: str
    checked: str
    completeness: str
    trust: str
    missing: tuple[str, ...]
    doubtful: tuple[str, ...]
    phone: str


def checked_line(line: Checked) -> CheckedLine:
    """A place in words."""
    place = line.place
    arguments = {"public_id": place.public_id}
    return CheckedLine(
        name=place.name,
        url=reverse("places:place", kwargs=arguments),
        history_url=reverse("places:history", kwargs=arguments),
        town=place.commune.name if place.commune else place.commune_name,
        colour=COLOUR_WORDS[line.freshness],
        kind=FRESHNESS_KINDS[line.freshness.value],
        checked=f"vérifié le {day_of(place.confirmed_on)}" if place.confirmed_on else "jamais vérifié",
        completeness=_note(line.completeness),
        trust=_note(line.trust),
        missing=line.completeness.lacks,
        doubtful=line.trust.lacks,
        phone=", ".join(place.phones),
    )


def _note(note: Note) -> str:
    return percent(note.value, 0)


def csv_rows(places: Iterable[Checked]) -> Iterator[list[Any]]:
    """The rows of the export, header first; no text from outside can become a formula."""
    yield list(CSV_COLUMNS)
    for line in places:
        commune = line.place.commune
        body = (commune.ept or commune.epci) if commune else None
        row = [
            body.name if body else "",
            commune.name if commune else line.place.commune_name,
            line.place.name,
            COLOUR_WORDS[line.freshness],
            line.place.confirmed_on.isoformat() if line.place.confirmed_on else "",
            f"{100 * line.completeness.value:.0f}",
            f"{100 * line.trust.value:.0f}",
            " ; ".join(line.completeness.lacks),
            " ; ".join(line.trust.lacks),
        ]
        yield [safe_cell(value) for value in row]
