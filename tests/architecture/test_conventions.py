"""Where things stand: services journal, pages never query, templates are used, settings are documented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests.architecture.house import PACKAGE, ROOT, functions, named, python_files, templates, tree_of

JOURNALS = {"record", "_trace"}
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "set",
    "add", "remove", "clear", "write", "refresh", "send_mail", "_upsert",
}  # fmt: skip
ADDRESSES = re.compile(r"(files\.pythonhosted|registry\.npmjs|pypi\.org/simple|deb\.debian\.org)")
VARIABLE = re.compile(r"""["'$ {](MAILLAGE_[A-Z_]+|PORT)\b""")
# Set by the recipes for the tests' own use; docs/configuration.md is for who runs the product.
TEST_VARIABLES = {"MAILLAGE_SCREENSHOTS"}


def silent_services(tree: ast.Module) -> list[str]:
    """Public functions that write and reach no journal entry, even through the functions they call in their module."""
    calls = {f.name: _called(f) for f in functions(tree)}

    def reach(name: str, wanted: set[str], seen: frozenset[str] = frozenset()) -> bool:
        called = calls.get(name, set())
        deeper = (reach(other, wanted, seen | {name}) for other in called & calls.keys() - seen - {name})
        return bool(called & wanted) or any(deeper)

    public = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return [name for name in public if name not in JOURNALS and reach(name, WRITES) and not reach(name, JOURNALS)]


def _called(function: ast.AST) -> set[str]:
    nodes = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in nodes}


def service_files() -> list[Path]:
    return [path for path in python_files() if path.name == "services.py" or "services" in path.parent.parts[-1:]]


def test_each_service_journals():
    silent = [f"{named(p)}: {name}" for p in service_files() for name in silent_services(tree_of(p))]
    assert silent == []


def test_teeth_a_silent_service_is_seen():
    silent = "def close_place(*, by):\n    _close()\ndef _close():\n    place.save()"
    assert silent_services(ast.parse(silent)) == ["close_place"]
    assert silent_services(ast.parse(f"{silent}\n    record()")) == []
    assert silent_services(ast.parse("def token_of(request):\n    return request.key")) == []


def test_pages_never_query():
    pages = [p for p in python_files() if p.name in {"views.py", "forms.py", "presenters.py"} or "views" in p.parts]
    guilty = [
        named(p)
        for p in pages
        for n in ast.walk(tree_of(p))
        if getattr(n, "attr", "") in {"objects", "_default_manager"}
    ]
    assert guilty == []


def test_each_template_is_used():
    texts = [path.read_text(encoding="utf-8") for path in [*python_files(), *templates()]]
    everything = "\n".join(texts)
    unused = []
    for path in templates():
        name = str(path).split("/templates/")[1]
        if f'"{name}"' not in everything and f"'{name}'" not in everything:
            unused.append(name)
    assert unused == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|<style", re.IGNORECASE)
    assert [named(path) for path in templates() if inline.search(path.read_text(encoding="utf-8"))] == []
    assert inline.search('<p onclick="x()">')
    assert inline.search("<script>1</script>")


def test_each_definition_loads():
    files = sorted(PACKAGE.rglob("*.yaml"))
    assert len(files) > 5
    assert [named(path) for path in files if not yaml.safe_load(path.read_text(encoding="utf-8"))] == []


def test_each_variable_is_documented():
    documented = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    places = [*PACKAGE.rglob("*.py"), *(ROOT / ".ci").iterdir(), ROOT / "Makefile"]
    used = {name for path in places for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert used - TEST_VARIABLES - set(re.findall(r"`([A-Z_]+)`", documented)) == set()


def test_each_dependency_is_explained():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    named_there = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    named_there += [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    names = [re.split(r"[\[<>=!~ ]", line)[0].lower() for line in named_there]
    assert [name for name in names if name not in explained] == []


def test_the_locks_hold_hashes_and_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert not ADDRESSES.search(text)
        pinned = [line for line in text.splitlines() if re.match(r"^[a-z0-9]", line)]
        assert len(pinned) > 20
        assert all("==" in line for line in pinned)
        assert text.count("--hash=sha256:") >= len(pinned)


def test_the_computing_needs_no_django():
    code = (
        "import sys; sys.modules['django'] = None\n"
        "import maillage.runs.diagnose, maillage.runs.gather, maillage.runs.write, maillage.cli\n"
        "for name in maillage.cli.COMMANDS: maillage.cli.main.get_command(None, name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_the_readmes_stay_short():
    for name in ("README.md", "LISEZMOI.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 120
