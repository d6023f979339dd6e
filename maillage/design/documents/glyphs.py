"""Characters that no embedded font draws: PDF/A refuses them, so each becomes « □ » and the document says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import typst

BOX = "□"
_REFUSED = re.compile(r"(?:the text|codepoint) `\"(.+?)\"`")
_ATTEMPTS = 24

Families = frozenset[str]


def drawn(build: Callable[[Families], bytes]) -> bytes:
    """What `build` makes, tried again without each family of characters that the fonts refuse."""
    families: Families = frozenset()
    for _ in range(_ATTEMPTS):
        try:
            return build(families)
        except typst.TypstError as error:
            refused = _refused(str(error)) - families
            if not refused:
                raise
            families |= refused
    return build(families | {"beyond"})


def drawable(text: str, families: Families) -> str:
    """The text with a box in place of each character of the families."""
    return "".join(BOX if _is_missing(letter, families) else letter for letter in text)


def family_of(letter: str) -> str:
    """Scripts and emoji go together; any other character goes alone."""
    category = unicodedata.category(letter)
    if category in {"So", "Co", "Cn"}:
        return category
    return unicodedata.name(letter, letter).split()[0] if ord(letter) > 0x2E7F else letter


def _is_missing(letter: str, families: Families) -> bool:
    if letter.isascii() or letter == BOX:
        return False
    family = family_of(letter)
    return family in {"Co", "Cn"} or family in families or ("beyond" in families and ord(letter) > 0x24F)


def _refused(message: str) -> Families:
    found = _REFUSED.search(message)
    return frozenset(family_of(letter) for letter in found[1] if not letter.isascii()) if found else frozenset()
