"""Each text that the product keeps stands in the register of treatments: a new field without a fate fails here."""

from __future__ import annotations

import inspect

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.module_loading import import_string

from maillage.programme.privacy.register import Holding, Register, Treatment, register
from maillage.programme.privacy.selectors import text_fields


def undeclared(told: Register) -> list[str]:
    """Fields that can hold a text about a person, and that the register does not speak of."""
    return [f"{model}.{field}" for model, field in text_fields() if not told.speaks_of(model, field)]


def unknown(told: Register) -> list[str]:
    """What the register speaks of and that is not there: a model, a field, or two fates for one field."""
    faults, seen = [], set()
    for holding in (one for treatment in told.treatments for one in treatment.holdings):
        for field in {*holding.fields, *holding.subject, *filter(None, [holding.owner])}:
            try:
                apps.get_model(holding.model)._meta.get_field(field)
            except (LookupError, FieldDoesNotExist):
                faults.append(f"{holding.model}.{field}")
        faults += [f"twice: {holding.model}"] if holding.model in seen else []
        seen.add(holding.model)
    return faults


def loose(told: Register) -> list[str]:
    """Treatments with neither a purge after so many days nor a reason to keep: nothing would ever erase them."""
    return [one.id for one in told.treatments if not (one.days and one.purge) and not one.kept_because]


def test_each_field_has_a_fate():
    assert undeclared(register()) == []


def test_the_register_speaks_only_of_what_is_there():
    assert unknown(register()) == []


def test_each_treatment_is_purged_or_says_why_not():
    assert loose(register()) == []


@pytest.mark.parametrize("one", [one for one in register().treatments if one.purge], ids=lambda one: one.id)
def test_each_purge_can_be_called_by_the_night(one):
    assert set(inspect.signature(import_string(one.purge)).parameters) == {"by", "today"}


def test_each_impersonal_entry_names_an_app_or_a_model():
    known = {model._meta.label for model in apps.get_models()} | {config.label for config in apps.get_app_configs()}
    assert register().impersonal - known == set()


def test_teeth_a_field_a_fate_and_a_purge_taken_out_are_seen():
    told = register()
    without = [one for one in told.treatments if one.id != "reports"]
    assert "places.Report.contact" in undeclared(Register(tuple(without), told.impersonal))
    words = dict.fromkeys(("title", "people", "purpose", "basis", "recipients", "kept", "purge", "kept_because"), "")
    lost = Treatment(id="lost", **words, days=None, holdings=(Holding("places.Nothing", {}, ("name",)),))
    assert unknown(Register((lost,), frozenset())) == ["places.Nothing.name"]
    assert loose(Register((lost,), frozenset())) == ["lost"]
