"""Control keys of SIREN and SIRET as people type them.

The reading of places has its own check of files (tidal numbers of spreadsheets, RNA); it belongs to `sources`, which
governance may not import. Here someone types one number in one form.
"""

from __future__ import annotations

import re

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number


def compact(text: str) -> str:
    """The number without the spaces, dots and hyphens that people put in it."""
    return re.sub(r"[\s.\-]", "", text)


def siren_is_valid(siren: str) -> bool:
    """Whether nine digits have the right key; zeros alone have it, and are nobody's."""
    return siren_number.is_valid(siren) and set(siren) != {"0"}


def siret_is_valid(siret: str) -> bool:
    """Whether fourteen digits have the right key."""
    return siret_number.is_valid(siret) and set(siret) != {"0"}
