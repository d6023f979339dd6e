"""The root of every refusal of a command: its text says why in French, and how to go on."""

from __future__ import annotations


class RefusedError(ValueError):
    """A command that was refused; the page shows the text."""
