"""What a request reads and what it answers: bodies, statuses, headers, examples."""

from typing import Any

from dayloom.http.body import FORM, MAX_ITEMS, Body
from dayloom.http.call import MIB, EveryRoute, OpenRoute
from dayloom.http.openapi.examples import example
from dayloom.http.openapi.parameters import NOT_YET, parts_of
from dayloom.http.openapi.schemas import REF, Json, schema
from dayloom.http.openapi.words import words
from dayloom.http.shapes import Shape

JSON, NDJSON, EVENTS, CSV = "application/json", "application/x-ndjson", "text/event-stream", "text/csv"
HEADERS: dict[str, Json] = {
    "X-Trace-Id": {"description": "Finds the log line of this request.", "schema": {"type": "string"}},
    "X-Toggl-Quota-Remaining": {
        "description": "How many requests are left of this hour's quota.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "X-Toggl-Quota-Resets-In": {
        "description": "Seconds until the quota begins anew.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "X-Dayloom-Engine": {
        "description": "What found the tasks: a language model, the rules, or the rules in what was read in a picture.",
        "schema": {"type": "string", "enum": ["llm", "rules", "ocr+rules"]},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
}
SAID = {200: "Here it is.", 201: "Created.", 204: "Done, or nothing to show: the body is empty."}
#: Statuses that any request may meet, and those that need a caller whom we know.
ANYBODY, SOMEBODY = (413, 429, 500, 503), (400, 401, 403)
#: What open routes besides may meet, by how their path begins.
OPEN = {"/session": (401, 403), "/invitations": (403, 404, 409)}


def error_schema() -> Json:
    """Every error body."""
    codes = [code for code, _ in words()["errors"].values()]
    texts = {name: {"type": "string", "description": words()["fields"][name]} for name in ("error_description",)}
    return {
        "title": "Error",
        "description": "Every error body.",
        "type": "object",
        "properties": {
            "error": {
                "type": "string",
                "enum": sorted([*codes, "feature_not_in_plan", "limit_reached", "unprocessable"]),
                "description": words()["fields"]["error"],
            },
            **texts,
            "trace_id": {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": words()["fields"]["trace_id"]},
            "error_values": {"type": "object", "description": words()["fields"]["error_values"]},
        },
        "required": ["error", "error_description", "trace_id"],
    }


def error_responses() -> dict[str, Json]:
    """One for each status, with its code in the example."""
    return {f"Error{status}": _error(status, *told) for status, told in words()["errors"].items()}


def _error(status: str, code: str, said: str) -> Json:
    headers = ["X-Trace-Id", *(["Retry-After"] if status in ("429", "503") else [])]
    shown = {
        "error": code,
        "error_description": said.split(":", maxsplit=1)[0],
        "trace_id": words()["examples"]["trace_id"],
    }
    return {
        "description": said,
        "headers": _headers(*headers),
        "content": {JSON: {"schema": {"$ref": f"{REF}Error"}, "example": shown}},
    }


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def responses(route: EveryRoute, known: dict[str, Json]) -> Json:
    """Success as the route says, then what may go wrong."""
    whole = parts_of(route).whole
    said = (
        {} if whole else {str(status): _success(route, status, shape, known) for status, shape in route.answers.items()}
    )
    return said | {str(status): {"$ref": f"#/components/responses/Error{status}"} for status in _failures(route)}


def _failures(route: EveryRoute) -> list[int]:
    reads = (415,) if route.body else ()
    if isinstance(route, OpenRoute):
        own = next((told for start, told in OPEN.items() if route.path.startswith(start)), ())
        leads = (400, 404) if "{" in route.path else ()
        return sorted({*ANYBODY, *reads, *leads, *((400,) if route.body else ()), *own})
    found = {*ANYBODY, *SOMEBODY, *reads}
    if "{" in route.path or route.writes:
        found.add(404)
    if route.writes:
        found.add(409)
    if route.realm == "workspace" and (route.body or route.method == "POST"):
        found.add(422)
    if route.metered:
        found.add(402)
    parts, tables = parts_of(route), any(shape is not None and shape.table for shape in route.answers.values())
    return sorted(found | {501} if parts.whole or parts.query or parts.body or tables else found)


def _success(route: EveryRoute, status: int, shape: Shape | None, known: dict[str, Json]) -> Json:
    metered = not isinstance(route, OpenRoute) and route.metered
    quota = ("X-Toggl-Quota-Remaining", "X-Toggl-Quota-Resets-In") if metered else ()
    tells = () if isinstance(route, OpenRoute) else route.tells
    told: Json = {"description": SAID[status], "headers": _headers("X-Trace-Id", *quota, *tells)}
    return told if shape is None else {**told, "content": _content(shape, known)}


def _content(shape: Shape, known: dict[str, Json]) -> Json:
    if shape.wrap == "file":
        return {shape.media: {"schema": {"type": "string"}}}
    one = _either([_reference(of) for of in shape.of])
    if shape.wrap == "events":
        data = {"type": "string", "contentMediaType": JSON, "contentSchema": one}
        fields = {"id": {"type": "string"}, "event": {"type": "string"}, "data": data, "retry": {"type": "integer"}}
        return {EVENTS: {"schema": {"description": "One Server-Sent Event.", "type": "object", "properties": fields}}}
    whole = _wrapped(one, shape.wrap)
    content = {JSON: {"schema": whole, "example": example(whole, known)}}
    if shape.wrap == "stream":
        content[NDJSON] = {"schema": {"description": "One such object a line.", **one}}
    if shape.table:
        content[CSV] = {"schema": {"type": "string", "description": "Where asked for: the same as a table."}}
    return content


def _reference(of: Any) -> Json:
    return {"$ref": f"{REF}{of.__name__}"} if hasattr(of, "__struct_fields__") else schema(of)


def _either(options: list[Json]) -> Json:
    return options[0] if len(options) == 1 else {"anyOf": options}


def _wrapped(one: Json, wrap: str) -> Json:
    if wrap == "record":
        return one
    many = {"type": "array", "items": one}
    if not wrap.startswith("page"):
        return many
    counts = ["page", "per_page", *(["total"] if wrap == "page with total" else [])]
    told = {name: {"type": "integer", "description": words()["fields"][name]} for name in counts}
    return {"type": "object", "properties": {"data": many, **told}, "required": ["data", *counts]}


def request_body(route: EveryRoute, known: dict[str, Json]) -> Json | None:
    """The body that a route reads, with what is not served of it."""
    parts = parts_of(route)
    if route.body is None:
        return _unserved_body(parts.body) if parts.body else None
    if route.body.media == FORM:
        return {"required": True, "description": f"At most {route.limit // MIB} MiB.", "content": _form(route.body)}
    shape = _body(route.body, _item(route.body, parts.body))
    size = f"At most {route.limit // MIB} MiB."
    content = {JSON: {"schema": shape, "example": example(shape, known)}}
    return {"required": not route.body.optional, "description": size, "content": content}


def _form(body: Body[Any]) -> Json:
    files = {name: {"type": "string", "format": "binary"} for name in body.of.__struct_fields__}
    told = {name: {**one, "description": words()["fields"].get(name, "A file.")} for name, one in files.items()}
    return {FORM: {"schema": {"type": "object", "properties": told, "required": sorted(told)}}}


def _item(body: Body[Any], unserved: frozenset[str]) -> Json:
    one: Json = {"$ref": f"{REF}{body.of.__name__}"}
    return {"allOf": [one, _unserved(unserved)]} if unserved else one


def _unserved(names: frozenset[str]) -> Json:
    return {"properties": {name: {"description": NOT_YET, "x-not-served": True} for name in sorted(names)}}


def _body(body: Body[Any], one: Json) -> Json:
    if not body.bare and body.wrapped is None:
        return one
    many = {"type": "array", "minItems": body.least, "maxItems": MAX_ITEMS, "items": one}
    named = body.wrapped or "items"
    wrapped = {"type": "object", "properties": {named: many}, "required": [named]}
    return {"anyOf": [many, wrapped]} if body.bare else wrapped


def _unserved_body(names: frozenset[str]) -> Json:
    return {"content": {JSON: {"schema": {"type": "object", **_unserved(names)}}}}
