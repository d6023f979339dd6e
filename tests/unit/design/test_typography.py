"""French typography: thousands, decimals, percentages, and the spaces that must not break."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

import maillage
from maillage.design import typography
from maillage.design.typography import HARD, THIN

TEMPLATES = sorted(Path(maillage.__file__).parent.rglob("templates/**/*.html"))


def render(source: str, **context: object) -> str:
    return Template("{% load french %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (1281653, 0, f"1{THIN}281{THIN}653"),
        (999, 0, "999"),
        (3.14159, 2, "3,14"),
        (-1234.5, 1, f"−1{THIN}234,5"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
        (None, 1, "non connu"),
        (math.nan, 1, "non connu"),
    ],
)
def test_numbers(value, digits, shown):
    assert typography.number(value, digits) == shown
    assert render("{{ value|nombre:digits }}", value=value, digits=digits) == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(0.143, f"14,3{HARD}%"), (1, f"100,0{HARD}%"), (None, "non connu"), (math.nan, "non connu")]
)
def test_percentages(share, shown):
    assert typography.percent(share) == shown
    assert render("{{ share|pourcent }}", share=share) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.58, "+0,58"), (-0.36, "−0,36"), (0, "+0,00"), (None, "non connu")])
def test_differences(value, shown):
    assert typography.signed(value, 2) == shown
    assert render("{{ value|signe:2 }}", value=value) == shown


def test_amounts_intervals_and_dates():
    assert typography.euros(59700) == f"59{THIN}700{HARD}€"
    assert typography.interval(0.135, 0.118, 0.153) == f"13,5{HARD}% [11,8{THIN}; 15,3]"
    assert typography.long_date(dt.date(2024, 8, 1)) == f"jeudi 1er{HARD}août 2024"
    assert typography.long_time(dt.datetime(2024, 7, 11, 14, 30)) == f"jeudi 11{HARD}juillet 2024 à 14{HARD}h{HARD}30"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Score : 4,2", f"Score{HARD}: 4,2"),
        ("Insee ; IGN", f"Insee{THIN}; IGN"),
        ("Pourquoi ?", f"Pourquoi{THIN}?"),
        ("14,3 %", f"14,3{HARD}%"),
        ("« mot »", f"«{HARD}mot{HARD}»"),
        ("https://exemple.fr:8000", "https://exemple.fr:8000"),
        ("9:30", "9:30"),
    ],
)
def test_spaces_that_must_not_break(written, shown):
    assert typography.spaced(written) == shown
    assert render("{{ written|typo }}", written=written) == shown


@given(st.text(alphabet="ab :;!?%«»€\u00a0\u202f", max_size=30))
def test_spacing_twice_changes_nothing_more_and_keeps_the_words(text):
    once = typography.spaced(text)
    assert typography.spaced(once) == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", text)


def test_a_sentence_stays_escaped():
    assert render("{{ written|typo }}", written="<b> : ") == f"&lt;b&gt;{HARD}: "


def breakable(source: str) -> list[str]:
    """Signs of a template's words that could start a line, for want of a no-break space."""
    words = re.sub(r"\{#.*?#\}|<[^>]*>", "\n", re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "x", source))
    return [match.group(0) for match in re.finditer(r".{0,20}(?: [:;!?»]|« |\d %).{0,10}", words)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_leaves_a_sign_alone_at_the_start_of_a_line(path):
    assert breakable(path.read_text()) == []


@pytest.mark.parametrize("source", ["<p>Score : 4</p>", "<p>{{ a }} ; b</p>", "<p>« mot</p>", "<p>14 %</p>"])
def test_teeth_a_plain_space_is_seen(source):
    assert breakable(source) != []
