"""A roadmap for others: the columns of the State's platform, open data, the calendar."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from maillage.programme.roadmap.enums import ActionRole, ActionStatus, BudgetNature
from maillage.programme.roadmap.models import Action, Indicator, Roadmap
from maillage.programme.roadmap.presenters.actions import members_as
from maillage.programme.roadmap.selectors.actions import content_of
from maillage.tables.cells import safe_cell

# The fields of an action on the national platform: years only, needs in its codes, two natures of money.
PLATFORM = (
    "nom",
    "contexte",
    "description",
    "besoins",
    "dateDeDebut",
    "dateDeFin",
    "budgetGlobal",
    "budgetRessourcesHumaines",
    "budgetPrestation",
    "porteurs",
    "statut",
)


def platform_workbook(actions: Iterable[Action]) -> bytes:
    """The workbook that the State's platform is filled from."""
    book = Workbook()
    page = book.active
    page.title = "Actions"  # type: ignore[union-attr]
    page.append(PLATFORM)  # type: ignore[union-attr]
    for cell in page[1]:  # type: ignore[index]
        cell.font = Font(bold=True)
    for action in actions:
        page.append([safe_cell(cell) for cell in platform_row(action)])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def platform_row(action: Action) -> list[Any]:
    """One action in the platform's columns."""
    lines = list(action.budget_lines.all())

    def sum_of(*natures: str) -> float:
        return float(sum((one.planned_eur for one in lines if one.nature in natures), Decimal(0)))

    return [
        action.title,
        action.context or action.description,
        action.description,
        ";".join(action.needs),
        action.starts_on.year if action.starts_on else None,
        action.ends_on.year if action.ends_on else None,
        sum_of(*BudgetNature.values),
        sum_of(BudgetNature.STAFF),
        sum_of(BudgetNature.SERVICE),
        ";".join(members_as(action, ActionRole.PILOT)),
        ActionStatus(action.status).label,
    ]


def open_json(roadmap: Roadmap) -> bytes:
    """The public content of a roadmap."""
    return json.dumps(content_of(roadmap), ensure_ascii=False, indent=1).encode()


def open_csv(roadmap: Roadmap) -> bytes:
    """One line an action, in a CSV that spreadsheets open."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("reference", "intitule", "objectif", "etat", "debut", "fin", "pilotes", "budget_prevu_eur"))
    for reference, sheet in content_of(roadmap)["actions"].items():
        total = sum((Decimal(one) for one in sheet["budget"].values()), Decimal(0))
        cells = [reference, sheet["title"], sheet["objective"], ActionStatus(sheet["status"]).label]
        cells += [sheet["starts_on"] or "", sheet["ends_on"] or "", ", ".join(sheet["pilots"]), f"{total:.2f}"]
        writer.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def series_csv(indicators: Iterable[Indicator]) -> bytes:
    """One line a value, then one line a target, of every indicator."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("indicateur", "unite", "nature", "date", "valeur", "par_ou_texte", "preuve"))
    for one in indicators:
        rows = [("mesure", x.on, x.value, x.by_label, x.proof) for x in one.measurements.all()]
        rows += [("cible", x.due_on, x.value, x.source, "") for x in one.targets.all()]
        for nature, day, value, author, proof in rows:
            cells = [one.title, one.unit, nature, day.isoformat(), f"{value:f}", author, proof]
            writer.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
