"""The declaration, the multi-year scheme and the action plan, from what is known of each criterion."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from maillage.design.typography import number, percent, spaced
from maillage.portal.accessibility.criteria import (
    FINDINGS,
    WAYS,
    Criterion,
    Finding,
    Run,
    Sheet,
    criteria,
    finding_of,
    last_run,
    sheets,
)

STATES = ("non conforme", "partiellement conforme", "totalement conforme")
HALF = 0.5


@dataclass(frozen=True)
class Action:
    """One line of the year's plan."""

    what: str
    why: str
    when: str


@dataclass(frozen=True)
class Report:
    """All that the three documents say."""

    state: str
    why: str
    counts: tuple[tuple[str, int], ...]
    evidence: str
    faults: tuple[str, ...]
    lines: tuple[tuple[str, str, str, str], ...]
    plan: tuple[Action, ...]
    scheme: tuple[tuple[int, str], ...]


def report(asked: tuple[Criterion, ...], run: Run, signed: tuple[Sheet, ...], today: date) -> Report:
    """The state of conformity counts only what people validated: a machine that finds no fault proves little."""
    found = {one: finding_of(one, run, signed) for one in asked}
    counted = Counter(found.values())
    rate = counted[Finding.VALIDATED] / len(asked)
    faulty = [one for one, state in found.items() if state is Finding.FAULT]
    return Report(
        state=state_of(rate),
        why=_why(counted, len(asked)),
        counts=tuple((words.capitalize(), counted[finding]) for finding, words in FINDINGS.items()),
        evidence=spaced(f"Passage du {run.at:%d/%m/%Y} sur {number(run.pages)} pages, à deux largeurs d’écran."),
        faults=tuple(spaced(f"{one.number} {one.label} : {run.faults.get(one.number, 0)} fautes.") for one in faulty),
        lines=tuple((one.number, one.label, WAYS[one.way], FINDINGS[state]) for one, state in found.items()),
        plan=_plan(found, today),
        scheme=_scheme(today),
    )


def conformity() -> str:
    """The word that stands on every page, as the law asks."""
    found = [finding_of(one, last_run(), sheets()) for one in criteria()]
    return state_of(found.count(Finding.VALIDATED) / len(found))


def state_of(rate: float) -> str:
    """The word of the law for a share of validated criteria."""
    if rate >= 1:
        return STATES[2]
    return STATES[1] if rate >= HALF else STATES[0]


def _why(counted: Counter[Finding], total: int) -> str:
    validated = counted[Finding.VALIDATED]
    if not validated:
        return "aucun audit humain n’a encore été fait, et une machine ne suffit pas à dire une page conforme"
    share = percent(validated / total, 0)
    return f"{number(validated)} critères sur {number(total)} ({share}) sont validés par une personne"


def _plan(found: dict[Criterion, Finding], today: date) -> tuple[Action, ...]:
    by_summer, by_winter = f"juin {today.year + 1}", f"décembre {today.year + 1}"
    plan = [
        Action(f"Corriger {one.number} {one.label}", "en défaut au dernier passage", by_summer)
        for one, state in found.items()
        if state is Finding.FAULT
    ]
    plan.append(
        Action("Faire auditer le site par une personne formée", "aucun critère n’est dit conforme sans elle", by_summer)
    )
    plan += [
        Action(f"Examiner {one.number} {one.label}", one.unchecked or "seule une personne peut en juger", by_winter)
        for one, state in found.items()
        if state is Finding.NOT_EXAMINED
    ]
    return tuple(plan)


def _scheme(today: date) -> tuple[tuple[int, str], ...]:
    first = today.year + 1
    return (
        (first, "Audit humain sur un échantillon de pages, correction des fautes trouvées, formation de l’équipe."),
        (first + 1, "Essais avec des personnes qui utilisent un lecteur d’écran, une loupe, le clavier seul."),
        (first + 2, "Nouvel audit complet, mise à jour de la déclaration et du schéma."),
    )
