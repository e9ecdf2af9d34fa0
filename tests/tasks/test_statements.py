"""Lists and bulks take as many statements for many records as for few."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.counting import counting
from tests.tasks.work import AT_EIGHT, AT_TEN, status

Make = Callable[..., Any]
Counting = Callable[[], AbstractContextManager[list[str]]]
WINDOW: dict[str, Any] = {"date_from": "2026-01-01", "date_to": "2026-12-31"}


@pytest.fixture(name="counting")
def _counting() -> Counting:
    return counting


def _few_and_many(counting: Counting, fill: Callable[[int], Any], ask: Callable[[], Any]) -> tuple[int, int]:
    """How many statements it takes with 60 records and with 60 more, which is more than a page."""
    counts = []
    for size in (60, 60):
        fill(size)
        with counting() as statements:
            ask()
        counts.append(len(statements))
    return counts[0], counts[1]


@pytest.fixture
def fill(alice: Client, make: Make, cast: Cast) -> Callable[[int], None]:
    """Makes so many tasks, each with tags, assignees, a project, a sub-task, a block and an entry."""
    projects = [make("projects", name=name)["id"] for name in ("Loom", "Mill")]
    tags = [make("tags", name=name)["id"] for name in ("wool", "silk")]

    def make_tasks(size: int) -> None:
        bodies = [
            {"name": f"task {number}", "project_id": projects[number % 2], "tag_ids": tags[: number % 3]}
            for number in range(size)
        ]
        made = alice.post("{OW}/tasks/bulk", {"tasks": bodies})
        below = [{"name": "below", "parent_task_id": task["id"], "assignee_user_ids": [cast.bob.id]} for task in made]
        alice.post("{OW}/tasks/bulk", {"tasks": below})
        blocks = [{"task_id": task["id"], "start": AT_TEN, "duration": 60} for task in made]
        alice.post("{OW}/time-blocks/bulk", {"time_blocks": blocks})
        alice.post(
            "{OW}/time-entries/bulk", [{"task_id": task["id"], "start": AT_EIGHT, "duration": 5} for task in made]
        )

    return make_tasks


@pytest.mark.parametrize("path", ["tasks", "time-blocks", "time-entries", "projects"])
def test_a_page_of_many_takes_the_statements_of_few(
    alice: Client, counting: Counting, fill: Callable[[int], None], path: str
) -> None:
    few, many = _few_and_many(counting, fill, lambda: alice.get(f"{{OW}}/{path}", per_page=100, **WINDOW))
    assert few == many <= 15


@pytest.mark.parametrize("path", ["tasks", "time-blocks", "time-entries"])
def test_a_stream_of_many_takes_the_statements_of_few(
    alice: Client, counting: Counting, fill: Callable[[int], None], path: str
) -> None:
    few, many = _few_and_many(counting, fill, lambda: alice.get(f"{{OW}}/{path}/stream", **WINDOW))
    assert few == many <= 25  # the few that come first, then the rest


def _bulk(counting: Counting, act: Callable[[int], Any]) -> set[int]:
    """How many statements a bulk of 100 and one of 1,000 take."""
    found = set()
    for size in (100, 1000):
        with counting() as statements:
            act(size)
        found.add(len(statements))
    return found


def test_a_bulk_create_of_1000_takes_the_statements_of_100(
    alice: Client, make: Make, counting: Counting, cast: Cast
) -> None:
    project, tag, parent = make("projects", name="Loom"), make("tags", name="wool"), make("tasks", name="parent")
    links = {"project_id": project["id"], "tag_ids": [tag["id"]], "assignee_user_ids": [cast.bob.id]}
    body = {"name": "task", "parent_task_id": parent["id"], **links}
    assert len(_bulk(counting, lambda size: alice.post("{OW}/tasks/bulk", {"tasks": [body] * size}))) == 1


def test_a_bulk_patch_of_1000_takes_the_statements_of_100(
    alice: Client, make: Make, counting: Counting, clock: Clock
) -> None:
    parent, tag, done = make("tasks", name="parent"), make("tags", name="wool"), status(alice, "done")
    bulks = [alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "task"}] * 550}) for _ in range(2)]
    tasks = [task for made in bulks for task in made]
    change = {"name": "other", "parent_task_id": parent["id"], "tag_ids": [tag["id"]], "status_id": done}

    def act(size: int) -> None:
        chosen = [tasks.pop() for _ in range(size)]
        alice.patch("{OW}/tasks/bulk", [{"id": task["id"], **change} for task in chosen], expect=204)

    assert len(_bulk(counting, act)) == 1


def test_a_bulk_of_places_of_1000_takes_the_statements_of_100(alice: Client, make: Make, counting: Counting) -> None:
    parents = iter([make("tasks", name="parent")["id"] for _ in range(2)])

    def act(size: int) -> None:
        parent = next(parents)
        bodies = [{"name": "task", "parent_task_id": parent, "position": place} for place in range(1, size + 1)]
        alice.post("{OW}/tasks/bulk", {"tasks": bodies}, expect=201)

    assert len(_bulk(counting, act)) == 1


def test_a_bulk_of_entries_and_blocks_of_1000_takes_the_statements_of_100(
    alice: Client, make: Make, counting: Counting
) -> None:
    task, tag = make("tasks", name="Weave"), make("tags", name="wool")
    block, entry = {"task_id": task["id"], "start": AT_TEN}, {"task_id": task["id"], "start": AT_EIGHT, "duration": 5}

    def act(size: int) -> None:
        blocks = alice.post("{OW}/time-blocks/bulk", {"time_blocks": [block] * size})
        entries = [{**entry, "tag_ids": [tag["id"]], "time_block_id": one["id"]} for one in blocks]
        alice.post("{OW}/time-entries/bulk", entries, expect=204)
        alice.patch("{OW}/time-blocks/bulk", [{"id": one["id"], "completed": True} for one in blocks], expect=204)

    assert len(_bulk(counting, act)) == 1


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_taking_1000_sub_tasks_along_takes_the_statements_of_100(
    alice: Client, make: Make, counting: Counting, verb: str
) -> None:
    parents = {}
    for size in (100, 1000):
        parents[size] = make("tasks", name="parent")["id"]
        below = [{"name": "child", "parent_task_id": parents[size]}] * size
        children = alice.post("{OW}/tasks/bulk", {"tasks": below})
        blocks = [{"task_id": child["id"], "start": AT_TEN} for child in children]
        alice.post("{OW}/time-blocks/bulk", {"time_blocks": blocks})

    def act(size: int) -> None:
        path = f"{{OW}}/tasks/{parents[size]}"
        alice.post(f"{path}/archive") if verb == "archive" else alice.delete(path)
        alice.post(f"{path}/unarchive") if verb == "archive" else alice.patch(f"{path}/restore")

    assert len(_bulk(counting, act)) == 1


@pytest.mark.long
@pytest.mark.parametrize("way, path, taken", [
    ("PATCH", "restore", {"method": "DELETE"}),
    ("POST", "unarchive", {"method": "POST", "ending": "/archive"}),
])  # fmt: skip
def test_bringing_1000_tasks_back_takes_the_statements_of_100(
    alice: Client, counting: Counting, way: str, path: str, taken: dict[str, str]
) -> None:
    """Each was taken by an act of its own."""
    bulks = [alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "task"}] * 550}) for _ in range(2)]
    ids = [task["id"] for made in bulks for task in made]
    for task_id in ids:
        alice.call(taken["method"], f"{{OW}}/tasks/{task_id}{taken.get('ending', '')}")

    def act(size: int) -> None:
        response = alice.call(way, f"{{OW}}/tasks/bulk/{path}", {"task_ids": [ids.pop() for _ in range(size)]})
        assert response.status == 204

    assert len(_bulk(counting, act)) == 1


def test_copying_1000_tasks_and_setting_1000_days_takes_the_statements_of_100(
    alice: Client, make: Make, counting: Counting
) -> None:
    tag = make("tags", name="wool")
    tasks = alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "task", "tag_ids": [tag["id"]]}] * 1000})
    days = {"date_from": "2026-03-02T00:00:00Z", "date_to": "2026-03-02T23:59:59Z"}

    def copy(size: int) -> None:
        ids = [task["id"] for task in tasks[:size]]
        alice.post("{OW}/tasks/bulk/duplicate", {"task_ids": ids, "cascade_duplicate_children": True}, expect=201)

    def fill(size: int) -> None:
        cells = [{**days, "duration": 60, "task_id": task["id"]} for task in tasks[:size]]
        alice.put("{OW}/time-entries/day-duration/bulk", cells, expect=204)

    assert len(_bulk(counting, copy)) == 1
    assert len(_bulk(counting, fill)) <= 2  # the first day's cells are empty, so nothing of them is read


def test_entries_inside_many_tasks_take_the_statements_of_few(
    alice: Client, counting: Counting, fill: Callable[[int], None]
) -> None:
    few, many = _few_and_many(counting, fill, lambda: alice.get("{OW}/tasks", per_page=100, with_entries=True))
    assert few == many <= 18
