"""What a request may carry beside its body: ids of the path, the query, headers."""

import re
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UnsetType

from dayloom.db.types import MAX_ID
from dayloom.http.call import AnyRoute, EveryRoute, OpenRoute
from dayloom.http.idempotency import LONGEST
from dayloom.http.not_served import NOT_SERVED, NotServedParts
from dayloom.http.openapi.schemas import REF, Json, schema
from dayloom.http.openapi.words import words
from dayloom.http.query import MAX_VALUES

#: Spellings that every query shares.
SPELLINGS: dict[str, Json] = {
    "Flag": {
        "description": "A boolean in a query. An empty one counts as absent unless the parameter says otherwise.",
        "anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["1", "0", ""]}],
    },
    "CommaList": {
        "description": "Several values with commas between them, or an empty one.",
        "type": "string",
        "pattern": "^$|,",
    },
}
KEY = {"minLength": 1, "maxLength": LONGEST, "pattern": "^[ -~]+$"}
NOT_YET = "**Not served yet:** answers 501."


def parts_of(route: EveryRoute) -> NotServedParts:
    """What is not served of an operation."""
    return NOT_SERVED.get((route.method, route.path), NotServedParts())


def parameters(route: EveryRoute) -> list[Json]:
    """All of them, in the order in which they stand in a request."""
    found = [_path(name) for name in re.findall(r"{(\w+)}", route.path)]
    if isinstance(route, OpenRoute):
        return found + ([_header("X-CSRF-Token")] if route.method == "DELETE" else [])
    told = _query(route)
    spoken = {one["name"]: one["schema"] for one in told if one["name"] in route.spoken}
    found = [{**one, "schema": spoken.get(one["name"], one["schema"])} for one in found]
    found += [one for one in told if one["name"] not in spoken]
    found += [_unserved(name, "query") for name in sorted(parts_of(route).query)]
    found += [_header(name) for name in route.reads]
    found += [_header("Idempotency-Key", **KEY)] if route.writes and not route.outside else []
    return found + ([_header("X-CSRF-Token")] if route.method != "GET" else [])


def _path(name: str) -> Json:
    limits = {"type": "integer", "minimum": 1, "maximum": MAX_ID}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": words()["path"].get(name, ""),
        "schema": limits,
    }


def _header(name: str, **limits: Any) -> Json:
    shape = {"type": "string", **limits}
    return {"name": name, "in": "header", "description": words()["headers"][name], "schema": shape}


def _unserved(name: str, where: str) -> Json:
    said = f"{words()['parameters'].get(name, '')} {NOT_YET}".strip()
    return {"name": name, "in": where, "description": said, "x-not-served": True, "schema": {}}


def _query(route: AnyRoute) -> list[Json]:
    hints = get_type_hints(route.query, include_extras=True)
    return [
        _parameter(route, field.encode_name, field.required, _shape(hints[field.name]))
        for field in msgspec.structs.fields(route.query)
    ]


def _shape(hint: Any) -> Json:
    """The schema of what a parameter is when it is given."""
    choices = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return schema(next(one for one in choices if one not in (UnsetType, NoneType)))


def _parameter(route: AnyRoute, name: str, required: bool, shape: Json) -> Json:
    told: Json = {"name": name, "in": "query", "description": words()["parameters"].get(name, "")}
    if required:
        told["required"] = True
    if name == "order_by":
        return {**told, "style": "form", "explode": True, "schema": _many(_orders(route))}
    if shape.get("type") == "array":
        return {**told, "style": "form", "explode": True, "schema": _many(_element(shape["items"]))}
    if shape.get("type") == "boolean":
        return {**told, "schema": {"$ref": f"{REF}Flag"}}
    empty = {} if required else {"allowEmptyValue": True}
    return {**told, **empty, "schema": shape}


def _element(shape: Json) -> Json:
    """Without null, which an empty element stands for."""
    return next(option for option in shape.get("anyOf", [shape]) if option != {"type": "null"})


def _many(element: Json) -> Json:
    return {"type": "array", "maxItems": MAX_VALUES, "items": {"anyOf": [element, {"$ref": f"{REF}CommaList"}]}}


def _orders(route: AnyRoute) -> Json:
    """The orders of a list, each of them both ways, and those by a custom field, like cf_12."""
    orders = route.ordered.orders if route.ordered else ()
    names = sorted({name for name in orders if not name.startswith("_")})
    told: Json = {"type": "string", "enum": [word for name in names for word in (name, f"-{name}")]}
    prefixes = route.ordered.field_orders if route.ordered else ()
    by_field = {"type": "string", "pattern": f"^-?({'|'.join(prefixes)})[1-9][0-9]*$"}
    return {"anyOf": [told, by_field]} if prefixes else told
