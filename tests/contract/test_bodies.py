"""Body fields: each documented one works or is refused by name; wrong types, nulls and unknown keys."""

from typing import Any

import pytest

from tests.contract.facts import CONTRACT, NEIGHBOURS, Field, Operation
from tests.contract.scene import Scene, described

#: Bodies of JSON: forms have tests of their own.
WITH_BODY = [one for one in (*CONTRACT, *NEIGHBOURS) if one.body and not one.form and not one.not_served.whole]
each = pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
#: A block belongs to a task, and this operation makes entries without one.
IMPOSSIBLE = {("POST time-entries", "time_block_id")}
#: Null clears these in a PATCH, though the wider API has no null there (docs/compatibility.md).
CLEARED = {"fixed_fee"}


def _wrong(field: Field) -> tuple[Any, ...]:
    """Values that this field cannot have."""
    if field.repeated:
        return 7, "x", [1.0], [None], *([["x"]] if field.type == "integer" else [])
    if field.words:
        return "unheard", 7, ["x"]
    return {
        "integer": ("1", 1.0, 1.5, True, [], 2**60),
        "number": ("1", True, [], -1, 1.001, 2e9),
        "boolean": ("true", 1, []),
        "string": (7, True, [], {}, "a\x00b"),
        "day": (7, "soon", "2026-02-30"),
        "instant": (7, "soon", "2026-03-02T10:00:00", "2026-03-02"),
        "object": (7, "x"),
    }[field.type]


def _served(operation: Operation) -> list[Field]:
    return [one for one in operation.body if one.name not in operation.not_served.body]


@each
def test_every_documented_field_works_or_is_refused_by_name(scene: Scene, operation: Operation) -> None:
    wrong = []
    for field in operation.body:
        if (operation.name, field.name) in IMPOSSIBLE:
            continue
        refused = field.name in operation.not_served.body
        value = scene.value_of(operation, field)
        given = {field.name: [1] if refused and value == [] else value}  # an empty list asks for nothing
        response = scene.send(operation, body=scene.body(operation, **given))
        if response.status != (501 if refused else operation.success) or (
            refused and field.name not in described(response)
        ):
            wrong.append((given, response.status, described(response)))
    assert wrong == []


@each
def test_a_wrong_type_is_400_and_named(scene: Scene, operation: Operation) -> None:
    wrong = []
    for field in _served(operation):
        for value in _wrong(field):
            response = scene.send(operation, body=scene.body(operation, **{field.name: value}))
            if response.status != 400 or field.name not in described(response):
                wrong.append((field.name, value, response.status, described(response)))
    assert wrong == []


@each
def test_null_is_absent_in_post_and_put_and_clears_in_patch(scene: Scene, operation: Operation) -> None:
    wrong = []
    for field in _served(operation):
        response = scene.send(operation, body=scene.body(operation, **{field.name: None}))
        needed, may_be_null = field.name in scene.least(operation), field.nullable or field.name in CLEARED
        refused = needed if operation.method != "PATCH" else needed or not may_be_null
        if (response.status == 400) != refused or (refused and field.name not in described(response)):
            wrong.append((field.name, response.status, described(response)))
    assert wrong == []


@each
def test_an_unknown_key_is_ignored(scene: Scene, operation: Operation) -> None:
    response = scene.send(operation, body=scene.body(operation, colour_of_the_sky={"blue": [1]}, ID=None))
    assert response.status == operation.success


@each
def test_what_is_no_object_is_400(scene: Scene, operation: Operation) -> None:
    for body in ("word", 7, [7], {"items": 7}, [None]):
        if operation.bulk == "items" or not isinstance(body, dict):
            assert scene.send(operation, body=body).status == 400, body


@each
def test_broken_json_and_another_media_type_are_refused(scene: Scene, operation: Operation) -> None:
    def send(body: bytes, media: str) -> int:
        path, query = scene.path(operation), scene.query(operation)
        return scene.alice.call(operation.method, path, query=query, body=body, headers={"content-type": media}).status

    assert send(b'{"name": ', "application/json") == 400
    assert send(b'{"name": "\\ud800"}', "application/json") == 400
    assert send(b"name=x", "application/x-www-form-urlencoded") == 415
