"""What alice keeps to herself changes no answer that others get: every route is asked with it and without it."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from dayloom.features import ROUTES
from dayloom.http.call import AnyRoute, Route
from tests.cast import Cast
from tests.client import Client
from tests.contract import secrets
from tests.contract.facts import CONTRACT, NEIGHBOURS, Operation
from tests.contract.scene import Scene
from tests.stores import Store, staged

Json = dict[str, Any]
READS = [route for route in ROUTES if isinstance(route, Route) and not route.writes]
WRITES = [
    one for one in (*CONTRACT, *NEIGHBOURS) if not one.not_served.whole and (one.route is None or one.route.writes)
]
#: Numbers that count everybody's changes, and say nothing of what they were.
COUNTED = re.compile(r'"(change_no|cursor)":\d+|^id: \d+', re.MULTILINE)
#: Body fields that name records, by what they name.
NAMES = {"parent_task_id": "task_id", "from_recurring_task_id": "task_id", "recurring_task_id": "task_id"}


class Planted(NamedTuple):
    """The store with the secrets or without, and the ids of both kinds."""

    put: Callable[[str], None]
    shared: dict[str, int]
    secret: dict[str, int]


@pytest.fixture
def planted(store: Store, alice: Client, bob: Client, cast: Cast) -> Planted:
    """Both workspaces: `put` with "planted" or "shared"."""
    shared = staged(store, "shared", lambda: secrets.plant_shared(alice, bob, cast))
    secret = staged(store, "planted", lambda: secrets.plant_secrets(alice, shared, cast))
    return Planted(store.reset, shared, secret)


@pytest.fixture
def charlies(client_of: Callable[..., Client], cast: Cast) -> Client:
    """Charlie in his own workspace, asking for what is in alice's."""
    charlie = client_of(cast.charlie)
    return Client(charlie.app, charlie.key, cast.other_organization_id, cast.other_workspace_id)


def _questions(
    client: Client, route: AnyRoute, planted: Planted, cast: Cast, *, few: bool
) -> Iterator[tuple[str, Json, Any]]:
    """(path, query, body)."""
    bodies = secrets.bodies(route, planted.shared, planted.secret)
    for path in secrets.paths(route, client, planted.shared, planted.secret):
        queries = list(secrets.queries(route, cast, planted.shared, planted.secret, few=few))
        yield from ((path, query, bodies[0]) for query in queries)
        yield from ((path, queries[0], body) for body in bodies[1:])


def _answers(client: Client, route: AnyRoute, planted: Planted, cast: Cast, *, few: bool) -> list[tuple[Any, int, str]]:
    found = []
    for path, query, body in _questions(client, route, planted, cast, few=few):
        response = client.call(route.method, path, body, query=query)
        assert response.status < 500, (path, query, body)
        found.append(((path, query, body), response.status, _said(response.body)))
    return found


def _said(body: bytes) -> str:
    return re.sub(r'"trace_id":"\w+"', "", COUNTED.sub("", body.decode()))


def _name(route: AnyRoute) -> str:
    return route.path


@pytest.mark.parametrize("route", READS, ids=_name)
def test_no_answer_tells_of_them(
    planted: Planted, route: AnyRoute, bob: Client, charlies: Client, cast: Cast, store: Store
) -> None:
    """Who sees what is the same condition on both engines, and the same for every parameter: one is asked in full."""
    found, few = {}, store.name != "sqlite"
    for state in ("planted", "shared"):
        planted.put(state)
        found[state] = [
            _answers(bob, route, planted, cast, few=few),
            _answers(charlies, route, planted, cast, few=True),
        ]
    for seen, expected in zip(found["planted"], found["shared"], strict=True):
        assert [one for one, other in zip(seen, expected, strict=True) if one != other] == []


def test_alice_sees_a_difference(planted: Planted, alice: Client, cast: Cast) -> None:
    """Else the test above would prove nothing."""
    different = {"projects", "tasks", "tasks/stream", "tasks/{task_id}", "tasks/recurring", "time-blocks", "query"}
    for route in (one for one in READS if one.path.partition("{workspace_id}/")[2] in different):
        planted.put("planted")
        seen = _answers(alice, route, planted, cast, few=True)
        planted.put("shared")
        assert seen != _answers(alice, route, planted, cast, few=True), route.path


def _attempts(scene: Scene, operation: Operation, secret: dict[str, int]) -> Iterator[tuple[Json, Json, Json]]:
    """(ids of the path, query, body fields), each naming one secret."""
    named = next(name for name, known in scene.ids.items() if known == scene.values(operation)["id"])
    for name in re.findall(r"{(\w+)}", operation.path):
        if name in secret:
            yield {name: secret[name]}, {}, {}
    for place, fields in ((1, operation.query), (2, operation.body)):
        for one in fields:
            of = NAMES.get(one.name, one.name.removesuffix("s"))
            if one.name in ("id", "ids"):
                of = named
            if of in secret and one.name not in (
                operation.not_served.query if place == 1 else operation.not_served.body
            ):
                given = {one.name: [secret[of]] if one.repeated else secret[of]}
                yield ({}, given, {}) if place == 1 else ({}, {}, given)


def _refusals(scene: Scene, operation: Operation, secret: dict[str, int], bob: Client) -> Iterator[tuple[Any, ...]]:
    for ids, query, fields in _attempts(scene, operation, secret):
        path = scene.path(operation, **ids) if ids else scene.path(operation)
        response = scene.send(operation, path=path, query=query, body=scene.body(operation, **fields), by=bob)
        yield ids, query, fields, response.status, _said(response.body) if response.status >= 400 else ""


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.name)
def test_naming_them_is_as_naming_what_never_was(
    planted: Planted, operation: Operation, alice: Client, bob: Client, cast: Cast
) -> None:
    said = []
    for state in ("planted", "shared"):
        planted.put(state)
        said.append(list(_refusals(Scene(alice, cast, planted.shared), operation, planted.secret, bob)))
    assert [one for one, other in zip(*said, strict=True) if one != other] == []
    assert {one[3] for one in said[0]} <= {400, 403, 404}
