"""A sober document of headings, paragraphs, lists, tables and pictures, written once and given as PDF or ODT."""

from __future__ import annotations

from maillage.design.documents.paper.odt import ODT, paper_odt
from maillage.design.documents.paper.parts import (
    Bullets,
    Grid,
    Heading,
    Paper,
    Part,
    Picture,
    Signatures,
    Text,
    grid_of,
)
from maillage.design.documents.paper.pdf import paper_pdf

__all__ = [
    "ODT",
    "Bullets",
    "Grid",
    "Heading",
    "Paper",
    "Part",
    "Picture",
    "Signatures",
    "Text",
    "grid_of",
    "paper_odt",
    "paper_pdf",
]
