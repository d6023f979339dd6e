"""What is decided of a pair of places, and which value of each field is kept."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.programme.places.enums import Verdict
from maillage.programme.places.selectors.duplicates import Compared

FIRST, SECOND, BOTH = "first", "second", "both"


class DecisionForm(forms.Form):
    """A verdict, and one choice for each field that differs."""

    verdict = forms.TypedChoiceField(choices=Verdict.choices, coerce=Verdict)

    def __init__(self, *args: Any, compared: tuple[Compared, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differing = [line for line in compared if line.differs]
        for line in self.differing:
            choices = [FIRST, SECOND, *([BOTH] if line.listed else [])]
            self.fields[line.key] = forms.ChoiceField(choices=[(code, code) for code in choices], required=False)

    @property
    def picks(self) -> dict[str, str]:
        """The choices as the joining takes them: nothing said of a list keeps both."""
        words = {FIRST: "kept", SECOND: "absorbed"}
        return {
            field: words[self.cleaned_data[line.key]]
            for line in self.differing
            if self.cleaned_data.get(line.key) in words
            for field in line.fields
        }
