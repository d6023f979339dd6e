"""The page of proofs tells what the last run found, and never more."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.portal.proof import results
from maillage.portal.proof.gates import gates
from maillage.portal.proof.results import ENGINES, RELEASED, Found, Run, held, last_runs, write_run
from tests.proof_run import count

AT = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)


def report(when="call", outcome="passed", figures=()):
    return SimpleNamespace(
        when=when,
        duration=0.5,
        user_properties=list(figures),
        **{name: outcome == name for name in ("passed", "failed", "skipped")},
    )


def run(engine="sqlite", **found):
    whole = {gate.id: Found(passed=2, teeth_passed=1) for gate in gates()}
    return Run(AT, "9.9", engine, "2 cœurs", whole | found)


@pytest.fixture
def home(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setenv("MAILLAGE_HOME", str(tmp_path))
    monkeypatch.setattr(results, "RELEASED", tmp_path / "none")
    return tmp_path


def test_each_kind_of_report_is_counted():
    found = Found()
    for one in (report("setup"), report(figures=[("cases", 12)]), report("teardown")):
        count(found, one, tooth=False)
    count(found, report(), tooth=True)
    assert (found.passed, found.teeth_passed, found.figures, held([found])) == (1, 1, {"cases": "12"}, True)
    assert found.seconds == 2.0
    count(found, report(outcome="skipped"), tooth=False)
    assert held([found])
    count(found, report("setup", "failed"), tooth=False)
    assert (found.failed, held([found])) == (1, False)


def test_a_gate_whose_control_never_ran_does_not_hold():
    assert not held([Found(passed=4)])
    assert not held([Found(teeth_passed=1)])
    assert not held([Found(passed=4, teeth_passed=1, teeth_failed=1)])
    assert held([Found(passed=4, teeth_passed=1), Found(passed=2)])
    assert not held([Found(passed=4, teeth_passed=1), Found(passed=2, failed=1)])
    assert not held([])


def test_a_run_comes_back_as_it_was_kept(home):
    kept = run(G1=Found(3, 0, 1, 2, 0, 1.5, {"cases vérifiées": "154"}))
    write_run(kept, home / "preuves")
    assert last_runs(home / "preuves") == (kept,)


def test_the_installation_s_own_runs_take_the_place_of_the_release_s(home, monkeypatch):
    monkeypatch.setattr(results, "RELEASED", home / "released")
    write_run(run(), home / "released")
    write_run(run("postgresql"), home / "released")
    assert [one.engine for one in last_runs(home / "preuves")] == ["sqlite", "postgresql"]
    write_run(run("postgresql"), home / "preuves")
    assert [one.engine for one in last_runs(home / "preuves")] == ["postgresql"]


@pytest.mark.django_db
def test_the_page_without_a_run_claims_nothing(client, home):
    page = client.get("/preuves/").content.decode()
    assert "Aucun passage n’est enregistré" in page
    assert "Tenue" not in page
    assert page.count("Pas essayée") == len(gates())


@pytest.mark.django_db
def test_the_page_shows_what_failed(client, home):
    write_run(run(G3=Found(passed=1, failed=1, teeth_passed=1), G8=Found(figures={})), home / "preuves")
    page = client.get("/preuves/").content.decode()
    assert page.count("Tenue") == len(gates()) - 2
    assert page.count("En défaut") == 1
    assert page.count("Pas essayée") == 1
    assert f"{len(gates()) - 2} sur {len(gates())}" in page


def test_the_command_fails_when_a_promise_is_broken(home):
    assert "Aucun passage" in CliRunner().invoke(main, ["proof"]).output
    write_run(run(), home / "preuves")
    assert CliRunner().invoke(main, ["proof"]).exit_code == 0
    write_run(run(G3=Found(passed=1, failed=1, teeth_passed=1)), home / "preuves")
    broken = CliRunner().invoke(main, ["proof"])
    assert broken.exit_code == 1
    assert "1 promesse(s) en défaut" in broken.output


def test_the_release_ships_what_its_last_run_found_on_both_engines():
    shipped = last_runs(RELEASED)
    assert [run.engine for run in shipped] == list(ENGINES)
    known = {gate.id for gate in gates()}
    for run in shipped:
        assert set(run.gates) <= known
        assert [name for name, found in run.gates.items() if found.broken] == []
