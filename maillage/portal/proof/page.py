"""The page of proofs: each gate with its figures, its controls and its date, as values that the template shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from maillage.design.parts import Cell, Column, KeyFigure, Table
from maillage.design.typography import number, spaced
from maillage.portal.proof.gates import Gate, gates
from maillage.portal.proof.references import REFERENCES, STATUS_WORDS, RequirementStatus, by_status, requirements
from maillage.portal.proof.results import ENGINES, Found, Run, held

NEVER = "pas essayé"
COLUMNS = ("Promesse", "Résultat", "Essais", "Contrôles", *ENGINES.values())


@dataclass(frozen=True)
class Promise:
    """One gate as the page tells it."""

    id: str
    title: str
    goal: str
    state: str
    holds: bool
    figures: tuple[str, ...]


@dataclass(frozen=True)
class ProofPage:
    """The whole page; without any run it lists the promises alone."""

    figures: tuple[KeyFigure, ...]
    promises: tuple[Promise, ...]
    table: Table
    references: Table
    runs: tuple[str, ...]


def proof_page(runs: tuple[Run, ...]) -> ProofPage:
    """What the last runs show of every gate."""
    promises = tuple(_promise(gate, runs) for gate in gates())
    return ProofPage(_key_figures(promises, runs), promises, _table(promises, runs), _references(), _told(runs))


def promise_states(runs: tuple[Run, ...]) -> dict[str, str]:
    """The state of each promise at the last runs, in words."""
    return {gate.id: _promise(gate, runs).state for gate in gates()}


def _promise(gate: Gate, runs: tuple[Run, ...]) -> Promise:
    found = _of(gate.id, runs)
    holds = held(found)
    state = "tenue" if holds else ("en défaut" if any(one.broken for one in found) else NEVER)
    figures = {label: value for one in found for label, value in one.figures.items()}
    said = tuple(spaced(f"{label} : {_figure(value)}") for label, value in sorted(figures.items()))
    return Promise(gate.id, gate.title, gate.goal, state, holds, said)


def _figure(value: str) -> str:
    return number(int(value)) if value.isdecimal() else value


def _of(name: str, runs: tuple[Run, ...]) -> list[Found]:
    """What each run that tried this gate found; an engine that a gate does not concern says nothing."""
    kept = [run.gates[name] for run in runs if name in run.gates]
    return [one for one in kept if one.tried]


def _key_figures(promises: tuple[Promise, ...], runs: tuple[Run, ...]) -> tuple[KeyFigure, ...]:
    tests = sum(one.passed for run in runs for one in run.gates.values())
    teeth = sum(one.teeth_passed for run in runs for one in run.gates.values())
    kept = sum(promise.holds for promise in promises)
    controlled = sum(any(one.teeth_passed for one in _of(promise.id, runs)) for promise in promises)
    return (
        KeyFigure(f"{kept} sur {len(promises)}", "promesses tenues au dernier passage"),
        KeyFigure(number(tests), "essais réussis", " et ".join(ENGINES[run.engine] for run in runs)),
        KeyFigure(number(teeth), "contrôles où l’on retire la protection pour voir la faute"),
        KeyFigure(f"{controlled} sur {len(promises)}", "promesses dont l’essai a été vu échouer"),
    )


def _table(promises: tuple[Promise, ...], runs: tuple[Run, ...]) -> Table:
    rows = tuple(
        (
            Cell(f"{promise.id} · {promise.title}"),
            Cell(promise.state),
            Cell(number(sum(one.passed for one in _of(promise.id, runs))), numeric=True),
            Cell(number(sum(one.teeth_passed for one in _of(promise.id, runs))), numeric=True),
            *(Cell(_on(promise.id, engine, runs)) for engine in ENGINES),
        )
        for promise in promises
    )
    columns = tuple(Column(label, numeric=label in ("Essais", "Contrôles")) for label in COLUMNS)
    return Table("Ce que le dernier passage a trouvé", columns, rows)


def _references() -> Table:
    rows = []
    for name, title in REFERENCES.items():
        counts = by_status(requirements(name))
        cells = (Cell(number(counts[status]), numeric=True) for status in RequirementStatus)
        rows.append((Cell(title), *cells))
    columns = (
        Column("Référentiel"),
        *(Column(STATUS_WORDS[status].capitalize(), numeric=True) for status in STATUS_WORDS),
    )
    return Table("Notre réponse à chaque exigence, produit et exploitant ensemble", columns, tuple(rows))


def _on(name: str, engine: str, runs: tuple[Run, ...]) -> str:
    found = _of(name, tuple(run for run in runs if run.engine == engine))
    if not found:
        return "sans objet" if any(run.engine == engine for run in runs) else NEVER
    return "non" if any(one.broken for one in found) else "oui"


def _told(runs: tuple[Run, ...]) -> tuple[str, ...]:
    return tuple(
        spaced(
            f"{ENGINES[run.engine]} : le {timezone.localtime(run.at):%d/%m/%Y à %H h %M}, version {run.version}, "
            f"{run.machine}, {number(sum(one.seconds for one in run.gates.values()) / 60, 0)} minutes de calcul"
        )
        for run in runs
    )
