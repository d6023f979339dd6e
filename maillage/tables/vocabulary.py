"""The vocabulary of places in versioned tables: our codes, their French words, and the values of both standards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

FORMATS = ("standard_v1", "standard_v0", "data_inclusion")


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary. `broader` is the code that stands for it where a format has no finer one."""

    code: str
    label: str
    plain: str = ""
    broader: str = ""
    standard_v1: tuple[str, ...] = ()
    standard_v0: tuple[str, ...] = ()
    data_inclusion: tuple[str, ...] = ()

    def values_in(self, form: str) -> tuple[str, ...]:
        """The values of one exchange format, one of FORMATS."""
        values: tuple[str, ...] = getattr(self, form)
        return values


@lru_cache
def vocabularies() -> dict[str, dict[str, Term]]:
    """Every vocabulary by name (`services`, `audiences`, `fees`…), each term by code, in the order shown."""
    content = yaml.safe_load(
        (files("maillage") / "definitions" / "vocabularies" / "places.yaml").read_text(encoding="utf-8")
    )
    return {
        name: {code: _term(code, entry) for code, entry in terms.items()}
        for name, terms in content.items()
        if isinstance(terms, dict)
    }


def terms_of(vocabulary: str) -> dict[str, Term]:
    """The terms of one vocabulary by code."""
    return vocabularies()[vocabulary]


def code_of(vocabulary: str, form: str, value: str) -> str | None:
    """Our code of a value published in a format, spaces and apostrophes forgiven; None when it has none."""
    return _reverse(vocabulary, form).get(_key(value))


def labels_of(vocabulary: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The French words of the codes, in the order of the vocabulary; an unknown code shows as it is."""
    wanted = dict.fromkeys(codes)
    known = terms_of(vocabulary)
    return (*(term.label for code, term in known.items() if code in wanted), *(c for c in wanted if c not in known))


def with_narrower(vocabulary: str, codes: Iterable[str]) -> frozenset[str]:
    """The codes and every finer code below them: who asks for the broad one accepts the finer."""
    wanted = frozenset(codes)
    return wanted | {term.code for term in terms_of(vocabulary).values() if term.broader in wanted}


def exported(vocabulary: str, form: str, codes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(values in the format, codes that lose something): a finer code is said by its broader, some have no word."""
    known = terms_of(vocabulary)
    values: dict[str, None] = {}
    lost: list[str] = []
    for code in codes:
        term = known.get(code)
        direct = term.values_in(form) if term else ()
        broader = known.get(term.broader) if term and term.broader else None
        found = direct or (broader.values_in(form) if broader else ())
        values.update(dict.fromkeys(found if form == "data_inclusion" else found[:1]))
        if not direct:
            lost.append(code)
    return tuple(values), tuple(lost)


@lru_cache
def _reverse(vocabulary: str, form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, term in terms_of(vocabulary).items():
        for value in term.values_in(form):
            found.setdefault(_key(value), code)
    return found


def _key(value: str) -> str:
    return "".join(value.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").casefold().split())


def _term(code: str, entry: dict[str, object]) -> Term:
    lists = {form: tuple(str(value) for value in entry.get(form, ())) for form in FORMATS}  # type: ignore[attr-defined]
    return Term(code, str(entry["label"]), str(entry.get("plain", "")), str(entry.get("broader", "")), **lists)
