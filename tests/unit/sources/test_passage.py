"""Old commune codes brought to the current vintage: sums kept, rates recomputed, splits told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maillage.sources import cog, folder
from maillage.sources.fusion import fuse, worst
from maillage.sources.outlines import commune_outlines
from maillage.sources.passage import Passages, current_passages, pass_codes
from maillage.tables.observations import OBSERVATIONS
from maillage.tables.quality import Quality

MERGED = Passages({"95282": ("95169",), "95998": ("95169",)})
SPLIT = Passages({"95999": ("95001", "95002")})


def line(code: str, indicator: str = "older_65_rate", **parts: object) -> dict[str, object]:
    base = {"code": code, "level": "commune", "cog_year": 2018, "indicator": indicator, "year": 2018, "source": "t"}
    return {**base, "quality": "ok", **parts}


def rate(code: str, top: float, bottom: float, quality: str = "ok") -> dict[str, object]:
    value = top / bottom if quality == "ok" and bottom else None
    return line(code, value=value, numerator=None if value is None else top, denominator=bottom, quality=quality)


def write_old_census(place: Path) -> None:
    content = "CODGEO;P18_POP;P18_POP65P;P18_POP_ETR\n95169;400;40;4\n95282;160;40;0\n75056;9;1;1\n"
    (place / "base-cc-evol-struct-pop-2018.csv").write_text(content, encoding="utf-8")


def passed(*lines: dict[str, object], known: Passages = MERGED, listing: bool = False) -> list[dict[str, object]]:
    return pass_codes(OBSERVATIONS.build(list(lines)), known, listing=listing).observations.to_pylist()


def test_gouzangrez_joins_commeny():
    (row,) = passed(rate("95169", 40, 400), rate("95282", 40, 160), known=current_passages())
    assert (row["code"], row["numerator"], row["denominator"]) == ("95169", 80, 560)
    assert row["value"] == pytest.approx(80 / 560)
    assert (row["quality"], row["cog_year"]) == ("ok", cog.cog_year())


def test_teeth_without_the_passage_the_people_of_gouzangrez_are_lost(tmp_path: Path, monkeypatch):
    write_old_census(tmp_path)
    monkeypatch.setattr(folder, "current_passages", Passages)
    monkeypatch.setattr(folder, "pass_codes", lambda table, **options: pass_codes(table, Passages()))
    found = folder.read_folder(tmp_path, frozenset({"95169"}), frozenset())
    assert [row["value"] for row in found.observations.to_pylist() if row["indicator"] == "population"] == [400]


def test_counts_are_summed_and_a_secret_is_not_a_zero():
    (row,) = passed(line("95169", "population", value=400.0), line("95282", "population", value=160.0))
    assert row["value"] == 560
    (row,) = passed(line("95169", "population", value=400.0), line("95282", "population", quality="secret"))
    assert (row["value"], row["quality"]) == (None, "secret")


def test_a_median_is_estimated_by_the_population_and_says_so():
    rows = passed(
        line("95169", "population", value=300.0),
        line("95282", "population", value=100.0),
        line("95169", "median_income", value=20_000.0),
        line("95282", "median_income", value=28_000.0),
    )
    (median,) = [row for row in rows if row["indicator"] == "median_income"]
    assert (median["value"], median["quality"]) == (22_000, "imputed")


def test_a_rate_known_on_one_part_only_is_partial():
    (row,) = passed(rate("95169", 40, 400), rate("95282", 0, 160, "secret"))
    assert (row["value"], row["numerator"], row["denominator"]) == (0.1, 40, 400)
    assert row["quality"] == "partial_perimeter"


def test_a_fusion_without_its_own_line_is_partial_unless_the_file_is_a_list_of_places():
    (row,) = passed(rate("95282", 40, 160))
    assert (row["code"], row["quality"]) == ("95169", "partial_perimeter")
    (row,) = passed(line("95282", "france_services_count", value=1.0), listing=True)
    assert (row["code"], row["value"], row["quality"]) == ("95169", 1, "ok")


def test_a_split_is_told_and_never_invented():
    result = pass_codes(OBSERVATIONS.build([rate("95999", 1, 10), rate("95003", 2, 10)]), SPLIT)
    assert [row["code"] for row in result.observations.to_pylist()] == ["95003"]
    assert result.notes == (
        "Ancien code 95999 : la commune a été partagée entre 95001, 95002 ; ses données ne sont pas réparties, "
        "faute d’une source qui le permette.",
    )


def test_current_codes_and_other_levels_pass_untouched():
    table = OBSERVATIONS.build([rate("95001", 1, 10), {**rate("95282", 1, 10), "level": "departement"}])
    assert pass_codes(table, MERGED).observations is table


def test_the_worst_quality_wins():
    assert worst(["ok", "secret", "imputed"]) is Quality.SECRET
    assert worst(["ok", "outdated"]) is Quality.OUTDATED
    (row,) = passed(rate("95169", 40, 400), {**rate("95282", 40, 160), "quality": "outdated"})
    assert row["quality"] == "outdated"


people = st.integers(min_value=1, max_value=10**6)
part = st.tuples(st.sampled_from(["95169", "95282", "95998", "95001", "95002"]), people, people)


@given(st.lists(part, unique_by=lambda p: p[0], min_size=1))
def test_sums_are_conserved(parts):
    before = [rate(code, min(a, b), max(a, b)) for code, a, b in parts]
    after = passed(*before)
    for name in ("numerator", "denominator"):
        assert sum(row[name] for row in after) == pytest.approx(sum(row[name] for row in before))
    assert {row["code"] for row in after} <= {"95169", "95001", "95002"}
    assert all(0 <= row["value"] <= 1 for row in after)


@given(st.lists(st.tuples(people, people), min_size=2, max_size=5), st.randoms())
def test_the_order_of_the_parts_does_not_matter(pairs, random):
    parts = [rate("95169", min(p), max(p)) for p in pairs]
    shuffled = random.sample(parts, len(parts))
    assert fuse(parts)["value"] == pytest.approx(fuse(shuffled)["value"])


def test_a_folder_under_old_codes_is_read_before_the_perimeter_filter(tmp_path: Path):
    write_old_census(tmp_path)
    found = folder.read_folder(tmp_path, frozenset({"95169"}), frozenset())
    figures = {row["indicator"]: row["value"] for row in found.observations.to_pylist()}
    assert figures == {
        "population": 560,
        "older_65_rate": pytest.approx(80 / 560),
        "foreigners_rate": pytest.approx(4 / 560),
    }
    assert found.problems == (
        "base-cc-evol-struct-pop-2018.csv — Ancien code 95282 : ses données rejoignent la commune 95169.",
    )


def test_outlines_of_merged_communes_are_joined(tmp_path: Path):
    squares = {"95169": shapely.box(0, 0, 1, 1), "95282": shapely.box(1, 0, 2, 1)}
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": shapely.geometry.mapping(square)}
        for code, square in squares.items()
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features})
    (tmp_path / "communes_95.geojson").write_text(content, encoding="utf-8")
    joined = commune_outlines("95", tmp_path)
    assert list(joined) == ["95169"]
    assert joined["95169"].area == pytest.approx(2)


@pytest.mark.real_data
def test_figure_15_the_areas_of_184_communes_are_those_of_183(real_data: Path, tmp_path: Path):
    old = json.loads(next(real_data.rglob("communes95.geojson")).read_text(encoding="utf-8"))
    new = json.loads(next(real_data.rglob("communes_95_cog2026.geojson")).read_text(encoding="utf-8"))
    assert (len(old["features"]), len(new["features"])) == (184, 183)
    (tmp_path / "communes_95_2018.geojson").write_text(json.dumps(old), encoding="utf-8")
    joined = commune_outlines("95", tmp_path)
    today = {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in new["features"]}
    assert joined.keys() == today.keys()
    before = {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]).area for f in old["features"]}
    assert joined["95169"].area == pytest.approx(before["95169"] + before["95282"], rel=0.02)
    assert joined["95169"].area == pytest.approx(today["95169"].area, rel=0.02)
    assert sum(s.area for s in joined.values()) == pytest.approx(sum(before.values()), rel=0.001)
