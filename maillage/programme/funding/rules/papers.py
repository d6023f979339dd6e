"""Which files are papers: PDF, PNG or JPEG, told by their first bytes, whole to the end."""

from __future__ import annotations

LARGEST = 25 * 1024 * 1024
_MARKS = {b"%PDF-": ".pdf", b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_ENDS = {".pdf": b"%%EOF", ".png": b"IEND", ".jpg": b"\xff\xd9"}
_TAIL = 1024


def extension_of(content: bytes) -> str:
    """« .pdf », « .png », « .jpg », or "" when the first bytes are none of theirs."""
    return next((extension for mark, extension in _MARKS.items() if content.startswith(mark)), "")


def paper_file_fault(content: bytes) -> str:
    """Why a file cannot be a paper."""
    if not content:
        return "Ce fichier est vide."
    if len(content) > LARGEST:
        return "Ce fichier dépasse 25 Mo : réduisez-le, ou séparez-le en plusieurs pièces."
    extension = extension_of(content)
    if not extension:
        return "Ce fichier n’est ni un PDF, ni un PNG, ni un JPEG. Enregistrez-le dans l’un de ces formats."
    if _ENDS[extension] not in content[-_TAIL:]:
        return "Ce fichier est coupé avant sa fin : envoyez-le de nouveau."
    return ""
