"""The lines of a document as its author meant them: wrapped ones joined, bullets, headings and rows told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from maillage.sources.minutes.bounds import MAX_LINE
from maillage.sources.minutes.words import fold, plain, sentences

Role = Literal["text", "heading", "item", "row"]
BULLET = re.compile(r"^(?:[-–—•▪◦●■□·➢➤►✓✔*→\uf0b7\uf0a7\uf0fc]|o(?=\s{2,})|\.(?=\s))\s*(?=\S)(?!\d+\s*°)")
NUMBERED = re.compile(
    r"^(?:(?:point|question|sujet|chapitre|partie|article|theme)\s+(?:n\s?[°ºo]\s*)?\d{1,2}|n\s?°\s*\d{1,3}"
    r"|deliberation\s+n"
    r"|(?:\d{1,2}\.){1,3}\d{0,2}\s|\d{1,2}\s*[.)/-]\s?\D|[ivx]{1,5}\s*[.)/-]|[a-h]\s*[.)]\s)"
)
CIVILITY_START = re.compile(r"^(?:madame|monsieur|mme|mlle|mr|m\.|dr|docteur|maitre)\s")
_TERMINAL = re.compile(r"[.!?:;…»]$")
_LABEL = re.compile(r"^[^.:;]{2,60}\s?:")
_PAGE = re.compile(r"^(?:page\s*)?[-–]?\s*\d{1,3}\s*(?:(?:/|sur)\s*\d{1,3})?\s*[-–]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading, a point of a list or a row of a table, with the line of the file where it begins."""

    number: int
    text: str
    role: Role = "text"
    level: int = 0
    strong: bool = False
    cells: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """One line, single spaces (no-break ones are kept), no invisible character."""
    text = re.sub(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\ud800-\udfff]", "", text)
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()


