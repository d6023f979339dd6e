"""Keeps what each gate's tests found, for the page of proofs: `pytest --proof FOLDER` runs the gates alone."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import pytest

import maillage
from maillage.portal.proof.gates import gates, is_tooth
from maillage.portal.proof.results import Found, Run, write_run

LONG = "tests/proof/"


def pytest_addoption(parser):
    parser.addoption("--proof", metavar="FOLDER", help="run the gates alone, the long ones included, and keep the run")


def pytest_collection_modifyitems(config, items):
    asked = config.getoption("--proof")
    named = any(str(one).startswith(LONG) for one in config.args)
    kept = [item for item in items if (_is_gate(item) if asked else named or not item.nodeid.startswith(LONG))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _is_gate(item) -> bool:
    return any(gate.holds(item.nodeid) for gate in gates())


def pytest_configure(config):
    if config.getoption("--proof") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(Path(config.getoption("--proof"))), "maillage-proof")


class Ledger:
    """Counts, a gate, what passed and failed; a test that fails to start counts as failed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found = {gate.id: Found() for gate in gates()}

    def pytest_runtest_logreport(self, report):
        for gate in gates():
            if gate.holds(report.nodeid):
                count(self.found[gate.id], report, tooth=is_tooth(report.nodeid))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        engine = "postgresql" if os.environ.get("MAILLAGE_DATABASE_URL", "").startswith("postgres") else "sqlite"
        machine = f"{os.cpu_count()} cœurs, Python {platform.python_version()}"
        write_run(Run(datetime.now(UTC), maillage.__version__, engine, machine, self.found), self.folder)


def count(found: Found, report, *, tooth: bool) -> None:
    """Add one report of pytest (set-up, call or tear-down) to what a gate found."""
    found.seconds += report.duration
    if report.skipped:
        found.skipped += 1
    elif report.failed:
        found.teeth_failed += tooth
        found.failed += not tooth
    elif report.when == "call":
        found.teeth_passed += tooth
        found.passed += not tooth
        found.figures.update({label: str(value) for label, value in report.user_properties})
