"""What an erasure does to a field."""

from __future__ import annotations

import enum


class Erasure(enum.StrEnum):
    """The fate of a field when the person whom it names asks to be erased."""

    CLEAR = "clear"
    FORGET = "forget"
    MENTION = "mention"
    ACCOUNT = "account"
    ROW = "row"
    KEEP = "keep"
