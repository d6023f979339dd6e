"""Cleaners of one cell: plain text, names, dates. Each says in French what it changed; none raises on any text."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from datetime import date, datetime
from typing import Any

from maillage.sources.cog import communes

# Marks that turn a text around or hide a part of it; a producer's cell never needs them.
_HIDDEN = {0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d.%m.%Y")
_KEPT_CAPITALS = (
    "ADIL AFPA ASBL BIJ CAF CC CCAS CDAD CIAS CIDFF CIJ CIO CLLAJ CMP CPAM CSC CSAPA CSU EHPAD EPCI EPN ESAT ESS EVS "
    "FJT FOL GIP GRETA IUT MDA MDE MDH MDPH MDS MFR MIPE MJC MLC MPT MQ MSA MSAP PAD PIJ PIMMS PLIE PMI QPV SARL SAS "
    "SCIC SCOP SIAE SIVU SNCF SPIP UDAF URSSAF"
)
_KEPT_CAPITAL = "france europe oise seine marne paris emmaus orange pix"
_ACRONYMS = frozenset(_KEPT_CAPITALS.split())
_PROPER = frozenset(_KEPT_CAPITAL.split())
_ROMAN = re.compile(r"^(?=[IVX]+$)(IX|IV|V?I{0,3}|X{1,3}(IX|IV|V?I{0,3}))$")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def as_text(value: Any) -> str:
    """Any value of a spreadsheet or of JSON as a producer would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, list):
        return "|".join(as_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def clean(value: Any, limit: int) -> tuple[str, str]:
    """(text without control, hidden or half characters, spaces tidied; what was changed in French or nothing)."""
    raw = as_text(value)
    kept = "".join(_kept(character) for character in raw)
    changed = len(kept) != len(raw) or "\ufffd" in kept
    tidy = _LINES.sub("\n", _SPACES.sub(" ", kept)).strip()
    if len(tidy) > limit:
        return tidy[:limit].rstrip(), f"Texte trop long, coupé à {limit} caractères."
    return tidy, "Des caractères invisibles ou de contrôle ont été retirés." if changed else ""


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Lower case without accents or punctuation, to compare words."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE")).casefold()
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def readable_name(text: str, place: str = "") -> str:
    """« CENTRE INTERCOMMUNAL D'ACTION SOCIALE » in ordinary letters; acronyms and the commune's name keep theirs."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 6 or not all(c.isupper() for c in letters) or text in _ACRONYMS:
        return text
    proper = {word for word in folded(place).split() if len(word) > 2} | _PROPER
    words = _WORD.sub(lambda match: _lowered(match[0], proper), text)
    return words[:1].upper() + words[1:]


def parse_date(text: str) -> date | None:
    """A date as producers write it, an instant of an API included; None when it is not one."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text[:10], form).date()
        except ValueError:
            continue
    return None


def official_name(code: str) -> str:
    """The official name of a commune, empty for an unknown code."""
    return _names().get(code, "")


def _names() -> dict[str, str]:
    if not _NAMES:
        table = communes()
        _NAMES.update(zip(table["code"].to_pylist(), table["name"].to_pylist(), strict=True))
    return _NAMES


_NAMES: dict[str, str] = {}


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    if character == "\r":
        return "\n"
    number = ord(character)
    if number in _HIDDEN or number < 32 or 0x7F <= number < 0xA0 or 0xD800 <= number < 0xE000:
        return ""
    return character


def _lowered(word: str, proper: set[str]) -> str:
    head, mark, tail = word.partition("’") if "’" in word else word.partition("'")
    if mark and len(head) <= 2:
        return head.lower() + mark + _lowered(tail, proper)
    if word in _ACRONYMS or _ROMAN.match(word):
        return word
    return word.capitalize() if folded(word) in proper else word.lower()