def lines_of(text: str) -> list[Line]:
    """The lines of plain text or Markdown."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\u2028", "\n").split("\n")
    running = _running_heads(raw)
    start = _front_matter(raw)
    read = [_named(number, line) for number, line in enumerate(raw[:start], 1)]
    body = [(number, line) for number, line in enumerate(raw, 1) if number > start]
    read += [_line(number, line) for number, line in body if not _is_page_mark(line, running)]
    return cut(_joined(_semicolon_rows(read), _width(raw)))


def cut(lines: list[Line]) -> list[Line]:
    """Lines short enough for the patterns; empty ones left out."""
    short = []
    for line in lines:
        if len(line.text) <= MAX_LINE:
            short += [line] if line.text else []
            continue
        for _, sentence in sentences(line.text):
            short += [
                replace(line, text=sentence[k : k + MAX_LINE], cells=(), role="text")
                for k in range(0, len(sentence), MAX_LINE)
            ]
    return short


def _front_matter(raw: list[str]) -> int:
    """How many lines the YAML head of a Markdown file takes."""
    if not raw or raw[0].strip() != "---":
        return 0
    return next((k for k, line in enumerate(raw[1:40], 2) if line.strip() == "---"), 0)


def _named(number: int, line: str) -> Line:
    """The title in a YAML head; its other lines say nothing of the meeting."""
    found = re.match(r"title:\s*[\"']?(.+?)[\"']?\s*$", line)
    return Line(number, tidy(found[1]) if found else "", "heading", strong=True)


def _plain_markup(text: str) -> str:
    """The words of Markdown: no link target, no tag, no emphasis."""
    text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    text = re.sub(r"\[([^\[\]]{1,200})\]\([^()\s]{0,300}\)", r"\1", text)
    text = re.sub(r"\\([.*_#()\[\]-])", r"\1", text)
    return re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]{1,300}?)(?<=[^\s*])\*(?![\w*])", r"\1", text)


def _running_heads(raw: list[str]) -> frozenset[str]:
    """Headers and footers: the same words, digits aside, at least three times and never a bullet."""
    shapes = Counter(_shape(line) for line in raw if 3 < len(line.strip()) < 120 and re.search(r"\d", line))
    return frozenset(
        shape for shape, count in shapes.items() if count >= 3 and re.search(r"page|#\s*(/|sur)\s*#", shape)
    )


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", tidy(fold(line)))


def _is_page_mark(line: str, running: frozenset[str]) -> bool:
    numbered = len(line) < 200 and re.search(r"\bpage\s*\d+\s*(?:/|sur)\s*\d+\s*$", line, re.IGNORECASE)
    return bool(_PAGE.match(line.strip()) or numbered) or _shape(line) in running


def _line(number: int, raw: str) -> Line:
    text = _plain_markup(raw.strip())
    level = len(text) - len(text.lstrip("#"))
    if 0 < level < 7 and text[level : level + 1] in {" ", ""}:
        return Line(number, tidy(text[level:].strip("# *")), "heading", level, strong=True)
    if set(text) <= set("-=_*|: +") and len(text) > 2:
        return Line(number, "")
    cells = _cells(text)
    if len(cells) > 1:
        return Line(number, " | ".join(cells), "row", cells=cells)
    strong = bool(re.match(r"^(\*\*|__).+", text))
    text = tidy(re.sub(r"\*\*|__|^>+\s*", "", text))
    bullet = BULLET.match(text) or BULLET.match(raw.strip())
    if bullet and not strong:
        return Line(number, tidy(re.sub(BULLET, "", raw.strip().replace("**", ""), count=1)), "item")
    return Line(number, text, strong=strong)


def _cells(text: str) -> tuple[str, ...]:
    text = re.sub(r"\*\*", "", text)
    if text.count("|") >= 1 and not BULLET.match(text):
        return tuple(tidy(cell) for cell in text.strip("|").split("|"))
    if "\t" in text and not BULLET.match(text):
        return tuple(tidy(cell) for cell in text.split("\t"))
    parts = re.split(r" {3,}", text)
    if 1 < len(parts) <= 8 and not BULLET.match(text):
        return tuple(tidy(cell) for cell in parts)
    return (text,)


def _semicolon_rows(lines: list[Line]) -> list[Line]:
    """Consecutive lines with the same number of semicolons, none at the end, are the rows of a table."""
    counts = [0 if line.role != "text" or line.text.endswith(";") else line.text.count(";") for line in lines]
    rows = []
    for k, line in enumerate(lines):
        near = {counts[j] for j in (k - 1, k + 1) if 0 <= j < len(lines)}
        if counts[k] and counts[k] in near and len(line.text) < 200:
            cells = tuple(tidy(cell) for cell in line.text.split(";"))
            line = replace(line, role="row", cells=cells)
        rows.append(line)
    return rows


def _width(raw: list[str]) -> int:
    """The width at which the file wraps its lines, 0 when it does not."""
    lengths = sorted(len(line.rstrip()) for line in raw if len(line.strip()) > 20)
    if len(lengths) < 6:
        return 0
    width = lengths[int(len(lengths) * 0.93)]
    return width if 45 <= width <= 135 and lengths[-1] <= width * 1.35 else 0


def _joined(lines: list[Line], width: int) -> list[Line]:
    joined: list[Line] = []
    blank = last = 0
    for line in lines:
        if not line.text:
            blank += 1
            continue
        if joined and _continues(joined[-1], line, last, blank, width):
            joined[-1] = replace(joined[-1], text=_glued(joined[-1].text, line.text))
        else:
            joined.append(line)
        blank, last = 0, len(line.text)
    return joined


def _glued(first: str, second: str) -> str:
    return f"{first}{second}" if re.search(r"\w-$", first) else f"{first} {second}"


def _continues(previous: Line, line: Line, last: int, blank: int, width: int) -> bool:
    if previous.role in {"heading", "row"} or line.role != "text" or blank > 3:
        return False
    flat = fold(line.text)
    if NUMBERED.match(flat) or (line.strong != previous.strong) or _TERMINAL.search(plain(previous.text)):
        return False
    lower = line.text[:1].islower() or line.text[:1] in "(«"
    if blank:
        return lower and last > 40
    if lower:
        return last > 25 or previous.role == "item"
    if CIVILITY_START.match(flat) and (previous.role == "item" or CIVILITY_START.match(fold(previous.text))):
        return False
    if _LABEL.match(line.text) and (_LABEL.match(previous.text) or CIVILITY_START.match(flat)):
        return False
    return bool(width) and last >= 0.78 * width and not (NUMBERED.match(fold(previous.text)) and last < 0.9 * width)
