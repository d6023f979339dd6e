"""Which files may be joined to an item: by their first bytes, never by their name alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAX_BYTES = 25 * 1024 * 1024
HEAD = 8
ZIP = b"PK\x03\x04"
MAGIC: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "odt": (ZIP,),
    "docx": (ZIP,),
    "xlsx": (ZIP,),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
}
# What an office file holds, besides being a zip.
INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
KINDS = (*MAGIC, "csv")
WORDS = "PDF, ODT, DOCX, XLSX, CSV, PNG ou JPEG"


def file_fault(name: str, content: bytes) -> str:
    """Why a file is refused, "" when it is not."""
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        return f"Ce format n’est pas accepté. Joignez un fichier {WORDS}."
    if not content:
        return "Le fichier est vide. Téléchargez-le à nouveau."
    if len(content) > MAX_BYTES:
        return "Le fichier pèse plus de 25 Mo. Allégez-le, ou donnez l’adresse où on le lit."
    return "" if _is_what_it_says(kind, content) else f"Ce fichier n’est pas un vrai fichier {kind.upper()}."


def _is_what_it_says(kind: str, content: bytes) -> bool:
    if kind == "csv":
        return b"\0" not in content and not content.startswith((ZIP, b"%PDF-", b"MZ", b"<"))
    if not content.startswith(MAGIC[kind]):
        return False
    return kind not in INSIDE or _holds(content, INSIDE[kind])


def _holds(content: bytes, name: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return name in archive.namelist()
    except zipfile.BadZipFile:
        return False
