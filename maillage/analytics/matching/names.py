"""Names made comparable: folded, acronyms joined, generic words and the commune's own name told apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from maillage.analytics.matching.spec import spec

COMPASS = frozenset({"nord", "sud", "est", "ouest"})
TYPO = 85.0
_PHRASES = tuple(
    (re.compile(rf"\b{pattern}\b"), replacement)
    for pattern, replacement in (
        (r"c(?:en)?tre com(?:munal)?(?: d)? ?actions? sociales?", "ccas"),
        (r"c(?:en)?tre intercom(?:munal)?(?: d)? ?actions? sociales?", "cias"),
        (r"c c a s", "ccas"),
        (r"c i a s", "cias"),
        (r"m j c", "mjc"),
        (r"maisons? des jeunes et de la culture", "mjc"),
        (r"caisse d? ?allocations familiales", "caf"),
        (r"caisse primaire d? ?assurance maladie", "cpam"),
        (r"mutualite sociale agricole", "msa"),
        (r"(?:pole emploi|france travail)", "francetravail"),
        (r"points? d? ?information mediation multi ?services?", "pimms"),
        (r"pimms mediation", "pimms"),
        (r"c(?:en)?tre socio ?culturel", "centresocial"),
        (r"cc", "communaute communes"),
        (r"(?:centres?|cenrtre|ctre) socia(?:l|ux)(?: et culturel)?", "centresocial"),
        (r"ludo (biblio|media)theque", r"ludo\1theque"),
        (r"mediateque", "mediatheque"),
        (r"st", "saint"),
        (r"ste", "sainte"),
    )
)
_FRANCE_SERVICES = re.compile(
    r"\b(?:maisons?|espaces?|etablissements?|structures?)?\s*"
    r"(?:france se[rv]+ices?|msap|mfs|maisons? de services au public)\b"
)
_SIGNS = re.compile(r"[\W_]+")
_POSTAL_TAIL = re.compile(r" (?:cedex.*|\d{1,2}(?:er|e|eme)?(?: arrondissement)?)$")
_SAINT = re.compile(r"\bst(e?)\b")
_ORDINAL = re.compile(r"\b(\d+)(?:er|ere|e|eme|nd|nde)\b")


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name ready to be compared. `words` maps each word kept to its weight; `initials` serve acronyms.

    `distinctive` are the words that tell this place from another.
    """

    text: str
    words: dict[str, float]
    initials: str
    numbers: frozenset[str]
    compass: frozenset[str]
    france_services: bool
    distinctive: frozenset[str]


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Lower case without accents, every sign a space: « L’Épicerie » → « l epicerie »."""
    spaced = " ".join(_SIGNS.sub(" ", unicodedata.normalize("NFC", text.casefold())).split())
    if spaced.isascii():
        return spaced
    plain = unicodedata.normalize("NFKD", spaced.replace("œ", "oe").replace("æ", "ae"))
    return plain.encode("ascii", "ignore").decode()


@lru_cache(maxsize=16_384)
def fold_commune(name: str) -> str:
    """A commune's name as it is compared: « ST-OUEN L’AUMÔNE CEDEX 2 » → « saint ouen l aumone », no arrondissement."""
    return _SAINT.sub(r"saint\1", _POSTAL_TAIL.sub("", fold(name)))


def name_form(name: str, commune: str = "") -> NameForm:
    """The comparable form of a name; the commune's own name, written as such, says nothing inside its commune."""
    text = _ORDINAL.sub(r"\1", fold(name))
    for pattern, replacement in _PHRASES:
        text = pattern.sub(replacement, text)
    bare = _FRANCE_SERVICES.sub(" ", text)
    own = _spoken(fold_commune(commune))
    spoken = _without(_spoken(bare), own)
    words = {word: _weight(word, own) for word in spoken}
    return NameForm(
        text=text,
        words=words,
        initials="".join(word[0] for word in spoken),
        numbers=frozenset(word.lstrip("0") for word in spoken if word.isdigit()),
        compass=COMPASS & frozenset(spoken),
        france_services=bare != text,
        distinctive=frozenset(word for word, weight in words.items() if weight == 1.0),
    )


def name_similarity(a: NameForm, b: NameForm) -> float:
    """Agreement of two names in 0..1: 0.6 max(c_a, c_b) + 0.4 min(c_a, c_b).

    c_a is the share of a's word weight found in b (a word counts 1, a generic one 0.3, a typo its likeness);
    an acronym of at least three letters found in the initials of the other counts as its words. Two names
    named only « France services » are the same name; one word left on one side alone says nothing: 0.5.
    """
    if not a.words and not b.words and a.france_services and b.france_services:
        return 1.0
    if not a.words or not b.words:
        return 0.5
    if a.words.keys() == b.words.keys():
        return 1.0
    covers = _coverage(a, b), _coverage(b, a)
    return max(0.6 * max(covers) + 0.4 * min(covers), _joined(a, b), _acronym(a, b), _acronym(b, a))


def _spoken(text: str) -> list[str]:
    return [word for word in text.split() if word not in spec().stop_words]


def _weight(word: str, own: list[str]) -> float:
    rules = spec()
    return (
        rules.weak_word
        if word in rules.generic_words or word in own or (len(word) == 1 and not word.isdigit())
        else 1.0
    )


def _without(words: list[str], phrase: list[str]) -> list[str]:
    size = len(phrase)
    for start in range(len(words) - size + 1) if size else ():
        if words[start : start + size] == phrase:
            return _without(words[:start] + words[start + size :], phrase)
    return words


def _coverage(a: NameForm, b: NameForm) -> float:
    total = sum(a.words.values())
    return sum(weight * _best(word, b.words) for word, weight in a.words.items()) / total


def _best(word: str, others: dict[str, float]) -> float:
    if word in others:
        return 1.0
    if len(word) < 4 or word.isdigit():
        return 0.0
    found = max((fuzz.ratio(word, other) for other in others if len(other) >= 4), default=0.0)
    return found / 100 if found >= TYPO else 0.0


def _joined(a: NameForm, b: NameForm) -> float:
    likeness = fuzz.ratio("".join(sorted(a.words)), "".join(sorted(b.words))) / 100
    spaced = fuzz.ratio("".join(a.words), "".join(b.words)) / 100
    best = max(likeness, spaced)
    return best if best >= 0.9 else 0.0


def _acronym(a: NameForm, b: NameForm) -> float:
    strong = a.distinctive
    if len(strong) != 1:
        return 0.0
    (word,) = strong
    return 0.9 if 3 <= len(word) <= 8 and word.isalpha() and word in b.initials else 0.0
