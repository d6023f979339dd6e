"""Each producer's file, as a tiny sample written by hand: its figures, its secrets, its year."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maillage.runs.indicators import indicators
from maillage.sources import folder
from maillage.sources.catalogue import sources, sources_for
from maillage.sources.folder import find_files, read_folder
from maillage.sources.parsing import parse_file
from maillage.tables.errors import DataError

SAMPLES = {
    "insee_population": ("rp22.csv", "CODGEO;P22_POP;P22_POP65P;P22_POP_ETR\n95001;200;50;10\n"),
    "insee_diplomas": (
        "dip22.CSV",
        "CODGEO;P22_NSCOL15P;P22_NSCOL15P_DIPLMIN;P22_NSCOL15P_BEPC;P22_NSCOL15P_CAPBEP\n95001;100,0;20,0;5;25\n",
    ),
    "insee_households": ("men22.csv", "CODGEO;C22_MEN;C22_MENPSEUL;C22_FAM;C22_FAMMONO\n95001;100;30;80;8\n"),
    "insee_dossier_complet": (
        "dossier_complet.csv",
        "CODGEO;P22_POP;P22_POP65P;P22_NSCOL15P_DIPLMIN;P22_NSCOL15P;P22_CHOM1564;P22_ACT1564;C22_FAMMONO;C22_FAM;"
        "C22_MENPSEUL;C22_MEN\n95001;200;50;20;100;5;50;8;80;30;100\n",
    ),
    "filosofi": ("cc_filosofi_2021_COM.csv", "CODGEO;MED21;TP6021;NBMENFISC21;NBPERSMENFISC21\n95001;23500;s;80;190\n"),
    "arcep_fixed": ("commune_debit_filaire.csv", "code_insee;nbr;elig_thd30;date\n95001;100;90;2026-03-31\n"),
    "arcep_mobile": ("2025T3_nbope_communes.csv", "techno;niveau;territoire;pop_0\n4G;BC;95001;2.5\n3G;BC;95001;9\n"),
    "arcep_ftth": (
        "fibre.csv",
        "Fibre,,\n,,\n,,\n,,\nCode commune,Champ,T1 2018\n95001,Locaux Raccordables,120\n95001,Catégorie,80\n",
    ),
    "cnaf": ("caf.csv", '"iris_code";"arsas";"percou"\n"950010101";10;100\n"950010102";30;100\n'),
    "france_services": ("fs_2024-08-01.csv", "id_fs,insee_com,lib_fs\n1,95001,Un\n2,95001,Deux\n"),
}
EXPECTED = {
    "insee_population": {"population": 200, "older_65_rate": 0.25, "foreigners_rate": 0.05},
    "insee_diplomas": {"no_diploma_rate": 0.2, "below_bac_rate": 0.5},
    "insee_households": {"one_person_rate": 0.3, "one_parent_rate": 0.1},
    "insee_dossier_complet": {
        "population": 200,
        "older_65_rate": 0.25,
        "no_diploma_rate": 0.2,
        "unemployment_rate": 0.1,
        "one_parent_rate": 0.1,
        "one_person_rate": 0.3,
    },
    "filosofi": {"median_income": 23500, "poverty_rate": None, "fiscal_households": 80, "fiscal_persons": 190},
    "arcep_fixed": {"no_thd_rate": pytest.approx(0.1)},
    "arcep_mobile": {"no_4g_rate": pytest.approx(0.025)},
    "arcep_ftth": {"ftth_premises_count": 120},
    "cnaf": {"rsa_rate": 0.2},
    "france_services": {"france_services_count": 2},
}
YEARS = {"filosofi": 2021, "arcep_fixed": 2026, "arcep_mobile": 2025, "arcep_ftth": 2018, "cnaf": 2021} | {
    "france_services": 2024
}


def write(place: Path, source: str) -> Path:
    name, content = SAMPLES[source]
    path = place / name
    path.write_text(content, encoding="utf-8")
    return path


def test_every_source_has_its_sample():
    assert {source.id for source in sources()} - {"own_table"} == set(SAMPLES) == set(EXPECTED)


@pytest.mark.parametrize("source", SAMPLES)
def test_a_well_formed_file_is_recognised_and_read(tmp_path, source):
    path = write(tmp_path, source)
    (found,) = find_files(tmp_path)
    assert found.source == source
    rows = parse_file(path, found.layout).to_pylist()
    assert {row["indicator"]: row["value"] for row in rows} == EXPECTED[source]
    assert {row["year"] for row in rows} == {YEARS.get(source, 2022)}
    assert {row["code"] for row in rows} == {"95001"}


@pytest.mark.parametrize("source", SAMPLES)
def test_a_truncated_row_is_refused(tmp_path, source):
    path = write(tmp_path, source)
    text = path.read_text(encoding="utf-8").rstrip("\n")
    separator = "," if text.count(",") > text.count(";") else ";"
    path.write_text(text.rpartition(separator)[0] + "\n", encoding="utf-8")
    (found,) = find_files(tmp_path)
    with pytest.raises(DataError, match="tronqué") as caught:
        parse_file(path, found.layout)
    assert (caught.value.file, caught.value.row) == (path.name, len(text.split("\n")))
    assert caught.value.expected
    with pytest.raises(DataError):
        read_folder(tmp_path, frozenset({"95001"}), frozenset())


@pytest.mark.parametrize("source", SAMPLES)
def test_every_indicator_of_a_source_is_declared(source):
    (entry,) = [entry for entry in sources() if entry.id == source]
    assert set(entry.indicators) <= set(indicators())
    assert all(entry in sources_for(indicator) for indicator in entry.indicators)


def test_secrets_are_secret(tmp_path):
    rows = parse_file(write(tmp_path, "filosofi"), find_files(tmp_path)[0].layout).to_pylist()
    assert [row["quality"] for row in rows if row["indicator"] == "poverty_rate"] == ["secret"]


def test_the_satellite_file_of_the_arcep_is_not_taken_for_the_wired_one(tmp_path):
    write(tmp_path, "arcep_fixed").rename(tmp_path / "commune_debit.csv")
    assert find_files(tmp_path) == []


def test_premises_without_high_speed_are_the_numerator(tmp_path):
    (row,) = parse_file(write(tmp_path, "arcep_fixed"), find_files(tmp_path)[0].layout).to_pylist()
    assert (row["numerator"], row["denominator"]) == (10, 100)


def test_the_old_fibre_file_is_flagged_outdated(tmp_path):
    (row,) = parse_file(write(tmp_path, "arcep_ftth"), find_files(tmp_path)[0].layout).to_pylist()
    assert row["quality"] == "outdated"


def test_iris_are_summed_numerators_and_denominators(tmp_path):
    (row,) = parse_file(write(tmp_path, "cnaf"), find_files(tmp_path)[0].layout).to_pylist()
    assert (row["numerator"], row["denominator"], row["quality"]) == (40, 200, "ok")


def test_a_secret_iris_makes_the_commune_partial_not_lower(tmp_path):
    path = write(tmp_path, "cnaf")
    path.write_text(path.read_text(encoding="utf-8") + '"950010103";;500\n', encoding="utf-8")
    (row,) = parse_file(path, find_files(tmp_path)[0].layout).to_pylist()
    assert (row["value"], row["denominator"], row["quality"]) == (0.2, 200, "partial_perimeter")


class TestFranceServices:
    def read(self, place: Path, *codes: str) -> dict[str, float]:
        return {
            row["code"]: row["value"]
            for row in read_folder(place, frozenset(codes), frozenset()).observations.to_pylist()
        }

    def test_a_commune_that_is_not_listed_has_none_in_a_covered_departement(self, tmp_path):
        write(tmp_path, "france_services")
        assert self.read(tmp_path, "95001", "95002", "78001") == {"95001": 2, "95002": 0}

    def test_teeth_without_the_zeros_the_commune_is_unknown(self, tmp_path, monkeypatch):
        write(tmp_path, "france_services")
        monkeypatch.setattr(folder, "_with_zeros", lambda table, *rest: table)
        assert self.read(tmp_path, "95001", "95002") == {"95001": 2}

    def test_arrondissements_and_old_codes_count_for_their_commune(self, tmp_path):
        content = "id_fs,insee_com,lib_fs\n1,75101,Un\n2,75120,Deux\n3,95282,Trois\n"
        (tmp_path / "fs_2024.csv").write_text(content, encoding="utf-8")
        assert self.read(tmp_path, "75056", "95169") == {"75056": 2, "95169": 1}

    def test_the_same_place_twice_is_refused(self, tmp_path):
        path = write(tmp_path, "france_services")
        path.write_text(path.read_text(encoding="utf-8") + "1,95002,Un encore\n", encoding="utf-8")
        with pytest.raises(DataError, match=r"deux fois dans le fichier \(lignes 2 et 4\)") as caught:
            self.read(tmp_path, "95001")
        assert (caught.value.row, caught.value.column) == (4, "id_fs")

    def test_a_file_without_a_year_is_refused(self, tmp_path):
        write(tmp_path, "france_services").rename(tmp_path / "fs.csv")
        with pytest.raises(DataError, match="de quelle année"):
            self.read(tmp_path, "95001")

    @pytest.mark.real_data
    def test_the_27_of_the_val_d_oise_are_counted(self, real_data):
        path = next(real_data.rglob("france-services_2024-08-01.csv"))
        (entry,) = sources_for("france_services_count")
        rows = parse_file(path, entry.layouts[-1]).to_pylist()
        assert sum(row["value"] for row in rows) == 2845
        assert sum(row["value"] for row in rows if row["code"].startswith("95")) == 27
        assert {row["year"] for row in rows} == {2024}


@pytest.mark.real_data
def test_the_old_fibre_file_passes_from_2018_to_today(real_data):
    (entry,) = sources_for("ftth_premises_count")
    path = next(real_data.rglob("arcep_ftth_communes_2017T3_2018T1.csv"))
    before = parse_file(path, entry.layouts[-1])
    after = folder.pass_codes(before).observations
    values = [sum(v for v in table["value"].to_pylist() if v is not None) for table in (before, after)]
    assert values[0] == values[1] > 10_000_000
    assert before.num_rows == 35_361
    assert after.num_rows < before.num_rows
    assert "95282" not in after["code"].to_pylist()


def test_a_parquet_file_reads_as_its_csv(tmp_path):
    columns = SAMPLES["insee_dossier_complet"][1].strip().split("\n")
    names, cells = (line.split(";") for line in columns)
    values = [[cell if name == "CODGEO" else float(cell)] for name, cell in zip(names, cells, strict=True)]
    pq.write_table(pa.table(values, names=names), tmp_path / "dossier.parquet")
    (found,) = find_files(tmp_path)
    rows = parse_file(found.path, found.layout).to_pylist()
    assert {row["indicator"]: row["value"] for row in rows} == EXPECTED["insee_dossier_complet"]


def test_a_spreadsheet_reads_as_its_csv_and_a_damaged_one_is_refused(tmp_path):
    book = openpyxl.Workbook()
    for line in SAMPLES["insee_population"][1].strip().split("\n"):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(";")])
    path = tmp_path / "rp22.xlsx"
    book.save(path)
    (entry,) = [source for source in sources() if source.id == "insee_population"]
    layout = dataclasses.replace(entry.layouts[-1], format="xlsx")
    values = {row["indicator"]: row["value"] for row in parse_file(path, layout).to_pylist()}
    assert values == EXPECTED["insee_population"]
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(DataError, match="abîmé ou n’est pas un vrai fichier XLSX") as caught:
        parse_file(path, layout)
    assert (caught.value.file, caught.value.expected) == ("rp22.xlsx", "un fichier XLSX complet")


def test_a_file_with_every_age_and_diploma_gives_them_all(tmp_path):
    names = ["CODGEO", "P22_POP", "P22_POP65P", "P22_POP_ETR", "P22_POP1529", "P22_POP3044", "P22_POP4559"]
    names += ["P22_POP6074", "P22_POP7589", "P22_POP90P"]
    cells = ["95001", "200", "50", "10", "30", "40", "40", "30", "18", "2"]
    (tmp_path / "rp22.csv").write_text(";".join(names) + "\n" + ";".join(cells) + "\n", encoding="utf-8")
    (found,) = find_files(tmp_path)
    values = {row["indicator"]: row["value"] for row in parse_file(found.path, found.layout).to_pylist()}
    assert values["age_75_more_rate"] == 0.1
    assert (values["age_15_29_rate"], values["older_65_rate"]) == (0.15, 0.25)
