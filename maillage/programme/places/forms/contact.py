"""Fields of one value a line: phones, e-mails, sites and local words, each line read as an import reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from maillage.sources.places.contacts import Found


class LinesField(forms.CharField):
    """Several values, one a line; what one line says wrong is said with the line."""

    def __init__(self, *, read: Callable[[str], Found] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)
        self.read = read

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(str(item) for item in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The values, each once, in their order."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if self.read is None:
            return list(dict.fromkeys(lines))
        return _read_lines(lines, self.read)


def _read_lines(lines: Sequence[str], read: Callable[[str], Found]) -> list[str]:
    values: dict[str, None] = {}
    wrong = []
    for line in lines:
        found, faults = read(line)
        values |= dict.fromkeys(found)
        wrong += [f"« {part[:60]} » : {message}" for part, message in faults]
    if wrong:
        raise forms.ValidationError(wrong)
    return list(values)
