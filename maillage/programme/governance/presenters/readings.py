"""What was read in minutes, side by side with their text: each finding with its words, its line, how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from maillage.design.typography import day_of, number
from maillage.programme.governance.enums import CollegeKind
from maillage.programme.governance.services.readings import COLLEGES
from maillage.tables.minutes import CONFIDENCE_WORDS, OUTCOME_WORDS, Evidence, MinutesRead

KINDS = {"sure": "success", "probable": "info", "to_check": "warning"}


@dataclass(frozen=True)
class Finding:
    """One thing proposed."""

    place: int
    words: str
    detail: str
    line: int
    confidence: str
    kind: str
    reason: str
    ticked: bool
    college: str = ""


@dataclass(frozen=True)
class FindingList:
    """A list of findings that a person ticks."""

    name: str
    title: str
    findings: tuple[Finding, ...]


def lists(read: MinutesRead, sent: QueryDict | None = None) -> tuple[FindingList, ...]:
    """Everything that can be kept, list by list; what was ticked and sent comes back as it was."""
    people = [
        replace(
            _finding(i, f"{p.civility} {p.full_name}".strip(), p.function or p.body, p.evidence),
            college=COLLEGES.get(p.college, CollegeKind.PARTNER),
            ticked=True,
        )
        for i, p in enumerate(read.people)
    ]
    chapters = [
        _finding(i, f"{c.number} {c.title}".strip(), _paragraphs(len(c.paragraphs)), c.evidence)
        for i, c in enumerate(read.chapters)
    ]
    decisions = [
        _finding(i, d.wording, " ; ".join([OUTCOME_WORDS[d.outcome], *d.items]), d.evidence)
        for i, d in enumerate(read.decisions)
    ]
    follow_ups = [_finding(i, f.task, f.responsible, f.evidence) for i, f in enumerate(read.follow_ups)]
    deadlines = [_finding(i, day_of(d.end), d.about, d.evidence) for i, d in enumerate(read.deadlines)]
    found = (
        FindingList("people", "Personnes", tuple(people)),
        FindingList("chapters", "Parties", tuple(chapters)),
        FindingList("decisions", "Décisions", tuple(decisions)),
        FindingList("follow_ups", "Suites", tuple(follow_ups)),
        FindingList("deadlines", "Échéances", tuple(deadlines)),
    )
    return found if sent is None else tuple(_as_sent(one, sent) for one in found)


def _as_sent(found: FindingList, sent: QueryDict) -> FindingList:
    ticked = set(sent.getlist(found.name))
    return replace(
        found,
        findings=tuple(
            replace(item, ticked=str(item.place) in ticked, college=sent.get(f"college-{item.place}") or item.college)
            for item in found.findings
        ),
    )


def amounts(read: MinutesRead) -> tuple[Finding, ...]:
    """Amounts and rates: shown, kept with the text of their chapter."""
    return tuple(_finding(i, _amount(a.low, a.high, a.unit), a.about, a.evidence) for i, a in enumerate(read.amounts))


def sums(read: MinutesRead) -> tuple[Finding, ...]:
    """Counts that add up: « 13 + 22 = 35 »."""
    return tuple(
        _finding(i, f"{' + '.join(map(str, c.parts))} = {c.value}", c.evidence.quotation, c.evidence)
        for i, c in enumerate(read.counts)
        if c.parts
    )


def sizes(read: MinutesRead) -> dict[str, int]:
    """How many findings each list holds."""
    return {found.name: len(found.findings) for found in lists(read)}


def _finding(place: int, words: str, detail: str, evidence: Evidence) -> Finding:
    return Finding(
        place,
        words,
        detail,
        evidence.line,
        CONFIDENCE_WORDS[evidence.confidence],
        KINDS[evidence.confidence],
        evidence.reason,
        ticked=evidence.confidence != "to_check",
    )


def _paragraphs(count: int) -> str:
    return f"{count} paragraphe{'s' if count > 1 else ''}"


def _amount(low: float, high: float, unit: str) -> str:
    ends = [number(value, 0 if value == int(value) else 1) for value in dict.fromkeys((low, high))]
    return f"{' à '.join(ends)}\u00a0{unit}"
