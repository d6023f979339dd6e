"""The rhythms of a stop that a form offers, as RFC 5545 rules."""

from __future__ import annotations

from datetime import date

ONCE, WEEKLY, FORTNIGHTLY, MONTHLY = "once", "weekly", "fortnightly", "monthly"
RHYTHMS = {
    ONCE: "Une seule fois",
    WEEKLY: "Chaque semaine, le même jour",
    FORTNIGHTLY: "Une semaine sur deux, le même jour",
    MONTHLY: "Chaque mois, le même jour de la semaine (par exemple le deuxième mardi)",
}
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def recurrence_of(rhythm: str, first: date, until: date | None) -> str:
    """The rule of a rhythm from its first day; nothing when it happens once. A fifth Tuesday is the last one."""
    if rhythm == ONCE:
        return ""
    end = f";UNTIL={until:%Y%m%d}" if until else ""
    if rhythm == WEEKLY:
        return f"FREQ=WEEKLY{end}"
    if rhythm == FORTNIGHTLY:
        return f"FREQ=WEEKLY;INTERVAL=2{end}"
    rank = (first.day - 1) // 7 + 1
    return f"FREQ=MONTHLY;BYDAY={rank if rank < 5 else -1}{DAY_CODES[first.weekday()]}{end}"
