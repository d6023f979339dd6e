"""The census' detail file of individuals (Insee, FD_INDCVI, CSV or Parquet): people by age, diploma and schooling.

It is read by parts, of which only sums are kept: nobody's line stays in memory or anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq

from maillage.tables.errors import DataError

NAME, SUFFIXES = "FD_INDCVI", (".csv", ".parquet")
COLUMNS = ("AGED", "DIPL", "ETUD", "IPONDI")
PLACES = ("DEPT", "REGION")


def find_detail(folder: Path) -> Path | None:
    """The detail file below a folder, the last vintage; None when there is none."""
    files = folder.rglob("*") if folder.is_dir() else ()
    kept = [path for path in files if path.name.upper().startswith(NAME) and path.suffix.lower() in SUFFIXES]
    return max(kept, key=lambda path: path.name, default=None)


def people_by_cell(path: Path, column: str, code: str) -> pa.Table:
    """People (`weight`) by AGED, DIPL and ETUD where DEPT or REGION (`column`) is `code`; DataError when none is."""
    parts = [_sums(batch.filter(pc.equal(batch[column], code))) for batch in _batches(path, column)]
    found = _sums(pa.concat_tables(parts), "weight") if parts else None
    if found is None or not found.num_rows:
        raise DataError(
            f"Le fichier détail n’a personne où {column} vaut {code}.",
            file=path.name,
            expected="le fichier de votre zone, ou celui de la France",
        )
    return found


def _sums(table: pa.Table, weight: str = "IPONDI") -> pa.Table:
    keys = ["AGED", "DIPL", "ETUD"]
    return table.group_by(keys).aggregate([(weight, "sum")]).rename_columns([*keys, "weight"])


def _batches(path: Path, column: str) -> Iterator[pa.Table]:
    wanted = [*COLUMNS, column]
    try:
        if path.suffix.lower() == ".parquet":
            for part in pq.ParquetFile(path).iter_batches(columns=wanted):
                yield _typed(pa.Table.from_batches([part]))
            return
        options = pv.ConvertOptions(include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()))
        with pv.open_csv(path, parse_options=pv.ParseOptions(delimiter=";"), convert_options=options) as reader:
            for part in reader:
                yield _typed(pa.Table.from_batches([part]))
    except (pa.ArrowException, KeyError, OSError) as error:
        raise DataError(
            "Ce fichier détail du recensement ne se lit pas.",
            file=path.name,
            expected=f"les colonnes {', '.join(wanted)} (séparateur « ; », ou Parquet)",
            mend="Téléchargez-le à nouveau sur le site de l’Insee, « Individus localisés au canton-ou-ville ».",
        ) from error


def _typed(table: pa.Table) -> pa.Table:
    words = {name: table[name].cast(pa.string()) for name in table.column_names if name not in ("IPONDI", "AGED")}
    ages = pc.cast(table["AGED"].cast(pa.string()), pa.int64())
    return pa.table({**words, "AGED": ages, "IPONDI": pc.cast(table["IPONDI"].cast(pa.string()), pa.float64())})
