"""Members in French words: the list by college, the page of one, the composition against the one voted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.urls import reverse

from maillage.design.parts import KeyFigure, Step
from maillage.design.typography import day_of, spaced, spoken_phone
from maillage.programme.governance.enums import MemberStatus
from maillage.programme.governance.models import (
    College,
    Composition,
    Member,
    MemberCharge,
    MemberTransition,
    Representative,
    Seat,
)
from maillage.programme.governance.presenters.words import STATUS_KINDS, counted, period
from maillage.tables.cells import safe_cell

HEADERS = (
    "structure", "college", "etat", "civilite", "nom", "fonction", "titre", "contact", "courriel", "telephone",
)  # fmt: skip


@dataclass(frozen=True)
class MemberLine:
    """One member in a list."""

    url: str
    name: str
    college: str
    category: str
    state: str
    state_kind: str
    charges: tuple[str, ...]
    to_consolidate: tuple[str, ...]
    since: str


def member_line(member: Member) -> MemberLine:
    """A member in words; its open charges were read with it when the list shows them."""
    return MemberLine(
        url=reverse("governance:member", kwargs={"public_id": member.public_id}),
        name=member.display_name,
        college=member.college.name,
        category=member.get_category_display(),
        state=member.get_status_display(),
        state_kind=STATUS_KINDS[MemberStatus(member.status)],
        charges=tuple(charge.get_role_display() for charge in getattr(member, "open_charges", ())),
        to_consolidate=tuple(member.to_consolidate),
        since=day_of(member.confirmed_on) if member.confirmed_on else "",
    )


@dataclass(frozen=True)
class CollegeLines:
    """A college and its members."""

    name: str
    count: str
    members: tuple[MemberLine, ...]


def by_college(members: Iterable[Member]) -> tuple[CollegeLines, ...]:
    """The members of each college that has some, in the order of colleges."""
    groups: dict[str, list[MemberLine]] = {}
    for member in members:
        groups.setdefault(member.college.name, []).append(member_line(member))
    return tuple(CollegeLines(name, counted(len(lines), "membre"), tuple(lines)) for name, lines in groups.items())


@dataclass(frozen=True)
class Comparison:
    """The composition of a day, and the one voted."""

    counts: str
    voted: str
    gap: str


def comparison(voted: Composition | None, counts: tuple[int, int, int], day: date, today: date) -> Comparison:
    """« 13 collectivités et 22 structures privées, validées le 11 juillet 2024 : aujourd’hui 12 et 22 »."""
    local, private, state = counts
    when = "Aujourd’hui" if day == today else f"Au {day_of(day)}"
    words = (
        f"{when} : {counted(local, 'collectivité')}, {counted(private, 'structure privée', 'structures privées')} "
        f"et {counted(state, 'service de l’État', 'services de l’État')}."
    )
    if voted is None:
        return Comparison(words, "", "Aucune composition votée n’est enregistrée.")
    said = (
        f"{counted(voted.local_count, 'collectivité')} et "
        f"{counted(voted.private_count, 'structure privée', 'structures privées')}, "
        f"validées le {day_of(voted.voted_on)}"
    )
    return Comparison(words, said, _gap(local - voted.local_count, private - voted.private_count))


def _gap(local: int, private: int) -> str:
    if not local and not private:
        return "C’est la composition votée."
    gaps = ((local, "collectivité", "collectivités"), (private, "structure privée", "structures privées"))
    parts = [f"{counted(abs(gap), one, many)} {'de plus' if gap > 0 else 'de moins'}" for gap, one, many in gaps if gap]
    return f"Écart avec le vote : {' et '.join(parts)}."


@dataclass(frozen=True)
class Removable:
    """A filter chosen, and the address of the list without it."""

    label: str
    url: str


def chosen_filters(form: Form) -> tuple[Removable, ...]:
    """The filters that were understood, each removable."""
    found = {name: value for name, value in form.cleaned_data.items() if value}
    tags = []
    for name, value in found.items():
        field: Any = form.fields[name]
        words = dict(getattr(field, "choices", ())).get(value) or (day_of(value) if name == "le" else value)
        left = urlencode({key: _typed(kept) for key, kept in found.items() if key != name})
        tags.append(Removable(f"{field.label} : {words}", f"?{left}"))
    return tuple(tags)


def _typed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class PersonLine:
    """Someone who speaks for a member; mail and phone only for those who may read them."""

    number: int
    name: str
    function: str
    kind: str
    contact: str
    email: str
    phone: str
    period: str
    has_account: bool


def person_line(person: Representative, *, contacts: bool) -> PersonLine:
    """A person in words."""
    return PersonLine(
        number=person.pk,
        name=" ".join(part for part in (person.civility, person.full_name) if part),
        function=person.function,
        kind=person.get_kind_display(),
        contact=person.get_contact_role_display(),
        email=person.email if contacts else "",
        phone=spoken_phone(person.phone) if contacts else "",
        period=period(person.starts_on, person.ends_on),
        has_account=person.user_id is not None,
    )


@dataclass(frozen=True)
class ChargeLine:
    """A charge and its time."""

    number: int
    role: str
    period: str
    open: bool


def charge_line(charge: MemberCharge) -> ChargeLine:
    """A charge in words."""
    return ChargeLine(
        charge.pk, charge.get_role_display(), period(charge.starts_on, charge.ends_on), charge.ends_on is None
    )


@dataclass(frozen=True)
class SeatLine:
    """A seat of a member in an instance."""

    committee: str
    url: str
    function: str
    period: str


def seat_line(seat: Seat) -> SeatLine:
    """A seat in words."""
    url = reverse("governance:committee", kwargs={"public_id": seat.committee.public_id})
    return SeatLine(seat.committee.name, url, seat.get_function_display(), period(seat.starts_on, seat.ends_on))


def history(transitions: Iterable[MemberTransition]) -> tuple[Step, ...]:
    """The changes of state, the last first."""
    return tuple(Step(day_of(change.on), spaced(_change(change))) for change in transitions)


def _change(change: MemberTransition) -> str:
    words = f"{change.get_to_status_display()}, par {change.by_label}."
    if change.reason:
        words += f" Raison : {change.reason.rstrip('.')}."
    return words + (f" Décidé en réunion : {change.meeting}." if change.meeting else "")


def identity(member: Member, territory: str) -> tuple[tuple[str, str], ...]:
    """What the body shows of itself, unknown things said so."""
    return (
        ("Catégorie", member.get_category_display()),
        ("Collège", member.college.name),
        ("SIREN", member.organisation.siren or "non connu"),
        ("SIRET", member.siret or "non connu"),
        ("Territoire", f"{territory} ({member.territory_code})" if territory else "non connu"),
        ("Code postal", member.postal_code or "non connu"),
    )


@dataclass(frozen=True)
class Candidature:
    """A candidature that waits."""

    name: str
    url: str
    answer_url: str
    category: str
    filed: str
    motivation: str
    people: tuple[PersonLine, ...]
    to_consolidate: tuple[str, ...]


def candidature(member: Member) -> Candidature:
    """A candidature in words, for those who answer it."""
    arguments = {"public_id": member.public_id}
    changes = list(member.transitions.all())
    return Candidature(
        name=member.display_name,
        url=reverse("governance:member", kwargs=arguments),
        answer_url=reverse("governance:candidature_answer", kwargs=arguments),
        category=member.get_category_display(),
        filed=day_of(changes[0].on) if changes else "",
        motivation=member.motivation,
        people=tuple(person_line(person, contacts=True) for person in member.representatives.all()),
        to_consolidate=tuple(member.to_consolidate),
    )


def contact_rows(people: Iterable[Representative]) -> Iterator[list[Any]]:
    """The contacts for a spreadsheet."""
    yield list(HEADERS)
    for person in people:
        member = person.member
        row = (
            member.display_name, member.college.name, member.get_status_display(), person.civility, person.full_name,
            person.function, person.get_kind_display(), person.get_contact_role_display(), person.email, person.phone,
        )  # fmt: skip
        yield [safe_cell(value) for value in row]


def college_counts(colleges: Iterable[College], confirmed: Iterable[Member]) -> tuple[KeyFigure, ...]:
    """How many confirmed members sit in each college."""
    counts = Counter(member.college_id for member in confirmed)
    return tuple(KeyFigure(str(counts[college.pk]), college.name) for college in colleges)
