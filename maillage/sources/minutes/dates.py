"""Dates in their clause: which are deadlines, which is the next meeting, which are plain dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.moments import Moment, moments
from maillage.sources.minutes.words import clause_around, fold
from maillage.tables.minutes import DateFinding, Evidence

_BEFORE = re.compile(
    r"(?:\bavant(?: le| la| la fin| fin)?|d'ici(?: a| au| le| la| fin)*|au plus tard(?: le| en| au"
    r"| pour| fin| a)*|jusqu'(?:au|en|a)(?: la)?"
    r"|date limite[^.;]{0,60}|date butoir[^.;]{0,40}|echeances?[^.;]{0,50}|dernier delai[^.;]{0,20}"
    r"|delai[^.;]{0,30}|deadline[^.;]{0,20}"
    r"|(?:rendus?|attendue?s?|remise?s?|livre\w*|livrables?|finalis\w+|transmis\w*|rendre|remettre"
    r"|transmettre|retourne\w*|deposer|deposee?s?|envoye\w*|retour\w*|adresse\w*|cloture\w*)[^.;]{0,60}"
    r"\b(?:pour|au|avant|le)(?: le| la| fin)?|pour le|\bsous)\s*(?:(?:lundi|mardi|mercredi|jeudi"
    r"|vendredi|fin|mi|debut)[\s-])?$"
)
_INSIDE = re.compile(r"^(?:d'ici|avant|sous|dans un delai|jusqu')")
_AFTER = re.compile(r"^\s*(?:\(?\s*(?:au plus tard|dernier delai|delai de rigueur|date limite|inclus|\(date limite))")
_NEXT = re.compile(
    r"prochain\w* (?:\w+ ){0,4}?(?:reunion|seance|comite|copil|cotech|rencontre|conseil|groupe|instance"
    r"|rendez-vous|bureau|assemblee|date|commission)|prochaine?s? (?:reunion|seance|rencontre)|se reunira"
    r"|prochain (?:rdv|gt)"
)


def read_dates(lines: list[Line], meeting: date | None) -> Iterator[DateFinding]:
    """Every date of the text except the one of the meeting itself, resolved from it."""
    for line in lines:
        flat = fold(line.text)
        for moment in moments(flat, meeting):
            if not (meeting and moment.first == moment.last == meeting):
                yield dated(line, flat, moment)


def dated(line: Line, flat: str, moment: Moment, *, kind: str = "") -> DateFinding:
    """The finding of a moment, with what makes it a deadline said."""
    chosen, why = (kind, "") if kind else _kind(flat, moment)
    evidence = Evidence(
        line.text[moment.start : moment.end], line.number, moment.confidence, f"{moment.reason} {why}".strip()
    )
    about = clause_around(line.text, moment.start, moment.end)
    return DateFinding(moment.first, moment.last, chosen, moment.precision, about, evidence)  # type: ignore[arg-type]


def _kind(flat: str, moment: Moment) -> tuple[str, str]:
    left = max((flat.rfind(mark, 0, moment.start) + 1 for mark in (". ", "; ")), default=0)
    before, inside = flat[max(left, moment.start - 120) : moment.start], flat[moment.start : moment.end]
    if _NEXT.search(before) or re.search(r"prochaine? (?:reunion|seance)", flat[moment.end : moment.end + 40]):
        return "next_meeting", "Annonce de la prochaine réunion."
    if (
        _INSIDE.match(inside)
        or _BEFORE.search(before + " ")
        or _BEFORE.search(before)
        or _AFTER.match(flat[moment.end :])
    ):
        return "deadline", "Les mots qui l’entourent en font une échéance."
    return "date", ""
