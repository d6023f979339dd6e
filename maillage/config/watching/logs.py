"""Lines of log that tell what happened and never to whom: text for a person, JSON for a collector."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

STRUCK = "[retiré]"
# Addresses, telephones, social security and bank account numbers, however they are spaced.
PERSONAL = re.compile(
    r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\d)(?:(?:\+33|0033)[ .-]?|0)[1-9](?P<gap>[ .-]?)\d{2}(?:(?P=gap)\d{2}){3}(?!\d)"
    r"|(?<!\d)[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2])[ .]?\w{2}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{2})?(?!\d)"
    r"|\bFR\d{2}(?: ?\w{4}){5} ?\w{3}\b"
)
FIELDS = ("route", "method", "status", "milliseconds", "request_id")


def redact(text: str) -> str:
    """The text without what designates a person."""
    return PERSONAL.sub(STRUCK, text)


class TextFormatter(logging.Formatter):
    """A line a person reads."""

    def format(self, record: logging.LogRecord) -> str:
        """Level, logger and message, then the traceback."""
        return redact(f"{record.levelname} {record.name} {super().format(record)}{_told(record)}")


class JsonFormatter(logging.Formatter):
    """An object a line: `time` (UTC), `level`, `logger`, `message`, and the fields of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, with the traceback as one text."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_of(kind: str) -> dict[str, Any]:
    """The configuration of Python's logging: `json`, or text for anything else."""
    formatter = JsonFormatter if kind == "json" else TextFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # Refusals are told by the line of each request, which holds the route and not the address asked for.
            "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            "django.security": {"handlers": ["nowhere"], "level": "WARNING", "propagate": False},
            "axes": {"handlers": ["nowhere"], "level": "WARNING", "propagate": False},
            "maillage.requests": {
                "handlers": ["console"],
                "level": "INFO" if kind == "json" else "ERROR",
                "propagate": False,
            },
            "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        },
    }


def _told(record: logging.LogRecord) -> str:
    told = [f"{name}={getattr(record, name)}" for name in FIELDS if hasattr(record, name)]
    return f" ({', '.join(told)})" if told else ""
