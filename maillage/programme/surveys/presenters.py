"""Results of a survey in words and tables."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import number, percent
from maillage.programme.surveys.rules import FEWEST, Tally

LATER = "Les réponses se lisent une fois le questionnaire clos."
HIDDEN = f"Moins de {FEWEST} réponses : le résultat n’est pas montré."


@dataclass(frozen=True)
class Result:
    """The answers to one question."""

    words: str
    answered: str
    table: Table | None
    texts: tuple[str, ...]
    note: str


def result(tally: Tally) -> Result:
    """One question: its table or its texts, or why nothing is shown."""
    answered = f"{number(tally.answered)} réponse{'s' if tally.answered > 1 else ''}"
    if tally.hidden:
        return Result(tally.words, "", None, (), HIDDEN)
    table = _table(tally) if tally.counts else None
    return Result(tally.words, answered, table, tally.texts, "")


def _table(tally: Tally) -> Table:
    columns = (Column("Réponse"), Column("Nombre", numeric=True), Column("Part", numeric=True))
    rows = tuple(
        (Cell(words), Cell(number(count), numeric=True), Cell(percent(count / tally.answered, 0), numeric=True))
        for words, count in tally.counts
    )
    return Table(tally.words, columns, rows)


def rates_table(rates: tuple[tuple[str, int, int], ...]) -> Table:
    """Who answered, by group."""
    columns = (
        Column("Collège"),
        Column("Réponses", numeric=True),
        Column("Invités", numeric=True),
        Column("Part", numeric=True),
    )
    rows = tuple(
        (
            Cell(group),
            Cell(number(answered), numeric=True),
            Cell(number(invited), numeric=True),
            Cell(percent(answered / invited, 0), numeric=True),
        )
        for group, answered, invited in rates
    )
    whole = (sum(answered for _, answered, _ in rates), sum(invited for *_, invited in rates))
    totals = (
        Cell("Ensemble"),
        Cell(number(whole[0]), numeric=True),
        Cell(number(whole[1]), numeric=True),
        Cell(percent(whole[0] / whole[1], 0) if whole[1] else "", numeric=True),
    )
    return Table("Taux de réponse par collège", columns, rows, totals)


def sentences(rates: tuple[tuple[str, int, int], ...], tallies: tuple[Tally, ...]) -> tuple[str, ...]:
    """The results as sentences, for a chapter of minutes."""
    answered, invited = sum(line[1] for line in rates), sum(line[2] for line in rates)
    by_group = ", ".join(f"{group} : {given} sur {asked}" for group, given, asked in rates)
    said = [f"{answered} réponses sur {invited} membres invités ({by_group})."]
    if not tallies:
        said.append(LATER)
    for tally in tallies:
        if tally.hidden:
            said.append(f"{tally.words} {HIDDEN}")
        elif tally.counts:
            parts = ", ".join(f"{words} {count}" for words, count in tally.counts if count)
            said.append(f"{tally.words} {parts}.")
    return tuple(said)
