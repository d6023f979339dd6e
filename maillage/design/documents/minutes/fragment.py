"""Minutes as a fragment of semantic HTML, every text escaped; a page puts it under its own frame."""

from __future__ import annotations

from html import escape

from maillage.design.documents.minutes.layout import Bullets, Grid, Heading, Part, Text, Title, parts_of
from maillage.tables.minutes import MinutesDocument


class Fragment(str):
    """HTML that is already escaped; templates that know `__html__` print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Itself: nothing is left to escape."""
        return self


def minutes_html(document: MinutesDocument) -> Fragment:
    """The article of the minutes, with headings from h2 so that the page keeps its own h1."""
    body = "\n".join(_html(part) for part in parts_of(document))
    return Fragment(f'<article class="minutes" lang="fr">\n{body}\n</article>')


def _html(part: Part) -> str:
    if isinstance(part, Title):
        return f'<h2 class="minutes-title">{"<br>".join(_text(line) for line in part.lines)}</h2>'
    if isinstance(part, Heading):
        level = part.level + 1
        return f"<h{level}>{_text(part.text)}</h{level}>"
    if isinstance(part, Text):
        lead = f"<strong>{_text(part.lead)}</strong> " if part.lead else ""
        kind = "" if part.role == "paragraph" else f' class="minutes-{part.role}"'
        return f'<p{kind} dir="auto">{lead}{_text(part.text)}</p>'
    if isinstance(part, Bullets):
        return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in part.items)}</ul>" if part.items else ""
    return _table(part)


def _table(grid: Grid) -> str:
    header = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in grid.header)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in grid.rows)
    return f'<table class="minutes-table"><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
