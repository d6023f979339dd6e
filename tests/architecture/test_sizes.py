"""Small files, small functions, each module opened by what it is for."""

from __future__ import annotations

import ast

from tests.architecture.house import PACKAGE, functions, longer_than, named, python_files, templates, tree_of

SOURCE_LINES, TEST_LINES, TEMPLATE_LINES, SCRIPT_LINES, FUNCTION_LINES = 400, 600, 150, 250, 60
HEADING_LINES = 8
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "core", "manager", "managers", "signals"}


def test_source_files_are_small():
    assert longer_than(python_files("maillage", "bench"), SOURCE_LINES) == []


def test_test_files_are_small():
    assert longer_than(python_files("tests"), TEST_LINES) == []


def test_templates_are_small():
    assert longer_than(templates(), TEMPLATE_LINES) == []


def test_scripts_are_small():
    scripts = [path for path in PACKAGE.rglob("static/**/*.js") if "vendor" not in path.parts]
    assert longer_than(scripts, SCRIPT_LINES) == []


def test_functions_are_small():
    long = [
        f"{named(path)}:{function.name}"
        for path in python_files()
        for function in functions(tree_of(path))
        if (function.end_lineno or 0) - function.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_each_module_says_what_it_is_for():
    silent = [named(path) for path in python_files("maillage", "tests") if path.stat().st_size and not _heading(path)]
    assert silent == []


def _heading(path) -> bool:
    text = ast.get_docstring(tree_of(path))
    return bool(text) and len(text.splitlines()) <= HEADING_LINES


def test_no_vague_folder_or_module():
    assert [named(path) for path in PACKAGE.rglob("*") if path.stem in VAGUE] == []


def test_teeth_a_long_file_is_seen(tmp_path):
    long = tmp_path / "long.py"
    long.write_text("x = 1\n" * (SOURCE_LINES + 1))
    assert longer_than([long], SOURCE_LINES) != []
