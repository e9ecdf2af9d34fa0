"""JSON bodies → typed structs, with one sentence for what does not fit.

Unknown keys are ignored (the contract's habit); keys that it names and we do not serve yet are refused by name.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from dayloom.errors import BulkFailed, DayloomError, Failure, Invalid, Malformed, NotServed
from dayloom.fields import PARSED, Input, Patch
from dayloom.http.multipart import parts

B = TypeVar("B")
I = TypeVar("I", bound=Input | Patch)  # noqa: E741 - an item

MAX_ITEMS = 1_000
JSON, FORM = "application/json", "multipart/form-data"
#: Each field that is refused, with the value of it that asks for nothing because answers always show it.
Unserved = Mapping[str, Any]
_AT = re.compile(r"^(?P<said>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`)?$", re.DOTALL)
#: A lone surrogate so near to the end that the decoder, which looks for the other one, calls the body truncated.
_ENDS_IN_HALF = re.compile(rb"(?<!\\)\\u[dD][89abAB][0-9a-fA-F]{2}[^\\]{0,5}\Z")
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

    make: Callable[[Any, tzinfo, Unserved], B]
    of: type[msgspec.Struct]
    wrapped: str | None = None
    bare: bool = False
    optional: bool = False
    least: int = 1
    #: The content type that it is sent as.
    media: str = JSON


def one(of: type[I], *, optional: bool = False) -> Body[I]:
    """A JSON object."""
    return Body(lambda value, zone, unserved: _object(of, value, zone, unserved), of, optional=optional)


def items(of: type[I], *, key: str | None = None, least: int = 1) -> Body[list[I]]:
    """The items of a bulk: under `key`, else a bare array (`{"items": [...]}` is accepted too)."""

    def make(value: Any, zone: tzinfo, unserved: Unserved) -> list[I]:
        return _items(of, value, key, zone, unserved) if value != [] or least else []

    return Body(make, of, wrapped=key, bare=key is None, least=least)


def upload(of: type[I]) -> Body[I]:
    """A form with files, each field of the struct one of them."""
    return Body(lambda value, zone, unserved: _object(of, value, zone, unserved), of, media=FORM)


def decode_form(body: Body[B], raw: bytes, content_type: str, zone: tzinfo) -> B:
    """Reads the bytes of a form. Raises Malformed or Invalid."""
    return body.make(parts(raw, content_type), zone, {})


def decode(body: Body[B], raw: bytes, zone: tzinfo, unserved: Unserved) -> B:
    """Reads the bytes of a request. Raises Malformed, Invalid, NotServed or BulkFailed."""
    if not raw.strip():
        if not body.optional:
            raise Malformed("The body is empty; this needs JSON.")
        raw = b"{}"
    try:
        return body.make(_json(raw), zone, unserved)
    except RecursionError:
        raise Malformed("The body is nested too deeply.") from None


def _json(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = "half of a surrogate pair is no character" if _ENDS_IN_HALF.search(raw[-12:]) else error
        raise Malformed(f"The body is not valid JSON: {why}.") from error


def _object(of: type[I], value: Any, zone: tzinfo, unserved: Unserved) -> I:
    if not isinstance(value, dict):
        raise Malformed("The body must be a JSON object.")
    if issubclass(of, Input):
        value = _present(of, value)
    for name, shown in unserved.items():
        if name in value and not _asks_for_nothing(value[name], shown):
            raise NotServed(name)
    return convert(of, value, zone)


def _asks_for_nothing(value: Any, shown: Any) -> bool:
    """Clients send back what they read. The types count: 0 is not false."""
    return value == [] or (type(value) is type(shown) and value == shown)


def _present(of: type[msgspec.Struct], value: Any) -> Any:
    """A body without the nulls that count as absent: its own, and those of the inputs inside it.

    A null stays where the input's own field may be one.
    """
    if isinstance(value, list):
        return [_present(of, one) for one in value]
    if not isinstance(value, dict):
        return value
    inside, clearable = _inputs(of), _clearable(of)
    return {
        name: _present(inside[name], field) if name in inside else field
        for name, field in value.items()
        if field is not None or name in clearable
    }


@lru_cache(maxsize=256)
def _clearable(of: type[msgspec.Struct]) -> frozenset[str]:
    """The fields of an input for which null is a value."""
    return frozenset(name for name, hint in get_type_hints(of).items() if type(None) in get_args(hint))


@lru_cache(maxsize=256)
def _inputs(of: type[msgspec.Struct]) -> dict[str, type[Input]]:
    """The fields of an input that hold another input, or a list of them."""
    found = ((name, next(_inputs_in(hint), None)) for name, hint in get_type_hints(of).items())
    return {name: kind for name, kind in found if kind is not None}


def _inputs_in(hint: Any) -> Iterator[type[Input]]:
    return (kind for kind in _structs_in(hint) if issubclass(kind, Input))


def _structs_in(hint: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for part in get_args(hint):
        yield from _structs_in(part)


def _items(of: type[I], value: Any, key: str | None, zone: tzinfo, unserved: Unserved) -> list[I]:
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
            if not isinstance(item, dict):
                raise Invalid(f"{name}[{index}]", "must be an object")
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
        refused = _invalid(str(error), of)
        name, among, _ = refused.field.partition("[...]")
        if among and name in value:
            kind = get_type_hints(of, include_extras=True)[name]
            raise Invalid(name + _key_of(kind, value[name], hook), refused.rule) from error
        raise refused from error


def _key_of(kind: Any, found: dict[str, Any], hook: Callable[[type[Any], Any], Any]) -> str:
    """Where in a map (of maps) the first value is that does not fit; msgspec leaves the key out."""
    of_map = next((one for one in (kind, *get_args(kind)) if get_origin(one) is dict), None)
    if of_map is None:
        return "[...]"
    of_values = get_args(of_map)[-1]
    for key, value in found.items():
        try:
            msgspec.convert(value, of_values, dec_hook=hook)
        except msgspec.ValidationError:
            return f".{key}{_key_of(of_values, value, hook) if isinstance(value, dict) else ''}"
    return ""


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
    if parts and parts["key"]:
        return Invalid(field, f"must have keys of at most {length[2]} characters" if length else "must have other keys")
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
    """The words of a Literal field, which may lie inside others, for the error's sentence."""
    hint = of
    for step in field.split("."):
        name = step.split("[", maxsplit=1)[0]
        hint = next((hints[name] for hints in map(get_type_hints, _structs_in(hint)) if name in hints), None)
    return [str(word) for word in _literals(hint)]


def _literals(hint: Any) -> tuple[Any, ...]:
    if getattr(hint, "__origin__", None) is Literal:
        return get_args(hint)
    return tuple(word for part in get_args(hint) for word in _literals(part))
