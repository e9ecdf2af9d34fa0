"""Lists and bulks of projects take as many statements for many as for few."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.counting import counting

Make = Callable[..., Any]


def _project(alice: Client, name: str, cast: Cast) -> int:
    project: int = alice.post("{OW}/projects", {"name": name})["id"]
    alice.post(f"{{OW}}/projects/{project}/members", {"user_ids": [cast.bob.id]})
    rate = {"currency": "EUR", "hourly_rate": 90, "start_at": "2026-01-01"}
    alice.post(f"{{OW}}/projects/{project}/rates", rate)
    alice.post("{OW}/tasks", {"name": name, "project_id": project, "assignee_user_ids": [cast.bob.id]})
    return project


ASKS: dict[str, Callable[[Client, list[int]], Any]] = {
    "a list with rates": lambda alice, _: alice.get("{OW}/projects", include_rates=True),
    "prices": lambda alice, _: alice.get("{OW}/projects/rates", order_by="hourly_rate"),
    "members": lambda alice, ids: alice.get("{OW}/projects/members", ids=ids),
    "tasks by project": lambda alice, _: alice.get("{OW}/tasks/groups/projects", include_unassigned=True),
    "tasks by person": lambda alice, _: alice.get("{OW}/tasks/groups/users", include_assignees=True),
    "tasks with rates": lambda alice, _: alice.get("{OW}/tasks", include_rates=True),
    "a bulk patch": lambda alice, ids: alice.patch(
        "{OW}/projects/bulk", [{"id": one, "private": False, "pinned": True} for one in ids]
    ),
    "a bulk archive": lambda alice, ids: alice.patch("{OW}/projects/bulk/archive", {"project_ids": ids}),
    "a bulk delete": lambda alice, ids: alice.delete("{OW}/projects/bulk", ids=ids),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_many_projects_take_the_statements_of_few(
    alice: Client, cast: Cast, ask: Callable[[Client, list[int]], Any]
) -> None:
    counts = []
    for size in (2, 4):
        ids = [_project(alice, f"{size} {number}", cast) for number in range(size)]
        with counting() as statements:
            ask(alice, ids)
        counts.append(len(statements))
    assert counts[0] == counts[1]
