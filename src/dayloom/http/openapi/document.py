"""The whole description: `GET /api/openapi.json`."""

from collections.abc import Sequence

from dayloom import __version__
from dayloom.auth import sessions
from dayloom.http.body import FORM
from dayloom.http.call import EveryRoute, OpenRoute
from dayloom.http.openapi.answers import HEADERS, error_responses, error_schema, request_body, responses
from dayloom.http.openapi.parameters import NOT_YET, SPELLINGS, parameters, parts_of
from dayloom.http.openapi.schemas import Json, components
from dayloom.http.openapi.words import operation_id, summary, tag, words
from dayloom.http.paths import BASE

SCHEMES: Json = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "password": {"type": "http", "scheme": "basic", "description": "E-mail and password."},
    "session": {"type": "apiKey", "in": "cookie", "name": sessions.COOKIE, "description": "The web app's session."},
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-Token",
        "description": "Goes with the session cookie where a request changes something.",
    },
}


def describe(routes: Sequence[EveryRoute]) -> Json:
    """OpenAPI 3.1 of these routes, and of nothing else."""
    known = components(_types(routes)) | SPELLINGS | {"Error": error_schema()}
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, known)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Dayloom",
            "version": __version__,
            "summary": "A self-hosted planner and time tracker.",
            "description": words()["about"].strip(),
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": BASE}],
        "tags": [{"name": one["name"], "description": one["text"]} for one in words()["tags"]],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": known,
            "responses": error_responses(),
            "headers": HEADERS,
            "securitySchemes": SCHEMES,
        },
    }


def _types(routes: Sequence[EveryRoute]) -> list[object]:
    bodies = [route.body.of for route in routes if route.body is not None and route.body.media != FORM]
    shapes = [shape for route in routes for shape in route.answers.values() if shape is not None]
    return [*bodies, *(of for shape in shapes for of in shape.of)]


def _operation(route: EveryRoute, known: dict[str, Json]) -> Json:
    title, said = summary(route)
    whole = parts_of(route).whole
    told: Json = {"tags": [tag(route)], "operationId": operation_id(route), "summary": title}
    told["description"] = f"{NOT_YET} {said}" if whole else said
    if whole:
        told["x-not-served"] = True
    told["parameters"] = parameters(route)
    body = request_body(route, known)
    if body is not None:
        told["requestBody"] = body
    return {**told, "responses": responses(route, known), "security": _security(route)}


def _security(route: EveryRoute) -> list[Json]:
    by_cookie: Json = {"session": [], "csrf": []} if route.method != "GET" else {"session": []}
    if isinstance(route, OpenRoute):
        return [by_cookie] if route.path == "/session" and route.method != "POST" else []
    return [{"key": []}, {"password": []}, by_cookie]
