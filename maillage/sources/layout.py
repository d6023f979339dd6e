"""What a file looks like and which indicators it holds: the one description that every tabular source shares.

Column names may hold {yy}, the two digits of the vintage, found in the header itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from maillage.tables.errors import DataError

FORMATS = ("csv", "xlsx", "parquet", "json")


@dataclass(frozen=True)
class Field:
    """How one indicator is read: a value, or numerator and denominator columns that are summed."""

    indicator: str
    value: str = ""
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    scale: float = 1.0
    complement: bool = False
    year: int | None = None
    flag: str = ""
    flags: dict[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the field reads."""
        return tuple(c for c in (self.value, *self.numerator, *self.denominator, self.flag) if c)


@dataclass(frozen=True)
class Layout:
    """A file's format, its code column and its fields.

    A `listing` has one row a place, counted by commune; `identity` is then the column that tells places apart. The
    year is `year`, or starts `year_column`, or is in the name of the file. `skip` lines stand before the header.
    """

    source: str
    code: str
    level: str
    fields: tuple[Field, ...]
    format: str = "csv"
    separator: str = ";"
    encoding: str = "utf-8-sig"
    decimal: str = ","
    year: int | None = None
    cog_year: int = 2026
    secret: frozenset[str] = frozenset({"s"})
    missing: frozenset[str] = frozenset({"", "nd", "NA"})
    names: str = ""
    code_length: int = 5
    code_aliases: dict[str, tuple[str, str]] = field(default_factory=dict)
    keep: dict[str, str] = field(default_factory=dict)
    sum_rows: bool = False
    listing: bool = False
    identity: str = ""
    year_column: str = ""
    year_in_name: bool = False
    skip: int = 0
    outdated: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that must be in the file, {yy} still in place."""
        wanted = (self.code, *(c for f in self.fields for c in f.columns), *self.keep, self.identity, self.year_column)
        return tuple(column for column in dict.fromkeys(wanted) if column)

    def vintage(self, header: list[str]) -> str | None:
        """The two digits for {yy} that put every column in the header; "" when the layout has none."""
        templates = [column for column in self.columns if "{yy}" in column]
        if not templates:
            return ""
        pattern = re.compile(re.escape(templates[0]).replace(re.escape("{yy}"), r"(\d\d)") + "$")
        for name in header:
            match = pattern.match(name)
            if match and all(c.replace("{yy}", match[1]) in header for c in templates):
                return match[1]
        return None

    def fits(self, header: list[str]) -> bool:
        """True when the header holds every column of the layout."""
        digits = self.vintage(header)
        return digits is not None and all(c.replace("{yy}", digits) in header for c in self.columns)


def layout_from_yaml(path: Path | Any) -> Layout:
    """A layout from a mapping file; a DataError names what the file lacks."""
    name = getattr(path, "name", str(path))
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        fields = tuple(_field(entry) for entry in content["indicators"])
        if content.get("format", "csv") not in FORMATS:
            raise ValueError(f"format {content['format']}")
        return Layout(
            source=content["source"],
            code=content["code"],
            level=content.get("level", "commune"),
            fields=fields,
            **{
                key: content[key]
                for key in ("format", "separator", "encoding", "decimal", "year", "cog_year", "code_length", "names")
                if key in content
            },
            missing=frozenset(str(token) for token in content.get("missing", ("", "nd", "NA"))),
            secret=frozenset(str(token) for token in content.get("secret", ("s",))),
            code_aliases={k: (v["code"], v["level"]) for k, v in content.get("code_aliases", {}).items()},
        )
    except FileNotFoundError as error:
        raise DataError("Ce fichier de correspondance n’existe pas.", file=name, mend="Vérifiez le chemin.") from error
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise DataError(
            f"Le fichier de correspondance est incomplet ou mal écrit ({error}).",
            file=name,
            expected="source, code, indicators (chacun avec value, ou numerator et denominator)",
            mend="Prenez modèle sur les correspondances livrées, dans definitions/mappings.",
        ) from error


def _field(entry: dict[str, Any]) -> Field:
    return Field(
        indicator=entry["indicator"],
        value=entry.get("value", ""),
        numerator=_columns(entry.get("numerator", ())),
        denominator=_columns(entry.get("denominator", ())),
        scale=float(entry.get("scale", 1)),
        complement=bool(entry.get("complement", False)),
        year=entry.get("year"),
        flag=entry.get("flag", ""),
        flags={str(k): str(v) for k, v in entry.get("flags", {}).items()},
        source=entry.get("source", ""),
    )


def _columns(content: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (content,) if isinstance(content, str) else tuple(content)
