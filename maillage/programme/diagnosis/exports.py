"""Published figures as files: CSV, ODS, XLSX, GeoJSON and Parquet, each with its attribution and its limits."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
from odfdo import Document, Row, Table
from openpyxl import Workbook
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from maillage.programme.diagnosis.models import Figure, Run
from maillage.runs.indicators import indicators
from maillage.runs.write import csv_bytes, parquet_bytes
from maillage.tables.cells import safe_cell
from maillage.tables.quality import WORDS, Quality

COLUMNS = (
    "code",
    "nom",
    "niveau",
    "population",
    "score",
    "rang",
    "rang_5",
    "rang_95",
    "probabilite_cinquieme_expose",
    "score_reference",
    "part_du_poids_connue",
    "recette",
    "explication",
    "lieux_aide",
)
Lines = list[dict[str, object]]


@dataclass(frozen=True)
class Export:
    """One format: what to call it, its media type, and how to make it."""

    code: str
    title: str
    media_type: str
    make: Callable[[Lines, str, dict[str, BaseGeometry]], bytes]


def lines_of(run: Run, figures: tuple[Figure, ...]) -> Lines:
    """One flat line a territory: score, interval, then value, quality and contribution of each indicator."""
    label = f"{run.recipe_code} ({run.get_data_kind_display()})"
    return [_line(figure, label) for figure in figures]


def attribution(run: Run) -> str:
    """Who made the figures, their licence and how not to use them."""
    files = sorted({str(file["source"]) for file in run.record.get("files", [])})
    origin = (
        ", ".join(files) if files else "données de démonstration simulées, calées sur Insee RP2023 et Filosofi 2023"
    )
    return (
        f"Maillage, recette {run.recipe_code}, calcul du {run.finished_at:%d/%m/%Y}. Sources : {origin} "
        f"(Licence Ouverte 2.0). {run.record.get('limits', '')}"
    )


def _line(figure: Figure, label: str) -> dict[str, object]:
    values = (
        figure.code,
        figure.name,
        figure.get_level_display(),
        figure.population,
        figure.score,
        figure.rank,
        figure.rank_low,
        figure.rank_high,
        figure.worst_fifth,
        figure.reference_score,
        figure.coverage,
        label,
        figure.explanation,
        figure.place_count,
    )
    line: dict[str, object] = dict(zip(COLUMNS, values, strict=True))
    for part in figure.indicators.all():
        line[part.indicator] = part.value
        line[f"{part.indicator}_qualite"] = WORDS[Quality(part.quality)]
        line[f"{part.indicator}_annee"] = part.year
        line[f"{part.indicator}_contribution"] = part.contribution
    return line


def _csv(lines: Lines, note: str, shapes: dict[str, BaseGeometry]) -> bytes:
    return csv_bytes(_table(lines, note))


def _parquet(lines: Lines, note: str, shapes: dict[str, BaseGeometry]) -> bytes:
    table = _table(lines, note)
    return parquet_bytes(table.replace_schema_metadata({"attribution": note}))


def _table(lines: Lines, note: str) -> pa.Table:
    return pa.Table.from_pylist([{**line, "attribution": note} for line in lines])


def _xlsx(lines: Lines, note: str, shapes: dict[str, BaseGeometry]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Scores"
    sheet.append(list(lines[0]) if lines else list(COLUMNS))
    for line in lines:
        sheet.append([safe_cell(value) for value in line.values()])
    sheet.freeze_panes = "C2"
    notice = book.create_sheet("À lire")
    for text in (note, *(f"{code} : {words.title}" for code, words in indicators().items())):
        notice.append([text])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods(lines: Lines, note: str, shapes: dict[str, BaseGeometry]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    sheet = Table("Scores")
    for values in ([list(lines[0])] if lines else []) + [list(line.values()) for line in lines]:
        row = Row()
        row.set_values([safe_cell(value) for value in values])
        sheet.append_row(row)
    notice = Table("À lire")
    row = Row()
    row.set_values([note])
    notice.append_row(row)
    document.body.append(sheet)
    document.body.append(notice)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _geojson(lines: Lines, note: str, shapes: dict[str, BaseGeometry]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": line,
            "geometry": mapping(shapes[str(line["code"])]) if line["code"] in shapes else None,
        }
        for line in lines
    ]
    content = {"type": "FeatureCollection", "attribution": note, "features": features}
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


EXPORTS: dict[str, Export] = {
    export.code: export
    for export in (
        Export("csv", "CSV", "text/csv; charset=utf-8", _csv),
        Export("ods", "ODS (LibreOffice)", "application/vnd.oasis.opendocument.spreadsheet", _ods),
        Export("xlsx", "XLSX (Excel)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
        Export("geojson", "GeoJSON (carte)", "application/geo+json", _geojson),
        Export("parquet", "Parquet (analyse)", "application/vnd.apache.parquet", _parquet),
    )
}
