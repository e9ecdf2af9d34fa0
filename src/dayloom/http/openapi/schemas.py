"""Our types as JSON Schema: what decoding accepts, and what answers always have."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import NODEFAULT, UnsetType

from dayloom import fields
from dayloom.http.openapi.words import words

Json = dict[str, Any]

REF = "#/components/schemas/"
#: NUL can be stored nowhere, so no text has it.
_TEXT = r"^[^\u0000]*$"
_SOMETHING = r"^[^\u0000]*\S[^\u0000]*$"
_DAY = {"anyOf": [{"format": "date"}, {"format": "date-time"}]}


def field_type(kind: type[Any]) -> Json:
    """The schema of a type of `fields.py`. A day takes instants too, and the begin of a window takes days."""
    said = " ".join((kind.__doc__ or "").split())
    if issubclass(kind, fields.Name):
        return {"type": "string", "minLength": 1, "maxLength": kind.longest, "pattern": _SOMETHING, "description": said}
    if issubclass(kind, fields.Text):
        return {"type": "string", "maxLength": kind.longest, "pattern": _TEXT}
    if kind is fields.Color:
        return {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
    if kind is fields.Currency:
        return {"type": "string", "pattern": "^[A-Za-z]{3}$", "description": said}
    if kind is fields.Cents:
        return {"type": "number", "minimum": 0, "description": said}
    if kind is fields.Day or issubclass(kind, fields.RangeStart):
        return {"type": "string", **_DAY, "description": said}
    if kind is fields.Moment:
        return {"type": "string", "format": "date-time", "description": said}
    if kind is fields.PageSize:
        return {"type": "integer", "minimum": 1, "description": said}
    raise NotImplementedError(kind)


def schema(of: Any) -> Json:
    """The schema of one type that has no components."""
    return msgspec.json.schema(of, schema_hook=field_type)


def components(of: Iterable[Any]) -> dict[str, Json]:
    """Every struct that these types are made of, by name."""
    known: dict[type[msgspec.Struct], None] = {}
    for one in of:
        _gather(one, known)
    structs = list(known)
    _, made = msgspec.json.schema_components(structs, schema_hook=field_type, ref_template=REF + "{name}")
    return {kind.__name__: _told(kind, made[kind.__name__]) for kind in structs}


def _gather(hint: Any, known: dict[type[msgspec.Struct], None]) -> None:
    """Adds the structs in a type, its own first; a struct's hints are looked into as well, each once."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint not in known:
        known[hint] = None
        for inner in get_type_hints(hint).values():
            _gather(inner, known)
    for inner in get_args(hint):
        _gather(inner, known)


def _told(kind: type[msgspec.Struct], made: Json) -> Json:
    """With what only we know: which fields are always there, which may be null, and what they mean."""
    is_input, is_patch = issubclass(kind, fields.Input), issubclass(kind, fields.Patch)
    required, properties, hints = [], {}, get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        shape = {name: value for name, value in made["properties"][field.encode_name].items() if name != "default"}
        optional = field.default is not NODEFAULT or field.default_factory is not NODEFAULT
        may_be_unset = UnsetType in get_args(hints[field.name])  # in an answer: there only where it was asked for
        if is_input and optional:
            shape = nullable(shape)
        if datetime in (hints[field.name], *get_args(hints[field.name])):
            shape = _dated(shape)
        if not may_be_unset and not (optional and (is_input or is_patch or kind.__struct_config__.omit_defaults)):
            required.append(field.encode_name)
        said = words()["fields"].get(field.encode_name)
        properties[field.encode_name] = {**shape, "description": said} if said else shape
    told: Json = {**made, "properties": properties}
    told.pop("required", None)
    return {**told, "required": required} if required else told


def nullable(shape: Json) -> Json:
    """The same, or null."""
    options = shape["anyOf"] if set(shape) == {"anyOf"} else [shape]
    return shape if {"type": "null"} in options or not shape else {"anyOf": [*options, {"type": "null"}]}


def _dated(shape: Json) -> Json:
    """An answer's instant says that it is one."""
    if "anyOf" in shape:
        return {**shape, "anyOf": [_dated(option) for option in shape["anyOf"]]}
    return {**shape, "format": "date-time"} if shape.get("type") == "string" else shape
