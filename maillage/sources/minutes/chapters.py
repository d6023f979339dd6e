"""The chapters and the agenda: numbered, styled, bold or capital headings, told from numbered lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maillage.sources.minutes.lines import CIVILITY_START, Line
from maillage.sources.minutes.speeches import speaks, speeches
from maillage.sources.minutes.words import fold, key_of, plain
from maillage.tables.minutes import ChapterFinding, Confidence, Evidence, SpeechFinding

_STYLES = (
    (
        "point",
        re.compile(
            r"^(?:(?:point|question|sujet|chapitre|partie|article|theme|dossier|sequence"
            r"|projet de deliberation)\s+(?:n\s?[°ºo]?\s*)?\d{1,3}"
            r"|n\s?°\s*\d{1,3}|deliberation\s+(?:n\s?[°ºo]?\s*)?[\d][\w/.-]*)\s*[:.)/-]?\s*"
        ),
    ),
    ("sub", re.compile(r"^(?:\d{1,2}\.){1,3}\d{1,2}\.?\s*[-)]?\s+")),
    ("roman", re.compile(r"^[ivx]{1,5}\s?(?:[.)/]|\s?-)\s*[-–]?\s*(?=\S)")),
    ("arabic", re.compile(r"^\d{1,2}\s?(?:[.)/°]|\s?-)\s*[-–]?\s*(?=[^\d\s])")),
    ("alpha", re.compile(r"^[a-h]\s?[.)]\s+(?=\S)")),
)
_AGENDA = re.compile(
    r"^(?:rappel de )?(?:l')?(?:points? a l')?ordre du jour(?: (?:de la|du|previsionnel)[^:.]{0,60})?\s*(?::"
    r"|$)|^(?:points abordes|sommaire|deroule(?: de la (?:reunion|seance))?)\s*(?::|$)"
)
_NEVER = re.compile(
    r"^(?:decisions?|actions?|vote|resultat|pour|contre|abstentions?|presents?|excuses?|absents?"
    r"|date|lieu|horaires?|objet|fait a|signe|nb|ps|page|annexes?|tel|siret|convocation|nombre)\b[^:]{0,25}:?$"
    r"|^(?:pour|contre|abstentions?)\s?:|^(?:considerant|vu|entendu)\b|^(?:pour extrait|fait et delibere)"
    r"|a l'unanimite|^(?:le|la) (?:president|maire|prefet|secretaire)e?\b"
)


@dataclass(frozen=True)
class _Candidate:
    index: int
    style: str
    number: str
    title: str
    certain: bool


def read_chapters(
    lines: list[Line], used: frozenset[int], names: dict[str, int], front: int
) -> tuple[tuple[ChapterFinding, ...], tuple[ChapterFinding, ...]]:
    """(agenda, chapters): `used` are the lines of attendance, `front` the first line after the title."""
    agenda, taken = _agenda(lines)
    found = _chosen(list(_candidates(lines, used | taken, front, {key_of(c.title) for c in agenda})), lines)
    levels = {style: k for k, style in enumerate(dict.fromkeys(c.style for c in found), 1)}
    chapters = []
    for k, candidate in enumerate(found):
        end = found[k + 1].index if k + 1 < len(found) else len(lines)
        chapters.append(_chapter(lines, candidate, end, levels[candidate.style], names))
    return tuple(agenda), tuple(chapters)


def _agenda(lines: list[Line]) -> tuple[list[ChapterFinding], frozenset[int]]:
    for k, line in enumerate(lines):
        if not _AGENDA.match(fold(line.text)):
            continue
        inline = line.text.partition(":")[2].strip()
        if inline:
            return [_point(part, line) for part in _inline(inline)], frozenset({k})
        listed = _listed(lines, k + 1)
        if listed:
            return [_point(lines[j].text, lines[j]) for j in listed], frozenset({k, *listed})
    return [], frozenset()


def _inline(text: str) -> list[str]:
    parts = re.split(r"\s*(?:;|(?:^|\s)(?=\d{1,2}\s?[.)/]\s)|\s[–-]\s)\s*", text)
    return [part for part in (part.strip(" ;.") for part in parts) if len(part) > 2]


def _listed(lines: list[Line], start: int) -> list[int]:
    """The points of the agenda: the run of bullets or numbered lines that follows its heading."""
    taken: list[int] = []
    for k in range(start, len(lines)):
        line = lines[k]
        numbered = _number(line)[0] in {"point", "roman", "arabic", "alpha", "sub"}
        again = numbered and taken and _number(line)[1] == _number(lines[taken[0]])[1]
        if again or not (line.role == "item" or numbered) or len(line.text) > 250 or line.role == "heading":
            break
        taken.append(k)
    return taken


def _point(text: str, line: Line) -> ChapterFinding:
    _, number, title = _number(Line(line.number, text))
    evidence = Evidence(text, line.number, "sure", "Inscrit à l’ordre du jour.")
    return ChapterFinding(number, title.rstrip(" ;.,"), 1, line.number, (), (), evidence)


def _number(line: Line) -> tuple[str, str, str]:
    """(style, number, title) of a line; the style is empty without number."""
    flat = fold(line.text)
    for style, pattern in _STYLES:
        match = pattern.match(flat)
        if match and line.text[match.end() :].strip():
            return style, line.text[: match.end()].strip(" .:)/–-"), line.text[match.end() :].strip()
        if match and style == "point":
            return style, line.text.strip(" .:"), ""
    return "", "", line.text.strip()


def _candidates(lines: list[Line], used: frozenset[int], front: int, agenda: set[str]) -> Iterator[_Candidate]:
    for k, line in enumerate(lines):
        flat = fold(line.text)
        if k in used or line.role == "row" or not 3 <= len(line.text) <= 180 or _NEVER.search(flat):
            continue
        if _AGENDA.match(flat) or re.search(r"[;,]$", plain(line.text)):
            continue
        style, number, title = _number(line)
        if style and line.role not in {"item", "heading"} and _is_title(title, line):
            yield _Candidate(k, style, number, title or number, certain=bool(line.strong))
        elif k >= front:
            shape, certain = _shape(lines, k, style, key_of(title) in agenda and len(title) > 8)
            if shape:
                yield _Candidate(k, shape, number, title.rstrip(" :"), certain)


def _shape(lines: list[Line], k: int, style: str, in_agenda: bool) -> tuple[str, bool]:
    """(style, certain) of a heading without number; empty for any other line."""
    line = lines[k]
    if line.role == "heading" and line.level:
        return f"h{line.level}", True
    if in_agenda:
        return style or "agenda", True
    if line.role != "item" and _looks_bold(line):
        return ("strong" if line.strong else "caps"), False
    return ("alone", False) if _stands_alone(lines, k) else ("", False)


def _is_title(title: str, line: Line) -> bool:
    return (
        not speaks(line.text)
        and not CIVILITY_START.match(fold(title))
        and (line.strong or not (title.endswith(".") and len(title) > 90))
    )


def _looks_bold(line: Line) -> bool:
    text = line.text.strip()
    if len(text) > 120 or text.endswith(".") or speaks(text) or CIVILITY_START.match(fold(text)):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) >= 8 and len(text.split()) > 1 and all(letter.isupper() for letter in letters)
    return (line.strong and len(letters) >= 4) or capitals


def _stands_alone(lines: list[Line], k: int) -> bool:
    """A few words between blank lines, without full stop, above a longer paragraph."""
    line = lines[k]
    if not 0 < k < len(lines) - 1 or line.role != "text" or len(line.text) > 75 or not line.text[:1].isupper():
        return False
    apart = line.number - lines[k - 1].number > 1 and lines[k + 1].number - line.number > 1
    longer = lines[k + 1].role in {"text", "item"} and len(lines[k + 1].text) > len(line.text) + 15
    return apart and longer and not re.search(r"[.:;,!?)]$", line.text) and not speaks(line.text)


def _chosen(candidates: list[_Candidate], lines: list[Line]) -> list[_Candidate]:
    """Headings with a body; bold ones serve only where no number or style marks the chapters."""
    kept = [c for c in candidates if (c.certain and c.style.startswith("h")) or _has_body(c, candidates, lines)]
    styled = [c for c in kept if c.style.startswith("h")]
    numbered = [c for c in kept if c.style in {"point", "roman", "arabic", "alpha", "sub", "agenda"}]
    if len(numbered) > 1 and (len(styled) < 2 or {c.index for c in numbered} - {c.index for c in styled}):
        kept = _in_sequence([c for c in kept if c in numbered or c in styled])
    elif styled:
        kept = styled + [c for c in numbered if c not in styled]
    elif numbered and not [c for c in kept if c.style == "strong"]:
        kept = numbered
    elif any(c.style != "alone" for c in kept):
        kept = [c for c in kept if c.style != "alone"]
    return sorted(kept, key=lambda c: c.index)


def _in_sequence(kept: list[_Candidate]) -> list[_Candidate]:
    """A style whose single number is not a first one is an accident of the text."""
    lone = {
        style
        for style in {c.style for c in kept}
        if sum(c.style == style for c in kept) == 1 and not style.startswith("h")
    }
    return [c for c in kept if c.style not in lone or re.search(r"(?:^|\D)(?:1|i|a)$", fold(c.number))]


def _has_body(candidate: _Candidate, candidates: list[_Candidate], lines: list[Line]) -> bool:
    """A numbered line followed by the next number at once belongs to a list; a deeper number is a body."""
    following = candidate.index + 1
    if following >= len(lines):
        return False
    twin = next((c for c in candidates if c.index == following), None)
    before = next((c for c in candidates if c.index == candidate.index - 1), None)
    if (
        before
        and before.style == candidate.style
        and candidate.style in {"arabic", "alpha", "roman"}
        and not candidate.certain
    ):
        return False
    return twin is None or twin.style != candidate.style or candidate.certain


def _chapter(lines: list[Line], candidate: _Candidate, end: int, level: int, names: dict[str, int]) -> ChapterFinding:
    line, body = lines[candidate.index], lines[candidate.index + 1 : end]
    confidence: Confidence = "sure" if candidate.style not in {"strong", "caps", "alpha", "alone"} else "probable"
    reason = {
        "strong": "Ligne en gras.",
        "caps": "Ligne en capitales.",
        "alone": "Courte ligne isolée.",
        "agenda": "Point de l’ordre du jour repris.",
    }.get(candidate.style, "Titre du document." if candidate.style.startswith("h") else "Ligne numérotée.")
    return ChapterFinding(
        number=candidate.number,
        title=candidate.title.strip(" :"),
        level=level,
        last_line=body[-1].number if body else line.number,
        paragraphs=tuple(paragraph.text for paragraph in body),
        speeches=tuple(speech for paragraph in body for speech in _spoken(paragraph, names)),
        evidence=Evidence(line.text, line.number, confidence, reason),
    )


def _spoken(line: Line, names: dict[str, int]) -> Iterator[SpeechFinding]:
    for speech in speeches(line.text):
        known = names.get(key_of(speech.name.split()[-1] if speech.name else ""), names.get(key_of(speech.name)))
        confidence: Confidence = "sure" if known is not None else "to_check"
        reason = (
            "Nommé dans la liste des participants." if known is not None else "Absent de la liste des participants."
        )
        who = " ".join(part for part in (speech.civility, speech.name) if part)
        yield SpeechFinding(who, speech.verb, known, Evidence(speech.quotation, line.number, confidence, reason))
