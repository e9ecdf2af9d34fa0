"""Log lines, as text and as JSON."""

import json
import logging
import sys

from dayloom.logs import JsonLine, TextLine


def line(message: str, **extra: object) -> logging.LogRecord:
    """One event at the epoch."""
    made = logging.LogRecord("dayloom.request", logging.INFO, "", 0, message, (), None)
    made.created = 0.0
    made.__dict__.update(extra)
    return made


def test_text_is_one_line_with_time_and_level() -> None:
    assert TextLine().format(line("GET /api 200")) == "1970-01-01T00:00:00Z info GET /api 200"


def test_a_text_line_cannot_be_forged_by_a_path() -> None:
    formatted = TextLine().format(line("GET /api/\n1970-01-01T00:00:00Z error \x1b[31minvented\u2028 404"))
    assert len(formatted.splitlines()) == 1
    assert r"/api/\x0a1970" in formatted
    assert r"\x1b[31minvented\x2028" in formatted


def test_json_carries_the_fields_of_an_event() -> None:
    told = json.loads(JsonLine().format(line("GET /api 200", fields={"status": 200, "trace_id": "f00d"})))
    assert told == {
        "time": "1970-01-01T00:00:00Z",
        "level": "info",
        "logger": "dayloom.request",
        "message": "GET /api 200",
        "status": 200,
        "trace_id": "f00d",
    }


def test_a_failure_brings_its_traceback() -> None:
    try:
        raise ZeroDivisionError("of all things")
    except ZeroDivisionError:
        record = line("failed", exc_info=sys.exc_info())
    assert "ZeroDivisionError: of all things" in TextLine().format(record).splitlines()[-1]
    assert "ZeroDivisionError: of all things" in json.loads(JsonLine().format(record))["traceback"]
