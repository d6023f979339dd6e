"""The three documents that the law asks for, as papers, and the criteria as a table."""

from __future__ import annotations

import csv
import io
from datetime import date

from maillage.design.documents.paper.parts import Bullets, Grid, Heading, Paper, Part, Text
from maillage.design.typography import long_date
from maillage.portal.accessibility.report import Report

COLUMNS = ("critère", "nom", "jugé par", "constat")
HELP = (
    "Écrivez d’abord à l’organisme qui pilote le programme. Si sa réponse manque ou ne suffit pas, saisissez le "
    "Défenseur des droits : en ligne, par son délégué dans le département, ou sans timbre à Défenseur des droits, "
    "Libre réponse 71120, 75342 Paris CEDEX 07."
)
TO_FILL = "À compléter par l’organisme : référent, moyens, date de l’audit."


def declaration(told: Report, service: str, day: date) -> Paper:
    """The declaration of accessibility."""
    parts: list[Part] = [
        Text(f"État de conformité au RGAA 4.1.2 : {told.state}, car {told.why}."),
        Heading("Ce qui a été trouvé"),
        Text(f"{told.evidence} Une machine qui ne trouve pas de faute ne prouve pas la conformité."),
        Grid("Constats", ("Constat", "Critères"), tuple((words, str(count)) for words, count in told.counts)),
    ]
    if told.faults:
        parts += [Heading("Contenus non accessibles"), Bullets(told.faults)]
    parts += [Heading("Signaler une difficulté"), Text(HELP), Heading("Critère par critère")]
    parts.append(Grid("Les 106 critères", tuple(word.capitalize() for word in COLUMNS), told.lines))
    return _paper("Déclaration d’accessibilité", service, day, parts)


def scheme(told: Report, service: str, day: date) -> Paper:
    """The multi-year scheme."""
    years = tuple(f"{year} : {words}" for year, words in told.scheme)
    parts: list[Part] = [Text(TO_FILL), Heading("Année par année"), Bullets(years)]
    return _paper("Schéma pluriannuel d’accessibilité", service, day, parts)


def plan(told: Report, service: str, day: date) -> Paper:
    """The action plan of the year."""
    rows = tuple((one.what, one.why, one.when) for one in told.plan)
    return _paper("Plan d’action d’accessibilité", service, day, [Grid("Actions", ("Action", "Raison", "Avant"), rows)])


def criteria_csv(told: Report) -> str:
    """Each criterion, who judges it and what is known, for a spreadsheet."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(told.lines)
    return stream.getvalue()


def _paper(title: str, service: str, day: date, parts: list[Part]) -> Paper:
    return Paper(title=title, subtitle=f"{service}, le {long_date(day)}", parts=tuple(parts))
