"""Cards of the list and the page of one place, in French words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.urls import reverse

from maillage.analytics.hours.french import clock_words, date_words, state_words, week_lines, week_words
from maillage.design.typography import day_of, kilometres, long_time, spoken_phone
from maillage.programme.places.enums import PlaceStatus
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import FieldValue, Place
from maillage.programme.places.presenters.values import value_words
from maillage.programme.places.presenters.words import field_word
from maillage.programme.places.rules import quality as rules
from maillage.programme.places.selectors.directory import Hit, HitPage, exception_of, zone_of_place
from maillage.programme.places.selectors.publication import public_emails
from maillage.programme.places.selectors.stops import ComingStop
from maillage.tables.vocabulary import labels_of, terms_of

STATE_KINDS = {"open": "success", "closed": "muted", "unknown": "warning"}
FRESHNESS_KINDS = {"recent": "success", "ageing": "info", "old": "warning", "stale": "error"}
PAGE_VOCABULARIES = {
    "services": "Ce que vous pouvez y faire",
    "support_modes": "Comment",
    "audiences": "Publics",
    "special_care": "Prise en charge spécifique",
    "languages": "Langues parlées",
    "accessibility": "Accessibilité",
    "equipment": "Matériel",
    "access_modes": "Comment venir",
    "programmes": "Dispositifs",
    "labels": "Labels",
}


@dataclass(frozen=True)
class Card:
    """One place in a list."""

    url: str
    name: str
    kind: str
    where: str
    distance: str
    state: str
    state_kind: str
    services: tuple[str, ...]
    fees: str
    phone: str
    phone_link: str
    itinerant: bool
    town: str = ""
    week: str = ""


def card(hit: Hit, at: datetime) -> Card:
    """A place found, ready to be read."""
    place, values = hit.place, values_of(hit.place)
    phone = place.phones[0] if place.phones else ""
    return Card(
        url=reverse("places:place", kwargs={"public_id": place.public_id}),
        name=place.name,
        kind=", ".join(labels_of("kinds", values["kinds"])),
        where=where(place),
        distance=f"à {kilometres(hit.distance_km)} à vol d’oiseau" if hit.distance_km is not None else "",
        state=_state(hit, at),
        state_kind=_state_kind(hit),
        services=broad_services(values["services"]),
        fees=", ".join(labels_of("fees", values["fees"])),
        phone=spoken_phone(phone),
        phone_link=phone,
        itinerant=bool(place.itinerant),
        town=place.commune.name if place.commune else place.commune_name,
        week=week_words(place.hours) if place.hours else "",
    )


def _state(hit: Hit, at: datetime) -> str:
    """The state; for a bus without hours of its own, where it stops next."""
    if hit.next_stop is None:
        return state_words(hit.state, at)
    stop = hit.next_stop
    clock = clock_words(60 * stop.start.hour + stop.start.minute)
    return f"Passe le {date_words(stop.start.date(), year=False)} à {clock} : {stop.commune}"


def _state_kind(hit: Hit) -> str:
    return "info" if hit.next_stop else STATE_KINDS[hit.state.opening.value]


def broad_services(codes: list[str]) -> tuple[str, ...]:
    """The services said broadly, each once."""
    known = terms_of("services")
    broad = [known[code].broader or code for code in codes if code in known]
    return labels_of("services", broad)


def where(place: Place) -> str:
    """The address on one line."""
    commune = place.commune.name if place.commune else place.commune_name
    town = f"{place.postal_code} {commune}".strip()
    return ", ".join(part for part in (place.address, town) if part)


@dataclass(frozen=True)
class Block:
    """A titled list of words."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The page of one place."""

    place: Place
    kind: str
    where: str
    state: str
    state_kind: str
    week: tuple[tuple[str, str], ...]
    closures: tuple[str, ...]
    stops: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    emails: tuple[str, ...]
    blocks: tuple[Block, ...]
    fees: str
    checked: str
    checked_kind: str
    closed: bool
    sources: tuple[str, ...]
    map_link: str


