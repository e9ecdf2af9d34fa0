"""Every status that the contract documents is one that the server really gives, but for 500."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.client import Client, Response
from tests.contract.facts import CONTRACT, Operation
from tests.contract.scene import Scene, described

NOBODYS = 2**52
SERVED = [one for one in CONTRACT if not one.not_served.whole]


def _success(scene: Scene, operation: Operation, _: Client) -> Response:
    return scene.send(operation)


def _bad(scene: Scene, operation: Operation, _: Client) -> Response:
    """A workspace that is no number, as any operation can be asked for one."""
    return scene.send(operation, path=scene.path(operation, workspace_id="seven"))


def _forbidden(scene: Scene, operation: Operation, charlie: Client) -> Response:
    """An outsider's valid request."""
    return scene.send(operation, by=charlie)


def _missing(scene: Scene, operation: Operation, _: Client) -> Response:
    """The last id of the path, or those that a bulk names, are nobody's."""
    own = [name for name in re.findall(r"{(\w+)}", operation.path) if name not in ("organization_id", "workspace_id")]
    if own:
        return scene.send(operation, path=scene.path(operation, **{own[-1]: NOBODYS}))
    if any(one.name == "ids" for one in operation.query):
        return scene.send(operation, query={"ids": NOBODYS})
    named: Any = {"task_ids": [NOBODYS]} if operation.bulk is None else {"id": NOBODYS}
    return scene.send(operation, body=scene.body(operation, **named))


Provoke = Callable[[Scene, Operation, Client], Response]
PROVOKED: Mapping[int, Provoke] = {
    **dict.fromkeys((200, 201, 204), _success),
    400: _bad,
    403: _forbidden,
    404: _missing,
}


@pytest.mark.parametrize("operation", SERVED, ids=lambda operation: operation.name)
def test_each_documented_status_is_given(scene: Scene, operation: Operation, charlie: Client) -> None:
    given = {}
    for status in sorted(operation.statuses - {500}):
        response = PROVOKED[status](scene, operation, charlie)
        given[status] = response.status, described(response)
    assert {status: got[0] for status, got in given.items()} == {status: status for status in given}, given
