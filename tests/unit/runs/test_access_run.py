"""Access from files to a file: homes and helps without a database, and the command that nobody needs Django for."""

from __future__ import annotations

from click.testing import CliRunner

from maillage.cli import main
from maillage.runs.access import Help, Home, capacity_of, helps_of, homes_of, reach, rivals_of
from maillage.runs.perimeter import perimeter_of
from tests.factories.places import row

HERE, NEAR, FAR = (49.05, 2.10), (49.05, 2.12), (49.05, 3.90)
HEADER = "nom;adresse;code_postal;commune;latitude;longitude;horaires\n"


def test_a_stop_is_help_but_never_the_nearest():
    homes = [Home("1", "Ici", HERE, 1000.0, 5.0)]
    helps = [Help("Bus", HERE, 2.0, "1", is_stop=True), Help("Lieu", NEAR, 35.0)]
    (found,) = reach(homes, helps)
    assert (found.nearest, found.stops) == (1, 1)
    assert 0 < found.car_minutes < 5
    assert round(found.per_thousand) == round(550 * (1 + 2 / 35))


def test_nothing_within_four_hours_is_none_and_nobody_lives_nowhere():
    (found,) = reach([Home("1", "Ici", HERE, 10.0)], [Help("Loin", (43.3, 5.4), None)])
    assert (found.nearest, found.car_minutes, found.walk_minutes, found.per_thousand) == (None, None, None, 0.0)
    assert reach([], [Help("Lieu", HERE, None)]) == []
    assert not reach([Home("1", "Ici", HERE, 10.0)], [])[0].is_desert


def test_neighbours_take_their_share_and_are_not_in_the_result():
    homes, rivals = [Home("1", "Ici", HERE, 1000.0)], [Home("2", "Voisins", HERE, 3000.0)]
    helps = [Help("Lieu", NEAR, 35.0)]
    (alone,), (shared,) = reach(homes, helps), reach(homes, helps, rivals)
    assert alone.per_thousand == capacity_of(helps[0])
    assert shared.per_thousand * 4 == alone.per_thousand


def test_the_neighbours_of_the_val_doise_are_those_around():
    around = {one.code[:2] for one in rivals_of("95")}
    assert {"93", "92", "78", "60"} <= around
    assert "95" not in around


def test_the_communes_of_a_departement_have_a_point_and_their_people():
    homes = homes_of(perimeter_of("95"), {"95585": 5.5})
    assert len(homes) == 183
    sarcelles = next(one for one in homes if one.code == "95585")
    assert (sarcelles.name, sarcelles.need) == ("Sarcelles", 5.5)
    assert sarcelles.people > 50_000


def test_a_place_without_position_gives_no_help():
    assert [one.name for one in helps_of([row(), row("2", latitude=None)])] == ["France services fictif"]
    assert helps_of([row(hours="Mo-Fr 09:00-12:00")])[0].weekly_hours == 15


def test_the_command_writes_a_table_and_says_who_is_far(tmp_path):
    places, out = tmp_path / "lieux.csv", tmp_path / "acces.csv"
    places.write_text(
        HEADER + "Maison fictive;1 rue A;95200;Sarcelles;48.99;2.38;Mo-Fr 09:00-12:00\n", encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["access", "95", "--places", str(places), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "183 communes" in done.output
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 184
    assert ";Maison fictive;" in lines[1]


def test_an_unknown_departement_is_refused_and_nothing_is_written(tmp_path):
    places, out = tmp_path / "lieux.csv", tmp_path / "acces.csv"
    places.write_text(HEADER, encoding="utf-8")
    done = CliRunner().invoke(main, ["access", "999", "--places", str(places), "--out", str(out)])
    assert done.exit_code == 1
    assert "Erreur" in done.output
    assert not out.exists()
