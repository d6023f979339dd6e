"""Which passwords are strong enough: plain functions.

They follow the CNIL's délibération 2022-100: at least 12 characters of four classes, 14 of three classes, or a phrase
of seven words, with a lockout after repeated failures.
"""

from __future__ import annotations

import re

LONGEST_PASSWORD = 200
FOUR_CLASSES_LENGTH = 12
THREE_CLASSES_LENGTH = 14
PASSPHRASE_WORDS = 7
SHORTEST_PERSONAL_PART = 4

TOO_WEAK = (
    "Ce mot de passe est trop facile à deviner. Choisissez au moins 12 caractères avec une majuscule, une minuscule, "
    "un chiffre et un signe comme « ! » ou « + » ; ou au moins 14 caractères avec une majuscule, une minuscule et un "
    "chiffre ; ou une phrase d’au moins 7 mots différents."
)
TOO_LONG = "Ce mot de passe est trop long. Raccourcissez-le à 200 caractères au plus."
PERSONAL = "Ce mot de passe contient votre nom ou votre adresse électronique. Retirez-les."
TOO_COMMON = "Ce mot de passe fait partie des plus utilisés, donc des premiers essayés. Choisissez-en un autre."
PROGRAMME = (
    "Ce mot de passe tient surtout à un mot du programme, que l’on essaierait d’abord. Ajoutez d’autres mots, ou "
    "choisissez-en d’autres."
)
# What anyone would try first on this service, whatever the accents and the capitals.
PROGRAMME_WORDS = re.compile(
    r"maillage|inclusion|num[eé]riques?|d[eé]partement(?:al|ale)?|pr[eé]fecture|m[eé]diat(?:ion|eur|rice)s?"
    r"|conseill(?:er|ère|ere)s?|france|services?|gouvernance|feuille.?de.?route|copil|illectronisme",
    re.IGNORECASE,
)


def is_strong(password: str) -> bool:
    """Whether the password has the length and the variety that the CNIL asks for."""
    classes = (str.isupper, str.islower, str.isdigit)
    three = all(any(belongs(char) for char in password) for belongs in classes)
    sign = any(not char.isalnum() for char in password)
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", password)}
    return (
        (three and sign and len(password) >= FOUR_CLASSES_LENGTH)
        or (three and len(password) >= THREE_CLASSES_LENGTH)
        or len(words) >= PASSPHRASE_WORDS
    )


def leans_on_the_programme(password: str) -> bool:
    """Whether it is strong only by words of the programme: each counts for no more than one letter."""
    return is_strong(password) and not is_strong(PROGRAMME_WORDS.sub(lambda found: found[0][0], password))


def is_personal(password: str, *, email: str, full_name: str) -> bool:
    """Whether the password contains a part of the person's name or e-mail address."""
    parts = [email, email.partition("@")[0], *re.split(r"[\s\-’']+", full_name)]
    folded = password.casefold()
    return any(len(part) >= SHORTEST_PERSONAL_PART and part.casefold() in folded for part in parts)


def password_faults(password: str, *, email: str = "", full_name: str = "", is_common: bool = False) -> list[str]:
    """Every reason to refuse the password, in words that say how to mend it; empty when it is accepted."""
    faults = {
        TOO_LONG: len(password) > LONGEST_PASSWORD,
        TOO_WEAK: not is_strong(password),
        PERSONAL: is_personal(password, email=email, full_name=full_name),
        PROGRAMME: leans_on_the_programme(password),
        TOO_COMMON: is_common,
    }
    return [message for message, present in faults.items() if present]
