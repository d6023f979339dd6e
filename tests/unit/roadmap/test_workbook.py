"""The workbook of a roadmap: writing then reading changes nothing; what cannot be read is told cell by cell."""

from __future__ import annotations

import io

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from maillage.programme.roadmap.enums import ActionStatus, BudgetNature, Priority
from maillage.programme.roadmap.vocabulary import audiences, needs
from maillage.programme.roadmap.workbook import WorkbookRefusedError, changes_in, read_workbook, write_workbook

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Zs")), min_size=1, max_size=40
)
LINES = WORDS | st.builds(lambda a, b: f"{a} {b}", WORDS, WORDS) | st.sampled_from(["=1+1", "-2", "@x", "+33", "'=x"])
NAMES = st.lists(st.from_regex(r"\A[A-Za-z]{1,8}\Z"), max_size=3, unique=True)
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
AMOUNTS = st.decimals("0", "9999999", places=2).map(str)
KEYS = st.sampled_from([f"{year}/{nature}" for year in (2024, 2025) for nature in BudgetNature.values])


@st.composite
def sheets(draw):
    budget = draw(st.dictionaries(KEYS, AMOUNTS, max_size=4))
    actual = draw(st.dictionaries(st.sampled_from(sorted(budget)), AMOUNTS, max_size=2)) if budget else {}
    return {
        "title": draw(LINES),
        "objective": draw(LINES),
        "context": draw(LINES | st.just("")),
        "description": draw(LINES | st.just("")),
        "engagement": draw(st.none() | st.integers(1, 16)),
        "needs": draw(st.lists(st.sampled_from(sorted(needs())), unique=True, max_size=3)),
        "audiences": draw(st.lists(st.sampled_from(sorted(audiences())), unique=True, max_size=3)),
        "territory_codes": draw(st.lists(st.from_regex(r"\A[0-9]{5}\Z"), unique=True, max_size=2)),
        "status": draw(st.sampled_from(ActionStatus.values)),
        "priority": draw(st.sampled_from(Priority.values)),
        "starts_on": draw(DAYS),
        "ends_on": draw(DAYS),
        "reach_count": draw(st.none() | st.integers(0, 10**6)),
        "pilots": draw(NAMES),
        "partners": draw(NAMES),
        "elected_sponsor": draw(LINES | st.just("")),
        "budget": budget,
        "actual": actual,
    }


# A failing workbook is long to make smaller: it is shown as found.
@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.dictionaries(st.from_regex(r"\AA[0-9]{2}\Z"), sheets(), min_size=1, max_size=3))
def test_a_round_trip_changes_nothing(content):
    read = read_workbook(write_workbook(content))
    assert read.faults == ()
    assert changes_in(read, content) == ([], {})


def edited(**cells):
    """A workbook of one action, some cells typed over."""
    sheet = {"title": "Former", "objective": "Aider", "status": "ongoing", "budget": {"2025/staff": "10.00"}}
    book = load_workbook(io.BytesIO(write_workbook({"A01": sheet})))
    for place, value in cells.items():
        page, cell = place.split("_")
        book[page][cell] = value
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue()), {"A01": sheet}


def column(label):
    book = load_workbook(io.BytesIO(write_workbook({})))
    return next(cell.column_letter for cell in book["Actions"][1] if cell.value == label)


def test_what_was_typed_over_is_the_only_change():
    read, now = edited(**{"Budget_D2": "59.700,00 €", f"Actions_{column('État')}2": "en pause"})
    changes, created = changes_in(read, now)
    assert [(one.field, one.after) for one in changes] == [("status", "paused"), ("budget:2025/staff", "59700.00")]
    assert created == {}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"État": "Endormi"}, "n’est pas un mot accepté"),
        ({"Début": "demain"}, "n’est pas une date"),
        ({"Personnes à toucher": "beaucoup"}, "n’est pas un nombre entier"),
        ({"Personnes à toucher": -3}, "n’est pas un nombre entier"),
        ({"Engagement national": 1.5}, "n’est pas un nombre entier"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_left_out(cells, words):
    (label,) = cells
    read, now = edited(**{f"Actions_{column(label)}2": cells[label]})
    (fault,) = read.faults
    assert words in fault
    assert f"ligne 2, colonne « {label} »" in fault
    assert changes_in(read, now)[0] == []


def test_a_budget_of_nobody_is_told():
    read, _ = edited(Budget_A2="A99")
    assert "Feuille Budget, ligne 2" in read.faults[0]
    read, _ = edited(Budget_C2="Bitcoin")
    assert "inconnue" in read.faults[0]


def test_a_new_reference_is_a_new_action_and_a_missing_one_changes_nothing():
    read, now = edited(Actions_A2="A07")
    changes, created = changes_in(read, now)
    assert (changes, list(created)) == ([], ["A07"])


def test_a_formula_is_never_written():
    book = load_workbook(io.BytesIO(write_workbook({"A01": {"title": "=SUM(A1)", "status": "done"}})))
    assert [cell.data_type for row in book["Actions"] for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook", b"PK\x03\x04" + b"x" * 200, b"x" * 5_000_001])
def test_what_is_no_workbook_is_refused_in_french(content):
    with pytest.raises(WorkbookRefusedError, match=r"XLSX|5 Mo"):
        read_workbook(content)
