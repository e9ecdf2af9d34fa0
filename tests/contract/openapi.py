"""The served description as values, and a validator for its schemas."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from dayloom.features import ROUTES
from dayloom.http.openapi.document import describe

Json = dict[str, Any]
ANSWERS = "application/json"


@cache
def description() -> Json:
    """The whole document."""
    return describe(ROUTES)


def operations() -> Iterator[tuple[str, str, Json]]:
    """(method, path, operation) of every operation."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def faults(value: Any, schema: Json) -> list[str]:
    """Where a value is not what the schema says."""
    whole = {**schema, "components": description()["components"]}
    checker = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(value)]


def response_of(operation: Json, status: int) -> Json | None:
    """The description of an answer with this status, where it is documented."""
    told: Json | None = operation["responses"].get(str(status))
    if told is None or "$ref" not in told:
        return told
    found: Json = description()["components"]["responses"][told["$ref"].rpartition("/")[2]]
    return found
