"""How names are compared in searches: no accent, no case, no hyphen, « St » for « Saint »."""

from __future__ import annotations

import re
import unicodedata


def plain(text: str) -> str:
    """The text in plain lower-case words: « Saint-Ouen-l’Aumône » gives « saint ouen l aumone »."""
    folded = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "oe"))
    letters = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    words = re.sub(r"[^a-z0-9]+", " ", letters).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)
