"""Each gate is held by tests that exist, and can be seen to fail: a control of its own removes the guard."""

from __future__ import annotations

import re
from pathlib import Path

from maillage.portal.proof.gates import Gate, gates, is_tooth

ROOT = Path(__file__).resolve().parents[2]


def nodes(folder: Path = ROOT / "tests") -> list[str]:
    """Every test written, named as pytest names it."""
    return [
        f"{file.relative_to(ROOT)}::{name}"
        for file in sorted(folder.rglob("test_*.py"))
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def faults(declared: tuple[Gate, ...], written: list[str]) -> list[str]:
    """Paths that name no test, gates that nothing controls, controls that no gate claims."""
    found = [f"{gate.id}: {path}" for gate in declared for path in gate.tests if not _any(path, written)]
    found += [gate.id for gate in declared if not any(gate.holds(node) and is_tooth(node) for node in written)]
    return found + [node for node in written if is_tooth(node) and not any(gate.holds(node) for gate in declared)]


def _any(path: str, written: list[str]) -> bool:
    return any(node == path or node.startswith((f"{path}::", f"{path}/")) for node in written)


def test_each_gate_names_real_tests_and_has_teeth():
    assert faults(gates(), nodes()) == []


def test_teeth_a_gate_without_test_or_control_is_seen():
    lost = Gate("G0", "", "", ("tests/nowhere.py",))
    plain = Gate("G1", "", "", ("tests/a.py::test_one",))
    assert faults((lost,), []) == ["G0: tests/nowhere.py", "G0"]
    assert faults((plain,), ["tests/a.py::test_one"]) == ["G1"]
    assert faults((), ["tests/a.py::test_teeth_alone"]) == ["tests/a.py::test_teeth_alone"]
    assert faults((plain,), ["tests/a.py::test_one", "tests/a.py::test_teeth_one"]) == []
