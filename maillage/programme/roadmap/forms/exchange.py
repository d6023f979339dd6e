"""A workbook to read, and the changes that someone approves; what was read travels signed, never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing

from maillage.programme.roadmap.rules.sheet import Change

SALT = "maillage.roadmap.workbook"
VALID_SECONDS = 3600


class WorkbookForm(forms.Form):
    """The file."""

    file = forms.FileField(label="Classeur", help_text="Le fichier XLSX exporté d’ici, modifié. 5 Mo au plus.")


def packed(roadmap: str, changes: Sequence[Change], created: Mapping[str, Any]) -> str:
    """What was read of a workbook, signed for one roadmap."""
    content = {"roadmap": roadmap, "changes": [asdict(one) for one in changes], "created": dict(created)}
    return signing.dumps(content, salt=SALT, compress=True)


class ApprovalForm(forms.Form):
    """The signed content, and the numbers of what is approved."""

    payload = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, roadmap: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roadmap = roadmap
        self.content: dict[str, Any] = {}

    def clean_payload(self) -> str:
        """Only what was read here, for this roadmap, within the hour."""
        text = str(self.cleaned_data["payload"])
        try:
            self.content = signing.loads(text, salt=SALT, max_age=VALID_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError("Relecture périmée.") from error
        if self.content["roadmap"] != self.roadmap:
            raise forms.ValidationError("Relecture d’une autre feuille de route.")
        return text

    def approved(self) -> tuple[list[Change], dict[str, Any]]:
        """The changes whose box was kept, and the new actions likewise."""
        kept = set(self.data.getlist("change")) if hasattr(self.data, "getlist") else set()
        new = set(self.data.getlist("created")) if hasattr(self.data, "getlist") else set()
        changes = [Change(**one) for number, one in enumerate(self.content["changes"]) if str(number) in kept]
        return changes, {ref: sheet for ref, sheet in self.content["created"].items() if ref in new}
