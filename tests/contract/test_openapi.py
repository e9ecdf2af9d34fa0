"""The description is valid, complete and true."""

import inspect
from typing import Any

import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from dayloom.features import ROUTES
from dayloom.http.openapi.words import words
from dayloom.http.paths import OW, W
from dayloom.http.shapes import Shape
from tests.client import Client, Response
from tests.contract.facts import CONTRACT, NEIGHBOURS, Operation
from tests.contract.openapi import ANSWERS, Json, description, faults, operations, response_of
from tests.contract.scene import Scene

#: The codes that every client may rely on.
CODES = {
    "validation": 400,
    "invalid_session": 401,
    "quota_exceeded": 402,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "gone": 410,
    "too_large": 413,
    "unsupported_media_type": 415,
    "required_fields_missing": 422,
    "rate_limited": 429,
    "internal": 500,
    "not_implemented": 501,
    "unavailable": 503,
}
each = pytest.mark.parametrize("operation", [*CONTRACT, *NEIGHBOURS], ids=lambda operation: operation.name)
contract = pytest.mark.parametrize("operation", CONTRACT, ids=lambda operation: operation.name)


def _described(operation: Operation) -> Json:
    found: Json = description()["paths"][operation.path][operation.method.lower()]
    return found


def test_it_is_valid_openapi() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(description()).iter_errors()] == []


def test_it_has_every_route_and_nothing_else() -> None:
    assert sorted((method, path) for method, path, _ in operations()) == sorted(
        (one.method, one.path) for one in ROUTES
    )


def test_a_key_for_retries_is_described_where_it_has_an_effect(alice: Client) -> None:
    """A malformed one is a 400 there, and nowhere else."""
    for path, method, body in (("{W}/tags", "POST", {"name": "wool"}), ("{OW}/calendar-feed", "POST", {})):
        operation = description()["paths"][path.replace("{OW}", OW).replace("{W}", W)][method.lower()]
        described = any(one["name"] == "Idempotency-Key" for one in operation["parameters"])
        answer = alice.call(method, path, body, headers={"idempotency-key": "\t"})
        assert answer.status == (400 if described else 201)
        assert described == (path == "{W}/tags")


def test_it_is_open_and_counts_against_nobody(nobody: Client) -> None:
    answer = nobody.call("GET", "/openapi.json")
    assert (answer.status, answer.json() == description()) == (200, True)
    assert not [name for name in answer.headers if name.startswith("x-toggl-quota")]


@contract
def test_every_documented_parameter_is_in_it(operation: Operation) -> None:
    told = _described(operation)
    named = {(one["in"], one["name"]) for one in told["parameters"]}
    uploads = set(_fields(told["requestBody"]["content"])) if "requestBody" in told else set()
    assert {one.name for one in operation.query} - {name for place, name in named if place == "query"} <= uploads
    assert {f"{{{name}}}" for place, name in named if place == "path"} == {
        part for part in operation.path.split("/") if part.startswith("{")
    }
    required = {one["name"] for one in told["parameters"] if one.get("required") and one["in"] == "query"}
    if not operation.not_served.whole:
        assert required == {one.name for one in operation.query if one.required}


@contract
def test_every_documented_field_of_a_body_is_in_it(operation: Operation) -> None:
    if operation.body:
        assert {one.name for one in operation.body} <= _fields(_described(operation)["requestBody"]["content"])


