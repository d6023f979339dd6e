"""A roadmap as a workbook that people edit and bring back: actions, budget, and the words that each column accepts.

Writing then reading gives the same sheets. Nothing is written in the database here: reading tells what would change.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from maillage.design.money import parse_euros
from maillage.programme.people.refusals import RefusedError
from maillage.programme.roadmap.enums import ActionStatus, BudgetNature, Priority
from maillage.programme.roadmap.rules.sheet import FIELDS, LONGEST, Change, FieldKind, SheetField, changes_of
from maillage.programme.roadmap.vocabulary import audiences, needs
from maillage.tables.cells import FORMULA_STARTS

ACTIONS, BUDGET, WORDS = "Actions", "Budget", "Mots acceptés"
REFERENCE = "Référence"
BUDGET_COLUMNS = (REFERENCE, "Année", "Nature", "Prévu (€)", "Réalisé (€)")
LARGEST_FILE, LARGEST_OPENED, MOST_ROWS, MOST_COLUMNS = 5_000_000, 30_000_000, 5_000, 100
BETWEEN = " ; "
WIDTHS = {"title": 42, "description": 60, "context": 60, "objective": 36}


class WorkbookRefusedError(RefusedError):
    """A file that is no workbook of a roadmap, or a cell that cannot be read."""


@dataclass(frozen=True)
class Read:
    """What a workbook says: the sheets by reference, and what each unreadable cell must become."""

    sheets: dict[str, dict[str, Any]]
    faults: tuple[str, ...]


def choices_of(field: str) -> dict[str, str]:
    """Code and French word of the fields that have a closed list."""
    return {
        "needs": needs(),
        "audiences": audiences(),
        "status": dict(ActionStatus.choices),
        "priority": dict(Priority.choices),
    }.get(field, {})


def write_workbook(sheets: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The workbook of these sheets."""
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError("a new workbook has a first sheet")
    page.title = ACTIONS
    _heading(page, [REFERENCE, *(field.label for field in FIELDS)])
    for reference, sheet in sheets.items():
        page.append([reference, *(_cell(field, sheet.get(field.code)) for field in FIELDS)])
    _dress(page, [10, *(WIDTHS.get(field.code, 22) for field in FIELDS)])
    _write_budget(book.create_sheet(BUDGET), sheets)
    _write_words(book.create_sheet(WORDS))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_budget(page: Worksheet, sheets: Mapping[str, Mapping[str, Any]]) -> None:
    _heading(page, list(BUDGET_COLUMNS))
    for reference, sheet in sheets.items():
        planned, actual = sheet.get("budget") or {}, sheet.get("actual") or {}
        for key in sorted({*planned, *actual}):
            year, _, nature = key.partition("/")
            real = actual.get(key)
            amounts = [float(planned.get(key, "0")), None if real is None else float(real)]
            page.append([reference, int(year), BudgetNature(nature).label, *amounts])
    for row in page.iter_rows(min_row=2, min_col=4, max_col=5):
        for cell in row:
            cell.number_format = "#,##0.00"
    _dress(page, [12, 10, 26, 16, 16])


def _write_words(page: Worksheet) -> None:
    """What each closed column accepts, for whoever types."""
    _heading(page, ["Colonne", "Mot accepté"])
    for field in FIELDS:
        for label in choices_of(field.code).values():
            page.append([field.label, label])
    for label in BudgetNature.labels:
        page.append(["Nature", label])
    _dress(page, [28, 60])


def _heading(page: Worksheet, labels: list[str]) -> None:
    page.append(labels)
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E2EFE9")
    page.freeze_panes = "B2"


def _dress(page: Worksheet, widths: Iterable[int]) -> None:
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _cell(field: SheetField, value: Any) -> Any:
    if value is None or value in ("", []):
        return None
    if field.kind is FieldKind.DAY:
        return date.fromisoformat(value)
    words = choices_of(field.code)
    if field.kind is FieldKind.CODES:
        return BETWEEN.join(words.get(one, one) for one in value)
    if field.kind is FieldKind.CHOICE:
        return words.get(value, value)
    # A leading sign would make a spreadsheet compute what someone wrote.
    return f"'{value}" if isinstance(value, str) and value.lstrip("'").startswith(FORMULA_STARTS) else value


def read_workbook(content: bytes) -> Read:
    """The sheets of a workbook; a file that is none of ours is refused whole, a cell is told one by one."""
    book = _open(content)
    # One far cell would make a row of sixteen thousand others of each row.
    if any(page.max_column > MOST_COLUMNS for page in book.worksheets):
        raise WorkbookRefusedError(
            f"Une feuille a plus de {MOST_COLUMNS} colonnes : repartez du classeur exporté d’ici."
        )
    try:
        pages = {page.title: list(page.iter_rows(values_only=True, max_row=MOST_ROWS)) for page in book.worksheets}
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise WorkbookRefusedError(
            "Ce classeur est abîmé : ouvrez-le, enregistrez-le en XLSX, puis déposez-le."
        ) from error
    if ACTIONS not in pages:
        raise WorkbookRefusedError(f"La feuille « {ACTIONS} » manque : repartez du classeur exporté d’ici.")
    faults: list[str] = []
    sheets = _read_actions(pages[ACTIONS], faults)
    if BUDGET in pages:
        _read_budget(pages[BUDGET], sheets, faults)
    return Read(sheets, tuple(faults))


