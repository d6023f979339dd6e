"""Amounts as people type them, and as agreements write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.design.fields import EuroField
from maillage.design.money import euros_in_words, exact_euros, parse_euros, typed_euros


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("59 700", "59700.00"),
        ("59.700,00 €", "59700.00"),
        ("59700", "59700.00"),
        ("59.700", "59700.00"),
        ("59 700,5", "59700.50"),
        ("59.70", "59.70"),
        ("1.234.567,89 euros", "1234567.89"),
        ("0", "0.00"),
        ("1\u202f281\u202f653\u00a0€", "1281653.00"),
        ("9 999 999 999,99", "9999999999.99"),
    ],
)
def test_an_amount_is_read_as_it_is_typed(typed, amount):
    assert parse_euros(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "abc", "-5", "12,345", "1,2,3", "59.700.1", "1e5", "٥٩", "10 000 000 000", "9" * 50]
)
def test_what_is_no_amount_is_refused_in_french(typed):
    with pytest.raises(ValueError, match=r"montant"):
        parse_euros(typed)


@given(st.decimals("0", "9999999999.99", places=2))
def test_what_is_shown_is_read_back(amount):
    assert parse_euros(exact_euros(amount)) == amount
    assert parse_euros(typed_euros(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("59700", "cinquante-neuf mille sept cents euros"),
        ("20000", "vingt mille euros"),
        ("1", "un euro"),
        ("80", "quatre-vingts euros"),
        ("2000000", "deux millions d’euros"),
        ("333.33", "trois cent trente-trois euros et trente-trois centimes"),
        ("0.01", "zéro euro et un centime"),
    ],
)
def test_amounts_are_written_in_words(amount, words):
    assert euros_in_words(Decimal(amount)) == words


def test_the_field_says_how_to_write_it():
    field = EuroField(label="Montant", required=False)
    assert field.clean("59 700") == Decimal("59700.00")
    assert field.clean("") is None
    assert field.prepare_value(Decimal("59700.50")) == "59 700,50"
