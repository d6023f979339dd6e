"""Opens a file of minutes, whatever its form, and gives its lines; a DataError when it holds no readable text."""

from __future__ import annotations

import contextlib
import io
import logging
import unicodedata
import warnings
from pathlib import Path

import pypdf

from maillage.sources.minutes import bounds
from maillage.sources.minutes.grid import cells_joined
from maillage.sources.minutes.lines import Line, cut, lines_of
from maillage.sources.minutes.office import office_lines
from maillage.tables.errors import DataError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_EXPECTED = "un document .odt, .docx, .pdf, .txt ou .md"


def open_minutes(path: Path) -> tuple[str, list[Line]]:
    """(form, lines) of a file."""
    content = bounds.read_bytes(path)
    if content.startswith(b"PK"):
        form, lines = office_lines(content, path.name)
        bounds.check_text("\n".join(line.text for line in lines), path.name)
        lines = cut(lines)
    elif b"%PDF-" in content[:1024]:
        form, lines = "pdf", lines_of(_pdf_text(content, path.name))
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise bounds.refusal("C’est un ancien document Word (.doc).", path.name, "Enregistrez-le en .docx ou en .odt.")
    elif content.lstrip().startswith(b"{\\rtf"):
        raise bounds.refusal("C’est un document RTF.", path.name, "Enregistrez-le en .docx ou en .odt.")
    else:
        form, lines = "md" if path.suffix.lower() == ".md" else "txt", lines_of(_decoded(content, path.name))
    if not any(line.text for line in lines):
        raise bounds.refusal("Ce document ne contient aucun texte.", path.name, expected=_EXPECTED)
    return form, lines


def _decoded(content: bytes, name: str) -> str:
    for encoding in [code for mark, code in _BOMS if content.startswith(mark)] or ["utf-8", "cp1252"]:
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            controls = sum(1 for letter in text[:20_000] if ord(letter) < 32 and letter not in "\t\r\n\f\v")
            if controls * 20 <= min(len(text), 20_000):
                bounds.check_text(text, name)
                return unicodedata.normalize("NFC", text)
    raise bounds.refusal("Ce fichier n’est pas un texte lisible.", name, expected=_EXPECTED)


def _pdf_text(content: bytes, name: str) -> str:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = _pages(content, name)
    except DataError:
        raise
    # A damaged PDF fails anywhere inside the library, with any kind of exception.
    except Exception as error:
        raise bounds.refusal(
            f"Ce PDF est abîmé ou protégé ({type(error).__name__}).", name, "Enregistrez-le à nouveau en PDF."
        ) from error
    if sum(letter.isalpha() for letter in text) < 20:
        raise bounds.refusal(
            "Ce PDF ne contient pas de texte : c’est sans doute une image numérisée.",
            name,
            "Passez-le d’abord dans un outil de reconnaissance de caractères, ou donnez le document d’origine.",
        )
    return unicodedata.normalize("NFC", text)


def _pages(content: bytes, name: str) -> str:
    document = pypdf.PdfReader(io.BytesIO(content))
    if document.is_encrypted and not document.decrypt(""):
        raise bounds.refusal("Ce PDF est protégé par un mot de passe.", name, "Donnez une copie sans mot de passe.")
    if len(document.pages) > bounds.MAX_PAGES:
        raise bounds.refusal(f"Ce PDF a plus de {bounds.MAX_PAGES} pages.", name, "Gardez les seules pages utiles.")
    pages: list[str] = []
    for page in document.pages:
        pages.append(cells_joined(page.extract_text(extraction_mode="layout").rstrip()))
        bounds.check_text("\n".join(pages), name)
    return "\n".join(pages)
