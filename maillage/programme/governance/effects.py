"""What the adoption of a proposal does in the subjects above: they register how, governance calls them.

Governance knows none of them; their acts happen in the transaction of the adoption, or nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from maillage.programme.governance.models import Meeting, Proposal


@dataclass(frozen=True)
class EffectLine:
    """An effect in words, where it leads, and whether it is done."""

    label: str
    url: str = ""
    done: bool = False


@dataclass(frozen=True)
class Adoption:
    """An adoption as it happens."""

    proposal: Proposal
    meeting: Meeting | None
    by: object
    today: date


@dataclass(frozen=True)
class Port:
    """How one subject acts on an adoption, tells what it will do, and where that is prepared."""

    apply: Callable[[Adoption], None]
    described: Callable[[Proposal], Iterable[EffectLine]]
    prepare_url: Callable[[Proposal], str]


_ports: list[Port] = []


def register(port: Port) -> None:
    """Add a subject; called once, when its app is ready."""
    if port not in _ports:
        _ports.append(port)


def carry_out(adoption: Adoption) -> None:
    """Do everything that an adoption entails."""
    for port in _ports:
        port.apply(adoption)


def effects_of(proposal: Proposal) -> tuple[EffectLine, ...]:
    """What the adoption of a proposal will do, or did."""
    return tuple(line for port in _ports for line in port.described(proposal))


def prepare_urls(proposal: Proposal) -> tuple[str, ...]:
    """Where the effects of a proposal are prepared."""
    return tuple(port.prepare_url(proposal) for port in _ports)
