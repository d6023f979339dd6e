"""How far a value can be trusted: the closed list of quality flags, and their words for users."""

from __future__ import annotations

from enum import StrEnum


class Quality(StrEnum):
    """Quality of one value. A secret value is unknown, never zero."""

    OK = "ok"
    SECRET = "secret"
    NOT_AVAILABLE = "not_available"
    IMPUTED = "imputed"
    INHERITED = "inherited"
    PARTIAL_PERIMETER = "partial_perimeter"
    OUTDATED = "outdated"


WITHOUT_VALUE = frozenset({Quality.SECRET, Quality.NOT_AVAILABLE})

WORDS: dict[Quality, str] = {
    Quality.OK: "publié",
    Quality.SECRET: "secret statistique",
    Quality.NOT_AVAILABLE: "non connu",
    Quality.IMPUTED: "estimé",
    Quality.INHERITED: "repris de l’EPCI",
    Quality.PARTIAL_PERIMETER: "périmètre partiel",
    Quality.OUTDATED: "ancien",
}
