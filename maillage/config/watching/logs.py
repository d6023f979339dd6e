"""Lines of log that tell what happened and never to whom: text for a person, JSON for a collector."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from django.db.utils import InterfaceError, OperationalError, ProgrammingError

STRUCK = "[retiré]"
# What gunicorn says of a request that it could not read or serve, before who sent it and its address.
ADDRESSED = re.compile(r"(?s)(request from ip=|handling request ).*")
# Addresses, telephones, social security and bank account numbers, however they are spaced.
PERSONAL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\d)(?:(?:\+33|0033)[ \u00a0\u202f.-]?(?:\(0\))?|0)[1-9](?P<gap>[ \u00a0\u202f./-]?)"
    r"\d{2}(?:(?P=gap)\d{2}){3}(?!\d)"
    r"|(?<!\d)[1-478][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?\w{2}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{2})?(?!\d)"
    r"|\bFR\d{2}(?: ?\w{4}){5} ?\w{3}\b"
)
# The database, the disk and the code speak of themselves; the message of any other fault may hold what was typed.
OF_THE_MACHINE = (OperationalError, InterfaceError, ProgrammingError, ImportError, AttributeError, NameError, TypeError)
FIELDS = ("route", "method", "status", "milliseconds", "request_id")


def redact(text: str) -> str:
    """The text without what designates a person."""
    return PERSONAL.sub(STRUCK, text)


class QuietFormatter(logging.Formatter):
    """What both forms share: the message without address nor person, the traceback without what was typed."""

    def formatException(self, ei: Any) -> str:
        """Each fault from the first to the last: where, its kind, and its words when they are of the machine."""
        return redact("\n".join(_fault(one) for one in _chain(ei[1])))

    def words(self, record: logging.LogRecord) -> str:
        """The message; of a fault of a page, whose message is its address, the reason alone."""
        if record.name == "django.request" and isinstance(record.args, tuple) and len(record.args) == 2:
            return redact(str(record.args[0]))
        if record.name == "gunicorn.error":
            return ADDRESSED.sub(rf"\1{STRUCK}", redact(record.getMessage()))
        return redact(record.getMessage())


class TextFormatter(QuietFormatter):
    """A line a person reads."""

    def format(self, record: logging.LogRecord) -> str:
        """Level, logger and message, then the traceback."""
        line = f"{record.levelname} {record.name} {self.words(record)}{_told(record)}"
        return f"{line}\n{self.formatException(record.exc_info)}" if _has_fault(record) else line


class JsonFormatter(QuietFormatter):
    """An object a line: `time` (UTC), `level`, `logger`, `message`, and the fields of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, with the traceback as one text."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.words(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if _has_fault(record):
            line["traceback"] = self.formatException(record.exc_info)
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


def _has_fault(record: logging.LogRecord) -> bool:
    return bool(record.exc_info and record.exc_info[1])


def _chain(fault: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.insert(0, fault)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return found


def _fault(fault: BaseException) -> str:
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")
    words = str(fault) if isinstance(fault, OF_THE_MACHINE) else ""
    if isinstance(fault, OSError):
        # Not the name of the file, which may be someone's.
        words = fault.strerror or ""
    return "".join(traceback.format_tb(fault.__traceback__)) + (f"{kind}: {words}" if words else kind)
