"""Logging: one line an event on stderr, as text or as JSON."""

import logging
import re
import sys
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from dayloom.settings import Settings

#: What could end a line or steer a terminal. A path may hold it, percent-decoded.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def configure(settings: Settings) -> None:
    """Sends everything from the set level up to stderr. Uvicorn's own chatter is heard from warnings up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine() if settings.log_format == "json" else TextLine())
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    for chatty in ("uvicorn", "asyncio", "alembic", "psycopg"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))


#: What uvicorn says of requests that have a line of their own, which names the trace_id.
_TOLD = ("ASGI callable returned without completing", "Cancel %s running task", "Invalid HTTP request")


def _is_news(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_TOLD)


class TextLine(logging.Formatter):
    """`2026-05-04T09:30:00Z info GET /api/… 200 1.9 ms trace_id=…`, control characters escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the traceback where there is one."""
        message = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", record.getMessage())
        line = f"{_when(record)} {record.levelname.lower()} {message}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLine(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a traceback is a field."""
        line = {
            "time": _when(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def _when(record: logging.LogRecord) -> str:
    return _second(int(record.created))


@lru_cache(maxsize=1)
def _second(seconds: int) -> str:
    """Hundreds of lines have the same."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
