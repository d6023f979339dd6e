"""The SQLite guard: write-ahead logging only where it cannot corrupt, immediate transactions always."""

from __future__ import annotations

import pytest

from maillage.config.sqlite import UnsafeSqliteError, check_journal, sqlite_options


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_wal_is_refused_where_it_corrupts(version):
    with pytest.raises(UnsafeSqliteError, match="corrompre"):
        check_journal("WAL", version)


@pytest.mark.parametrize("version", [(3, 6, 23), (3, 51, 3), (3, 53, 4)])
def test_wal_is_accepted_where_it_is_safe(version):
    check_journal("WAL", version)


def test_the_rollback_journal_is_safe_everywhere():
    check_journal("PERSIST", (3, 40, 1))


def test_an_unknown_journal_is_refused():
    with pytest.raises(UnsafeSqliteError, match="MAILLAGE_SQLITE_JOURNAL"):
        sqlite_options("OFF")


def test_transactions_are_immediate():
    assert sqlite_options("PERSIST")["transaction_mode"] == "IMMEDIATE"
