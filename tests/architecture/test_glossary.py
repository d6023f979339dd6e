"""One concept, one word: each model and each public enum stands once in the glossary, with the term the code shows."""

from __future__ import annotations

import ast
import re

from django.apps import apps

from tests.architecture.house import ROOT, named, python_files, tree_of

ROW = re.compile(r"^\| ([^|]+) \| ([A-Za-z_]+) \| ([^|]+) \| ([^|]+) \|$")
ENUMS = {"TextChoices", "IntegerChoices", "StrEnum", "IntEnum", "Enum"}


def glossary() -> list[tuple[str, str]]:
    """(code name, French term) of each row."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [match for line in lines if (match := ROW.match(line))]
    return [(row[2].strip(), row[1].strip()) for row in rows if row[1].strip() != "Terme français"]


def model_faults(rows: list[tuple[str, str]]) -> list[str]:
    """Models absent from the glossary, there twice, or under another word."""
    faults = []
    for model in apps.get_models():
        if not model.__module__.startswith("maillage."):
            continue
        terms = [term for name, term in rows if name == model.__name__]
        if terms != [str(model._meta.verbose_name)]:
            faults.append(f"{model.__name__}: « {model._meta.verbose_name} » in the code, {terms} in the glossary")
    return faults


def public_enums() -> dict[str, str]:
    """Every public enum of the product and the file it stands in."""
    found = {}
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and _is_enum(node):
                found[node.name] = named(path)
    return found


def _is_enum(node: ast.ClassDef) -> bool:
    bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}
    return bool(bases & ENUMS)


def test_models_have_the_glossary_s_word():
    assert model_faults(glossary()) == []


def test_enums_stand_once():
    names = [name for name, _ in glossary()]
    assert {name: path for name, path in public_enums().items() if names.count(name) != 1} == {}


def test_no_word_is_used_twice():
    terms = [term for _, term in glossary()]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_teeth_another_word_is_seen():
    rows = [(name, "ville" if name == "Commune" else term) for name, term in glossary()]
    assert any(fault.startswith("Commune") for fault in model_faults(rows))
