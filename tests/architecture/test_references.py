"""Each reference answered whole: every requirement once, a sentence each, and a proof behind each promise."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from maillage.portal.proof.references import (
    OWNER_WORDS,
    REFERENCES,
    STATUS_WORDS,
    RequirementOwner,
    RequirementStatus,
    by_owner,
    by_status,
    read_requirements,
    remaining,
    requirements,
)
from maillage.tables.errors import DataError
from tests.architecture.evidence import exists, faults, headings

EXPECTED = {"asvs": 253, "wstg": 113, "mss": 135, "rgesn": 78}
HEAD = "id;level;status;owner;answer;evidence\n"


@pytest.mark.parametrize("name", REFERENCES)
def test_each_reference_is_whole_and_proven(name):
    assert faults(requirements(name), EXPECTED[name]) == []


def test_levels_are_those_of_asvs_alone():
    levels = [row.level for row in requirements("asvs")]
    assert (levels.count("1"), levels.count("2")) == (70, 183)
    assert {row.level for name in REFERENCES if name != "asvs" for row in requirements(name)} == {""}


def test_what_cannot_apply_is_said_so():
    none = {row.id for row in requirements("rgesn") if row.status == RequirementStatus.NOT_APPLICABLE}
    assert {"7.4", *(f"9.{number}" for number in range(1, 8))} <= none
    assert {row.owner for row in requirements("rgesn") if row.theme == "8"} == {RequirementOwner.OPERATOR}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"evidence": ("tests/integration/test_headers.py::test_of_nobody",)}, "does not exist"),
        ({"evidence": ("docs/nothing.md",)}, "does not exist"),
        ({"evidence": ("docs/guide/securite.md#chapitre-absent",)}, "does not exist"),
        ({"evidence": ("../outside.md",)}, "does not exist"),
        ({"status": RequirementStatus.MET, "evidence": ()}, "met without evidence"),
        ({"answer": "sans majuscule ni point"}, "no short sentence"),
        ({"answer": "Une phrase sans fin" + " longue" * 40 + "."}, "no short sentence"),
        ({"answer": "L'apostrophe est droite."}, "not typographic"),
    ],
)
def test_teeth_a_wrong_row_is_seen(change, fault):
    first, *others = requirements("asvs")
    found = faults([replace(first, **change), *others], 253)
    assert len(found) == 1
    assert fault in found[0]


def test_teeth_rows_lost_twice_or_out_of_order_are_seen():
    rows = requirements("wstg")
    assert faults(rows[1:], 113) == ["112 rows, 113 expected"]
    assert faults([rows[0], *rows], 114) == [f"{rows[0].id} twice"]
    assert faults([rows[1], rows[0], *rows[2:]], 113) == ["rows out of order"]


def test_a_test_a_document_and_its_heading_are_found():
    assert exists("tests/architecture/test_references.py::test_a_test_a_document_and_its_heading_are_found")
    assert exists("SECURITY.md")
    assert headings("## À l’exploitant\n# Ce qui coûte cher") == {"à-lexploitant", "ce-qui-coûte-cher"}


def test_counts_say_the_whole():
    rows = requirements("mss")
    counts = by_status(rows)
    assert sum(counts.values()) == len(rows)
    assert {status: sum(owned[status] for owned in by_owner(rows).values()) for status in counts} == counts
    waiting = counts[RequirementStatus.PARTIAL] + counts[RequirementStatus.TODO]
    assert len(remaining(rows)) == waiting
    assert (set(STATUS_WORDS), set(OWNER_WORDS)) == (set(RequirementStatus), set(RequirementOwner))


def test_themes_come_from_identifiers():
    themes = {row.id: row.theme for name in REFERENCES for row in requirements(name)}
    assert [themes[one] for one in ("V2.3.4", "WSTG-INFO-01", "MCO_MCS.16", "9.7")] == [
        "V2.3",
        "WSTG-INFO",
        "MCO_MCS",
        "9",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id;state\n", "colonnes"),
        ("", "colonnes"),
        (f"{HEAD}V1.1.1;1;met;product;Oui.\n", "Il faut 6 cases, il y en a 5"),
        (f"{HEAD}V1.1.1;1;done;product;Oui.;\n", "« done » n’est pas une valeur connue"),
        (f"{HEAD}V1.1.1;1;met;nobody;Oui.;\n", "« nobody » n’est pas une valeur connue"),
        (f"{HEAD}V1.1.1;1;met;product;;\n", "L’identifiant ou la réponse manque"),
    ],
)
def test_a_bad_row_is_refused_in_french(tmp_path, text, words):
    file = tmp_path / "essai.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        read_requirements(file)
    assert words in str(refusal.value)
    assert "essai.csv" in str(refusal.value)


def test_an_unknown_reference_is_refused_with_the_list():
    with pytest.raises(DataError, match="asvs, wstg, mss, rgesn"):
        requirements("iso")


@pytest.mark.real_data
def test_identifiers_are_those_of_the_producers(real_data):
    folder = real_data / "standards"
    asvs = json.loads((folder / "asvs" / "asvs-5.0.0-en.flat.json").read_text(encoding="utf-8"))["requirements"]
    wstg = json.loads((folder / "wstg" / "checklist.json").read_text(encoding="utf-8"))["categories"]
    mss = json.loads((folder / "mss" / "mesuresV2.json").read_text(encoding="utf-8"))
    rgesn = json.loads((folder / "rgesn" / "criteria_settings.json").read_text(encoding="utf-8"))
    published = {
        "asvs": {(one["req_id"], one["L"]) for one in asvs if one["L"] in {"1", "2"}},
        "wstg": {(test["id"], "") for category in wstg.values() for test in category["tests"]},
        "mss": {(name, "") for name in mss},
        "rgesn": {(one["id"], "") for one in rgesn},
    }
    assert {name: {(row.id, row.level) for row in requirements(name)} for name in REFERENCES} == published
