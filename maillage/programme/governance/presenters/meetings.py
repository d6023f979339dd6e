"""Meetings and their agendas in French words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.design.typography import HARD, long_time
from maillage.programme.governance.enums import Confidentiality, ItemOrigin, MeetingState
from maillage.programme.governance.models import AgendaItem, Meeting, Paper
from maillage.programme.governance.rules.agenda import CHANGEABLE, REMOVABLE, length_words

S = MeetingState
STATE_TAGS = {
    S.DRAFT: "muted",
    S.CONVENED: "info",
    S.FROZEN: "info",
    S.OPEN: "warning",
    S.HELD: "success",
    S.CLOSED: "success",
    S.POSTPONED: "error",
    S.CANCELLED: "error",
}
STATE_WORDS = {
    S.DRAFT: "En préparation : seules les personnes qui la préparent la voient.",
    S.CONVENED: "Les personnes sont invitées ; l’ordre du jour peut encore changer.",
    S.FROZEN: "Un point ajouté va sur la liste complémentaire.",
    S.OPEN: "La réunion a commencé.",
    S.HELD: "La séance est levée. Ses notes peuvent encore être complétées.",
    S.CLOSED: "Plus rien n’y change.",
    S.POSTPONED: "Elle se tient un autre jour.",
    S.CANCELLED: "Elle n’a pas lieu.",
}


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list."""

    title: str
    url: str
    committee: str
    when: str
    where: str
    state: str
    tag: str
    items: str


@dataclass(frozen=True)
class PaperLine:
    """A document of an item."""

    pk: int
    title: str
    url: str
    detail: str


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda."""

    pk: int
    number: int
    title: str
    kind: str
    origin: str
    rapporteur: str
    minutes: str
    late: bool
    reserved: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True)
class Step:
    """What can be done next: a link, or a button that posts `step`."""

    label: str
    url: str
    step: str = ""


@dataclass(frozen=True)
class MeetingHead:
    """What every page of a meeting says of it."""

    public_id: str
    title: str
    url: str
    committee: str
    when: str
    until: str
    where: str
    remote_url: str
    state: str
    tag: str
    words: str
    notes: tuple[str, ...]
    other_title: str
    other_url: str
    changeable: bool
    removable: bool
    in_session: bool
    called_off: bool
    before: bool
    is_open: bool


def when_words(moment: datetime) -> str:
    """« jeudi 11 juillet 2024 à 14 h 30 », in the time of Paris."""
    return long_time(timezone.localtime(moment))


def clock_words(moment: datetime | None) -> str:
    """« 14 h 30 », in the time of Paris."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local.hour}{HARD}h{HARD}{local.minute:02d}"


def meeting_line(meeting: Any) -> MeetingLine:
    """A meeting that the selectors counted."""
    state, count = MeetingState(meeting.state), meeting.item_count
    return MeetingLine(
        title=meeting.title,
        url=meeting_url(meeting),
        committee=meeting.committee.name,
        when=when_words(meeting.starts_at),
        where=meeting.place or meeting.address,
        state=state.label,
        tag=STATE_TAGS[state],
        items=f"{count} points" if count > 1 else ("1 point" if count else "ordre du jour à préparer"),
    )


def meeting_url(meeting: Meeting, page: str = "meeting") -> str:
    """The address of a meeting, or of one of its pages."""
    return reverse(f"governance:{page}", kwargs={"public_id": meeting.public_id})


