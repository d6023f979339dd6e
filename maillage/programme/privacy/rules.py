"""How a person is recognised in a value, and what is left of it after an erasure: plain functions."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from maillage.programme.privacy.enums import Erasure

FORGOTTEN = "Personne effacée"
STRUCK = "[personne effacée]"
SHORTEST = 4


@dataclass(frozen=True)
class Sought:
    """A person as asked for: an e-mail address, a full name, or both; each at least four characters long."""

    email: str = ""
    name: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """What to look for, folded."""
        return tuple(value for value in map(fold, (self.email, self.name)) if len(value) >= SHORTEST)


def fold(text: str) -> str:
    """Without accents, case or repeated spaces: how two writings of one name are compared."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", bare).strip().casefold()


def is_theirs(value: Any, sought: Sought) -> bool:
    """Whether the whole value is the person's name or address."""
    return isinstance(value, str) and fold(value) in sought.values


def names_them(value: Any, sought: Sought) -> bool:
    """Whether the person is named anywhere in the value, lists and objects included."""
    if isinstance(value, dict):
        return any(names_them(one, sought) for one in (*value.keys(), *value.values()))
    if isinstance(value, (list, tuple)):
        return any(names_them(one, sought) for one in value)
    return isinstance(value, str) and any(_pattern(one).search(fold(value)) for one in sought.values)


def erased(value: Any, sought: Sought, rule: Erasure, *, whole: bool) -> Any:
    """What is left of a value; `whole` when the line is the person's own, so that every field follows its rule."""
    if rule is Erasure.CLEAR and (whole or is_theirs(value, sought)):
        return type(value)()
    if rule is Erasure.FORGET and (whole or is_theirs(value, sought)):
        return FORGOTTEN if value else value
    if rule in (Erasure.CLEAR, Erasure.FORGET, Erasure.MENTION):
        return _struck(value, sought)
    return value


def mark(value: str, key: str) -> str:
    """A keyed digest of a name or an address: it tells that this person was erased, and not who that was."""
    return hmac.new(key.encode(), f"erased:{fold(value)}".encode(), hashlib.sha256).hexdigest()


def _struck(value: Any, sought: Sought) -> Any:
    if isinstance(value, dict):
        return {key: _struck(one, sought) for key, one in value.items()}
    if isinstance(value, list):
        return [_struck(one, sought) for one in value if not is_theirs(one, sought)]
    return _strike(value, sought) if isinstance(value, str) else value


def _strike(text: str, sought: Sought) -> str:
    """Each writing of the name in a text is struck, whatever its accents and capitals."""
    folded, places = _folded_with_places(text)
    cuts = [match.span() for one in sought.values for match in _pattern(one).finditer(folded)]
    for start, end in sorted(cuts, reverse=True):
        text = text[: places[start]] + STRUCK + text[places[end - 1] + 1 :]
    return text


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters its place in the original."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char):
            if unicodedata.combining(part):
                continue
            for one in " " if part.isspace() else part.casefold():
                if one == " " and folded and folded[-1] == " ":
                    continue
                folded.append(one)
                places.append(place)
    return "".join(folded), places


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
