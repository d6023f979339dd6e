"""What the last run of the gates found: one file a database engine, written by the tests and read by the page.

A file holds ``at`` (ISO 8601), ``version``, ``engine``, ``machine`` and ``gates``: for each gate the number of tests
``passed``, ``failed`` and ``skipped``, of controls ``teeth_passed`` and ``teeth_failed``, the ``seconds`` spent, and
``figures`` (French label to value). An installation that ran the gates itself shows its own; others show those of
their release.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

RELEASED = Path(__file__).parent / "released"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass
class Found:
    """What one run found for one gate."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    teeth_passed: int = 0
    teeth_failed: int = 0
    seconds: float = 0.0
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def tried(self) -> bool:
        """Whether anything of the gate ran: an engine may not concern it."""
        return bool(self.passed or self.failed or self.teeth_passed or self.teeth_failed)

    def told(self) -> str:
        """In words, for a terminal."""
        if not self.tried:
            return "sans objet"
        said = f"{_counted(self.passed, 'essai')}, {_counted(self.teeth_passed, 'contrôle')}"
        return said + (f", {self.broken} EN ÉCHEC" if self.broken else "")

    @property
    def broken(self) -> int:
        """How many tests and controls failed."""
        return self.failed + self.teeth_failed


def held(found: Sequence[Found]) -> bool:
    """Whether nothing failed on any engine, and at least one test and one control ran: a control may need one alone."""
    tests, teeth = sum(one.passed for one in found), sum(one.teeth_passed for one in found)
    return tests > 0 and teeth > 0 and not any(one.broken for one in found)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


@dataclass(frozen=True)
class Run:
    """One run of the gates on one database engine."""

    at: datetime
    version: str
    engine: str
    machine: str
    gates: Mapping[str, Found]


def write_run(run: Run, folder: Path) -> Path:
    """Keep the run in the folder, under the name of its engine, in the place of the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        "at": run.at.isoformat(timespec="seconds"),
        "version": run.version,
        "engine": run.engine,
        "machine": run.machine,
        "gates": {name: {**asdict(one), "seconds": round(one.seconds, 1)} for name, one in sorted(run.gates.items())},
    }
    target = folder / f"{run.engine}.json"
    draft = target.with_suffix(".partial")
    draft.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return draft.replace(target)


def last_runs(own: Path) -> tuple[Run, ...]:
    """The last run on each engine: of this installation if it has any, of its release otherwise."""
    folder = own if any((own / f"{engine}.json").is_file() for engine in ENGINES) else RELEASED
    files = [folder / f"{engine}.json" for engine in ENGINES]
    return tuple(_read(file) for file in files if file.is_file())


def _read(file: Path) -> Run:
    kept = json.loads(file.read_text(encoding="utf-8"))
    found = {name: Found(**one) for name, one in kept["gates"].items()}
    return Run(datetime.fromisoformat(kept["at"]), kept["version"], kept["engine"], kept["machine"], found)
