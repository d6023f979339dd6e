"""What scripts, links and styles of every page may not do: write markup, keep things, open a door, weigh."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, named, templates

SCRIPTS = sorted(path for path in PACKAGE.rglob("static/**/*.js") if "vendor" not in path.parts)
FORBIDDEN = {
    "markup from text": r"(inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write",
    "evaluated text": r"\beval\(|new Function|setTimeout\(\s*[\"'`]",
    "another site": r"[\"'`]https?://(?!www\.w3\.org/)",
    "messages of other pages": r"postMessage|addEventListener\(\s*[\"']message[\"']",
    "lasting storage": r"localStorage|indexedDB|document\.cookie",
    "prototypes": r"__proto__|\.prototype\b",
}
LINK = re.compile(r"<a\b[^>]*target=\"_blank\"[^>]*>")
FONT_BYTES = 100_000


def script_faults(script: str) -> list[str]:
    """The rules that a script breaks."""
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, script)]


def open_links(template: str) -> list[str]:
    """Links to a new window that would hand it this one."""
    return [link for link in LINK.findall(template) if "noopener" not in link]


def test_each_script_keeps_to_the_rules():
    assert len(SCRIPTS) >= 6
    found = {named(path): script_faults(path.read_text(encoding="utf-8")) for path in SCRIPTS}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("box.innerHTML = text", "markup from text"),
        ("box.insertAdjacentHTML('beforeend', text)", "markup from text"),
        ("setTimeout('go()', 1)", "evaluated text"),
        ("fetch('https://example.org')", "another site"),
        ("window.addEventListener('message', read)", "messages of other pages"),
        ("localStorage.setItem('name', name)", "lasting storage"),
        ("target['__proto__'].admin = true", "prototypes"),
    ],
)
def test_teeth_a_bad_script_is_seen(script, fault):
    assert script_faults(script) == [fault]


def test_a_comparison_is_no_writing():
    assert script_faults("if (fresh.innerHTML !== old.innerHTML) old.replaceWith(fresh)") == []


def test_a_new_window_never_holds_this_one():
    assert [named(path) for path in templates() if open_links(path.read_text(encoding="utf-8"))] == []
    assert open_links('<a href="https://example.org" target="_blank">') != []


def test_pages_carry_no_comment_of_ours():
    assert [named(path) for path in templates() if "<!--" in path.read_text(encoding="utf-8")] == []


def test_one_family_of_letters_in_few_bytes():
    styles = [path for path in PACKAGE.rglob("static/**/*.css") if "vendor" not in path.parts]
    text = "".join(path.read_text(encoding="utf-8") for path in styles)
    faces = re.findall(r"@font-face\s*{[^}]*font-family:\s*\"([^\"]+)\"", text)
    assert set(faces) == {"Atkinson Hyperlegible Next"}
    fonts = [path for path in PACKAGE.rglob("static/**/*.woff2") if "vendor" not in path.parts]
    assert 0 < sum(path.stat().st_size for path in fonts) <= FONT_BYTES


def test_styles_move_nothing_that_was_not_asked_for():
    styles = [path for path in PACKAGE.rglob("static/**/*.css") if "vendor" not in Path(path).parts]
    assert [named(path) for path in styles if "@keyframes" in path.read_text(encoding="utf-8")] == []
    media = re.compile(r"<(video|audio|marquee|embed|object)\b|autoplay|infinite-scroll")
    assert [named(path) for path in templates() if media.search(path.read_text(encoding="utf-8"))] == []
