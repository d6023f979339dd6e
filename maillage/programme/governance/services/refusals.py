"""What every refusal of a service is: a named error that says in French what to do."""

from __future__ import annotations

from typing import ClassVar


class RefusalError(ValueError):
    """An act that cannot be done; its words are read by the person who asked for it."""

    words: ClassVar[str] = ""

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.args) or self.words
