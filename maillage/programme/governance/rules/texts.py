"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that lead from one text to the other: without the added ones it is the first, without the removed
    ones the second.
    """
    old, new = _words(before), _words(after)
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(old[i:j])))
            continue
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        pieces += [Piece(kind, text) for kind, text in ((REMOVED, gone), (ADDED, come)) if text]
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Words, each with the spaces that follow it, and ends of lines apart: a change stays in its paragraph."""
    return re.findall(r"\n+|[^\S\n]+|\S+[^\S\n]*", text)
