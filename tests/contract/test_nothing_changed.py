"""What is refused is a 4xx that names the field, and leaves the database as it was, row for row."""

from collections.abc import Iterable
from typing import Any

import pytest
from starlette.applications import Starlette

from tests.cast import Cast
from tests.client import Client, Response
from tests.contract import beyond
from tests.contract.beyond import NOBODYS, Attempt
from tests.contract.facts import CONTRACT, NEIGHBOURS, Operation
from tests.contract.scene import Scene, check_error, described
from tests.stores import Store, staged

ASKED = [one for one in (*CONTRACT, *NEIGHBOURS) if not one.not_served.whole]
WRITES = [one for one in ASKED if one.method != "GET"]
Strange = dict[str, dict[str, int]]


@pytest.fixture
def strange(store: Store, app: Starlette, scene: Scene, cast: Cast) -> Strange:
    """Ids that must not be named, and why."""
    elsewhere = Client(app, cast.charlie.key, cast.other_organization_id, cast.other_workspace_id)

    def fill() -> Strange:
        gone, theirs = beyond.deleted(scene), beyond.foreign(elsewhere, cast.charlie.id)
        return {"deleted": gone, "foreign": theirs, "nobody's": dict.fromkeys(theirs, NOBODYS)}

    return staged(store, "strange", fill)


def _rows(store: Store) -> Any:
    """Everything but the ids that were handed out: they come in blocks, and a refused request may begin one."""
    return {name: rows for name, rows in store.keep().items() if name != "id_blocks"}


def _send(scene: Scene, operation: Operation, attempt: Attempt) -> Response:
    body: Any = {"body": attempt.body} if isinstance(attempt.body, bytes) else {"json": attempt.body}
    return scene.alice.call(operation.method, attempt.path, query=attempt.query, **body)


def _refused(scene: Scene, operation: Operation, attempts: Iterable[Attempt], statuses: set[int]) -> list[Any]:
    """Those that were not refused as they should be."""
    wrong = []
    for attempt in attempts:
        response = _send(scene, operation, attempt)
        named = response.status >= 400 and attempt.named in described(response)
        if response.status not in statuses or (response.status != 404 and not named):
            shown = attempt.path, attempt.query, str(attempt.body)[:200], attempt.named
            wrong.append((*shown, response.status, response.body[:300]))
        elif response.status >= 400:
            check_error(response)
    return wrong


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # the database is asked for no more than who asks
@pytest.mark.parametrize("operation", [one for one in ASKED if not one.form], ids=lambda operation: operation.name)
def test_what_lies_beyond_a_limit(store: Store, scene: Scene, operation: Operation) -> None:
    attempts = list(beyond.shapes(scene, operation))
    before = _rows(store)
    assert _refused(scene, operation, attempts, {400, 404, 413}) == []
    assert _rows(store) == before


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.name)
def test_what_must_not_be_named(store: Store, scene: Scene, strange: Strange, operation: Operation) -> None:
    attempts = list(beyond.references(scene, operation, strange))
    before = _rows(store)
    assert _refused(scene, operation, attempts, {400, 403, 404}) == []
    assert _rows(store) == before
