"""Writes a diagnosis to a folder, whole or not at all, with a run.json from which it can be replayed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from maillage import __version__
from maillage.runs.diagnose import DRAWS, SEED, Diagnosis
from maillage.runs.gather import Inputs
from maillage.runs.map import score_map
from maillage.runs.report import report_pdf
from maillage.runs.sensitivity import certainty_table
from maillage.runs.typology import profiles_table
from maillage.tables.cells import safe_cell
from maillage.tables.errors import DataError


def write_diagnosis(diagnosis: Diagnosis, inputs: Inputs, out: Path, *, level: str, now: datetime) -> dict[str, Path]:
    """Write every file of the run into `out`; the folder shows either the old files or all the new ones."""
    contents = files_of(diagnosis, inputs, level=level, now=now)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".run-") as folder:
            for name, content in contents.items():
                (Path(folder) / name).write_bytes(content)
            for name in contents:
                (Path(folder) / name).replace(out / name)
    except OSError as error:
        raise DataError(
            "Impossible d’écrire les résultats.",
            file=str(out),
            mend=f"Vérifiez le dossier et l’espace libre ({error}).",
        ) from error
    return {name: out / name for name in contents}


def files_of(diagnosis: Diagnosis, inputs: Inputs, *, level: str, now: datetime) -> dict[str, bytes]:
    """The files of a run, name to bytes; run.json comes last and holds the digest of the others."""
    svg = score_map(diagnosis, level, inputs.shapes)
    contents = {
        "scores.parquet": parquet_bytes(diagnosis.scores),
        "scores.csv": csv_bytes(diagnosis.scores),
        "explanations.csv": csv_bytes(diagnosis.contributions),
        "certitude.csv": csv_bytes(certainty_table(diagnosis.sensitivity, diagnosis.perimeter.names)),
        "map.svg": svg.encode("utf-8"),
        "rapport.pdf": report_pdf(diagnosis, svg, level),
    }
    if diagnosis.typology:
        contents["profils.csv"] = csv_bytes(profiles_table(diagnosis.typology, diagnosis.perimeter.names))
    contents["run.json"] = json.dumps(
        run_record(diagnosis, inputs, contents, level=level, now=now), ensure_ascii=False, indent=1
    ).encode("utf-8")
    return contents


def run_record(
    diagnosis: Diagnosis, inputs: Inputs, contents: dict[str, bytes], *, level: str, now: datetime
) -> dict[str, Any]:
    """What is needed to replay the run and to check that it gives the same figures."""
    return {
        "product": "maillage",
        "product_version": __version__,
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "departement": diagnosis.perimeter.code,
        "level": level,
        "cog_year": diagnosis.perimeter.cog_year,
        "data_kind": diagnosis.data_kind,
        "folder": inputs.folder,
        "files": list(inputs.files),
        "recipe": asdict(diagnosis.recipe),
        "draws": DRAWS,
        "seed": SEED,
        "fitted": [asdict(scale) for scale in diagnosis.fitted.scales],
        "weights": [float(weight) for weight in diagnosis.fitted.weights],
        "poverty_model": asdict(diagnosis.poverty_model) if diagnosis.poverty_model else None,
        "polarity_audit": [
            {**asdict(line), "correlation": None if np.isnan(line.correlation) else line.correlation}
            for line in diagnosis.fitted.audit
        ],
        "sensitivity": diagnosis.sensitivity.plain(),
        "typology": diagnosis.typology.plain() if diagnosis.typology else None,
        "warnings": [*inputs.problems, *diagnosis.warnings],
        "limits": diagnosis.recipe.limits,
        "outputs": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
    }


def csv_bytes(table: pa.Table) -> bytes:
    """UTF-8 with BOM and `;`, as French spreadsheets expect; a text that could start a formula is quoted out."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([_cell(value) for value in row.values()])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def parquet_bytes(table: pa.Table) -> bytes:
    """The table as a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _cell(value: Any) -> Any:
    return "" if value is None else safe_cell(value)
