"""The public version of minutes: each name gives way to the function, wherever it stands, whatever its accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from maillage.design.documents.minutes.attendance import role_of
from maillage.tables.minutes import Intervention, MinutesDocument, Participant

SOMEONE = "une personne"
HIDDEN_ADDRESS = "[adresse masquée]"
_CIVILITY = r"(?:madame|monsieur|mmes?\.?|mlle\.?|mm\.|m\.|mr\.?|docteur|dr\.?|maitre)"
_LEADING = re.compile(rf"^\s*{_CIVILITY}\s+")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PARTICLES = r"(?:(?:de|du|des|la|le|d['’])[ \u00a0]?)*"
_UNKNOWN = re.compile(
    r"(?<![\w'’-])(?:Madame|Monsieur|Mmes?\.?|Mlle|MM\.|M\.|Docteur|Dr)[ \u00a0\u202f]+(?!(?:la|le|les)\s|l['’])"
    rf"{_PARTICLES}[A-ZÀ-Þ][\w.'’-]*(?:[ \u00a0]{_PARTICLES}[A-ZÀ-Þ][\w.'’-]*)*"
)
# Surnames that are also words: without civility they are masked only with a capital letter.
_COMMON = """
petit grand roux blanc noir brun roi maire martin mercier berger charpentier meunier
fabre lebon bon rose claire blanche marguerite olive pierre prudence constance victoire aime desire clement
parfait leger fort gros moulin dubois fontaine riviere lacroix renard loup mouton chevalier comte bourgeois
prieur moine clerc gagnant bonnet chapelle forest vallee page sergent potier couturier
commun moral royal social
"""
_WORDS = frozenset(_COMMON.split())


_Shapes = tuple[re.Pattern[str], re.Pattern[str] | None]


@dataclass(frozen=True)
class _Known:
    """Someone to mask: the shapes of the name and what to write instead."""

    civility: str
    first: str
    name: str
    instead: str


def public_version(document: MinutesDocument) -> MinutesDocument:
    """The document without any name of a person; functions and bodies stay."""
    known = _people(document)
    masked = _changed(document, _masker(known))
    colleges = tuple(
        replace(hidden, participants=tuple(_participant(person, known) for person in college.participants))
        for college, hidden in zip(document.colleges, masked.colleges, strict=True)
    )
    signatory = replace(masked.signatory, name="") if masked.signatory else None
    return replace(masked, colleges=colleges, signatory=signatory, public=True)


def _people(document: MinutesDocument) -> tuple[_Known, ...]:
    listed = [person for college in document.colleges for person in college.participants]
    known = [_Known(p.civility, p.first_name, p.name, _description(p)) for p in listed if p.name]
    if document.signatory and document.signatory.name and not _among(document.signatory.name, known):
        civility, name = _parted(document.signatory.name)
        known.append(_Known(civility, "", name, _with_article(document.signatory.function, civility) or SOMEONE))
    blocks = [block for chapter in document.chapters for block in chapter.blocks]
    others = [person.represented_by for person in listed if person.represented_by]
    others += [block.speaker for block in blocks if isinstance(block, Intervention)]
    for civility, name in map(_parted, others):
        if name and (civility or name in {person.represented_by for person in listed}):
            known.append(_Known(civility, "", name, SOMEONE))
    return tuple(sorted(known, key=lambda person: (-len(person.name), person.instead == SOMEONE)))


def _among(words: str, known: list[_Known]) -> bool:
    """True for a whole name that is already that of someone listed."""
    key = _keys(words)
    return any(_keys(person.name) <= key and _keys(person.first) <= key for person in known)


def _keys(words: str) -> set[str]:
    return set(re.split(r"[\s'’-]+", _folded(words))) - {""}


def _parted(words: str) -> tuple[str, str]:
    """(civility, name) of « Madame X »; the civility is empty for words that have none."""
    found = _LEADING.match(_folded(words))
    if not found:
        return "", words.strip()
    return ("Madame" if _folded(words).strip().startswith(("madame", "mm", "ml")) else "Monsieur"), words[
        found.end() :
    ].strip()


def _description(person: Participant) -> str:
    return _with_article(role_of(person), person.civility) or SOMEONE


def _with_article(role: str, civility: str) -> str:
    """« la représentante de la CAF »; a body alone gives « la personne qui représente … »."""
    role = role.strip()
    if not role:
        return ""
    if not civility or role[:2].isupper():
        return f"{SOMEONE} ({role})"
    low = role[:1].lower() + role[1:]
    if _folded(low)[:1] in "aeiouh":
        return f"l’{low}"
    return f"{'la' if civility == 'Madame' else 'le'} {low}"


def _participant(person: Participant, known: tuple[_Known, ...]) -> Participant:
    change = _masker(known)
    return Participant(
        civility=person.civility,
        name="",
        function=change(role_of(replace(person, body=""))),
        body=change(person.body),
        presence=person.presence,
        represented_by=SOMEONE if person.represented_by else "",
    )


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Every text below a frozen tree, changed; codes such as outcomes are left."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: _changed(getattr(value, f.name), change) for f in fields(value) if _is_free(f.name)}
        )
    return value


def _is_free(name: str) -> bool:
    return name not in {"outcome", "presence", "on", "due", "meeting_on", "public", "civility"}


def _masker(known: tuple[_Known, ...]) -> Callable[[str], str]:
    patterns = [(person, _patterns(person)) for person in known if person.name or person.first]
    letters = {part for person in known for part in re.findall(r"[a-z]{4,}", _folded(f"{person.name}"))}

    def change(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        text = _ADDRESS.sub(lambda found: HIDDEN_ADDRESS if _has(found[0], letters) else found[0], text)
        text = _replaced(text, patterns, known)
        return _UNKNOWN.sub(lambda found: _placed(text, found.start(), SOMEONE), text)

    return change


def _has(address: str, letters: Iterable[str]) -> bool:
    return any(part in _folded(address) for part in letters)


def _patterns(person: _Known) -> _Shapes:
    """(the whole name with what surrounds it, a part of it that needs a civility)."""
    name, first = _loose(person.name), _loose(person.first)
    initial = rf"{re.escape(_folded(person.first)[:1])}\.?" if person.first else r"[a-z]\."
    given = rf"(?:(?:{first}|{initial})[\s\u00a0-]+)?" if first else rf"(?:{initial}[\s\u00a0]+)?"
    after = rf"(?:[\s\u00a0]+{first})?" if first else ""
    whole = rf"(?<![\w-])(?P<civility>{_CIVILITY}[\s\u00a0]+)?{given}(?P<name>{name}){after}(?!\w|-[^\W\d])"
    parts = [part for part in re.split(r"[\s'’-]+", person.name) if len(part) > 3]
    if person.first and len(person.first) > 2:
        parts.append(person.first)
    some = "|".join(_loose(part) for part in parts)
    alone = (
        re.compile(rf"(?<![\w-])(?P<civility>{_CIVILITY}[\s\u00a0]+)?(?P<name>{some})(?!\w|-[^\W\d])") if some else None
    )
    return re.compile(whole), alone


def _loose(name: str) -> str:
    """The letters of a name whatever its hyphens, spaces and apostrophes."""
    return r"[\s\u00a0'’-]*".join(re.escape(word) for word in re.split(r"[\s'’-]+", _folded(name)) if word)


def _replaced(text: str, patterns: list[tuple[_Known, _Shapes]], known: tuple[_Known, ...]) -> str:
    for part in (0, 1):
        for person, shapes in patterns:
            pattern = shapes[part]
            if pattern is None or not (person.name or part):
                continue
            flat, pieces, last = _folded(text), [], 0
            for found in pattern.finditer(flat):
                if not _is_name(text, found, part):
                    continue
                start = found.start()
                pieces += [text[last:start], _placed(text, start, _instead(person, found, known))]
                last = found.end()
            text = "".join(pieces) + text[last:]
    return _contracted(text)


def _is_name(text: str, found: re.Match[str], part: int) -> bool:
    """A name with its civility, or with a capital letter, or that is no word of the language."""
    if found["civility"]:
        return True
    capital = text[found.start("name") : found.start("name") + 1].isupper()
    return capital or (part == 0 and found["name"] not in _WORDS)


def _instead(person: _Known, found: re.Match[str], known: tuple[_Known, ...]) -> str:
    """The function of the one person it can be; when several bear the name, nobody in particular."""
    said, name = (found["civility"] or "").strip(), _keys(found["name"])
    twins = [p for p in known if p.instead != SOMEONE and name <= _keys(p.name) | _keys(p.first)]
    if said:
        female = said.startswith(("mad", "mm", "ml"))
        twins = [other for other in twins if (other.civility == "Madame") == female or not other.civility]
    whole = [other for other in twins if name == _keys(other.name)]
    twins = whole or twins
    if len(twins) > 1 and person in twins and person.first and _keys(person.first) <= _keys(found[0]):
        return person.instead
    return twins[0].instead if len(twins) == 1 else SOMEONE


def _placed(text: str, start: int, words: str) -> str:
    """A capital letter where a sentence begins."""
    before = text[:start].rstrip()
    begins = not before or before[-1] in ".!?\n"
    return words[:1].upper() + words[1:] if begins else words


def _contracted(text: str) -> str:
    """« de le directeur » is « du directeur », « à le » is « au »."""
    text = re.sub(r"\b([Dd])e le (?=\w)", lambda m: f"{m[1]}u ", text)
    return re.sub(r"\b([Àà]) le (?=\w)", lambda m: "au " if m[1] == "à" else "Au ", text)


def _folded(text: str) -> str:
    """Lower case without accents, letter for letter."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    low = unicodedata.normalize("NFD", letter)[0].lower()
    return low if len(low) == 1 else letter
