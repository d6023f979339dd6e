"""One test per signal: what agrees, what differs, what does not count, and that a missing field is no signal."""

from __future__ import annotations

import pytest

from maillage.analytics.matching import Context, Signal, SignalKind, compare
from tests.unit.analytics.matching.places import METRE, north_of, other, place

SIRET = "44229377500018"


def signal(kind: SignalKind, a, b, context: Context | None = None) -> Signal | None:
    return next((s for s in compare(a, b, context).signals if s.kind is kind), None)


@pytest.mark.parametrize(
    ("address", "agreement", "reason"),
    [
        ("12 r. des tanneurs", 1.0, "Même numéro et même rue"),
        ("Rue des Tanneurs", 1.0, "Même rue, numéro connu d’un seul côté"),
        ("14 rue des Tanneurs", 0.35, "Même rue, numéros différents"),
        ("12 avenue de la Gare", 0.0, "Rues différentes"),
    ],
)
def test_address(address, agreement, reason):
    found = signal(SignalKind.ADDRESS, place(), other(address=address))
    assert found is not None
    assert (found.agreement, found.reason) == (agreement, reason)


def test_a_street_without_its_number_weighs_less():
    whole, street = (
        signal(SignalKind.ADDRESS, place(), other(address=a)) for a in ("12 rue des Tanneurs", "Rue des Tanneurs")
    )
    assert whole is not None
    assert street is not None
    assert street.weight < whole.weight


@pytest.mark.parametrize(
    ("metres", "agreement", "reason"),
    [(5, 1.0, "Au même point"), (40, 0.97, "À 40 m"), (215, 0.5, "À 220 m"), (2400, 0.0, "À 2,4 km")],
)
def test_distance(metres, agreement, reason):
    found = signal(SignalKind.DISTANCE, place(), other(**north_of(metres)))
    assert found is not None
    assert found.agreement == pytest.approx(agreement, abs=0.01)
    assert found.reason == reason


def test_one_point_for_two_streets_is_a_default_point():
    found = signal(SignalKind.DISTANCE, place(), other(address="3 avenue de la Gare"))
    assert found is not None
    assert found.weight == 0


def test_null_island_is_no_point():
    assert signal(SignalKind.DISTANCE, place(), other(latitude=0.0, longitude=0.0)) is None


def test_siret_shared_by_two_counts():
    found = signal(SignalKind.SIRET, place(siret=SIRET), other(siret=SIRET))
    assert found is not None
    assert (found.agreement, found.reason) == (1.0, "Même SIRET")
    assert found.weight > 0


def test_siret_shared_by_six_places_does_not_count():
    streets = ["Haute", "Basse", "Neuve", "Vieille", "Longue", "Courte"]
    rows = [place(source_id=str(i), siret=SIRET, address=f"{i} rue {s}") for i, s in enumerate(streets, 1)]
    found = signal(SignalKind.SIRET, rows[0], rows[1], Context.of(rows))
    assert found is not None
    assert (found.weight, found.reason) == (0.0, "Même SIRET, partagé par 6 lieux : ne compte pas")


def test_the_same_place_written_six_times_shares_nothing():
    rows = [place(source=f"source {i}", siret=SIRET) for i in range(6)]
    found = signal(SignalKind.SIRET, rows[0], rows[1], Context.of(rows))
    assert found is not None
    assert found.weight > 0


def test_fourteen_zeros_are_no_siret():
    assert signal(SignalKind.SIRET, place(siret="0" * 14), other(siret="0" * 14)) is None


def test_a_siren_typed_as_a_siret_is_read():
    found = signal(SignalKind.SIRET, place(siret="442\u202f293\u202f775"), other(siret=SIRET))
    assert found is not None
    assert found.reason == "Même SIREN"


def test_the_siret_of_a_commune_is_weak():
    town, firm = (signal(SignalKind.SIRET, place(siret=s), other(siret=s)) for s in ("21990001200015", SIRET))
    assert town is not None
    assert firm is not None
    assert town.weight < firm.weight


def test_two_establishments_of_one_body_half_agree():
    found = signal(SignalKind.SIRET, place(siret=SIRET), other(siret=SIRET[:9] + "00026"))
    assert found is not None
    assert found.agreement == 0.5


def test_phone_written_two_ways():
    found = signal(SignalKind.PHONE, place(phones=("+33199000001",)), other(phones=("01 99 00 00 01",)))
    assert found is not None
    assert found.agreement == 1.0


@pytest.mark.parametrize(
    ("a", "b", "agreement", "reason"),
    [
        ("accueil@moulin.example", "Accueil@moulin.example", 1.0, "Même courriel"),
        ("accueil@moulin.example", "bureau@moulin.example", 1.0, "Même domaine de courriel"),
        ("accueil@gmail.com", "bureau@gmail.com", 0.0, "Courriels différents"),
    ],
)
def test_email(a, b, agreement, reason):
    found = signal(SignalKind.EMAIL, place(emails=(a,)), other(emails=(b,)))
    assert found is not None
    assert (found.agreement, found.reason) == (agreement, reason)


def test_a_noreply_box_is_no_mail():
    box = ("noreply@ville.example",)
    assert signal(SignalKind.EMAIL, place(emails=box), other(emails=box)) is None


def test_website_forgives_the_protocol():
    found = signal(
        SignalKind.WEBSITE, place(websites=("https://www.moulin.example/",)), other(websites=("moulin.example",))
    )
    assert found is not None
    assert found.agreement == 1.0


def test_another_website_costs_nothing():
    found = signal(SignalKind.WEBSITE, place(websites=("a.example",)), other(websites=("b.example",)))
    assert found == Signal(SignalKind.WEBSITE, 0.0, 0.0, "Sites différents")


def test_a_point_off_the_globe_is_no_point():
    assert signal(SignalKind.DISTANCE, place(), other(latitude=485.0)) is None


def test_rows_without_an_address_are_counted_by_name():
    rows = [place(f"Lieu {i}", source_id=str(i), address="", siret=SIRET) for i in range(5)]
    found = signal(SignalKind.SIRET, rows[0], rows[1], Context.of(rows))
    assert found is not None
    assert found.weight == 0


def test_kinds_france_services_and_pimms_go_together():
    found = signal(SignalKind.KIND, place(kinds=("rfs",)), other(kinds=("pimms",)))
    assert found is not None
    assert found.agreement == 1.0


def test_a_wrong_commune_code_is_forgiven_by_the_name():
    found = signal(SignalKind.COMMUNE, place(), other(commune_code="99002"))
    assert found is not None
    assert found.agreement == 1.0


def test_nothing_in_common_to_compare_gives_no_signal():
    empty = {
        "commune_code": "",
        "commune_name": "",
        "postal_code": "",
        "address": "",
        "latitude": None,
        "longitude": None,
    }
    assert compare(place(name="", **empty), other(**empty)).signals == ()
    assert compare(place(name="", **empty), other(**empty)).score == 0.0


def test_a_metre_is_a_metre():
    found = signal(SignalKind.DISTANCE, place(), other(latitude=48.5, longitude=2.2 + 100 * METRE / 0.6626))
    assert found is not None
    assert found.reason == "À 100 m"
