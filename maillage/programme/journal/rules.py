"""The hash chain: how an entry's digest is made, and how a chain is checked against its signed head. Plain Python."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class Line:
    """One entry as it is hashed; `at` is an ISO instant in UTC."""

    sequence: int
    at: str
    actor_label: str
    actor_id: str
    action: str
    object_type: str
    object_id: str
    previous_hash: str
    details: dict[str, Any] = field(default_factory=dict)
    hash: str = ""


@dataclass(frozen=True)
class Head:
    """The last entry, signed and kept outside the database, so that a cut tail is seen."""

    sequence: int
    hash: str
    signature: str


def digest(line: Line) -> str:
    """SHA-256 of everything but the digest itself, as canonical JSON."""
    content = {name: value for name, value in asdict(line).items() if name != "hash"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sign(sequence: int, last_hash: str, key: str) -> Head:
    """The signed head of a chain."""
    mark = hmac.new(key.encode(), f"{sequence}:{last_hash}".encode(), hashlib.sha256).hexdigest()
    return Head(sequence, last_hash, mark)


def verify_chain(lines: Iterable[Line], head: Head | None, key: str) -> str:
    """The first fault in French, or "" when the chain is whole. Without a head, a cut tail cannot be seen."""
    previous, expected = START, 1
    for line in lines:
        if line.sequence != expected:
            return f"L’entrée {expected} manque ou a été déplacée (trouvée : {line.sequence})."
        if line.previous_hash != previous or digest(line) != line.hash:
            return f"L’entrée {line.sequence} a été modifiée."
        previous, expected = line.hash, expected + 1
    return "" if head is None else _verify_head(head, expected - 1, previous, key)


def _verify_head(head: Head, sequence: int, last_hash: str, key: str) -> str:
    if not hmac.compare_digest(sign(head.sequence, head.hash, key).signature, head.signature):
        return "La tête du journal n’est pas signée par cette installation."
    if sequence < head.sequence:
        return f"La fin du journal manque : {sequence} entrées, {head.sequence} attendues."
    if sequence > head.sequence:
        return f"Des entrées ont été ajoutées hors de l’application après la {head.sequence}e."
    return "" if last_hash == head.hash else "La dernière entrée ne correspond pas à la tête signée."
