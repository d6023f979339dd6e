"""The lines in which people write who could be trained and which sessions could be held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

BODY_SHAPE = "structure ; agents au contact ; commune ou EPCI ; plancher ; plafond"
SESSION_SHAPE = "jour ; commune ; places ; minimum"


@dataclass(frozen=True)
class BodyLine:
    """An employer as it was written; the territory is still a name or a code."""

    name: str
    agents: int
    territory: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class SessionLine:
    """A session as it was written."""

    on: date
    territory: str
    capacity: int
    least: int = 1


def body_lines(text: str) -> list[BodyLine]:
    """The employers of a text, one a line; ValueError names the line and says how to write it."""
    found = []
    for number, cells in _rows(text):
        if len(cells) < 3:
            raise ValueError(f"Ligne {number} : écrivez « {BODY_SHAPE} », les deux derniers si vous voulez.")
        agents, least, most = (_optional(cells, place, number) for place in (1, 3, 4))
        if agents is None:
            raise ValueError(f"Ligne {number} : dites combien d’agents sont au contact du public.")
        found.append(BodyLine(cells[0], agents, cells[2], least or 0, most))
    return found


def session_lines(text: str) -> list[SessionLine]:
    """The sessions of a text, one a line; ValueError names the line and says how to write it."""
    found = []
    for number, cells in _rows(text):
        if len(cells) < 3:
            raise ValueError(f"Ligne {number} : écrivez « {SESSION_SHAPE} », le dernier si vous voulez.")
        least = _count(cells[3], number, SESSION_SHAPE) if len(cells) > 3 and cells[3] else 1
        found.append(SessionLine(_day(cells[0], number), cells[1], _count(cells[2], number, SESSION_SHAPE), least))
    return found


def _rows(text: str) -> list[tuple[int, list[str]]]:
    lines = enumerate(text.splitlines(), start=1)
    return [(number, [cell.strip() for cell in line.split(";")]) for number, line in lines if line.strip()]


def _optional(cells: list[str], place: int, number: int) -> int | None:
    cell = cells[place] if len(cells) > place else ""
    return _count(cell, number, BODY_SHAPE) if cell else None


def _count(cell: str, number: int, shape: str) -> int:
    if not cell.isascii() or not cell.isdigit() or len(cell) > 6:
        raise ValueError(f"Ligne {number} : « {cell} » n’est pas un nombre entier. Écrivez « {shape} ».")
    return int(cell)


def _day(cell: str, number: int) -> date:
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell, shape).date()
        except ValueError:
            continue
    raise ValueError(f"Ligne {number} : « {cell} » n’est pas une date. Écrivez par exemple 04/03/2027.")
