"""What a file of minutes may weigh, and the refusals that come before anything is unfolded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from maillage.tables.errors import DataError

MAX_BYTES = 20_000_000
MAX_UNFOLDED = 60_000_000
MAX_RATIO = 150
MAX_PARTS = 2_000
MAX_PAGES = 300
MAX_CHARACTERS = 1_000_000
MAX_LINES = 30_000
# Past this length a line is cut into sentences: no pattern ever runs over more.
MAX_LINE = 5_000


def refusal(what: str, name: str, mend: str = "", expected: str = "") -> DataError:
    """The error of a file that cannot be read."""
    return DataError(what, file=name, expected=expected, mend=mend)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of acceptable size."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refusal(
                f"Le fichier pèse plus de {MAX_BYTES // 1_000_000} Mo.", path.name, "Retirez-en les images et annexes."
            )
        content = path.read_bytes()
    except OSError as error:
        raise refusal("Le fichier ne s’ouvre pas.", path.name, "Vérifiez qu’il existe et qu’il est lisible.") from error
    if not content.strip():
        raise refusal("Le fichier est vide.", path.name, "Choisissez le fichier du compte rendu.")
    return content


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that would unfold too large."""
    parts = archive.infolist()
    unfolded = sum(part.file_size for part in parts)
    folded = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MAX_PARTS or unfolded > MAX_UNFOLDED or (unfolded > 5_000_000 and unfolded / folded > MAX_RATIO):
        raise refusal(
            "Ce document se déplierait en un contenu démesuré.", name, "Enregistrez-le à nouveau, sans ses images."
        )


def check_part(content: bytes, name: str) -> None:
    """Refuse an XML part that declares a document type or entities."""
    if b"\x00" in content[:200] or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refusal("Ce document contient un XML interdit (DOCTYPE).", name, "Ouvrez-le et enregistrez-le à nouveau.")


def check_text(text: str, name: str) -> None:
    """Refuse a text too long to be minutes."""
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise refusal("Ce texte est trop long pour un compte rendu.", name, "Gardez une seule réunion par fichier.")
