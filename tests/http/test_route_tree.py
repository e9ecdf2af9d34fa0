"""Which endpoint a path leads to."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from dayloom.http.route_tree import RouteTree

PATHS = (
    "/tasks",
    "/tasks/bulk",
    "/tasks/{task_id}",
    "/tasks/{task_id}/parents",
    "/tasks/{parent_id}/blocks/{block_id}",
    "/tasks/bulk/archive",
)


def _lead(path: str) -> tuple[str, dict[str, str]]:
    """What is called, and with which parameters."""
    called: list[tuple[str, dict[str, str]]] = []

    def named(name: str) -> Any:
        async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
            called.append((name, dict(scope["path_params"])))

        return endpoint

    tree = RouteTree(named("nothing"))
    for one in PATHS:
        tree.add(one, named(one))
    asyncio.run(tree({"type": "http", "path": path}, Any, Any))  # type: ignore[arg-type]
    return called[0]


@pytest.mark.parametrize("path", ["/tasks", "/tasks/bulk", "/tasks/bulk/archive"])
def test_a_fixed_word_wins_over_a_parameter(path: str) -> None:
    assert _lead(path) == (path, {})


def test_parameters_get_their_segments() -> None:
    assert _lead("/tasks/7") == ("/tasks/{task_id}", {"task_id": "7"})
    assert _lead("/tasks/7/blocks/8") == ("/tasks/{parent_id}/blocks/{block_id}", {"parent_id": "7", "block_id": "8"})


def test_what_a_fixed_word_leads_nowhere_from_may_be_a_parameter() -> None:
    assert _lead("/tasks/bulk/parents") == ("/tasks/{task_id}/parents", {"task_id": "bulk"})


@pytest.mark.parametrize("path", ["", "/", "/tasks/", "/tasks/7/", "/tasks//parents", "/tasks/7/none", "/task"])
def test_any_other_path_leads_nowhere(path: str) -> None:
    assert _lead(path) == ("nothing", {})
