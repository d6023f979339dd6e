"""French typography for numbers, amounts and dates: thin no-break spaces, decimal comma, true minus sign."""

from __future__ import annotations

import datetime as dt
import math
import re

THIN = "\u202f"
HARD = "\u00a0"
UNKNOWN = "non connu"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def known(value: float | None) -> bool:
    """True for a real number; None and NaN are unknown."""
    return value is not None and not math.isnan(value)


def number(value: float | None, digits: int = 0) -> str:
    """1281653 gives "1 281 653"; unknown is said, never shown as 0."""
    if value is None or math.isnan(value):
        return UNKNOWN
    text = f"{abs(value):,.{digits}f}"
    text = text.replace(",", THIN).replace(".", ",")
    negative = value < 0 and any(c in "123456789" for c in text)
    return f"−{text}" if negative else text


def percent(share: float | None, digits: int = 1) -> str:
    """0.143 gives "14,3 %"."""
    return UNKNOWN if share is None or math.isnan(share) else f"{number(100 * share, digits)}{HARD}%"


def euros(amount: float | None) -> str:
    """59700 gives "59 700 €"."""
    return UNKNOWN if amount is None or math.isnan(amount) else f"{number(amount)}{HARD}€"


def signed(value: float | None, digits: int = 1) -> str:
    """A difference, always with its sign."""
    if value is None or math.isnan(value):
        return UNKNOWN
    text = number(value, digits)
    return text if text.startswith("−") else f"+{text}"


def interval(share: float | None, low: float | None, high: float | None) -> str:
    """13,5 % [11,8 ; 15,3]: an estimate with its bounds."""
    if share is None or low is None or high is None:
        return percent(share)
    return f"{percent(share)} [{number(100 * low, 1)}{THIN}; {number(100 * high, 1)}]"


def long_date(day: dt.date) -> str:
    """Jeudi 11 juillet 2024, without capital letter."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {first}{HARD}{MONTHS[day.month - 1]} {day.year}"


def month_of(day: dt.date) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_time(moment: dt.datetime) -> str:
    """Date and time: "jeudi 11 juillet 2024 à 14 h 30"."""
    return f"{long_date(moment)} à {clock_time(moment)}"


def clock_time(moment: dt.datetime) -> str:
    """« 14 h 30 »."""
    return f"{moment.hour}{HARD}h{HARD}{moment.minute:02d}"


def spaced(text: str) -> str:
    """A French sentence with no-break spaces where a line must not break: before : ; ! ? % » and after «."""
    text = re.sub(r"[ \u00a0\u202f]+([;!?])", rf"{THIN}\1", text)
    text = re.sub(r"[ \u202f]+([:%€»])", rf"{HARD}\1", text)
    return re.sub(r"«[ \u202f]+", f"«{HARD}", text)


def day_of(day: dt.date) -> str:
    """11 juillet 2024."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{HARD}{MONTHS[day.month - 1]} {day.year}"


def kilometres(distance: float) -> str:
    """0.35 gives "350 m", 2.43 gives "2,4 km"."""
    if distance < 1:
        return f"{number(round(distance * 100) * 10)}{HARD}m"
    return f"{number(distance, 1 if distance < 10 else 0)}{HARD}km"


def spoken_phone(phone: str) -> str:
    """+33139333435 as people say it: 01 39 33 34 35."""
    if phone.startswith("+33") and len(phone) == 12:
        digits = "0" + phone[3:]
        return HARD.join(digits[i : i + 2] for i in range(0, 10, 2))
    return phone
