"""What the pages' script may not do: grow, style inline, write markup, or speak to another site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import maillage.design

DESIGN = Path(maillage.design.__file__).parent
SCRIPT = (DESIGN / "static" / "design" / "map.js").read_text()
FORBIDDEN = {
    "another site": r"https?://",
    "inline style": r"\.style\.|setAttribute\(\"style\"|cssText",
    "markup from text": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
    "evaluated text": r"\beval\(|new Function",
    "a library loaded at once": r"^import ",
}
CAP_LINES, CAP_FUNCTION = 250, 60


def faults(script: str) -> list[str]:
    """The rules that a script breaks."""
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, script, re.MULTILINE)]
    if len(script.splitlines()) > CAP_LINES:
        found.append("too long")
    bodies = re.findall(r"^(?:async )?function .*?^}", script, re.MULTILINE | re.DOTALL)
    return found + ["a long function" for body in bodies if len(body.splitlines()) > CAP_FUNCTION]


def hooks(script: str, markup: str) -> list[str]:
    """Hooks that the script looks for and the templates do not hold."""
    asked = {f"data-maillage-map-{name}" for name in re.findall(r'part\("(\w+)"\)', script)}
    asked |= {f"data-maillage-place-{name}" for name in re.findall(r'write\("(\w+)"', script)}
    asked |= set(re.findall(r"\[(data-maillage-[\w-]+)\]", script))
    return sorted(name for name in asked if name not in markup)


def markup() -> str:
    components = DESIGN / "templates" / "design" / "components"
    return (components / "map.html").read_text() + (components / "map_legend.html").read_text()


def test_the_script_keeps_to_its_rules():
    assert faults(SCRIPT) == []


def test_every_hook_of_the_script_is_in_the_templates():
    assert hooks(SCRIPT, markup()) == []


@pytest.mark.parametrize(
    ("added", "seen"),
    [
        ("fetch('https://example.org')", "another site"),
        ("view.canvas.style.height = 0", "inline style"),
        ("view.place.innerHTML = text", "markup from text"),
        ('import "./other.js";', "a library loaded at once"),
        ("\n" * CAP_LINES, "too long"),
        ("function long() {\n" + "  1;\n" * CAP_FUNCTION + "}", "a long function"),
    ],
)
def test_teeth_each_fault_is_seen(added, seen):
    assert seen in faults(f"{SCRIPT}\n{added}\n")


def test_teeth_a_lost_hook_is_seen():
    assert hooks(SCRIPT, markup().replace("data-maillage-map-close", "")) == ["data-maillage-map-close"]