def meeting_head(meeting: Meeting) -> MeetingHead:
    """Everything that the pages of a meeting say of it, but its agenda."""
    state = MeetingState(meeting.state)
    other = meeting.postponed_to or getattr(meeting, "postponed_from", None)
    return MeetingHead(
        public_id=str(meeting.public_id),
        title=meeting.title,
        url=meeting_url(meeting),
        committee=meeting.committee.name,
        when=when_words(meeting.starts_at),
        until=clock_words(meeting.ends_at),
        where=", ".join(part for part in (meeting.place, meeting.address) if part) or "lieu non connu",
        remote_url=meeting.remote_url,
        state=state.label,
        tag=STATE_TAGS[state],
        words=STATE_WORDS[state],
        notes=_notes(meeting),
        other_title=_other_title(meeting, other),
        other_url=meeting_url(other) if other else "",
        changeable=state in CHANGEABLE,
        removable=state in REMOVABLE,
        in_session=state in (S.OPEN, S.HELD),
        called_off=state in (S.POSTPONED, S.CANCELLED),
        before=state in (S.DRAFT, S.CONVENED, S.FROZEN),
        is_open=state is S.OPEN,
    )


def item_lines(items: Iterable[AgendaItem]) -> tuple[ItemLine, ...]:
    """The agenda, numbered as it is read."""
    return tuple(_item_line(item, number) for number, item in enumerate(items, start=1))


def agenda_length(meeting: Meeting, items: Iterable[AgendaItem]) -> str:
    """The minutes of the items against those of the meeting."""
    available = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return length_words(sum(item.minutes_planned for item in items), available)


def next_steps(meeting: Meeting, *, has_items: bool, is_today: bool) -> tuple[Step, ...]:
    """What the person who prepares the meeting does next, the main thing first."""
    steps: dict[MeetingState, tuple[Step, ...]] = {
        S.DRAFT: (
            (Step("Convoquer", meeting_url(meeting, "convocation")),)
            if has_items
            else (Step("Préparer l’ordre du jour", meeting_url(meeting, "agenda")),)
        ),
        S.CONVENED: (
            *((Step("Ouvrir la séance", "", "ouvrir"),) if is_today else ()),
            Step("Figer l’ordre du jour", "", "figer"),
        ),
        S.FROZEN: (
            *((Step("Ouvrir la séance", "", "ouvrir"),) if is_today else ()),
            Step("Dégeler l’ordre du jour", "", "degeler"),
        ),
        S.OPEN: (Step("Aller à l’écran de séance", meeting_url(meeting, "live")), Step("Lever la séance", "", "lever")),
        S.HELD: (
            Step("Compléter les notes", meeting_url(meeting, "live")),
            Step("Rouvrir la séance", "", "rouvrir"),
        ),
    }
    return steps.get(MeetingState(meeting.state), ())


def paper_line(paper: Paper) -> PaperLine:
    """A document in words."""
    if paper.url:
        return PaperLine(paper.pk, paper.title, paper.url, "lien")
    kind = str(paper.file.name).rpartition(".")[2].upper()
    return PaperLine(paper.pk, paper.title, reverse("governance:paper", kwargs={"paper_id": paper.pk}), kind)


def _item_line(item: AgendaItem, number: int) -> ItemLine:
    reserved = "" if item.confidentiality == Confidentiality.PARTNERS else item.get_confidentiality_display()
    return ItemLine(
        pk=item.pk,
        number=number,
        title=item.title,
        kind=item.get_kind_display(),
        origin="" if item.origin == ItemOrigin.TYPED else item.get_origin_display(),
        rapporteur=item.rapporteur,
        minutes=f"{item.minutes_planned}{HARD}min",
        late=item.is_late,
        reserved=reserved,
        papers=tuple(paper_line(paper) for paper in item.papers.all()),
    )


def _notes(meeting: Meeting) -> tuple[str, ...]:
    notes = []
    if meeting.urgent_reason:
        notes.append(f"Convoquée en urgence : {meeting.urgent_reason}")
    if meeting.change_reason:
        notes.append(f"Raison : {meeting.change_reason}")
    return tuple(notes)


def _other_title(meeting: Meeting, other: Meeting | None) -> str:
    if other is None:
        return ""
    if meeting.postponed_to_id:
        return f"Reportée au {when_words(other.starts_at)}"
    return f"Remplace la réunion prévue le {when_words(other.starts_at)}"
