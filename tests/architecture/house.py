"""The files of the house as the architecture tests read them, and how a rule is run over them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "maillage"


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the folders (the package by default), migrations left out."""
    places = [ROOT / folder for folder in folders] or [PACKAGE]
    return sorted(path for place in places for path in place.rglob("*.py") if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every Django template."""
    return sorted(path for path in PACKAGE.rglob("templates/**/*.html"))


def named(path: Path) -> str:
    """A file's name as a failing test shows it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def longer_than(paths: Iterable[Path], cap: int) -> list[str]:
    """Files of more than `cap` lines."""
    sizes = ((named(path), len(path.read_text(encoding="utf-8").splitlines())) for path in paths)
    return [f"{name}: {lines} lines" for name, lines in sizes if lines > cap]
