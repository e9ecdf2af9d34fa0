"""What a value must be for its field, in bodies and in `cf_filter`. Whether the options and people that it names are
there is not known here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, tzinfo
from typing import Any

from dayloom.custom_fields.schemas import WITH_OPTIONS
from dayloom.errors import Invalid
from dayloom.fields import MAX_ID, Day, Text

_ID = re.compile(r"[1-9][0-9]{0,15}")
_NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,16})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}

#: How many options or people a value may name.
MOST_CHOSEN = 100

#: Values by field id, as they are stored: a list of ids, a text (also a day), a number, or a boolean.
Values = dict[int, Any]


def is_id(text: str) -> bool:
    """Whether a text is an id, in its one spelling."""
    return _ID.fullmatch(text) is not None and int(text) <= MAX_ID


def field_ids(asked: Mapping[str, Any]) -> dict[int, Any]:
    """The keys of `custom_fields` as ids. Raises Invalid."""
    if not all(is_id(key) for key in asked):
        raise Invalid("custom_fields", "must have the ids of custom fields as its keys")
    return {int(key): value for key, value in asked.items()}


def stored(field_id: int, field_type: str, value: Any, zone: tzinfo) -> Any:
    """A value as it is stored; None where it is empty. Raises Invalid naming the field."""
    try:
        return None if value is None else _parsed(field_type, value, zone)
    except ValueError as error:
        raise Invalid(f"custom_fields.{field_id}", str(error)) from None


def _parsed(field_type: str, value: Any, zone: tzinfo) -> Any:
    if field_type == "text":
        return str(Text.parse(value, zone)) or None
    if field_type == "date":
        return str(Day.parse(value, zone))
    if field_type == "number":
        return _number(value)
    if field_type == "checkbox":
        if not isinstance(value, bool):
            raise ValueError("must be true or false")
        return value
    return _chosen(field_type, value)


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    if not -MAX_ID <= value <= MAX_ID:
        raise ValueError(f"must be between -{MAX_ID} and {MAX_ID}")
    return plain_number(value)


def plain_number(value: float) -> int | float:
    """Without a fraction where it has none."""
    return int(value) if value == int(value) else value


def _chosen(field_type: str, value: Any) -> list[int] | None:
    """The ids of options or people."""
    one = field_type == "select"
    what = "an option" if field_type in WITH_OPTIONS else "a person"
    ids = [value] if one else value
    if not isinstance(ids, list) or not all(type(each) is int and 1 <= each <= MAX_ID for each in ids):
        raise ValueError(f"must be the id of {what}" if one else f"must be a list of ids, each of {what}")
    if len(ids) > MOST_CHOSEN:
        raise ValueError(f"must have at most {MOST_CHOSEN} elements")
    return sorted(set(ids)) or None


def tidy(values: Mapping[Any, Any] | None) -> Values:
    """In the order of the fields, without what is empty. (Keys that were JSON meanwhile are numbers again.)"""
    found = {int(key): value for key, value in (values or {}).items() if value is not None}
    return dict(sorted(found.items()))


# --- cf_filter ------------------------------------------------------------------------------------

#: Values that are tested one by one, and one span with both ends inclusive, of which one may be open (None).
Spans = tuple[list[Any], tuple[Any, Any] | None]


def asked_fields(elements: Iterable[str]) -> dict[int, list[str]]:
    """`12:a`, `b`, `13:` → what is asked of each field. A value without a field is another one of the field before.

    Raises Invalid.
    """
    found: dict[int, list[str]] = {}
    last: list[str] | None = None
    for element in elements:
        before, colon, value = element.partition(":")
        if colon and is_id(before):
            last = found.setdefault(int(before), [])
            last.append(value.strip())
        elif last is None:
            raise Invalid("cf_filter", "must be a custom field's id, a colon and a value, like 12:wool")
        else:
            last.append(element)
    return found


def asked_id(text: str) -> int:
    """Raises ValueError, as all of these, with the half sentence that names the rule."""
    if not is_id(text):
        raise ValueError("must be an id")
    return int(text)


def asked_number(text: str) -> float:
    """A number as people write it."""
    if not _NUMBER.fullmatch(text):
        raise ValueError("must be a number, or two with .. between them")
    return float(text)


def asked_day(text: str) -> str:
    """A day, never an instant."""
    if not _DAY.fullmatch(text):
        raise ValueError("must be a day as YYYY-MM-DD, or two with .. between them")
    return str(Day.parse(text, UTC))


def asked_flag(text: str) -> bool:
    """As elsewhere in queries."""
    if text not in _FLAGS:
        raise ValueError("must be true or false")
    return _FLAGS[text]


def asked_spans(texts: Iterable[str], parse: Callable[[str], Any]) -> Spans:
    """Single values, and at most one `low..high`, whose one end may be open."""
    values, span = [], None
    for text in texts:
        low, dots, high = text.partition("..")
        if not dots:
            values.append(parse(text))
        elif span is not None or not (low or high):
            raise ValueError("must have at most one span, with an end: 1..10, 1.. or ..10")
        else:
            span = (parse(low) if low else None, parse(high) if high else None)
    return values, span
