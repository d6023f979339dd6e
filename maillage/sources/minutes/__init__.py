"""Reads existing minutes (text, Markdown, ODT, DOCX, PDF) and proposes what they say; never decides."""

from maillage.sources.minutes.reader import read_minutes, read_text

__all__ = ["read_minutes", "read_text"]