def check_workbook(archive: zipfile.ZipFile) -> None:
    """Refuse what would unfold too large, by its declared sizes, then an XML that declares entities."""
    if sum(one.file_size for one in archive.infolist()) > LARGEST_OPENED:
        raise WorkbookRefusedError("Ce fichier est trop grand une fois ouvert : vérifiez d’où il vient.")
    for part in archive.infolist():
        written = archive.read(part) if part.filename.lower().endswith((".xml", ".rels", ".vml")) else b""
        # A workbook is written in UTF-8: another encoding would hide the word.
        if b"<!DOCTYPE" in written or b"<!ENTITY" in written or b"\x00" in written[:200]:
            raise WorkbookRefusedError("Ce classeur contient un XML interdit (DOCTYPE) : repartez de l’export d’ici.")


def _open(content: bytes) -> Workbook:
    if len(content) > LARGEST_FILE:
        raise WorkbookRefusedError("Ce fichier dépasse 5 Mo : une feuille de route n’en a pas besoin.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_workbook(archive)
        return load_workbook(io.BytesIO(content), data_only=True)
    except WorkbookRefusedError:
        raise
    except Exception as error:
        raise WorkbookRefusedError("Ce fichier n’est pas un classeur XLSX. Enregistrez-le en XLSX.") from error


def _read_actions(rows: list[tuple[Any, ...]], faults: list[str]) -> dict[str, dict[str, Any]]:
    columns = _columns(rows, ACTIONS)
    by_label = {field.label: field for field in FIELDS}
    sheets: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows[1:], start=2):
        reference = _text(row[columns[REFERENCE]])
        if not any(value is not None for value in row):
            continue
        if not reference or reference in sheets:
            why = "est en double" if reference else "n’a pas de référence"
            faults.append(f"Feuille {ACTIONS}, ligne {number} : {reference or 'cette ligne'} {why}.")
            continue
        sheets[reference] = {}
        for label, place in columns.items():
            field = by_label.get(label)
            if field is None or (field.kind is FieldKind.CHOICE and row[place] is None):
                continue
            try:
                sheets[reference][field.code] = _value(field, row[place])
            except ValueError as error:
                faults.append(f"Feuille {ACTIONS}, ligne {number}, colonne « {label} » : {error}")
    return sheets


def _columns(rows: list[tuple[Any, ...]], page: str) -> dict[str, int]:
    labels = [_text(one) for one in rows[0]] if rows else []
    if REFERENCE not in labels:
        raise WorkbookRefusedError(f"La colonne « {REFERENCE} » manque en tête de la feuille « {page} ».")
    return {label: place for place, label in enumerate(labels) if label}


def _read_budget(rows: list[tuple[Any, ...]], sheets: dict[str, dict[str, Any]], faults: list[str]) -> None:
    columns = _columns(rows, BUDGET)
    if missing := [label for label in BUDGET_COLUMNS if label not in columns]:
        raise WorkbookRefusedError(f"La colonne « {missing[0]} » manque en tête de la feuille « {BUDGET} ».")
    for sheet in sheets.values():
        sheet["budget"], sheet["actual"] = {}, {}
    natures = {label: code for code, label in BudgetNature.choices}
    for number, row in enumerate(rows[1:], start=2):
        reference, year, nature, planned, actual = (row[columns[label]] for label in BUDGET_COLUMNS)
        if not any(value is not None for value in (reference, year, nature, planned, actual)):
            continue
        try:
            sheet = sheets[_text(reference)]
            key = f"{int(year)}/{natures[_text(nature)]}"
            sheet["budget"][key] = _amount(planned) or "0.00"
            if (real := _amount(actual)) is not None:
                sheet["actual"][key] = real
        except (KeyError, ValueError, TypeError) as error:
            why = "référence ou nature inconnue" if isinstance(error, KeyError) else str(error)
            faults.append(f"Feuille {BUDGET}, ligne {number} : {why}.")


def _value(field: SheetField, value: Any) -> Any:
    words = {label.casefold(): code for code, label in choices_of(field.code).items()}
    if field.kind is FieldKind.DAY:
        return _day(value)
    if field.kind is FieldKind.NUMBER:
        return _number(value)
    text = _text(value)
    if field.kind is FieldKind.CODES:
        return [_word(one.strip(), words) for one in text.split(";") if one.strip()]
    if field.kind is FieldKind.CHOICE:
        return _word(text, words)
    if len(text) > LONGEST.get(field.code, 5000):
        raise ValueError("ce texte est trop long.")
    return text


def _word(text: str, words: Mapping[str, str]) -> str:
    if not words:
        return text
    if text.casefold() not in words:
        raise ValueError(f"« {text} » n’est pas un mot accepté ; voyez la feuille « {WORDS} ».")
    return words[text.casefold()]


def _day(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return datetime.strptime(str(value).strip(), "%d/%m/%Y").date().isoformat()
    except ValueError:
        raise ValueError(f"« {value} » n’est pas une date ; écrivez-la 31/12/2025.") from None


def _number(value: Any) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = float(str(value).replace(" ", "").replace("\u202f", ""))
        if number < 0 or number != int(number):
            raise ValueError
    except (ValueError, OverflowError):
        raise ValueError(f"« {value} » n’est pas un nombre entier.") from None
    return int(number)


def _amount(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        if not 0 <= value < 1e10:
            raise ValueError(f"« {value} » n’est pas un montant possible")
        return str(Decimal(str(value)).quantize(Decimal("0.01")))
    return str(parse_euros(str(value)))


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text.strip()


def changes_in(read: Read, now: Mapping[str, Mapping[str, Any]]) -> tuple[list[Change], dict[str, dict[str, Any]]]:
    """(what changes in known actions, the sheets of new ones); an action absent from the workbook is left alone."""
    known = [change for ref, sheet in read.sheets.items() if ref in now for change in changes_of(ref, now[ref], sheet)]
    return known, {reference: sheet for reference, sheet in read.sheets.items() if reference not in now}
