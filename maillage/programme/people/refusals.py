"""The root of every refusal of a command: its text says why in French, and how to go on."""

from __future__ import annotations

from typing import ClassVar


class RefusedError(ValueError):
    """A command that was refused; a kind of refusal whose words never change names them once."""

    words: ClassVar[str] = ""

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.args) or self.words
