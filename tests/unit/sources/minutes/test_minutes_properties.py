"""Whatever the text: no exception, every quotation is in the text, the order of bodies changes nothing they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.sources.minutes import read_text
from maillage.tables.minutes import Evidence, MinutesRead
from tests.unit.sources.minutes.corpus import SAMPLES

SETTINGS = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(
    [
        "Présents :",
        "Excusés :",
        "Mme",
        "M.",
        "MM.",
        "FACTICE",
        "de la",
        "CAF",
        "(DDT)",
        ",",
        ";",
        ":",
        "–",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "I. ",
        "|",
        "\t",
        "**",
        "# ",
        "Ordre du jour :",
        "le 31 octobre",
        "avant le",
        "2024",
        "99/99/9999",
        "12 000 €",
        "30 à",
        "100 %",
        "vingt-deux",
        "mille",
        "est validée",
        "Cette proposition",
        "pour",
        "contre",
        "sous",
        "jours",
        "à l’unanimité",
        ".",
        "enverra",
        "il est convenu que",
        "représenté par",
        "Nom",
        "Prénom",
        "Action",
        "Échéance",
        "\u202e",
        "\ud800",
        "\x00",
        "ﬁ",
        "İ",
        "٣",
        "²",
        "€" * 3,
        "a" * 300,
        "9" * 400,
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.tuples(st.sampled_from(sorted(SAMPLES)), st.integers(0, 400), st.integers(0, 400)).map(
        lambda cut: SAMPLES[cut[0]].text[cut[1] :] + SAMPLES[cut[0]].text[: cut[2]]
    ),
)


def evidences(found: Any) -> Iterator[Evidence]:
    """Every evidence below a finding."""
    if isinstance(found, Evidence):
        yield found
    elif isinstance(found, tuple):
        for part in found:
            yield from evidences(part)
    elif is_dataclass(found):
        for field in fields(found):
            yield from evidences(getattr(found, field.name))


def assert_whole(read: MinutesRead) -> None:
    for evidence in evidences(read):
        assert evidence.quotation in read.text
        assert evidence.line >= 1
        assert evidence.reason
        assert evidence.confidence in {"sure", "probable", "to_check"}
    for found in read.dates:
        assert found.start <= found.end
    for amount in read.amounts:
        assert amount.low <= amount.high


@SETTINGS
@given(TEXTS)
def test_any_text_is_read_and_quoted(text):
    assert_whole(read_text(text))


def test_the_samples_are_whole():
    for sample in SAMPLES.values():
        read = read_text(sample.text)
        assert len(list(evidences(read))) > 8
        assert_whole(read)


@given(st.permutations(["Mme EXEMPLE (DDT)", "M. FACTICE (CAF)", "Mme TÉMOIN, maire de Modèle", "M. ESSAI (MJC)"]))
def test_the_order_of_people_changes_nothing(people):
    read = read_text("Présents :\n" + "\n".join(f"- {person}" for person in people))
    found = {(person.name, person.body, person.college) for person in read.people}
    assert found == {
        ("EXEMPLE", "DDT", "state"),
        ("FACTICE", "CAF", "operators"),
        ("TÉMOIN", "commune de Modèle", "local_authorities"),
        ("ESSAI", "MJC", "partners"),
    }


def test_a_long_hostile_line_is_read():
    for text in (
        "Mme A, " * 3000,
        "(" * 50_000,
        "le 1 " * 20_000,
        "de la " * 20_000,
        "un-" * 30_000,
        "1 000 " * 15_000,
    ):
        assert_whole(read_text(f"Présents : {text}"))
