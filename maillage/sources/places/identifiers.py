"""SIRET, RNA and the stable identifier of a row that has none."""

from __future__ import annotations

import hashlib
import re

from stdnum.fr import siret as siret_number

from maillage.sources.places.cells import folded

_RNA = re.compile(r"^W\d[\dAB]\d{7}$|^W9[A-Z]\d\d{6}$")
_TIDAL = re.compile(r"^\d+(?:[.,]\d+)?[eE]\+?\d+$")


def siret_of(text: str) -> tuple[str, str]:
    """(SIRET of 14 digits or nothing, fault in French or nothing). Zeros pass the checksum: they are refused here."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not digits:
        return "", ""
    if _TIDAL.match(text.strip()):
        return "", "Le tableur a transformé ce SIRET en nombre : ses derniers chiffres sont perdus."
    if not digits.isascii() or not digits.isdecimal():
        return "", "Ce n’est pas un SIRET : il faut 14 chiffres."
    if set(digits) == {"0"}:
        return "", "Ce SIRET n’est fait que de zéros : le lieu est considéré sans SIRET."
    if len(digits) == 9:
        return "", "Un SIREN (9 chiffres) tient la place du SIRET : il ne désigne pas un établissement."
    if len(digits) != 14:
        return "", f"Ce n’est pas un SIRET : {len(digits)} chiffres au lieu de 14."
    if not siret_number.is_valid(digits):
        return "", "Ce SIRET est faux : sa clé de contrôle ne correspond pas."
    return digits, ""


def rna_of(text: str) -> tuple[str, str]:
    """(RNA number of an association or nothing, fault or nothing)."""
    number = re.sub(r"\s", "", text).upper()
    if not number:
        return "", ""
    return (number, "") if _RNA.match(number) else ("", "Ce n’est pas un numéro RNA : « W » et 9 chiffres.")


def pivot_of(text: str) -> tuple[str, str, str]:
    """(SIRET, RNA, fault) of the standard's `pivot`, which holds the one or the other."""
    if re.match(r"^\s*W", text, re.IGNORECASE):
        rna, fault = rna_of(text)
        return "", rna, fault
    siret, fault = siret_of(text)
    return siret, "", fault


def digest_id(*parts: str) -> str:
    """A stable identifier made of the words of a row: the same name and address give the same one."""
    words = "\n".join(folded(part) for part in parts)
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
