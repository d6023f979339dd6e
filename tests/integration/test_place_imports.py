"""Imports of places: idempotent, three-way, nothing deleted, nothing half-written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from maillage.programme.journal.models import Entry
from maillage.programme.places.enums import ConflictStatus, Method
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import FieldConflict, FieldValue, ImportBatch, Place, SourceRecord
from maillage.programme.places.services.conflicts import AlreadySettledError, settle_conflict
from maillage.programme.places.services.places import NothingToUndoError, confirm_place, undo_field, update_place
from tests.factories.places import TODAY, bring, make_geography, make_place, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


def test_a_second_import_of_the_same_file_changes_nothing():
    rows = [row("1"), row("2", name="Autre lieu fictif")]
    assert bring(*rows).created == 2
    before = list(Place.objects.values().order_by("pk"))
    again = bring(*rows, today=TODAY + timedelta(days=1))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert list(Place.objects.values().order_by("pk")) == before
    assert FieldValue.objects.values("place", "field").distinct().count() == FieldValue.objects.count()


def test_every_value_knows_where_it_comes_from():
    place = make_place()
    line = FieldValue.objects.get(place=place, field="hours")
    assert (line.source, line.seen_on, line.method) == ("france-services", TODAY, Method.IMPORT)
    assert values_of(place)["services"] == ["online_procedures"]
    assert place.commune_id == "95585"


def test_a_source_s_change_is_taken_where_we_had_not_touched():
    place = make_place()
    outcome = bring(row(hours="Mo-Fr 14:00-18:00"))
    place.refresh_from_db()
    assert (outcome.updated, outcome.conflicts) == (1, 0)
    assert place.hours == "Mo-Fr 14:00-18:00"


def test_a_field_changed_on_both_sides_waits_for_a_decision():
    place = make_place()
    update_place(place=place, values={"hours": "Sa 09:00-12:00"}, by="test", today=TODAY)
    assert bring(row(hours="Mo-Fr 14:00-18:00")).conflicts == 1
    place.refresh_from_db()
    assert place.hours == "Sa 09:00-12:00"
    conflict = FieldConflict.objects.get()
    assert (conflict.ours, conflict.theirs) == ("Sa 09:00-12:00", "Mo-Fr 14:00-18:00")
    settle_conflict(conflict=conflict, take=True, by="test", today=TODAY)
    place.refresh_from_db()
    assert place.hours == "Mo-Fr 14:00-18:00"
    assert FieldConflict.objects.get().status == ConflictStatus.TAKEN
    with pytest.raises(AlreadySettledError):
        settle_conflict(conflict=conflict, take=False, by="test", today=TODAY)


def test_teeth_without_the_base_our_edit_would_be_lost():
    place = make_place()
    update_place(place=place, values={"hours": "Sa 09:00-12:00"}, by="test", today=TODAY)
    SourceRecord.objects.update(row={**row().as_json(), "hours": "Sa 09:00-12:00"})
    bring(row(hours="Mo-Fr 14:00-18:00"))
    place.refresh_from_db()
    assert place.hours == "Mo-Fr 14:00-18:00"


def test_a_vanished_row_is_marked_absent_and_kept():
    bring(row("1"), row("2"))
    outcome = bring(row("1"))
    assert (outcome.absent, Place.objects.count()) == (1, 2)
    assert SourceRecord.objects.get(source_id="2").absent_since == TODAY
    assert bring(row("1"), row("2")).back == 1
    assert SourceRecord.objects.get(source_id="2").absent_since is None


def test_a_file_of_another_departement_makes_nobody_absent():
    bring(row("1"))
    assert bring(row("9", commune_code="77294")).absent == 0


def test_our_own_publication_coming_back_is_left_out():
    place = make_place()
    back = row(f"maillage-{place.public_id}__coop-12", source="mediation-numerique")
    outcome = bring(back, row("5", source="maillage"))
    assert (outcome.ours, outcome.created) == (2, 0)


def test_a_dry_run_says_all_and_keeps_nothing():
    outcome = bring(row("1"), dry_run=True)
    assert outcome.created == 1
    assert (Place.objects.count(), ImportBatch.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_failure_in_the_middle_keeps_nothing():
    broken = replace(row("2"), siret="1" * 14, latitude=200.0)
    with pytest.raises(Exception, match="place_coordinates_paired"):
        bring(row("1"), broken)
    assert (Place.objects.count(), SourceRecord.objects.count()) == (0, 0)


def test_an_old_commune_code_and_an_unknown_one_lose_nothing():
    place = make_place(commune_code="99999", commune_name="Ailleurs")
    assert (place.commune, place.commune_name) == (None, "Ailleurs")


def test_undo_brings_back_the_value_before():
    place = make_place()
    update_place(place=place, values={"hours": "Sa 09:00-12:00"}, by="test", today=TODAY)
    assert undo_field(place=place, field="hours", by="test", today=TODAY) == "Mo-Fr 09:00-12:00"
    with pytest.raises(NothingToUndoError):
        undo_field(place=place, field="summary", by="test", today=TODAY)


def test_a_confirmation_is_traced_and_dated():
    place = confirm_place(place=make_place(), by="le lieu", today=TODAY)
    assert (place.confirmed_on, place.freshness) == (TODAY, "recent")
    assert FieldValue.objects.filter(place=place, confirmed_by="le lieu").count() == 4
    assert Entry.objects.filter(action="place.confirmed").count() == 1
