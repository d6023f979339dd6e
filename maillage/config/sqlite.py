"""How SQLite is opened, and the refusal of write-ahead logging on the versions whose WAL corrupts.

The WAL-reset bug touches 3.7.0 to 3.51.2; 3.51.3 mends it.
"""

from __future__ import annotations

import sqlite3
from typing import Any

FIRST_WAL_VERSION = (3, 7, 0)
FIRST_SAFE_VERSION = (3, 51, 3)
JOURNALS = ("PERSIST", "DELETE", "TRUNCATE", "WAL")


class UnsafeSqliteError(RuntimeError):
    """The journal asked for could corrupt the database with this SQLite."""


def check_journal(journal: str, version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse an unknown journal, and WAL on an affected version of SQLite."""
    if journal not in JOURNALS:
        raise UnsafeSqliteError(f"MAILLAGE_SQLITE_JOURNAL doit être l’un de {', '.join(JOURNALS)}, pas « {journal} ».")
    if journal == "WAL" and FIRST_WAL_VERSION <= version < FIRST_SAFE_VERSION:
        raise UnsafeSqliteError(
            f"SQLite {'.'.join(map(str, version))} peut corrompre une base en mode WAL. "
            "Utilisez MAILLAGE_SQLITE_JOURNAL=PERSIST, ou SQLite 3.51.3 et suivants."
        )


def sqlite_options(journal: str) -> dict[str, Any]:
    """Django's OPTIONS for a safe SQLite: immediate transactions, full synchronisation, checked journal."""
    check_journal(journal)
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;",
    }
