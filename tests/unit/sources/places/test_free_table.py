"""Any table: the mapping that its words suggest, the mapping that a person gives, values matched to our codes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from maillage.sources.places import FreeMapping, preview_places, read_places, suggest_mapping
from maillage.tables.errors import DataError

TABLE = (
    "Nom de la structure;Adresse;CP - Ville;Tél.;E-mail;Type;Services proposés;Lundi;Mardi;GPS;Remarques;Code interne\n"
    "Maison des Essais;1 rue X;95000 Cergy;01 30 00 00 01;a@b.fr;Tiers lieux;Aide aux démarches;9h-12h;fermé;"
    "49.036, 2.063;Bienvenue;A1\n"
)
HEADER = TABLE.splitlines()[0].split(";")


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "inventaire.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_french_column_names_suggest_a_mapping():
    columns = suggest_mapping(HEADER).columns
    assert columns["name"] == "Nom de la structure"
    assert columns["postal_code"] == "CP - Ville"
    assert columns["phones"] == "Tél."
    assert (columns["kinds"], columns["services"]) == ("Type", "Services proposés")
    assert (columns["hours_mo"], columns["hours_tu"], columns["coordinates"]) == ("Lundi", "Mardi", "GPS")
    assert "Code interne" not in columns.values()
    assert len(set(columns.values())) == len(columns)


def test_values_close_to_a_word_are_suggested():
    rows = [{"Type": "Tiers lieux|Mairies"}, {"Type": "Bibliotheque ou mediatheques"}]
    assert suggest_mapping(["Nom", "Type"], rows).values["kinds"]["Bibliotheque ou mediatheques"] == "bib"


def test_an_unknown_table_is_read_through_its_own_words(tmp_path):
    read = read_places(written(tmp_path, TABLE))
    place = read.rows[0]
    assert (read.layout, read.separator) == ("free_table", ";")
    assert (place.name, place.postal_code, place.commune_code) == ("Maison des Essais", "95000", "95127")
    assert (place.phones, place.emails) == (("+33130000001",), ("a@b.fr",))
    assert (place.kinds, place.hours) == (("tiers_lieux",), "Mo 09:00-12:00")
    assert (place.latitude, place.longitude) == (49.036, 2.063)
    assert {loss.field for loss in read.losses} == {"Services proposés", "Code interne"}


def test_a_given_mapping_decides(tmp_path):
    mapping = FreeMapping(
        {"name": "Nom de la structure", "source_id": "Code interne", "services": "Services proposés"},
        {"services": {"aide aux DÉMARCHES": "online_procedures"}},
        source="inventaire-95",
    )
    read = read_places(written(tmp_path, TABLE), mapping=mapping)
    assert read.rows[0].key == ("inventaire-95", "A1")
    assert read.rows[0].services == ("online_procedures",)
    assert {loss.field for loss in read.losses} >= {"Adresse", "Remarques"}


def test_a_code_that_does_not_exist_is_not_written(tmp_path):
    mapping = FreeMapping({"name": HEADER[0], "kinds": "Type"}, {"kinds": {"Tiers lieux": "chateau"}})
    read = read_places(written(tmp_path, TABLE), mapping=mapping)
    assert read.rows[0].kinds == ()
    assert read.faults[0].value == "Tiers lieux"


def test_a_mapping_names_fields_and_columns_that_exist(tmp_path):
    with pytest.raises(ValueError, match="couleur"):
        FreeMapping({"couleur": "x"})
    with pytest.raises(DataError, match="Colonnes absentes : Zzz"):
        read_places(written(tmp_path, TABLE), mapping=FreeMapping({"name": "Zzz"}))
    with pytest.raises(DataError, match="nom du lieu"):
        read_places(written(tmp_path, "Surface;Étage\n1;2\n"))


def test_a_workbook_reads_like_its_csv(tmp_path):
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(";"))
    book.save(tmp_path / "inventaire.xlsx")
    sheet, text = read_places(tmp_path / "inventaire.xlsx"), read_places(written(tmp_path, TABLE))
    assert [row.fingerprint() for row in sheet.rows] == [row.fingerprint() for row in text.rows]
    assert (sheet.encoding, sheet.separator) == ("", "")


def test_a_preview_shows_what_will_be_read(tmp_path):
    preview = preview_places(written(tmp_path, TABLE, "cp1252"))
    assert (preview.layout, preview.encoding, preview.row_count) == ("free_table", "cp1252", 1)
    assert preview.header == tuple(HEADER)
    assert preview.rows[0]["Type"] == "Tiers lieux"
    assert preview.suggestion.columns["name"] == "Nom de la structure"


def test_an_association_is_known_by_its_rna_and_a_map_by_two_columns(tmp_path):
    text = "Nom;RNA;SIRET;Latitude;Longitude\nLieu;W952000123;;49,03;2,07\nAutre;;732829320;;\n"
    read = read_places(written(tmp_path, text))
    assert (read.rows[0].rna, read.rows[0].latitude, read.rows[0].longitude) == ("W952000123", 49.03, 2.07)
    assert ("SIRET", "732829320") in {(loss.field, loss.value) for loss in read.losses}


def test_days_in_columns_say_what_they_cannot_read(tmp_path):
    read = read_places(written(tmp_path, "Nom;Lundi;Mardi\nLieu;9h-12h;sur demande\n"))
    assert read.rows[0].hours == "Mo 09:00-12:00"
    assert [fault.column for fault in read.faults] == ["Mardi"]


def test_other_sheets_are_said(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom"])
    book.active.append(["Lieu"])
    book.create_sheet("Autre")
    book.save(tmp_path / "lieux.xlsx")
    assert "2 feuilles" in read_places(tmp_path / "lieux.xlsx").faults[0].message


def test_numbers_of_a_spreadsheet_keep_their_digits(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "SIRET", "Code postal", "Téléphone"])
    book.active.append(["Lieu", 73282932000074, 1000, 130000001])
    book.save(tmp_path / "lieux.xlsx")
    place = read_places(tmp_path / "lieux.xlsx").rows[0]
    assert (place.siret, place.postal_code, place.phones) == ("73282932000074", "01000", ("+33130000001",))
