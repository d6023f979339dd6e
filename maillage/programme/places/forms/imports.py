"""Bringing a file: the file itself, then how its columns and its values are to be understood."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from maillage.programme.places.services.imports import OURS
from maillage.sources.places import LAYOUTS, FreeMapping
from maillage.sources.places.bounds import MAX_BYTES
from maillage.sources.places.synonyms import DAY_FIELDS
from maillage.tables.places import FIELD_WORDS
from maillage.tables.vocabulary import terms_of

FIRST = ("name", "commune_name", "commune_code", "postal_code", "address", "phones", "emails", "hours", "services")
DAY_WORDS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
COLUMN_WORDS: dict[str, str] = {
    **FIELD_WORDS,
    **{name: f"horaires du {day}" for name, day in zip(DAY_FIELDS, DAY_WORDS, strict=True)},
    "coordinates": "latitude et longitude dans une même colonne",
    "source_id": "identifiant du lieu dans ce fichier",
    "updated_on": "date de mise à jour",
}
MOST_VALUES = 60


class UploadForm(forms.Form):
    """The file, and its layout when it cannot be recognised."""

    fichier = forms.FileField(
        label="Fichier",
        help_text=f"Un tableau CSV ou XLSX, ou un JSON, de {MAX_BYTES // 1_000_000} Mo au plus. "
        "Un classeur LibreOffice (.ods) s’enregistre d’abord en .xlsx ou en CSV.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.json,.xlsx"}),
        error_messages={"empty": "Le fichier est vide. Téléchargez-le à nouveau."},
    )
    format = forms.ChoiceField(
        label="Format",
        choices=[("auto", "Reconnaître automatiquement"), *LAYOUTS.items()],
        initial="auto",
        help_text="Ne le changez que si le format n’est pas bien reconnu.",
    )

    def clean_fichier(self) -> UploadedFile:
        """The file, when it is not too heavy to be read."""
        file: UploadedFile = self.cleaned_data["fichier"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                f"Le fichier pèse plus de {MAX_BYTES // 1_000_000} Mo. Découpez-le, par département par exemple."
            )
        return file


class MappingForm(forms.Form):
    """Our fields beside the file's columns, and the values as written beside our words."""

    every_field_optional = True

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        mapping: FreeMapping,
        unknown: Mapping[str, Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = forms.CharField(
            label="Qui fournit cette liste ?",
            max_length=80,
            initial=mapping.source,
            help_text="Le même nom à chaque envoi : les lieux qui disparaissent de la liste seront alors repérés.",
        )
        columns = [("", "Aucune colonne"), *((column, column) for column in header)]
        for name in (*FIRST, *(name for name in COLUMN_WORDS if name not in FIRST)):
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=capitalised(COLUMN_WORDS[name]),
                choices=columns,
                required=False,
                initial=mapping.columns.get(name, ""),
            )
        self._values: dict[str, tuple[str, str]] = {}
        for vocabulary, values in unknown.items():
            for value in values[:MOST_VALUES]:
                self._ask_value(vocabulary, value, mapping.values.get(vocabulary, {}).get(value, ""))

    def _ask_value(self, vocabulary: str, value: str, chosen: str) -> None:
        name = f"value_{vocabulary}_{hashlib.sha256(value.encode()).hexdigest()[:12]}"
        terms = [(code, term.label) for code, term in terms_of(vocabulary).items()]
        self.fields[name] = forms.ChoiceField(
            label=f"{capitalised(FIELD_WORDS[vocabulary])} : « {value} »",
            choices=[("", "Ne pas reprendre"), *terms],
            required=False,
            initial=chosen,
        )
        self._values[name] = (vocabulary, value)

    def clean_source(self) -> str:
        """Any name but ours: our own publication would confirm itself."""
        source = " ".join(str(self.cleaned_data["source"]).split())
        if source.casefold() == OURS:
            raise forms.ValidationError("Ce nom est réservé à ce que Maillage publie lui-même. Donnez un autre nom.")
        return source

    def clean(self) -> dict[str, Any]:
        """A place needs a name, and a column answers one field only where reading it twice would be a mistake."""
        cleaned = super().clean() or self.cleaned_data
        if "column_name" in cleaned and not cleaned["column_name"]:
            self.add_error("column_name", "Choisissez la colonne qui donne le nom du lieu.")
        return cleaned

    def mapping(self) -> dict[str, Any]:
        """The matching chosen, as it is kept."""
        found = self.cleaned_data
        columns = {name: found[f"column_{name}"] for name in COLUMN_WORDS if found.get(f"column_{name}")}
        values: dict[str, dict[str, str]] = {}
        for name, (vocabulary, value) in self._values.items():
            if found.get(name):
                values.setdefault(vocabulary, {})[value] = found[name]
        return {"columns": columns, "values": values, "source": found["source"]}

    def first_columns(self) -> Iterator[forms.BoundField]:
        """The fields that nearly every table has, and those already matched."""
        return (self[name] for name in self._columns() if self._is_first(name))

    def other_columns(self) -> Iterator[forms.BoundField]:
        """The fields that few tables have."""
        return (self[name] for name in self._columns() if not self._is_first(name))

    def value_fields(self) -> list[forms.BoundField]:
        """One field a value to match."""
        return [self[name] for name in self._values]

    def _columns(self) -> list[str]:
        return [name for name in self.fields if name.startswith("column_")]

    def _is_first(self, name: str) -> bool:
        return name.removeprefix("column_") in FIRST or bool(self[name].value()) or bool(self[name].errors)


def capitalised(text: str) -> str:
    """The first letter in capital, the others as they are."""
    return text[:1].upper() + text[1:]
