"""What a file of places may weigh, and the refusals that come before anything is opened or unfolded."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from maillage.tables.errors import DataError

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 300
MAX_CELL = 200_000
MAX_CELLS = 2_000_000
MAX_DEPTH = 20
MAX_CONTAINERS = 1_000_000
MAX_UNFOLDED = 80_000_000
MAX_RATIO = 150
MAX_PARTS = 500
_STRING_OR_MARK = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of acceptable size."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refusal(f"Le fichier pèse plus de {MAX_BYTES // 1_000_000} Mo.", path, "Découpez-le par département.")
        content = path.read_bytes()
    except OSError as error:
        raise refusal("Le fichier ne s’ouvre pas.", path, "Vérifiez qu’il existe et qu’il est lisible.") from error
    if not content.strip():
        raise refusal("Le fichier est vide.", path, "Téléchargez-le à nouveau.")
    return content


def refusal(what: str, path: Path, mend: str = "", expected: str = "", row: int | None = None) -> DataError:
    """The error of a file that cannot be used."""
    return DataError(what, file=path.name, row=row, expected=expected, mend=mend)


def check_counts(columns: int, rows: int, path: Path, cells: int = 0) -> None:
    """Refuse a table too wide, too long, or of too many filled cells to be held in memory."""
    if columns > MAX_COLUMNS:
        raise refusal(f"Il y a plus de {MAX_COLUMNS} colonnes.", path, "Gardez seulement les colonnes utiles.")
    if rows > MAX_ROWS:
        raise refusal(f"Il y a plus de {MAX_ROWS} lignes.", path, "Découpez le fichier, par département par exemple.")
    if cells > MAX_CELLS:
        raise refusal("Le tableau a trop de cases remplies.", path, "Gardez seulement les colonnes utiles.")


def check_json(content: bytes, path: Path) -> None:
    """Refuse a JSON too deep or made of too many pieces, before it takes memory."""
    if content.count(b"{") + content.count(b"[") > MAX_CONTAINERS or content.count(b",") > MAX_CELLS:
        raise refusal("Ce JSON a trop d’éléments.", path, "Découpez le fichier.")
    depth = 0
    for match in _STRING_OR_MARK.finditer(content):
        mark = match[0]
        if mark in (b"[", b"{"):
            depth += 1
            if depth > MAX_DEPTH:
                raise refusal("Ce JSON est trop imbriqué.", path, "Donnez une simple liste de lieux.")
        elif mark in (b"]", b"}"):
            depth -= 1


def check_workbook(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse a workbook that would unfold too large, or whose XML declares entities."""
    parts = archive.infolist()
    unfolded = sum(part.file_size for part in parts)
    folded = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MAX_PARTS or unfolded > MAX_UNFOLDED or (unfolded > 5_000_000 and unfolded / folded > MAX_RATIO):
        raise refusal(
            "Ce classeur se déplierait en un contenu démesuré.", path, "Enregistrez la seule feuille utile en CSV."
        )
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")) and _declares(archive, part):
            raise refusal("Ce classeur contient un XML interdit (DOCTYPE).", path, "Enregistrez la feuille en CSV.")


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    tail = b""
    with archive.open(part) as stream:
        head = True
        while block := stream.read(1 << 20):
            # UTF-16 and UTF-32 would hide the word: a workbook is always written in UTF-8.
            if head and b"\x00" in block[:200]:
                return True
            head = False
            if b"<!DOCTYPE" in tail + block or b"<!ENTITY" in tail + block:
                return True
            tail = block[-10:]
    return False
