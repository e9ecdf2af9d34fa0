"""Requests to refuse: what lies beyond the limits that a route's own types state, and ids that must not be named."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import inspect

from tests.client import Client
from tests.contract.facts import Operation
from tests.contract.scene import START, Scene

Json = dict[str, Any]
Ids = Mapping[str, int]
#: Ids in a body and in a query that are more than anybody needs.
TOO_MANY, TOO_MANY_ASKED = 10_000, 1_001
NOBODYS = 2**52
#: As deep as a body can be nested and still be read, and deeper.
DEPTHS = 300, 900, 100_000
#: Body fields that name records or people, by what they name.
NAMED = {
    "from_recurring_task_id": "task_id",
    "parent_project_id": "project_id",
    "parent_task_id": "task_id",
    "assignee_user_ids": "user_id",
    "user_ids": "user_id",
}


@dataclass(frozen=True)
class Attempt:
    """One request, and the field that its refusal must name."""

    path: str
    query: Json
    body: Any
    named: str = ""


def shapes(scene: Scene, operation: Operation) -> Iterator[Attempt]:
    """What no database is needed to refuse."""
    path, query, route = scene.path(operation), scene.query(operation), operation.route
    assert route is not None
    for name in re.findall(r"{(\w+)}", operation.path):
        for wrong in ("-1", "1.5", 2**53):
            yield Attempt(scene.path(operation, **{name: wrong}), query, scene.body(operation), name)
    for one in inspect.type_info(route.query).fields:  # type: ignore[attr-defined]
        for value in _beyond(_plain(one.type), TOO_MANY_ASKED):
            asked = ",".join(map(str, value)) if isinstance(value, list) else value
            yield Attempt(path, {**query, one.encode_name: asked}, scene.body(operation), one.encode_name)
    if route.body is None:
        return
    for one in inspect.type_info(route.body.of).fields:  # type: ignore[attr-defined]
        for value in _beyond(_plain(one.type), TOO_MANY):
            yield Attempt(path, query, scene.body(operation, **{one.encode_name: value}), one.encode_name)
    least = scene.body(operation)
    if operation.bulk is not None:
        many = (least if operation.bulk == "items" else least[operation.bulk]) * TOO_MANY
        yield Attempt(path, query, many if operation.bulk == "items" else {operation.bulk: many}, operation.bulk)
    yield from (Attempt(path, query, body) for body in _nested(route.body.of, operation))


def references(scene: Scene, operation: Operation, strange: Mapping[str, Ids]) -> Iterator[Attempt]:
    """Ids of another workspace, of what is deleted, and of nobody, wherever a body names one."""
    path, query = scene.path(operation), scene.query(operation)
    if "restore" in operation.path:
        strange = {why: ids for why, ids in strange.items() if why != "deleted"}
    for one in (field for field in operation.body if field.name not in operation.not_served.body):
        of = NAMED.get(one.name, one.name.removesuffix("s"))
        for ids in strange.values():
            if of in ids:
                given = {one.name: [ids[of]] if one.repeated else ids[of]}
                yield Attempt(path, query, scene.body(operation, **given), one.name)
    for name in set(re.findall(r"{(\w+)}", operation.path)) - {"organization_id", "workspace_id"}:
        for ids in (ids for ids in strange.values() if name in ids):
            yield Attempt(scene.path(operation, **{name: ids[name]}), query, scene.body(operation))


def _plain(kind: inspect.Type) -> inspect.Type:
    """Without null and what may be left out."""
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def _beyond(kind: inspect.Type, too_many: int) -> Iterator[Any]:
    """Just over each limit of a type."""
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        step = 1 if isinstance(kind, inspect.IntType) else 0.5
        yield from () if kind.ge is None else [kind.ge - step]
        yield from () if kind.le is None else [kind.le + step]
    elif isinstance(kind, inspect.ListType) and isinstance(_plain(kind.item_type), inspect.IntType):
        yield list(range(NOBODYS, NOBODYS + too_many))
        yield [NOBODYS, 0]
    elif isinstance(kind, inspect.LiteralType):
        yield "unheard"
    elif isinstance(kind, inspect.CustomType) and hasattr(kind.cls, "longest"):
        yield "x" * (kind.cls.longest + 1)
    elif isinstance(kind, inspect.CustomType) and kind.cls.__name__ == "Moment":
        yield from ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z")
    elif isinstance(kind, inspect.CustomType) and kind.cls.__name__ == "Day":
        yield from ("0000-01-01", "2026-13-01", "10000-01-01")


def _nested(of: type[msgspec.Struct], operation: Operation) -> Iterator[bytes]:
    """A body that is nothing but brackets, and each field as deep that could hold some."""
    yield b"[" * 500_000 + b"]" * 500_000
    for one in inspect.type_info(of).fields:  # type: ignore[attr-defined]
        for depth in DEPTHS if isinstance(_plain(one.type), inspect.ListType | inspect.StructType) else ():
            value = b'{"%s":' % one.encode_name.encode() + b"[" * depth + b"]" * depth + b"}"
            if operation.bulk == "items":
                value = b"[" + value + b"]"
            elif operation.bulk is not None:
                value = b'{"%s":[' % operation.bulk.encode() + value + b"]}"
            yield value


# --- whom ids must not name -----------------------------------------------------------------------


def foreign(elsewhere: Client, charlie_id: int) -> dict[str, int]:
    """A record of each kind in another workspace, and a person of another organization."""
    ids = {"user_id": charlie_id}
    for name, path in (("client_id", "{W}/clients"), ("tag_id", "{W}/tags"), ("status_id", "{W}/statuses")):
        ids[name] = elsewhere.post(path, {"name": "Theirs"}, expect=201)["id"]
    ids["project_id"] = elsewhere.post("{OW}/projects", {"name": "Theirs", "private": False}, expect=201)["id"]
    ids["task_id"] = elsewhere.post("{OW}/tasks", {"name": "Theirs", "private": False}, expect=201)["id"]
    for name, path in (("time_block_id", "time-blocks"), ("time_entry_id", "time-entries")):
        body = {"start": START, "duration": 60}
        ids[name] = elsewhere.post(f"{{OW}}/tasks/{ids['task_id']}/{path}", body, expect=201)["id"]
    return ids


def deleted(scene: Scene) -> dict[str, int]:
    """A record of each kind that was there."""
    paths = {
        "client_id": "{W}/clients",
        "tag_id": "{W}/tags",
        "status_id": "{W}/statuses",
        "project_id": "{OW}/projects",
        "time_entry_id": "{OW}/time-entries",
        "time_block_id": f"{{OW}}/tasks/{scene.ids['task_id']}/time-blocks",
        "task_id": "{OW}/tasks",
    }
    ids = {name: scene.fresh(name) for name in paths}
    for name, path in paths.items():
        scene.alice.delete(f"{path}/{ids[name]}", expect=204)
    return ids
