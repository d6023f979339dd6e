"""Amounts in euros: read as people type them, written as agreements do. Always Decimal, always two decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from num2words import num2words

from maillage.design.typography import HARD, THIN, euros, known

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999.99")
_SPACES = re.compile(rf"[\s{HARD}{THIN}’']+")
_UNIT = re.compile(r"(€|euros?|eur)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
UNREADABLE = "Écrivez un montant en euros, par exemple 59 700 ou 59 700,50."
AMBIGUOUS = "Ce montant se lit de deux façons. Écrivez 59 700 pour des milliers, ou 59,70 pour des centimes."
TOO_LARGE = "Ce montant dépasse dix milliards d’euros. Vérifiez les zéros."


def parse_euros(text: str) -> Decimal:
    """The amount of « 59 700 », « 59.700,00 € », « 59700.5 »; ValueError says in French how to write it.

    A point followed by exactly three digits groups thousands, as French people type it: no amount has three decimals.
    A lone comma followed by three digits is refused, since it reads two ways.
    """
    plain = _UNIT.sub("", _SPACES.sub("", text))
    if re.fullmatch(r"\d{1,3},\d{3}", plain):
        raise ValueError(AMBIGUOUS)
    whole, comma, cents = plain.rpartition(",") if "," in plain else (plain, "", "")
    if _GROUPED.fullmatch(whole):
        plain = whole.replace(".", "") + comma + cents
    found = _PLAIN.fullmatch(plain)
    if found is None or not plain.isascii():
        raise ValueError(UNREADABLE)
    amount = Decimal(f"{found[1]}.{found[2] or '0'}").quantize(CENT) if len(found[1]) < 16 else LARGEST + 1
    if amount > LARGEST:
        raise ValueError(TOO_LARGE)
    return amount


def exact_euros(amount: Decimal | None) -> str:
    """« 59 700 € », « 59 700,50 € »: the cents are written when there are some."""
    if amount is None or not known(float(amount)):
        return euros(None)
    whole = amount.quantize(CENT)
    if whole == whole.to_integral_value():
        return euros(int(whole))
    units, _, cents = f"{abs(whole)}".partition(".")
    sign = "−" if whole < 0 else ""
    return f"{sign}{int(units):,}".replace(",", THIN) + f",{cents}{HARD}€"


def typed_euros(amount: Decimal | None) -> str:
    """The amount as a field shows it again: « 59 700,50 »; nothing for None."""
    return "" if amount is None else exact_euros(amount).removesuffix(f"{HARD}€").replace(THIN, " ")


def euros_in_words(amount: Decimal) -> str:
    """« cinquante-neuf mille sept cents euros », « deux millions d’euros et dix centimes »."""
    whole = amount.quantize(CENT)
    units, cents = int(whole), int((whole - int(whole)) * 100)
    words = num2words(units, lang="fr")
    of = "d’" if units and units % 1_000_000 == 0 else ""
    text = f"{words} {of}euro{'s' if units > 1 else ''}"
    if not cents:
        return text
    return f"{text} et {num2words(cents, lang='fr')} centime{'s' if cents > 1 else ''}"
