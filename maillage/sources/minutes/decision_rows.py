"""Tables of decisions: a column for the wording, others for the outcome, the votes, the conditions."""

from __future__ import annotations

import re

from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.outcomes import outcome_of, vote_of
from maillage.sources.minutes.words import fold
from maillage.tables.minutes import DecisionFinding, Evidence, OutcomeCode

_COLUMNS = (
    ("wording", r"(?:decisions?|deliberations?|resolutions?)(?:\s(?:n\s?°\s?)?\d+)?(?: prises?)?$"),
    ("outcome", r"issue|statut|avis|sens|suite|outcome"),
    ("vote", r"resultats?|votes?|scrutin|mode"),
    ("conditions", r"conditions?|reserves?|observations?|remarques?"),
)
_WORDS: tuple[tuple[OutcomeCode, str], ...] = (
    ("adopted_with_changes", r"modif|amend|reserve"),
    ("rejected", r"rejet|refus|defavorable"),
    ("adjourned", r"ajourn|report"),
    ("sent_back", r"renvo"),
    ("noted", r"acte"),
)


def decision_columns(cells: tuple[str, ...]) -> dict[str, int]:
    """Which column holds what, when the row is the header of such a table; empty otherwise."""
    found: dict[str, int] = {}
    for k, cell in enumerate(cells):
        for name, pattern in _COLUMNS:
            if name not in found and len(cell) < 40 and re.match(pattern, fold(cell).strip()):
                found[name] = k
                break
    return found if "wording" in found and len(found) > 1 else {}


def decision_row(line: Line, columns: dict[str, int], chapter: str) -> DecisionFinding | None:
    """The decision of a row, None for a row without wording."""
    cells = {name: line.cells[k] for name, k in columns.items() if k < len(line.cells)}
    wording = cells.get("wording", "")
    if not wording:
        return None
    evidence = Evidence(line.text, line.number, "sure", "Ligne d’un tableau de décisions.")
    said = fold(cells.get("outcome", ""))
    told = [code for code, pattern in _WORDS if re.search(pattern, said)]
    outcome = told[0] if told else outcome_of(fold(wording)) or "adopted"
    vote = vote_of(fold(cells.get("vote", "")))
    return DecisionFinding(wording, (), outcome, vote, cells.get("conditions", ""), chapter, evidence)
