"""G19: our own static rules, each a small reading of the syntax tree; `noqa: RULE - reason` explains a finding."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[ast.AST], bool]


def _call(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def unsafe_markup(node: ast.AST) -> bool:
    """Text declared safe instead of escaped."""
    return _call(node) in {"mark_safe", "SafeString"}


def raw_sql(node: ast.AST) -> bool:
    """A query written by hand: the ORM or a reviewed migration must do."""
    return _call(node) in {"raw", "extra", "RawSQL"} or (
        _call(node) in {"execute", "executescript"} and bool(node.args) and not isinstance(node.args[0], ast.Constant)  # type: ignore[attr-defined]
    )


def csrf_off(node: ast.AST) -> bool:
    """A form door left open."""
    return isinstance(node, ast.Name | ast.Attribute) and (getattr(node, "id", "") or getattr(node, "attr", "")) == (
        "csrf_exempt"
    )


def naive_clock(node: ast.AST) -> bool:
    """A clock without a zone, or one read inside a rule."""
    return _call(node) in {"utcnow", "today"} and isinstance(node, ast.Call) and not node.args


def unsafe_loading(node: ast.AST) -> bool:
    """Loaders that can run what they read."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = getattr(node.func.value, "id", "")
    return (owner, node.func.attr) in {("yaml", "load"), ("pickle", "load"), ("pickle", "loads"), ("marshal", "loads")}


def shell_call(node: ast.AST) -> bool:
    """A command handed to a shell."""
    return isinstance(node, ast.keyword) and node.arg == "shell" and getattr(node.value, "value", None) is True


def evaluated_text(node: ast.AST) -> bool:
    """A text run as code."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"eval", "exec"}


def text_template(node: ast.AST) -> bool:
    """A page template made of a text instead of a file."""
    return _call(node) in {"Template", "from_string"}


def weak_digest(node: ast.AST) -> bool:
    """A digest that can be forged."""
    return _call(node) in {"md5", "sha1"}


def unverified_tls(node: ast.AST) -> bool:
    """A connection that takes any certificate."""
    return isinstance(node, ast.keyword) and node.arg == "verify" and getattr(node.value, "value", None) is False


RULES: dict[str, Rule] = {
    "S308": unsafe_markup,
    "raw-sql": raw_sql,
    "csrf-off": csrf_off,
    "naive-clock": naive_clock,
    "unsafe-loading": unsafe_loading,
    "shell-call": shell_call,
    "evaluated-text": evaluated_text,
    "text-template": text_template,
    "weak-digest": weak_digest,
    "unverified-tls": unverified_tls,
}


def findings(source: str) -> Iterator[tuple[str, int]]:
    """(rule, line) of each finding that its line does not explain."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        for name, rule in RULES.items():
            if rule(node) and f"noqa: {name} - " not in lines[node.lineno - 1]:  # type: ignore[attr-defined]
                yield name, node.lineno  # type: ignore[attr-defined]


def findings_of(path: Path) -> list[str]:
    """The findings of a file, as a failing test shows them."""
    return [f"{path.name}:{line} {rule}" for rule, line in findings(path.read_text(encoding="utf-8"))]
