"""Query strings → typed structs: repeated, bracketed and comma-separated arrays, booleans, times.

`k=1,2`, `k=1&k=2` and `k[]=1&k[]=2` are the same. An empty element means "none" where the field's type allows None,
and is ignored elsewhere; an empty scalar counts as absent, again unless its type allows None (`archived=`).
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

import msgspec

from dayloom.errors import Invalid, NotServed
from dayloom.fields import PARSED, UNSET, Moment, UnsetType

Q = TypeVar("Q", bound=msgspec.Struct)
Parse = Callable[[str, tzinfo], Any]

MAX_VALUES = 1_000
_INTEGER = re.compile(r"-?\d{1,18}")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class _Parameter:
    place: int
    field: str
    name: str
    many: bool
    empty_is_none: bool
    parse: Parse
    required: bool


def decode_query(
    of: type[Q], raw: bytes, zone: tzinfo, unserved: Collection[str], spoken: Mapping[str, str] | None = None
) -> Q:
    """Reads a query string, and what the path says of the same (`spoken`). Raises Invalid naming it, or NotServed."""
    given: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_VALUES + 100)
    except UnicodeDecodeError:
        raise Invalid("query", "must be percent-encoded UTF-8") from None
    except ValueError:
        raise Invalid("query", f"must have at most {MAX_VALUES:,} values") from None
    for key, value in pairs:
        name = key.removesuffix("[]")
        if name in unserved and value:
            raise NotServed(name)
        given.setdefault(name, []).append(value)
    given |= {name: [text] for name, text in (spoken or {}).items()}
    return of(**_values(of, given, zone))


def _values(of: type[Q], given: dict[str, list[str]], zone: tzinfo) -> dict[str, Any]:
    """The values by field. Only what is given is looked at: lists have fifty parameters, and requests name few."""
    known, found = _parameters(of), {}
    for parameter in sorted({*(known[name] for name in given if name in known), *_required(of)}, key=_place_of):
        texts = given.get(parameter.name)
        value = UNSET if texts is None else (_many if parameter.many else _single)(parameter, texts, zone)
        if value is not UNSET:
            found[parameter.field] = value
        elif parameter.required:
            raise Invalid(parameter.name, "is required")
    return found


def _place_of(parameter: _Parameter) -> int:
    return parameter.place


def _single(parameter: _Parameter, texts: list[str], zone: tzinfo) -> Any:
    if not texts[-1]:
        return None if parameter.empty_is_none else UNSET
    return _parsed(parameter, texts[-1], zone)


def _many(parameter: _Parameter, texts: list[str], zone: tzinfo) -> Any:
    elements = [element.strip() for text in texts for element in text.split(",")]
    if len(elements) > MAX_VALUES:
        raise Invalid(parameter.name, f"must have at most {MAX_VALUES:,} values")
    values = [_parsed(parameter, element, zone) for element in elements if element]
    if parameter.empty_is_none and "" in elements:
        values.append(None)
    return values or UNSET


def _parsed(parameter: _Parameter, text: str, zone: tzinfo) -> Any:
    try:
        return parameter.parse(text, zone)
    except ValueError as error:
        raise Invalid(parameter.name, str(error)) from None


@lru_cache(maxsize=256)
def _parameters(of: type[msgspec.Struct]) -> dict[str, _Parameter]:
    """By name."""
    hints = get_type_hints(of, include_extras=True)
    fields = enumerate(msgspec.structs.fields(of))
    found = (_parameter(place, field, hints[field.name]) for place, field in fields)
    return {parameter.name: parameter for parameter in found}


@lru_cache(maxsize=256)
def _required(of: type[msgspec.Struct]) -> tuple[_Parameter, ...]:
    return tuple(parameter for parameter in _parameters(of).values() if parameter.required)


def _parameter(place: int, field: Any, hint: Any) -> _Parameter:
    choices = [part for part in _choices(hint) if part is not UnsetType]
    empty_is_none = NoneType in choices
    kind = next(part for part in choices if part is not NoneType)
    many = get_origin(kind) is list
    if many:
        elements = _choices(get_args(kind)[0])
        empty_is_none = NoneType in elements
        kind = next(part for part in elements if part is not NoneType)
    return _Parameter(place, field.name, field.encode_name, many, empty_is_none, _parser(kind), field.required)


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _parser(kind: Any) -> Parse:
    least, most = -(2**53), 2**53
    if get_origin(kind) is Annotated:
        kind, meta = get_args(kind)[:2]
        least, most = (least if meta.ge is None else meta.ge), (most if meta.le is None else meta.le)
    if kind is int:
        return lambda text, _: _integer(text, least, most)
    if kind is bool:
        return _boolean
    if get_origin(kind) is Literal:
        return lambda text, _: _word(text, get_args(kind))
    if kind in PARSED:
        # An unescaped + of an offset arrives as a space.
        return lambda text, zone: kind.parse(text.replace(" ", "+") if issubclass(kind, Moment) else text, zone)
    return lambda text, _: _text(text)


def _integer(text: str, least: int, most: int) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError("must be an integer")
    if not least <= int(text) <= most:
        raise ValueError(f"must be between {least} and {most}")
    return int(text)


def _boolean(text: str, zone: tzinfo) -> bool:  # noqa: ARG001 - every parser is called alike
    if text not in _BOOLEANS:
        raise ValueError("must be true or false")
    return _BOOLEANS[text]


def _word(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise ValueError(f"must be one of {', '.join(allowed)}")
    return text


def _text(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not contain NUL")
    return text
