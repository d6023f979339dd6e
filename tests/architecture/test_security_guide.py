"""The guide of security says the figures of the code: a limit that moves must move there too."""

from __future__ import annotations

import re

from maillage.config import settings
from maillage.config.server import Server
from maillage.programme.funding.rules import papers as funding_papers
from maillage.programme.governance.forms import readings
from maillage.programme.governance.rules import papers
from maillage.programme.governance.services.candidatures import MOST_IN_AN_HOUR
from maillage.programme.people.passwords import (
    FOUR_CLASSES_LENGTH,
    LONGEST_PASSWORD,
    PASSPHRASE_WORDS,
    THREE_CLASSES_LENGTH,
)
from maillage.programme.places.services.reports import MOST_FOR_ALL, MOST_FOR_ONE_PLACE
from maillage.programme.roadmap import workbook
from maillage.sources.minutes import bounds as minutes
from maillage.sources.places import bounds as places
from tests.architecture.house import ROOT

NUMBERS = {1: "une", 5: "cinq", 7: "sept", 8: "huit"}
MIB = 1024 * 1024


def sentences() -> tuple[str, ...]:
    """What the guide must say."""
    failures, pause = settings.AXES_FAILURE_LIMIT, int(settings.AXES_COOLOFF_TIME.total_seconds()) // 60
    whole, idle = settings.SESSION_ABSOLUTE_SECONDS // 3600, settings.SESSION_IDLE_SECONDS // 3600
    return (
        f"{FOUR_CLASSES_LENGTH} caractères de quatre sortes, ou {THREE_CLASSES_LENGTH} de trois sortes",
        f"une phrase de {NUMBERS[PASSPHRASE_WORDS]} mots ; {LONGEST_PASSWORD} caractères au plus",
        f"{NUMBERS[failures].capitalize()} échecs sur une adresse, d’où qu’ils viennent, la suspendent {pause} m",
        f"{MOST_FOR_ONE_PLACE} signalements par lieu et {MOST_FOR_ALL} en tout par heure, {MOST_IN_AN_HOUR} candida",
        f"finit après {NUMBERS[whole]} heures, ou {NUMBERS[idle]} heure sans usage",
        f"{places.MAX_BYTES // 10**6} Mo ; {places.MAX_UNFOLDED // 10**6} Mo déplié ; {places.MAX_ROWS // 1000} 000",
        f"{readings.MOST_BYTES // MIB} Mo ; {minutes.MAX_UNFOLDED // 10**6} Mo déplié ; {minutes.MAX_PAGES} pages",
        f"CSV, PNG, JPEG | {papers.MAX_BYTES // MIB} Mo |",
        f"| PDF, PNG, JPEG | {funding_papers.LARGEST // MIB} Mo |",
        f"{workbook.LARGEST_FILE // 10**6} Mo ; {workbook.LARGEST_OPENED // 10**6} Mo déplié",
        f"Une requête de plus de {Server(0, 1).cfg.timeout} secondes",
    )


def absent(guide: str) -> list[str]:
    """What the guide does not say."""
    plain = re.sub(r"\s+", " ", guide)
    return [sentence for sentence in sentences() if sentence not in plain]


def test_the_guide_says_the_figures_of_the_code():
    assert absent((ROOT / "docs" / "guide" / "securite.md").read_text(encoding="utf-8")) == []


def test_teeth_a_limit_that_moved_is_seen(monkeypatch):
    monkeypatch.setattr(settings, "AXES_FAILURE_LIMIT", 7)
    assert len(absent((ROOT / "docs" / "guide" / "securite.md").read_text(encoding="utf-8"))) == 1
