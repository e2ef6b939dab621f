"""Logs: one JSON object a line, a constant event, identifiers as fields.

    log = logs.get(__name__)
    log.info("credits awarded", entry_id=entry.id)

Personal data and secrets never reach a log: a field whose name tells of them
is withheld, and so are texts that look like them.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from kernel import context
from kernel.values import Credits

WITHHELD = "[withheld]"

PRIVATE = re.compile(
    r"(?:^|_)(?:surname|name|forename|patronymic|snils|inn|phone|email|address|birth|born|passport"
    r"|password|code|token|secret|key|signature|authorization|cookie|url|body)s?(?:_|$)"
)
# Names that contain a private word and tell nothing private.
HARMLESS = frozenset(
    {"status_code", "error_code", "exit_code", "routing_key", "operation_key", "service_name"}
)

_LOOKS_PRIVATE = re.compile(
    r"\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b"  # СНИЛС
    r"|(?<![\w-])(?:\+7|8)[ (-]*\d{3}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}(?![\w-])"  # telephone
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # e-mail
    r"|(?<=://)[^\s/@]+:[^\s/@]+(?=@)"  # the account in a URL
    r"|(?<=DETAIL:  ).*"  # PostgreSQL quotes the values of the row it refuses
)

_NOISY = ("amqp", "kombu", "nameko", "sqlalchemy", "urllib3", "alembic.runtime", "fontTools")


class Log:
    """A logger whose events are constant and whose facts are fields."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger

    def debug(self, event: str, **fields: object) -> None:
        self._write(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: object) -> None:
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: object) -> None:
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: object) -> None:
        self._write(logging.ERROR, event, fields)

    def exception(self, event: str, **fields: object) -> None:
        """Log the exception being handled, with its traceback."""
        self._write(logging.ERROR, event, fields, exc_info=True)

    def _write(self, level: int, event: str, fields: Mapping[str, object], **options: Any) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, "%s", event, extra={"fields": fields}, **options)


def get(name: str) -> Log:
    return Log(logging.getLogger(name))


def configure(service: str, level: str = "INFO") -> None:
    """Write the logs of this process, and of its libraries, to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(service))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    for library in _NOISY:
        logging.getLogger(library).setLevel(logging.WARNING)


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _clean(record.getMessage()),
            "service": self._service,
            **_request(),
        }
        if record.exc_info and record.exc_info[0]:
            line["traceback"] = _clean("".join(traceback.format_exception(*record.exc_info)))
        return json.dumps({**line, **_redacted(getattr(record, "fields", {})), **line}, ensure_ascii=False)


def is_private(name: str) -> bool:
    """Whether a field of this name may hold personal data or a secret."""
    return name not in HARMLESS and PRIVATE.search(name.lower()) is not None


def _request() -> dict[str, str]:
    request = context.current()
    if request is None:
        return {}
    person = request.caller.person_id
    return {
        "correlation_id": request.correlation_id,
        "trace_id": request.traceparent.split("-")[1],
        **({"caller": str(person)} if person else {}),
    }


def _redacted(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: WITHHELD if is_private(name) else _plain(value) for name, value in fields.items()}


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str() | UUID() | date() | Decimal() | Credits() | Path():
            return _clean(str(value))
        case Mapping():
            return _redacted({str(name): inner for name, inner in value.items()})
        case list() | tuple() | set() | frozenset():
            return [_plain(inner) for inner in value]
    return f"<{type(value).__name__}>"  # its text could tell anything


def _clean(text: str) -> str:
    return _LOOKS_PRIVATE.sub(WITHHELD, text)
