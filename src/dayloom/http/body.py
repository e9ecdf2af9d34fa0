"""JSON bodies → typed structs, with one sentence for what does not fit.

Unknown keys are ignored (the contract's habit); keys that it names and we do not serve yet are refused by name.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Generic, Literal, TypeVar, get_args, get_type_hints

import msgspec

from dayloom.errors import BulkFailed, DayloomError, Failure, Invalid, Malformed, NotServed
from dayloom.fields import PARSED, Input, Patch

B = TypeVar("B")
I = TypeVar("I", bound=Input | Patch)  # noqa: E741 - an item

MAX_ITEMS = 1_000
_AT = re.compile(r"^(?P<said>.*?)(?: - at `(?:key in )?\$(?P<path>[^`]*)`)?$", re.DOTALL)
_WORDS = {
    "int": "an integer",
    "float": "a number",
    "str": "a string",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


@dataclass(frozen=True)
class Body(Generic[B]):
    """What a route reads: how to make it of a decoded JSON value, the types involved, and whether it may be missing."""

    make: Callable[[Any, tzinfo, Collection[str]], B]
    of: type[msgspec.Struct]
    wrapped: str | None = None
    bare: bool = False
    optional: bool = False


def one(of: type[I], *, optional: bool = False) -> Body[I]:
    """A JSON object."""
    return Body(lambda value, zone, unserved: _object(of, value, zone, unserved), of, optional=optional)


def items(of: type[I], *, key: str | None = None) -> Body[list[I]]:
    """The items of a bulk: under `key`, else a bare array (`{"items": [...]}` is accepted too)."""

    def make(value: Any, zone: tzinfo, unserved: Collection[str]) -> list[I]:
        return _items(of, value, key, zone, unserved)

    return Body(make, of, wrapped=key, bare=key is None)


def decode(body: Body[B], raw: bytes, zone: tzinfo, unserved: Collection[str]) -> B:
    """Reads the bytes of a request. Raises Malformed, Invalid, NotServed or BulkFailed."""
    if not raw.strip():
        if not body.optional:
            raise Malformed("The body is empty; this needs JSON.")
        raw = b"{}"
    try:
        value = msgspec.json.decode(raw)
    except RecursionError:
        raise Malformed("The body is nested too deeply.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"The body is not valid JSON: {error}.") from error
    return body.make(value, zone, unserved)


def _object(of: type[I], value: Any, zone: tzinfo, unserved: Collection[str]) -> I:
    if not isinstance(value, dict):
        raise Malformed("The body must be a JSON object.")
    if issubclass(of, Input):
        value = {name: field for name, field in value.items() if field is not None}
    for name in unserved:
        if name in value and value[name] != []:  # an empty list asks for nothing: clients send back what they read
            raise NotServed(name)
    return convert(of, value, zone)


def _items(of: type[I], value: Any, key: str | None, zone: tzinfo, unserved: Collection[str]) -> list[I]:
    name = key or "items"
    found = value if isinstance(value, list) and key is None else value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise Invalid(name, "must be a list") if key else Malformed("The body must be a JSON array.")
    if not found:
        raise Invalid(name, "must not be empty")
    if len(found) > MAX_ITEMS:
        raise Invalid(name, f"must have at most {MAX_ITEMS:,} items")
    made, failures = [], []
    for index, item in enumerate(found):
        try:
            made.append(_object(of, item, zone, unserved))
        except DayloomError as error:
            item_id = item.get("id") if isinstance(item, dict) else None
            failures.append(Failure(index, item_id if isinstance(item_id, int) else None, error))
    if failures:
        raise BulkFailed(failures)
    _refuse_repeated_ids(name, made)
    return made


def _refuse_repeated_ids(name: str, made: list[Any]) -> None:
    if made and hasattr(made[0], "id"):
        ids = [item.id for item in made]
        if len(set(ids)) < len(ids):
            raise Invalid(name, "must not name the same id twice")


def convert(of: type[B], value: Any, zone: tzinfo) -> B:
    """A decoded JSON value as this type. Raises Invalid naming the field and the rule."""

    def hook(kind: type[Any], field: Any) -> Any:
        if kind in PARSED:
            return kind.parse(field, zone)
        raise NotImplementedError(kind)

    try:
        return msgspec.convert(value, of, dec_hook=hook)
    except msgspec.ValidationError as error:
        raise _invalid(str(error), of) from error


def _invalid(message: str, of: Any) -> Invalid:
    parts = _AT.match(message)
    said, path = (parts["said"], parts["path"] or "") if parts else (message, "")
    field = path.lstrip(".") or "body"
    missing = re.match(r"Object missing required field `(.+)`", said)
    if missing:
        return Invalid(".".join(part for part in (path.lstrip("."), missing[1]) if part), "is required")
    if said.startswith("Invalid enum value"):
        return Invalid(field, f"must be one of {', '.join(_allowed(of, field))}")
    expected = re.match(r"Expected `(.+?)`(?: (>=|<=) (-?\d+))?(?:, got `(.+)`)?", said)
    if expected is None:
        return Invalid(field, said)
    length = re.search(r"of length (>=|<=) (\d+)", said)
    if length:
        if length[1] == ">=":
            return Invalid(field, "must not be empty")
        return Invalid(field, f"must have at most {int(length[2]):,} elements")
    words = " or ".join(_WORDS.get(word, word) for word in expected[1].split(" | "))
    bound = {">=": " of at least", "<=": " of at most", None: ""}[expected[2]]
    got = f", not {_WORDS.get(expected[4], expected[4])}" if expected[4] else ""
    limit = f" {int(expected[3]):,}" if expected[3] else ""
    return Invalid(field, f"must be {words}{bound}{limit}{got}")


def _allowed(of: Any, field: str) -> list[str]:
    """The words of a Literal field, for the error's sentence."""
    hint = get_type_hints(of).get(field.split("[", maxsplit=1)[0])
    return [str(word) for word in _literals(hint)]


def _literals(hint: Any) -> tuple[Any, ...]:
    if getattr(hint, "__origin__", None) is Literal:
        return get_args(hint)
    return tuple(word for part in get_args(hint) for word in _literals(part))
