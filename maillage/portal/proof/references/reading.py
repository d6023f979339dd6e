"""Reads the requirements of a reference and counts them; a row that cannot be read is named in French."""

from __future__ import annotations

import csv
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from maillage.tables.errors import DataError

Word = TypeVar("Word", bound=enum.StrEnum)
FOLDER = Path(__file__).resolve().parent
COLUMNS = ("id", "level", "status", "owner", "answer", "evidence")
REFERENCES = {
    "asvs": "OWASP ASVS 5.0.0, niveaux 1 et 2",
    "wstg": "OWASP WSTG, liste des essais",
    "mss": "Mon Service Sécurisé, mesures V2 de l’ANSSI et de la CNIL",
    "rgesn": "RGESN 2024, écoconception",
}


class RequirementStatus(enum.StrEnum):
    """How far a requirement is answered; `met` needs an evidence."""

    MET = "met"
    PARTIAL = "partial"
    TODO = "todo"
    NOT_APPLICABLE = "not_applicable"


class RequirementOwner(enum.StrEnum):
    """Who answers for a requirement: the code, who runs it, or both."""

    PRODUCT = "product"
    OPERATOR = "operator"
    SHARED = "shared"


STATUS_WORDS = {
    RequirementStatus.MET: "satisfaite",
    RequirementStatus.PARTIAL: "en partie",
    RequirementStatus.TODO: "à faire",
    RequirementStatus.NOT_APPLICABLE: "sans objet",
}
OWNER_WORDS = {
    RequirementOwner.PRODUCT: "le produit",
    RequirementOwner.OPERATOR: "l’exploitant",
    RequirementOwner.SHARED: "les deux",
}


@dataclass(frozen=True)
class Requirement:
    """One requirement and our answer; each evidence names a test, a document or a source file."""

    id: str
    level: str
    status: RequirementStatus
    owner: RequirementOwner
    answer: str
    evidence: tuple[str, ...] = ()

    @property
    def theme(self) -> str:
        """What the identifier says before its last number: « V2.3 », « WSTG-INFO », « RECENSEMENT », « 4 »."""
        return re.split(r"[.-]\d+$", self.id)[0]


@cache
def requirements(name: str) -> tuple[Requirement, ...]:
    """Every requirement of a reference, in the order of its file."""
    if name not in REFERENCES:
        raise DataError(f"« {name} » n’est pas un référentiel connu.", mend=f"Choisissez {', '.join(REFERENCES)}.")
    return read_requirements(FOLDER / f"{name}.csv")


def read_requirements(file: Path) -> tuple[Requirement, ...]:
    """The requirements of a file; DataError names the first row that is not one."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, delimiter=";")
        if tuple(next(reader, ())) != COLUMNS:
            raise DataError(
                "Les colonnes ne sont pas celles d’un référentiel.",
                file=file.name,
                mend=f"Écrivez, dans cet ordre : {' ; '.join(COLUMNS)}.",
            )
        return tuple(_requirement(row, reader.line_num, file) for row in reader)


def _requirement(row: list[str], line: int, file: Path) -> Requirement:
    if len(row) != len(COLUMNS):
        raise DataError(
            f"Il faut {len(COLUMNS)} cases, il y en a {len(row)}.",
            file=file.name,
            row=line,
            mend="Vérifiez les points-virgules, et mettez entre guillemets une phrase qui en contient.",
        )
    name, level, status, owner, answer, evidence = row
    if not name or not answer:
        raise DataError("L’identifiant ou la réponse manque.", file=file.name, row=line, mend="Écrivez les deux.")
    return Requirement(
        id=name,
        level=level,
        status=_word(RequirementStatus, status, "status", line, file),
        owner=_word(RequirementOwner, owner, "owner", line, file),
        answer=answer,
        evidence=tuple(evidence.split()),
    )


def _word(kind: type[Word], text: str, column: str, line: int, file: Path) -> Word:
    try:
        return kind(text)
    except ValueError as error:
        raise DataError(
            f"« {text} » n’est pas une valeur connue.",
            file=file.name,
            row=line,
            column=column,
            mend=f"Choisissez {', '.join(kind)}.",
        ) from error


def by_status(found: Iterable[Requirement]) -> dict[RequirementStatus, int]:
    """How many requirements are in each state, zeros included."""
    listed = [one.status for one in found]
    return {status: listed.count(status) for status in RequirementStatus}


def by_owner(found: Iterable[Requirement]) -> dict[RequirementOwner, dict[RequirementStatus, int]]:
    """The same counts for each of those who answer."""
    listed = tuple(found)
    return {owner: by_status(one for one in listed if one.owner == owner) for owner in RequirementOwner}


def remaining(found: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """What is not done, or done in part only."""
    waiting = (RequirementStatus.PARTIAL, RequirementStatus.TODO)
    return tuple(one for one in found if one.status in waiting)


def order_of(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts identifiers as people read them: « V2.10.1 » after « V2.9.1 »."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
