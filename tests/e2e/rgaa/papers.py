"""Documents that a page offers: their structure, language and title are written in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf


def pdf_is_tagged(content: bytes) -> list[str]:
    """A PDF has a structure, marks its contents, and says its language and its title."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        marked = root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
        title = str(pdf.docinfo.get("/Title", "")) if pdf.trailer.get("/Info") is not None else ""
        with pdf.open_metadata() as metadata:
            title = title or str(metadata.get("dc:title", ""))
        return [
            *([] if "/StructTreeRoot" in root and marked else ["le PDF n’a pas de structure"]),
            *([] if str(root.get("/Lang", "")).startswith("fr") else ["le PDF ne dit pas sa langue"]),
            *([] if title.strip() else ["le PDF n’a pas de titre"]),
        ]


def odt_is_structured(content: bytes) -> list[str]:
    """An ODT has headings, says its language and its title."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text, styles, meta = (archive.read(f"{one}.xml").decode() for one in ("content", "styles", "meta"))
    return [
        *([] if "<text:h " in text else ["l’ODT n’a pas de titres"]),
        *([] if 'fo:language="fr"' in styles + text else ["l’ODT ne dit pas sa langue"]),
        *([] if "<dc:title>" in meta else ["l’ODT n’a pas de titre"]),
    ]


def docx_is_structured(content: bytes) -> list[str]:
    """A DOCX has headings and says its language."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text, styles = (archive.read(f"word/{one}.xml").decode() for one in ("document", "styles"))
    return [
        *([] if 'w:val="Heading' in text or 'w:val="Titre' in text else ["le DOCX n’a pas de titres"]),
        *([] if 'w:val="fr-FR"' in styles + text else ["le DOCX ne dit pas sa langue"]),
    ]


KINDS: dict[str, Callable[[bytes], list[str]]] = {
    "application/pdf": pdf_is_tagged,
    "application/vnd.oasis.opendocument.text": odt_is_structured,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": docx_is_structured,
}


def untagged_pdf() -> bytes:
    """A PDF without structure, for the control."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return stream.getvalue()


def bare_archive(*names: str) -> bytes:
    """A document whose parts say nothing, for the control."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


BROKEN: dict[Callable[[bytes], list[str]], bytes] = {
    pdf_is_tagged: untagged_pdf(),
    odt_is_structured: bare_archive("content.xml", "styles.xml", "meta.xml"),
    docx_is_structured: bare_archive("word/document.xml", "word/styles.xml"),
}
