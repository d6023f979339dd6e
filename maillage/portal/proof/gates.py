"""The gates: each promise, and the tests that hold it, among them the controls that show that these can fail."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

DECLARED = Path(__file__).parent / "gates.yaml"
TEETH = "::test_teeth"


@dataclass(frozen=True)
class Gate:
    """A promise under test; paths are those of pytest: a folder, a file, or one test of a file."""

    id: str
    title: str
    goal: str
    tests: tuple[str, ...]

    def holds(self, node: str) -> bool:
        """Whether this test, named as pytest names it, belongs to the gate."""
        bare = node.partition("[")[0]
        named = any(bare == path or bare.startswith((f"{path}::", f"{path}/")) for path in self.tests)
        # A control stands beside the test that it controls, even when the gate names that test alone.
        return named or (TEETH in bare and any(path.startswith(f"{bare.partition('::')[0]}::") for path in self.tests))


def is_tooth(node: str) -> bool:
    """Whether this test removes a guard to see the fault."""
    return TEETH in node


@functools.cache
def gates() -> tuple[Gate, ...]:
    """Every gate, in the order of the declaration."""
    declared = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    return tuple(Gate(name, one["title"], one["goal"], tuple(one["tests"])) for name, one in declared.items())