def sheet(place: Place, hit: Hit, at: datetime, stops: tuple[ComingStop, ...] = ()) -> Sheet:
    """Everything that the page of a place says."""
    values = values_of(place)
    blocks = tuple(Block(title, _words(name, values)) for name, title in PAGE_VOCABULARIES.items())
    return Sheet(
        place=place,
        kind=", ".join(labels_of("kinds", values["kinds"])),
        where=where(place),
        state=_state(hit, at),
        state_kind=_state_kind(hit),
        week=_week(place, at.date()),
        closures=tuple(_closure(c.starts_on, c.ends_on, c.hours, c.reason) for c in place.closures.all()),
        stops=tuple(stop_line(stop) for stop in stops),
        emails=public_emails(place.emails),
        phones=tuple((spoken_phone(phone), phone) for phone in place.phones),
        blocks=tuple(block for block in blocks if block.words),
        fees=", ".join(labels_of("fees", values["fees"])),
        checked=_checked(place.confirmed_on),
        checked_kind=FRESHNESS_KINDS[rules.freshness_of(place.confirmed_on, at.date()).value],
        closed=place.status == PlaceStatus.CLOSED,
        sources=tuple(sorted({rules.source_title(record.source) for record in place.records.all()})),
        map_link=_map_link(place),
    )


def _words(name: str, values: dict[str, Any]) -> tuple[str, ...]:
    if name == "services":
        return labels_of("services", values["services"])
    local = tuple(values["local_labels"]) if name == "labels" else ()
    return (*labels_of(name, values[name]), *local)


def stop_line(stop: ComingStop) -> str:
    """« mardi 2 décembre 2026 à 9 h 30, Vigny, place de la Mairie »."""
    where_ = ", ".join(part for part in (stop.commune, stop.address) if part)
    return f"{long_time(stop.start)} : {where_}"


def _closure(starts_on: date, ends_on: date, hours: str, reason: str) -> str:
    span = f"le {day_of(starts_on)}" if starts_on == ends_on else f"du {day_of(starts_on)} au {day_of(ends_on)}"
    what = f"ouvert autrement {span} : {hours}" if hours else f"fermé {span}"
    return f"{what} ({reason})" if reason else what


def _week(place: Place, since: date) -> tuple[tuple[str, str], ...]:
    if not place.hours:
        return ()
    return week_lines(place.hours, since, [exception_of(one) for one in place.closures.all()], zone_of_place(place))


def _checked(confirmed_on: date | None) -> str:
    return f"Vérifié le {day_of(confirmed_on)}" if confirmed_on else "Jamais vérifié par le lieu"


def _map_link(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return ""
    return f"geo:{place.latitude:.5f},{place.longitude:.5f}"


@dataclass(frozen=True)
class Trace:
    """One value in the history of a field."""

    field: str
    word: str
    value: str
    source: str
    seen_on: str
    method: str
    undoable: bool


def traces(values: tuple[FieldValue, ...]) -> tuple[Trace, ...]:
    """The history of a place, in words; the latest line of a field that had another value can be undone."""
    latest = {line.field: line for line in reversed(values)}
    several = {line.field for line in values if line.value != latest[line.field].value}
    return tuple(
        Trace(
            line.field,
            field_word(line.field),
            value_words(line.field, line.value),
            line.confirmed_by or rules.source_title(line.source),
            day_of(line.seen_on),
            line.get_method_display(),
            latest[line.field] is line and line.field in several,
        )
        for line in values
    )


@dataclass(frozen=True)
class Filter:
    """A choice that is on, and the address without it."""

    label: str
    url: str


def active_filters(form: Form, query: QueryDict, where: str) -> list[Filter]:
    """Every filter that is on, each removable."""
    filters = []
    for name, bound in form.fields.items():
        if name in ("lat", "lon", "territoire"):
            continue
        words = dict(getattr(bound, "choices", ()))
        for value in query.getlist(name):
            if value:
                label = words.get(value, str(bound.label) if value == "on" else value)
                filters.append(Filter(str(label), _without(query, name, value)))
    if query.get("territoire"):
        filters.append(Filter(where, _without(query, "territoire", str(query["territoire"]))))
    if query.get("lat"):
        filters.append(Filter("Autour de moi", _without(query, "lat", str(query["lat"]), "lon")))
    return filters


def _without(query: QueryDict, name: str, value: str, *others: str) -> str:
    kept = query.copy()
    kept.setlist(name, [v for v in kept.getlist(name) if v != value])
    for other in (*others, "page"):
        kept.pop(other, None)
    return f"?{kept.urlencode()}"


@dataclass(frozen=True)
class PageLink:
    """A link to a page of the list."""

    label: str
    url: str
    current: bool


def page_links(page: HitPage, query: QueryDict) -> list[PageLink]:
    """Links to the first, the neighbouring and the last pages, the filters kept."""
    numbers = sorted({1, page.number - 1, page.number, page.number + 1, page.pages})
    links = []
    for number in numbers:
        if 1 <= number <= page.pages:
            kept = query.copy()
            kept["page"] = str(number)
            links.append(PageLink(str(number), f"?{kept.urlencode()}", number == page.number))
    return links if page.pages > 1 else []
