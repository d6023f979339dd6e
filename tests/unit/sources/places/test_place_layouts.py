"""Each layout on a small made-up sample: what it says, what it cannot say, what it gets wrong."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage.sources.places import LAYOUTS, PlacesRead, read_places
from maillage.sources.places.recognise import READERS
from maillage.tables.errors import DataError
from maillage.tables.vocabulary import terms_of

TODAY = date(2026, 11, 1)
V1 = {
    "id": "lieu-1", "pivot": "73282932000074", "nom": "Tiers-lieu du Moulin", "commune": "Cergy",
    "code_postal": "95000", "code_insee": "95127", "adresse": "1 rue des Essais", "complement_adresse": "Bât. B",
    "latitude": "49.036", "longitude": "2.063", "typologie": "TIERS_LIEUX|ASSO", "telephone": "+33130000001",
    "courriels": "a@moulin.fr|b@moulin.fr", "site_web": "https://moulin.fr|https://autre.fr",
    "horaires": "Mo-Fr 09:00-12:00; PH off", "presentation_resume": "Court.", "presentation_detail": "Long.",
    "source": "Essai", "itinerance": "Itinérant", "structure_parente": "Ville", "date_maj": "2024-04-02",
    "services": "Maîtrise des outils numériques du quotidien|Loisirs et créations numériques",
    "publics_specifiquement_adresses": "Jeunes|Femmes", "prise_en_charge_specifique": "Surdité|Illettrisme",
    "frais_a_charge": "Gratuit", "dispositif_programmes_nationaux": "Aidants Connect|Point d'accès numérique CAF",
    "formations_labels": "Étapes numériques (La Poste)|Fabriques de Territoire",
    "autres_formations_labels": "QPV", "modalites_acces": "Se présenter|Ce lieu n'accueille pas de public",
    "modalites_accompagnement": "À distance", "fiche_acces_libre": "https://acceslibre.fr/x",
    "prise_rdv": "https://rdv.fr",
}  # fmt: skip
FS = {
    "id_fs": "9001", "insee_dep": "95", "lib_fs": "France services des Essais", "adresse": "1 rue des Essais",
    "complement_adresse": "", "insee_com": "95127", "code_postal": "95000", "lib_com": "Cergy",
    "latitude": "49.036", "longitude": "2.063", "mail": "fs@essais.fr", "telephone": "01 30 00 00 01",
    "h_lundi": "09:00 - 12:30 / 14:00 - 17:00", "h_mardi": "00:00 - 00:00 / 13:30 - 18:00",
    "h_mercredi": "00:00 - 00:00", "h_jeudi": "08:30 - 12:00 / 13:00 - 17:30 / 13:00 - 17:30", "h_vendredi": "",
    "h_samedi": "", "prise_rdv": "Oui", "commentaire": "Ouvert le samedi hors vacances scolaires",
    "type_fs": "Principal", "format_fs": "Fixe", "groupe_fs": "", "labellisation_fs": "Espace labellisé 01/01/2020",
}  # fmt: skip
CNFS = {
    "id": "a1", "nom": "CENTRE SOCIAL DES ESSAIS", "pivot": "00000000000000", "commune": "SEUGY",
    "code_postal": "95270", "adresse": "5 RUE DES ESSAIS", "latitude": 49.12, "longitude": 2.39,
    "services": "Prendre en main un ordinateur;Approfondir ma culture numérique",
    "conditions_access": "Gratuit : Je peux accéder gratuitement au lieu et à ses services",
    "labels_nationaux": "CNFS;France Services", "horaires": "Mo 10h00-12h30", "source": "conseiller-numerique",
    "date_maj": "2022-05-09", "structureId": "z", "nb_aidants": 2,
}  # fmt: skip
DI = {
    "source": "essai", "id": "essai--1", "nom": "Mission locale des Essais", "date_maj": "2025-06-01",
    "siret": "732829320", "commune": "Cergy", "code_postal": "95000", "code_insee": "95127", "adresse": "2 rue X",
    "longitude": 2.063, "latitude": 49.036, "telephone": "+33130000001", "courriel": "ml@essais.fr",
    "site_web": "https://ml.fr", "horaires_accueil": "Mo-Fr 09:00-17:00",
    "reseaux_porteurs": ["mission-locale", "aidants-connect", "inconnu"], "description": "Accueil.",
    "accessibilite_lieu": None, "lien_source": "https://essai.fr/1",
}  # fmt: skip
LIBRARY = {
    "Libelle1": "BIBLIOTHEQUE MUNICIPALE", "Libelle2": "BIBLIOTHEQUE LES TILLEULS", "Localisation": "Mairie",
    "voie": "1 place X", "CP": "95000", "CEDEXB": "", "Ville": "Cergy", "DEPT": "95", "INSEE": "95127",
    "coordonnees_ban": "", "coordonnees_finales": "49.036, 2.063", "code_bib": "14.0", "surface": "80.0",
    "type_adresse": "Adresse administrative", "amplitude_horaire": "10.5",
}  # fmt: skip


def csv_text(rows: list[dict[str, Any]], separator: str = ",") -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def read_csv(folder: Path, *rows: dict[str, Any], **options: Any) -> PlacesRead:
    path = folder / "lieux.csv"
    path.write_text(csv_text(list(rows)), encoding="utf-8")
    return read_places(path, today=TODAY, **options)


def read_json(folder: Path, content: Any) -> PlacesRead:
    path = folder / "lieux.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return read_places(path, today=TODAY)


def test_standard_v1(tmp_path):
    read = read_csv(tmp_path, V1)
    place = read.rows[0]
    assert (read.layout, read.separator, read.faults, read.losses) == ("standard_v1", ",", (), ())
    assert place.key == ("Essai", "lieu-1")
    assert (place.siret, place.kinds, place.itinerant) == ("73282932000074", ("tiers_lieux", "asso"), True)
    assert place.emails == ("a@moulin.fr", "b@moulin.fr")
    assert place.websites == ("https://moulin.fr", "https://autre.fr")
    assert place.services == ("everyday_tools", "leisure_creation")
    assert (place.audiences, place.special_care) == (("youth", "women"), ("deafness", "illiteracy"))
    assert place.programmes == ("aidants_connect", "caf_point")
    assert place.labels == ("etapes_numeriques", "fabriques_de_territoire")
    assert (place.local_labels, place.access_modes) == (("QPV",), ("walk_in", "no_public"))
    assert (place.hours, place.updated_on) == ("Mo-Fr 09:00-12:00; PH off", date(2024, 4, 2))


def test_a_value_outside_the_vocabulary_is_said_counted_and_the_row_kept(tmp_path):
    read = read_csv(tmp_path, V1 | {"services": "Jeunes|Autre chose", "itinerance": "Itinérant|Fixe"})
    assert [fault.value for fault in read.faults] == ["Jeunes", "Autre chose"]
    assert all(fault.kept and "standard" in fault.message for fault in read.faults)
    assert {(loss.field, loss.value) for loss in read.losses} == {("services", "Jeunes"), ("services", "Autre chose")}
    assert read.rows[0].services == ()
    assert read.rows[0].itinerant is None


def test_the_old_separator_of_the_readme_is_understood(tmp_path):
    assert read_csv(tmp_path, V1 | {"typologie": "BIB;CCAS"}).rows[0].kinds == ("bib", "ccas")


def test_a_row_without_name_or_seen_before_is_left_out_and_said(tmp_path):
    read = read_csv(tmp_path, V1, V1 | {"nom": "Copie"}, V1 | {"id": "b", "nom": " "}, V1 | {"id": ""})
    assert [place.name for place in read.rows] == ["Tiers-lieu du Moulin", "Tiers-lieu du Moulin"]
    assert [(fault.row, fault.kept) for fault in read.faults] == [(3, False), (4, False)]
    assert len(read.rows[1].source_id) == 16


def test_dates_to_come_wrong_codes_and_cut_texts_are_said(tmp_path):
    wrong = {"date_maj": "2099-01-01", "code_insee": "99999", "code_postal": "9500A", "presentation_resume": "x" * 900}
    read = read_csv(tmp_path, V1 | wrong)
    place = read.rows[0]
    assert {f.column for f in read.faults} >= {"date_maj", "code_insee", "code_postal", "presentation_resume"}
    assert (place.updated_on, place.postal_code, place.commune_name, len(place.summary)) == (None, "", "Cergy", 500)


def test_standard_v0_splits_its_publics(tmp_path):
    row = {
        "id": "1", "nom": "Lieu", "commune": "Cergy", "code_postal": "95000", "adresse": "x", "pivot": "",
        "services": "Prendre en main un ordinateur;S'équiper en matériel informatique",
        "publics_accueillis": "Jeunes (16-26 ans);Déficience visuelle;Tout public",
        "conditions_acces": "Payant : L'accès au lieu et/ou à ses services est payant;Adhésion : inconnue",
        "labels_nationaux": "CNFS;Point relais CAF", "labels_autres": "SudLabs", "cle_ban": "x",
        "modalites_accompagnement": "Dans un atelier : j'apprends collectivement à utiliser le numérique",
        "courriel": "a@b.fr", "date_maj": "2022-06-02",
    }  # fmt: skip
    read = read_csv(tmp_path, row)
    place = read.rows[0]
    assert read.layout == "standard_v0"
    assert (place.services, place.audiences) == (("computer", "equipment_purchase"), ("youth",))
    assert (place.special_care, place.fees) == (("visual_impairment",), ("paid",))
    assert (place.programmes, place.local_labels) == (("conseiller_numerique", "caf_point"), ("SudLabs",))
    assert (place.support_modes, place.commune_code) == (("workshop",), "95127")
    assert [fault.value for fault in read.faults] == ["Tout public", "Adhésion : inconnue"]
    assert ("cle_ban", "", 1) in [(loss.field, loss.value, loss.count) for loss in read.losses]


def test_france_services_hours_become_osm(tmp_path):
    read = read_csv(tmp_path, FS)
    place = read.rows[0]
    assert read.layout == "france_services"
    assert place.hours == "Mo 09:00-12:30,14:00-17:00; Tu 13:30-18:00; Th 08:30-12:00,13:00-17:30"
    assert [fault.column for fault in read.faults] == ["h_jeudi"]
    assert place.hours_note == "Rendez-vous possible. Ouvert le samedi hors vacances scolaires"
    assert (place.kinds, place.itinerant, place.programmes) == (("rfs",), False, ("france_services",))
    assert (place.phones, place.access_modes) == (("+33130000001",), ())
    assert {loss.field for loss in read.losses} == {"type_fs", "labellisation_fs"}


@pytest.mark.parametrize(
    ("written", "itinerant"),
    [
        ("Bus_équivalent", True),
        ("Itinérante", True),
        ("Fixe_antenne(s)", False),
        ("Multisites", None),
        ("Péniche", None),
    ],
)
def test_france_services_that_move(tmp_path, written, itinerant):
    read = read_csv(tmp_path, FS | {"format_fs": written})
    assert read.rows[0].itinerant is itinerant
    assert ("enm" in read.rows[0].kinds) is (itinerant is True)
    assert any(fault.column == "format_fs" for fault in read.faults) is (written == "Péniche")


def test_france_services_of_2022_has_other_columns(tmp_path):
    old = {k: v for k, v in FS.items() if k not in {"format_fs", "type_fs"}} | {"itinerance": "Non", "prise_rdv": "?"}
    read = read_csv(tmp_path, old)
    assert read.rows[0].itinerant is False
    assert "prise_rdv" in {fault.column for fault in read.faults}


def test_france_services_without_hours_are_unknown(tmp_path):
    empty = {name: "" for name in FS if name.startswith("h_")}
    assert read_csv(tmp_path, FS | empty).rows[0].hours == ""


def test_conseillers_numeriques(tmp_path):
    read = read_json(tmp_path, [CNFS])
    place = read.rows[0]
    assert (read.layout, place.key) == ("conseillers_numeriques", ("conseiller-numerique", "a1"))
    assert (place.name, place.siret, place.commune_code) == ("Centre social des essais", "", "95594")
    assert (place.commune_name, place.hours) == ("Seugy", "Mo 10:00-12:30")
    assert (place.services, place.fees) == (("computer", "digital_culture"), ("free",))
    assert place.programmes == ("conseiller_numerique", "france_services")
    assert {fault.column for fault in read.faults} == {"pivot", "horaires"}
    assert {loss.field for loss in read.losses} == {"structureId", "nb_aidants"}


def test_hours_that_are_not_understood_stay_as_a_note(tmp_path):
    place = read_json(tmp_path, [CNFS | {"horaires": "Mo 08:30-12:00-14:00"}]).rows[0]
    assert (place.hours, place.hours_note) == ("", "Mo 08:30-12:00-14:00")


@pytest.mark.parametrize("wrapped", [lambda rows: rows, lambda rows: {"items": rows, "total": 1}])
def test_data_inclusion(tmp_path, wrapped):
    read = read_json(tmp_path, wrapped([DI]))
    place = read.rows[0]
    assert (read.layout, place.key) == ("data_inclusion", ("essai", "essai--1"))
    assert (place.kinds, place.programmes) == (("ml",), ("aidants_connect",))
    assert (place.siret, place.latitude) == ("", 49.036)
    assert [fault.column for fault in read.faults] == ["siret", "reseaux_porteurs"]


def test_data_inclusion_in_csv(tmp_path):
    read = read_csv(tmp_path, DI | {"reseaux_porteurs": "pimms-mediation,ccas-cias", "siret": ""})
    assert read.rows[0].kinds == ("pimms", "ccas")


def test_libraries(tmp_path):
    read = read_csv(tmp_path, LIBRARY, LIBRARY | {"code_bib": "", "Libelle1": "Médiathèque des Tilleuls"})
    first, second = read.rows
    assert read.layout == "libraries"
    assert (first.source_id, first.name, first.kinds) == ("14", "Bibliotheque les tilleuls", ("bib",))
    assert (first.latitude, first.longitude, first.address_extra) == (49.036, 2.063, "Mairie")
    assert (first.hours_note, first.access_modes) == ("Ouvert 10,5 heures par semaine.", ("no_public",))
    assert second.name == "Médiathèque des Tilleuls"


def test_a_layout_can_be_named_and_is_checked(tmp_path):
    assert read_csv(tmp_path, FS, layout="france_services").layout == "france_services"
    for layout, words in (("standard_v1", "ne suit pas le format"), ("autre", "n’existe pas")):
        with pytest.raises(DataError, match=words) as caught:
            read_csv(tmp_path, FS, layout=layout)
        assert caught.value.expected
        assert caught.value.file == "lieux.csv"


def test_every_layout_has_a_french_title():
    assert set(LAYOUTS) == {*READERS, "free_table"}
    assert all(LAYOUTS.values())


def test_codes_that_readers_write_by_hand_exist():
    from maillage.sources.places.data_inclusion import _KINDS

    assert set(_KINDS.values()) | {"rfs", "enm", "bib"} <= set(terms_of("kinds"))
    assert {"france_services", "conseiller_numerique"} <= set(terms_of("programmes"))
    assert "no_public" in terms_of("access_modes")


def test_reading_again_gives_the_same_rows(tmp_path):
    first, second = read_csv(tmp_path, V1), read_csv(tmp_path, V1)
    assert [row.fingerprint() for row in first.rows] == [row.fingerprint() for row in second.rows]
