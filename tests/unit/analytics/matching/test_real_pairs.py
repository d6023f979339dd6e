"""The engine measured on the real files: labelled pairs of the Val-d'Oise, plausibility of the national lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from maillage.analytics.matching import Band, Context, Corpus, Pair, compare, find_pairs, groups, veto
from maillage.analytics.matching.profile import metres
from maillage.tables.places import PlaceRow
from tests.unit.analytics.matching.real_files import read_national, read_places

pytestmark = pytest.mark.real_data
SHORT = {"france-services": "fs", "conseiller-numerique": "cn", "bibliotheques": "bib"}
LABELS = yaml.safe_load((Path(__file__).parent / "labels_val_doise.yaml").read_text(encoding="utf-8"))
SAME = {frozenset(pair) for pair in LABELS["same"]}


def short(row: PlaceRow) -> str:
    return f"{SHORT[row.source]} {row.source_id}"


@pytest.fixture(scope="module")
def rows(request) -> list[PlaceRow]:
    return read_places(request.getfixturevalue("real_data"))


def in_band(rows: list[PlaceRow], pairs: Iterable[Pair], band: Band) -> set[frozenset[str]]:
    return {frozenset((short(rows[p.a_index]), short(rows[p.b_index]))) for p in pairs if p.score.band is band}


def test_the_files_are_those_that_were_read(rows):
    assert Counter(row.source for row in rows) == {
        "france-services": 27,
        "conseiller-numerique": 35,
        "bibliotheques": 125,
    }
    known = {short(row) for row in rows}
    labelled = {i for pair in SAME for i in pair} | {i for entry in LABELS["distinct"] for i in entry["pair"]}
    assert labelled <= known


def test_precision_recall_and_queue(rows, capsys):
    pairs = find_pairs(rows)
    automatic, review = (in_band(rows, pairs, band) for band in (Band.AUTOMATIC, Band.REVIEW))
    recall = len((automatic | review) & SAME) / len(SAME)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are the point of this run
            f"\nVal-d'Oise : {len(SAME)} paires vraies ; automatique {len(automatic & SAME)}/{len(automatic)} justes ; "
            f"à vérifier {len(review)}, dont {len(review & SAME)} vraies ; rappel {recall:.2f}"
        )
    assert automatic <= SAME
    assert recall >= 0.9
    assert len(review) <= 2 * len(SAME)


@pytest.mark.parametrize("entry", LABELS["distinct"], ids=lambda entry: entry["why"])
def test_two_places(rows, entry):
    by_id = {short(row): row for row in rows}
    a, b = (by_id[name] for name in entry["pair"])
    result = compare(a, b, Context.of(rows))
    assert result.band is Band.DISTINCT
    assert result.veto.startswith("Veto") or not entry.get("veto")


def test_teeth_without_vetoes_the_traps_reach_the_bands(rows, monkeypatch):
    monkeypatch.setattr(veto, "RULES", ())
    pairs = find_pairs(rows)
    found = in_band(rows, pairs, Band.AUTOMATIC) | in_band(rows, pairs, Band.REVIEW)
    traps = {frozenset(entry["pair"]) for entry in LABELS["distinct"]}
    assert frozenset(("fs 2677", "cn 62bc1241dd51e705b180bdec")) in found & traps
    assert frozenset(("fs 2855", "bib 13148")) in found & traps


def test_argenteuil_scores_low_even_without_veto(rows, monkeypatch):
    monkeypatch.setattr(veto, "RULES", ())
    by_id = {short(row): row for row in rows}
    assert compare(by_id["fs 2546"], by_id["fs 2854"], Context.of(rows)).score <= 0.6


def test_the_pimms_written_twice_is_one_group(rows):
    accepted = groups(find_pairs(rows), rows).automatic
    assert sorted(len(group) for group in accepted) == [2, 2, 3]


def test_the_national_lists_stay_plausible(real_data):
    rows = read_national(real_data)
    corpus = Corpus.of(rows)
    pairs = find_pairs(corpus)
    automatic = [pair for pair in pairs if pair.score.band is Band.AUTOMATIC]
    assert len(rows) == 7775
    assert 300 <= len(automatic) <= 450
    for pair in automatic:
        a, b = corpus.profiles[pair.a_index], corpus.profiles[pair.b_index]
        assert not (a.registry and b.registry)
        assert a.point is None or b.point is None or metres(a.point, b.point) <= 300
        assert a.services.itinerant == b.services.itinerant
    assert len(pairs) < 3 * len(automatic)
