"""Decisions, with the points of their list, the proposal they answer and the votes that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from maillage.sources.minutes.decision_rows import decision_columns, decision_row
from maillage.sources.minutes.follow_ups import task_columns
from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.outcomes import condition_of, outcome_of, vote_of
from maillage.sources.minutes.words import fold, sentences
from maillage.tables.minutes import Confidence, DecisionFinding, Evidence, OutcomeCode

_REFERS = re.compile(
    r"^(?:cette|ces|ce|cet|la|le|les) (?:proposition|point|projet|mesure|decision|deliberation|motion"
    r"|demande|document|programme|rapport)\w*\b|^(?:adopte|approuve|valide|vote|unanimite|pour\s?:"
    r"|decision\s?:\s?(?:adopte|approuve|valide))|^(?:la |cette )?proposition|^mis\w* aux voix|^l'ensemble"
    r"|^ceci|^resultat"
)
_VOTE_ONLY = re.compile(
    r"^(?:\(?(?:vote|votes|resultat|scrutin|adopte|approuve|valide|votants|pour|contre|abstention"
    r"|unanimite|deliberation adoptee|decision adoptee|mis\w* aux voix|apres vote|a l'unanimite)\b)"
)
_NOT_ONE = re.compile(
    r"^(?:vu|considerant|entendu|ordre du jour|-?\s*l'ordre du jour)\b|par le passe|secretaire de seance"
    r"|^\W*votes? (?:du|de|des)\b|l'an dernier|la loi|le decret|arrete (?:ministeriel|prefectoral)"
)
_LIST = re.compile(
    r"^(?:[ivx\d]+\s?[.)/-]\s*)?(?:releve (?:de|des) |liste des |synthese des )?decisions?"
    r"(?: (?:prises?|actees?|validees?))?(?: (?:en|par|lors|pendant) [^:]{3,40})?\s?:?$"
)
_SHORT: tuple[tuple[OutcomeCode, str], ...] = (
    ("rejected", r"\brejete|\brefus|\bnon retenu"),
    ("adjourned", r"\breport|\bajourn"),
    ("sent_back", r"\brenvo[iy]"),
)
_NUMBERED = re.compile(r"\d{1,2}\s?[.)]\s")
_MAX_ITEMS = 30


@dataclass(frozen=True)
class Placed:
    """A decision and the index of its line."""

    index: int
    decision: DecisionFinding


def read_decisions(
    lines: list[Line], skipped: frozenset[int], chapter_of: dict[int, str]
) -> tuple[DecisionFinding, ...]:
    """Every decision, in the order of the text."""
    found: list[Placed] = []
    used: set[int] = set()
    listing = False
    rows = _rows(lines, chapter_of)
    for k, line in enumerate(lines):
        if k in rows:
            found += rows[k]
            continue
        point = line.role == "item" or bool(_NUMBERED.match(line.text))
        listing = bool(_LIST.match(fold(line.text))) or (listing and point)
        if k in skipped or k in used or line.role == "heading":
            continue
        if listing and point:
            found.append(_listed(k, line, chapter_of))
            continue
        for sentence, flat in ((s, fold(s)) for _, s in sentences(line.text)):
            placed = _read(lines, k, sentence, flat, chapter_of, used)
            if placed and not _completes(found, placed, lines):
                found.append(placed)
    return tuple(placed.decision for placed in found)


def _rows(lines: list[Line], chapter_of: dict[int, str]) -> dict[int, list[Placed]]:
    """The lines that belong to tables of decisions, each with the decision it holds."""
    taken: dict[int, list[Placed]] = {}
    columns: dict[str, int] = {}
    for k, line in enumerate(lines):
        titles = decision_columns(line.cells)
        columns = titles or (columns if line.role == "row" and not task_columns(line) else {})
        if columns:
            decision = None if titles else decision_row(line, columns, chapter_of.get(k, ""))
            taken[k] = [Placed(k, decision)] if decision else []
    return taken


def _listed(k: int, line: Line, chapter_of: dict[int, str]) -> Placed:
    """A point of a list of decisions; adopted unless it says otherwise."""
    flat = fold(line.text)
    told = [code for code, pattern in _SHORT if re.search(pattern, flat)]
    evidence = Evidence(line.text, line.number, "probable", "Point d’une liste de décisions.")
    outcome = outcome_of(flat) or (told[0] if told else "adopted")
    decision = DecisionFinding(
        line.text, (), outcome, vote_of(flat), condition_of(line.text, flat), chapter_of.get(k, ""), evidence
    )
    return Placed(k, decision)


def _read(
    lines: list[Line], k: int, sentence: str, flat: str, chapter_of: dict[int, str], used: set[int]
) -> Placed | None:
    vote = vote_of(flat)
    outcome = outcome_of(flat)
    if outcome is None and vote and (vote.in_favour is not None or vote.against is not None):
        outcome = "rejected" if (vote.against or 0) > (vote.in_favour or 0) else "adopted"
    if outcome is None or _NOT_ONE.search(flat) or len(flat) < 6:
        return None
    items = (
        _items(lines, k, used)
        if sentence.rstrip().endswith((":", "…", "que")) and lines[k].text.endswith(sentence)
        else ()
    )
    origin: tuple[str, ...] = ()
    wording = sentence
    if _REFERS.match(flat.lstrip(" -(")) and not items:
        wording, origin = _proposal(lines, k, sentence)
    confidence, reason = _trust(flat, outcome, bool(origin))
    decision = DecisionFinding(
        wording=wording,
        items=items or origin,
        outcome=outcome,
        vote=vote,
        conditions=condition_of(sentence, flat),
        chapter=chapter_of.get(k, ""),
        evidence=Evidence(sentence, lines[k].number, confidence, reason),
    )
    return Placed(k, decision)


def _trust(flat: str, outcome: OutcomeCode, referred: bool) -> tuple[Confidence, str]:
    if re.search(
        r"unanimite|avis (?:de)?favorable|\b(?:est|sont|a ete|ont ete) (?:\w+ )?(?:adopte|approuve|valide"
        r"|rejete|ajourne|reporte|renvoye)|prend acte|^\s*decision",
        flat,
    ):
        return "sure", "Verbe de décision au présent ou au passé" + (
            ", qui renvoie à la proposition qui précède." if referred else "."
        )
    return "probable", "Verbe de décision dont le sujet est l’instance, ou formule de vote."


def _items(lines: list[Line], k: int, used: set[int]) -> tuple[str, ...]:
    """The points that follow « décide : », taken with it."""
    items = []
    for j in range(k + 1, min(len(lines), k + 1 + _MAX_ITEMS)):
        line = lines[j]
        verb = re.match(
            r"^(?:d'|de |decide|approuve|autorise|adopte|fixe|designe|dit que|precise|charge|donne|valide"
            r"|emet|prend acte|accepte|inscrit|impute)",
            fold(line.text),
        )
        if line.role != "item" and not verb and not re.match(r"^(?:\d{1,2}|[a-h])\s?[.)]\s", fold(line.text)):
            break
        if line.role == "heading":
            break
        items.append(line.text)
        used.add(j)
    return tuple(items)


def _proposal(lines: list[Line], k: int, sentence: str) -> tuple[str, tuple[str, ...]]:
    """The nearest proposal above a sentence such as « Cette proposition est validée »: its words and its points."""
    items: list[str] = []
    for j in range(k - 1, max(-1, k - 14), -1):
        line = lines[j]
        if line.role == "heading":
            break
        if line.role == "item":
            items.insert(0, line.text)
            continue
        if re.search(r"\bpropos|soumet|soumis|demande (?:a|au|aux)\b|mis\w* aux voix|\bsollicite", fold(line.text)):
            return f"{line.text} {sentence}", tuple(items)
        if items:
            break
    return sentence, ()


def _completes(found: list[Placed], placed: Placed, lines: list[Line]) -> bool:
    """A vote said just after a decision, or its result in the next lines, completes it instead of being another."""
    if not found:
        return False
    last, new = found[-1], placed.decision
    told = _VOTE_ONLY.match(fold(last.decision.evidence.quotation)) and _REFERS.match(fold(new.evidence.quotation))
    if told and placed.index - last.index <= 2:
        found[-1] = replace(placed, decision=replace(new, vote=new.vote or last.decision.vote))
        return True
    near = placed.index - last.index <= 2 + len(last.decision.items)
    only_vote = bool(_VOTE_ONLY.match(fold(new.evidence.quotation).lstrip(" -("))) and not new.items
    if (
        not near
        or not only_vote
        or last.decision.chapter != new.chapter
        or (last.decision.vote and last.index != placed.index)
    ):
        return False
    outcome = new.outcome if new.outcome not in {"adopted"} else last.decision.outcome
    found[-1] = replace(last, decision=replace(last.decision, vote=last.decision.vote or new.vote, outcome=outcome))
    return True
