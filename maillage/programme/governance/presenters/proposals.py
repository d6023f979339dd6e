"""Proposals in French words: the list, the way of one, its versions side by side in one text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from maillage.design.parts import Step
from maillage.design.typography import day_of, long_time, spaced
from maillage.programme.governance.enums import ProposalEvent, ProposalState
from maillage.programme.governance.models import Proposal, ProposalStep, ProposalVersion
from maillage.programme.governance.presenters.words import STATE_KINDS
from maillage.programme.governance.rules.proposals import may_move, moves_from
from maillage.programme.governance.rules.texts import ADDED, REMOVED, word_diff

E = ProposalEvent
ACTIONS = {
    E.FILE: "Déposer en groupe de travail",
    E.RETAIN: "Le groupe la retient",
    E.FORWARD: "Transmettre au COTECH",
    E.VALIDATE: "Le COTECH la valide",
    E.SCHEDULE: "Inscrire au COPIL",
    E.ADOPT: "Le COPIL l’adopte",
    E.SEND_BACK: "Renvoyer à une étape",
    E.ADJOURN: "Ajourner",
    E.RESUME: "Reprendre",
    E.REJECT: "Rejeter",
    E.WITHDRAW: "Retirer",
}
# The chain as a person follows it; side exits are told by the state itself.
CHAIN = (
    ProposalState.DRAFT,
    ProposalState.FILED,
    ProposalState.RETAINED,
    ProposalState.FORWARDED,
    ProposalState.VALIDATED,
    ProposalState.SCHEDULED,
    ProposalState.ADOPTED,
)
HEADINGS = {ADDED: "ajouté", REMOVED: "retiré"}


@dataclass(frozen=True)
class ProposalLine:
    """One proposal in a list."""

    title: str
    url: str
    state: str
    state_kind: str
    author: str
    group: str
    created: str


def proposal_line(proposal: Proposal) -> ProposalLine:
    """A proposal in words."""
    return ProposalLine(
        title=proposal.title,
        url=proposal_url(proposal),
        state=proposal.get_state_display(),
        state_kind=STATE_KINDS.get(ProposalState(proposal.state), "info"),
        author=proposal.author.display_name if proposal.author else "auteur non connu",
        group=proposal.group.name if proposal.group else "",
        created=day_of(timezone.localdate(proposal.created_at)),
    )


def proposal_url(proposal: Proposal) -> str:
    """The page of a proposal."""
    return reverse("governance:proposal", kwargs={"public_id": proposal.public_id})


@dataclass(frozen=True)
class Stage:
    """One stage of the chain: passed, present or to come."""

    label: str
    passed: bool
    current: bool


def stages(proposal: Proposal) -> tuple[Stage, ...]:
    """Where a proposal stands in the chain; an adjourned one stands where it will resume."""
    state = ProposalState(proposal.resume_state or proposal.state)
    place = CHAIN.index(state) if state in CHAIN else -1
    return tuple(Stage(one.label, rank < place, rank == place) for rank, one in enumerate(CHAIN))


@dataclass(frozen=True)
class Action:
    """An event that can happen now, and where to ask for it."""

    label: str
    url: str
    forward: bool


FORWARD = (E.FILE, E.RETAIN, E.FORWARD, E.VALIDATE, E.SCHEDULE, E.ADOPT, E.RESUME)


def actions(proposal: Proposal, *, manages: bool, is_author: bool) -> tuple[Action, ...]:
    """What this person may do to the proposal now, the way forward first."""
    state = ProposalState(proposal.state)
    possible = [event for event in moves_from(state) if event in ACTIONS]
    own = [event for event in possible if may_move(state, event, manages=manages, is_author=is_author)]
    return tuple(
        Action(ACTIONS[event], _move_url(proposal, event), event in FORWARD)
        for event in sorted(own, key=lambda event: event not in FORWARD)
    )


def can_amend(proposal: Proposal, *, manages: bool, is_author: bool) -> bool:
    """Whether this person may write a new version now."""
    state = ProposalState(proposal.state)
    return E.AMEND in moves_from(state) and may_move(state, E.AMEND, manages=manages, is_author=is_author)


def _move_url(proposal: Proposal, event: ProposalEvent) -> str:
    return reverse("governance:proposal_move", kwargs={"public_id": proposal.public_id, "event": event.value})


@dataclass(frozen=True)
class VersionLine:
    """One version, and whether it is the approved one."""

    number: int
    by: str
    when: str
    note: str
    approved: bool


def version_lines(proposal: Proposal, versions: Iterable[ProposalVersion]) -> tuple[VersionLine, ...]:
    """The versions, the last first."""
    lines = [
        VersionLine(
            number=version.number,
            by=version.by_label,
            when=long_time(timezone.localtime(version.at)),
            note=version.note,
            approved=version.number == proposal.approved_version,
        )
        for version in versions
    ]
    return tuple(reversed(lines))


@dataclass(frozen=True)
class Difference:
    """What changed from one version to another: (heading or "", text) pieces."""

    before: int
    after: int
    pieces: tuple[tuple[str, str], ...]


def difference(versions: list[ProposalVersion], before: int, after: int) -> Difference | None:
    """The words that came and went between two versions; None when one of them is not there."""
    texts = {version.number: version.text for version in versions}
    if before not in texts or after not in texts or before == after:
        return None
    pieces = word_diff(texts[before], texts[after])
    return Difference(before, after, tuple((HEADINGS.get(piece.kind, ""), piece.text) for piece in pieces))


def timeline(steps: Iterable[ProposalStep]) -> tuple[Step, ...]:
    """What happened, the last first."""
    return tuple(Step(long_time(timezone.localtime(step.at)), spaced(_told(step))) for step in steps)


def _told(step: ProposalStep) -> str:
    if step.event == E.AMEND:
        note = f" {step.reason.rstrip('.')}." if step.reason else ""
        moved = (
            f" Elle revient à l’étape « {step.get_to_state_display()} »." if step.from_state != step.to_state else ""
        )
        return f"Amendée : version {step.version}, par {step.by_label}.{note}{moved}"
    words = f"{_happened(step)} (version {step.version}), par {step.by_label}."
    if step.reason:
        words += f" Raison : {step.reason.rstrip('.')}."
    return words + (f" Réunion : {step.meeting}." if step.meeting else "")


def _happened(step: ProposalStep) -> str:
    """What an event did, as a past thing."""
    if step.event in (E.SEND_BACK, E.RESUME):
        verb = "Renvoyée" if step.event == E.SEND_BACK else "Reprise"
        return f"{verb} à l’étape « {step.get_to_state_display()} »"
    return step.get_to_state_display()
