"""The declaration says what people validated, what a machine found, and nothing more."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.portal.accessibility.criteria import Criterion, Finding, Run, Sheet, Way, criteria, finding_of, last_run
from maillage.portal.accessibility.documents import criteria_csv
from maillage.portal.accessibility.report import STATES, report, state_of
from tests.e2e.rgaa.checks import BROKEN, CHECKS, REFUSED, claimed

DAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, tzinfo=UTC)


def run(**faults: int) -> Run:
    found = {number.replace("_", "."): count for number, count in faults.items()}
    return Run(AT, dict.fromkeys(found, 30), found)


def sheet(number: str, holds: bool = True) -> Sheet:
    return Sheet(number, "Personne Fictive", DAY, holds)


def test_there_are_106_criteria_judged_as_declared():
    ways = [one.way for one in criteria()]
    assert [ways.count(way) for way in (Way.AXE, Way.BROWSER, Way.ABSENCE, Way.HUMAN)] == [33, 42, 16, 15]
    assert len({one.number for one in criteria()}) == 106


def test_each_criterion_of_the_browser_has_a_check_or_a_reason():
    checked = claimed()
    asked = [one for one in criteria() if one.way in (Way.BROWSER, Way.ABSENCE)]
    assert [one.number for one in asked if one.number not in checked and not one.unchecked] == []
    assert [one.number for one in asked if one.number in checked and one.unchecked] == []
    assert {number for number in checked if not number.startswith("wcag")} <= {one.number for one in asked}


def test_each_check_has_a_broken_page_to_see():
    assert set(BROKEN) == {*CHECKS, *REFUSED}
    assert all(BROKEN.values())


@pytest.mark.parametrize(
    ("faults", "signed", "expected"),
    [
        ({}, (), Finding.NOT_EXAMINED),
        ({"8_1": 0}, (), Finding.NO_FAULT),
        ({"8_1": 2}, (), Finding.FAULT),
        ({"8_1": 0}, (sheet("8.1"),), Finding.VALIDATED),
        ({"8_1": 2}, (sheet("8.1"),), Finding.FAULT),
        ({"8_1": 0}, (sheet("8.1", holds=False),), Finding.FAULT),
        ({"8_1": 0}, (sheet("8.2"),), Finding.NO_FAULT),
    ],
)
def test_a_machine_never_validates(faults, signed, expected):
    assert finding_of(Criterion("8.1", "Type de document", Way.BROWSER), run(**faults), signed) is expected


@pytest.mark.parametrize(("rate", "state"), [(0, 0), (0.49, 0), (0.5, 1), (0.99, 1), (1, 2)])
def test_the_word_of_the_law(rate, state):
    assert state_of(rate) == STATES[state]


def test_without_a_human_audit_nothing_is_declared_conform():
    told = report(criteria(), run(**{one.number.replace(".", "_"): 0 for one in criteria()}), (), DAY)
    assert told.state == "non conforme"
    assert "aucun audit humain" in told.why
    assert dict(told.counts)["Aucune faute trouvée par la machine"] == 106


def test_what_failed_and_what_nobody_examined_is_in_the_plan():
    told = report(criteria(), run(**{"3_3": 4}), (), DAY)
    assert told.plan[0].what.startswith("Corriger 3.3")
    assert told.faults == ("3.3 Contraste des champs et des dessins\u202f: 4\u00a0fautes.",) or "3.3" in told.faults[0]
    assert sum(one.what.startswith("Examiner") for one in told.plan) == 105
    assert [year for year, _ in told.scheme] == [2027, 2028, 2029]


def test_the_release_s_own_run_is_there_and_finds_no_fault():
    assert last_run().pages > 25
    assert {number: count for number, count in last_run().faults.items() if count} == {}


def test_the_command_writes_the_documents_and_never_over_another(tmp_path):
    done = CliRunner().invoke(main, ["accessibility", "report", str(tmp_path), "--service", "Essai"])
    assert done.exit_code == 0, done.output
    for name in ("declaration.odt", "schema.odt", "plan.odt"):
        content = zipfile.ZipFile(tmp_path / name).read("content.xml").decode()
        assert "ccessibilité" in content
    assert "non conforme" in zipfile.ZipFile(tmp_path / "declaration.odt").read("content.xml").decode()
    rows = list(csv.reader(io.StringIO((tmp_path / "criteres.csv").read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == 107
    again = CliRunner().invoke(main, ["accessibility", "report", str(tmp_path)])
    assert again.exit_code == 1
    assert "contient déjà declaration.odt" in again.output
    assert CliRunner().invoke(main, ["accessibility", "report", str(tmp_path), "--overwrite"]).exit_code == 0


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    done = CliRunner().invoke(main, ["accessibility", "report", str(tmp_path / "file" / "sub")])
    assert done.exit_code == 1
    assert "n’a pas pu être écrit" in done.output


def test_the_table_is_whole():
    assert criteria_csv(report(criteria(), run(), (), DAY)).count("\r\n") == 107
