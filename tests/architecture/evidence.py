"""Whether a reference is whole and what it claims is there: tests by their names, documents by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from maillage.portal.proof.references import Requirement, RequirementStatus, order_of
from tests.architecture.house import ROOT, functions, tree_of

# A sentence that ends here would be cut in a table.
LONGEST_ANSWER = 220


def faults(found: Iterable[Requirement], expected: int) -> list[str]:
    """Everything wrong with the rows of a reference."""
    rows = tuple(found)
    names = [row.id for row in rows]
    wrong = [] if len(rows) == expected else [f"{len(rows)} rows, {expected} expected"]
    wrong += [f"{name} twice" for name in sorted({name for name in names if names.count(name) > 1})]
    wrong += [] if names == sorted(names, key=order_of) else ["rows out of order"]
    return wrong + [f"{row.id}: {fault}" for row in rows for fault in row_faults(row)]


def row_faults(row: Requirement) -> Iterator[str]:
    """Everything wrong with one row."""
    if not re.fullmatch(r"[A-ZÀÉÈÊÇ«0-9].*\.", row.answer) or len(row.answer) > LONGEST_ANSWER:
        yield "the answer is no short sentence"
    if "'" in row.answer or "  " in row.answer:
        yield "the answer is not typographic French"
    if row.status == RequirementStatus.MET and not row.evidence:
        yield "met without evidence"
    for evidence in row.evidence:
        if not exists(evidence):
            yield f"{evidence} does not exist"


def exists(evidence: str) -> bool:
    """Whether a test node, a document with its heading, or a source file is there."""
    path, _, test = evidence.partition("::")
    if test:
        return _is_file(path) and test in {function.name for function in functions(tree_of(ROOT / path))}
    path, _, anchor = evidence.partition("#")
    return _is_file(path) and (not anchor or anchor in headings((ROOT / path).read_text(encoding="utf-8")))


def headings(text: str) -> set[str]:
    """The anchors that a reader of Markdown gives to headings."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _is_file(path: str) -> bool:
    return (ROOT / path).resolve().is_relative_to(ROOT) and (ROOT / path).is_file()
