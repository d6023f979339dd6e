"""The French words of each piece of evidence and of each veto: what a reviewer reads beside a pair."""

from __future__ import annotations

from maillage.analytics.matching.addresses import Address


def name_words(likeness: float, *, distinctive: bool) -> str:
    """How alike two names are."""
    if not distinctive:
        alike = "Même nom" if likeness == 1.0 else "Noms voisins"
        return f"{alike}, sans mot distinctif : compte peu" if likeness >= 0.5 else "Noms différents"
    if likeness == 1.0:
        return "Même nom"
    if likeness >= 0.8:
        return "Noms très proches"
    return "Noms en partie communs" if likeness >= 0.5 else "Noms différents"


def address_words(a: Address, b: Address, likeness: float, numbers: bool | None) -> str:
    """What two street lines have in common."""
    if likeness < 0.6:
        return "Rues différentes"
    street = "même rue" if likeness >= 0.85 else "rues d’orthographe proche"
    if numbers is None:
        given = a.numbers or b.numbers
        return f"{street.capitalize()}, {'numéro connu d’un seul côté' if given else 'sans numéro'}"
    return f"Même numéro et {street}" if numbers else f"{street.capitalize()}, numéros différents"


def distance_words(distance: float) -> str:
    """A distance as one says it."""
    if distance < 1000:
        return f"À {max(round(distance / 10) * 10, 0)} m" if distance >= 10 else "Au même point"
    return f"À {distance / 1000:.1f} km".replace(".", ",")


def shared_words(what: str, carriers: int, at_most: int) -> str:
    """An identical identifier, and whether it counts."""
    if carriers > at_most:
        return f"{what}, partagé par {carriers} lieux : ne compte pas"
    return what if carriers <= 2 else f"{what}, partagé par {carriers} lieux"


def veto_words(detail: str) -> str:
    """A refusal."""
    return f"Veto : {detail}"


def doubt_words(detail: str) -> str:
    """A reason to ask a human."""
    return f"À vérifier : {detail}"