def _fields(shape: Any, seen: frozenset[str] = frozenset()) -> set[str]:
    """The names of all properties in a schema, however deep."""
    if isinstance(shape, list):
        return {name for one in shape for name in _fields(one, seen)}
    if not isinstance(shape, dict) or shape.get("$ref") in seen:
        return set()
    if "$ref" in shape:
        inner = description()["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        return _fields(inner, seen | {shape["$ref"]})
    return set(shape.get("properties", {})) | {
        name for key, one in shape.items() if key != "example" for name in _fields(one, seen)
    }


def test_what_is_not_served_is_marked() -> None:
    marked = {(method, path) for method, path, told in operations() if told.get("x-not-served")}
    assert marked == {one.key for one in CONTRACT if one.not_served.whole}
    assert all("501" in told["responses"] for _, _, told in operations() if "x-not-served" in str(told))


def test_operations_parameters_and_tags_have_words() -> None:
    """A line in `http/openapi/words.toml` is all that a new parameter or tag needs."""
    silent = {
        one["name"] for _, _, told in operations() for one in told["parameters"] if not one["description"].strip()
    }
    assert silent == set(), "words.toml says nothing about these parameters"
    headings = {tag for _, _, told in operations() for tag in told["tags"]}
    assert headings == {one["name"] for one in description()["tags"]}, "words.toml and the routes disagree about tags"
    assert all(told["summary"] for _, _, told in operations())


def test_the_words_are_all_used() -> None:
    named = {one["name"] for _, _, told in operations() for one in told["parameters"]}
    fields = _fields(list(description()["components"]["schemas"].values())) | {"file"}
    said = {*words()["parameters"], *words()["path"], *words()["headers"]}
    assert said - named - fields == set()


def test_names_are_unique() -> None:
    ids = [told["operationId"] for _, _, told in operations()]
    assert len(ids) == len(set(ids))
    shapes = [shape for route in ROUTES for shape in route.answers.values() if shape is not None]
    bodies = {route.body.of for route in ROUTES if route.body is not None}
    kinds = bodies | {of for shape in shapes for of in shape.of if inspect.isclass(of)}
    structs = {kind for kind in kinds if issubclass(kind, msgspec.Struct)}
    assert len({kind.__name__ for kind in structs}) == len(structs)


def test_every_reading_route_says_what_it_answers() -> None:
    silent = [route.path for route in ROUTES if route.method == "GET" and not _shapes(route.answers.values())]
    assert [path for path in silent if not any(one.path == path and one.not_served.whole for one in CONTRACT)] == []


def _shapes(answers: Any) -> list[Shape]:
    return [one for one in answers if one is not None]


def test_examples_are_what_the_schemas_say() -> None:
    wrong = []
    for method, path, told in operations():
        bodies = [told["requestBody"]] if "requestBody" in told else []
        answers = [response_of(told, int(status)) or {} for status in told["responses"]]
        for content in (one.get("content", {}).get(ANSWERS, {}) for one in [*bodies, *answers]):
            if "example" in content:
                wrong += [(method, path, fault) for fault in faults(content["example"], content["schema"])]
    assert wrong == []


def test_every_code_of_an_error_is_in_it() -> None:
    told = description()["components"]["responses"]
    examples = {
        one["content"][ANSWERS]["example"]["error"]: int(name.removeprefix("Error")) for name, one in told.items()
    }
    assert examples == CODES
    assert set(CODES) < set(description()["components"]["schemas"]["Error"]["properties"]["error"]["enum"])


def _faults(operation: Operation, response: Response) -> list[str]:
    told = response_of(_described(operation), response.status)
    if told is None:
        return [f"{response.status} is not documented"]
    headers = {name for name in told.get("headers", {}) if name.lower() not in response.headers}
    missing = [f"{name} is missing" for name in headers]
    if "content" not in told:
        return [*missing, *(["the body should be empty"] if response.body else [])]
    return [*missing, *faults(response.json(), told["content"][ANSWERS]["schema"])]


@each
def test_real_answers_are_as_described(scene: Scene, operation: Operation) -> None:
    assert _faults(operation, scene.send(operation)) == []


@each
def test_refusals_are_as_described(scene: Scene, nobody: Client, operation: Operation) -> None:
    path = "/api" + operation.path.format_map({**scene.ids, "api_key_id": 1})
    assert _faults(operation, nobody.call(operation.method, path)) == []
    away = "/api" + operation.path.format_map(dict.fromkeys(scene.ids, 2**50))
    assert _faults(operation, scene.alice.call(operation.method, away)) == []


def test_lines_of_a_stream_are_as_described(scene: Scene) -> None:
    for operation in (one for one in CONTRACT if one.path.endswith("/stream")):
        answer = scene.alice.call(
            "GET", scene.path(operation), query=scene.query(operation), headers={"accept": "application/x-ndjson"}
        )
        shape = _described(operation)["responses"]["200"]["content"]["application/x-ndjson"]["schema"]
        lines = [msgspec.json.decode(line) for line in answer.body.splitlines()]
        assert (len(lines) > 0, [fault for line in lines for fault in faults(line, shape)]) == (True, [])


def test_a_task_without_totals_is_as_described(scene: Scene) -> None:
    operation = next(one for one in CONTRACT if one.name == "GET tasks")
    assert _faults(operation, scene.send(operation, query={"disable_aggregations": True})) == []
