"""Example values, made of a schema: by a field's name where `words.toml` has one for it, else by its type."""

from typing import Any

from dayloom.http.openapi.schemas import REF, Json
from dayloom.http.openapi.words import words

_TYPES: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "array": list}
#: An input shows what is required and so many of the fields that we have an example for.
_MORE = 4


def example(shape: Json, known: dict[str, Json], name: str = "", depth: int = 0) -> Any:
    """A value that fits; `depth` counts the records around it."""
    given = words()["examples"].get(name)
    if given is not None and _fits(given, shape):
        return given
    if "$ref" in shape:
        return example(known[shape["$ref"].removeprefix(REF)], known, name, depth + 1)
    if "anyOf" in shape or "allOf" in shape:
        return _first(shape, known, name, depth)
    if "enum" in shape:
        return shape["enum"][0]
    if shape.get("type") == "object":
        return {key: _field(shape, key, known, depth) for key in _shown(shape)}
    if shape.get("type") == "array":
        return [example(shape["items"], known, name.removesuffix("s"), depth)] if shape.get("items") else []
    return {"integer": 1, "number": 1.0, "boolean": False, "null": None}.get(shape.get("type", ""), "word")


def _first(shape: Json, known: dict[str, Json], name: str, depth: int) -> Any:
    """The first alternative; null where that would lead deep, or be a word that says nothing."""
    options = shape.get("allOf") or shape["anyOf"]
    nullable = {"type": "null"} in options
    if nullable and (depth > 1 or name.endswith("_at") or options[0].get("type") == "string"):
        return None
    return example(options[0], known, name, depth)


def _field(shape: Json, key: str, known: dict[str, Json], depth: int) -> Any:
    """A field's own example (`TagLite.name`) before the one that its name has everywhere."""
    own = words()["examples"].get(f"{shape.get('title')}.{key}")
    return example(shape["properties"][key], known, key, depth) if own is None else own


def _shown(shape: Json) -> list[str]:
    required: list[str] = shape.get("required", [])
    told = [name for name in shape.get("properties", {}) if name in words()["examples"] and name not in required]
    return required if len(required) > _MORE else [*required, *told[:_MORE]]


def _fits(value: Any, shape: Json) -> bool:
    """Whether an example by name is of this type at all: a name may mean two things."""
    if "enum" in shape:
        return value in shape["enum"]
    if "anyOf" in shape and "type" not in shape:
        return any(_fits(value, option) for option in shape["anyOf"])
    return isinstance(value, _TYPES.get(shape.get("type", ""), ()))
