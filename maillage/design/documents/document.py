"""Compiles Typst text to an accessible PDF (PDF/UA-1), with the product's theme and fonts."""

from __future__ import annotations

import re
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

import typst

from maillage.design.documents.glyphs import Families, drawable, drawn

Standard = Literal["ua-1", "a-2a"]
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPECIAL = re.compile(r"([\\#*_`$<>@~\[\]\"'=/+\-])")


def typst_text(content: str) -> str:
    """Plain text with every character that Typst would read as markup escaped."""
    return _SPECIAL.sub(r"\\\1", content)


def compile_pdf(source: str, assets: dict[str, bytes]) -> bytes:
    """The PDF of a source that carries what people typed: a box stands for each character that no font draws."""
    plain = _CONTROLS.sub("", source)

    def build(families: Families) -> bytes:
        drawings = {name: drawable(asset.decode(), families).encode() for name, asset in assets.items()}
        return compile_once(drawable(plain, families), drawings)

    return drawn(build)


def compile_once(source: str, assets: dict[str, bytes], standards: tuple[Standard, ...] = ("ua-1",)) -> bytes:
    """The PDF of a Typst source that may import "theme.typ" and the assets by name.

    Typst refuses a document without title, a figure without alternative text or a skipped heading level.
    """
    with as_file(files("maillage") / "design" / "documents") as theme, tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "theme.typ").write_bytes((theme / "theme.typ").read_bytes())
        for name, content in assets.items():
            (room / name).write_bytes(content)
        main = room / "main.typ"
        main.write_text(source, encoding="utf-8")
        output: bytes = typst.compile(
            main, format="pdf", pdf_standards=list(standards), font_paths=[theme / "fonts"], ignore_system_fonts=True
        )
    return output
