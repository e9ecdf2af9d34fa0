"""Every operation of the contract exists, knows who is asking, and checks the ids of its path."""

import re

import pytest

from tests.cast import Cast
from tests.client import Client, Response
from tests.contract.facts import CONTRACT, NEIGHBOURS, Operation
from tests.contract.scene import Scene, check_error, described

SERVED = [*CONTRACT, *NEIGHBOURS]
REALLY = [one for one in SERVED if not one.not_served.whole]
each = pytest.mark.parametrize("operation", SERVED, ids=lambda operation: operation.name)


def _own_ids(operation: Operation) -> list[str]:
    return [name for name in re.findall(r"{(\w+)}", operation.path) if name not in ("organization_id", "workspace_id")]


def test_the_contract_has_51_operations() -> None:
    assert len(CONTRACT) == 51


@each
def test_it_exists(scene: Scene, operation: Operation) -> None:
    response = scene.send(operation)
    expected = 501 if operation.not_served.whole else operation.success
    assert response.status == expected, response.body
    assert bool(response.body) == (response.status != 204)


def _ask(client: Client, operation: Operation, workspace_id: int = 0) -> Response:
    """A request about ids that need not exist: who is asking is looked at first."""
    ours = {"organization_id": client.organization_id, "workspace_id": workspace_id or client.workspace_id}
    path = re.sub(r"{(\w+)}", lambda match: str(ours.get(match[1], 1)), operation.path)
    response = client.call(operation.method, path, None if operation.method == "GET" else {})
    check_error(response)
    return response


@each
def test_without_a_key_it_is_401(operation: Operation, nobody: Client) -> None:
    response = _ask(nobody, operation)
    assert (response.status, response.json()["error"]) == (401, "invalid_session")


@each
def test_an_outsider_is_refused(operation: Operation, charlie: Client) -> None:
    response = _ask(charlie, operation)
    assert (response.status, response.json()["error"]) == (403, "forbidden")
    assert re.search("organization|workspace", described(response))


@each
def test_a_workspace_of_another_organization_is_403(operation: Operation, alice: Client, cast: Cast) -> None:
    if "{workspace_id}" in operation.path:
        response = _ask(alice, operation, cast.other_workspace_id)
        assert response.status == 403
        assert re.search("organization|workspace", described(response))


@pytest.mark.parametrize("operation", REALLY, ids=lambda operation: operation.name)
def test_a_path_id_that_is_no_integer_is_400(scene: Scene, operation: Operation) -> None:
    for name in re.findall(r"{(\w+)}", operation.path):
        response = scene.send(operation, path=scene.path(operation, **{name: "seven"}))
        assert (response.status, name in described(response)) == (400, True), name


@pytest.mark.parametrize("operation", [one for one in REALLY if _own_ids(one)], ids=lambda operation: operation.name)
def test_an_unknown_id_in_the_path_is_404(scene: Scene, operation: Operation) -> None:
    bodies = set()
    for name in _own_ids(operation):
        for unknown in (2**52, scene.cast.other_workspace_id):
            response = scene.send(operation, path=scene.path(operation, **{name: unknown}))
            assert response.status == 404, (name, response.body)
            bodies.add((name, response.json()["error"], described(response)))
    assert len(bodies) == len(_own_ids(operation))
