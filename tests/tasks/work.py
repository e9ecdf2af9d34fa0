"""What tests of tasks put on the table: blocks and entries of a task, and what a list shows."""

from typing import Any

from tests.client import Client

#: Before and after the clock's Monday, 9:00.
YESTERDAY, AT_EIGHT, AT_TEN = "2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"


def block(client: Client, task: Any, start: str = AT_EIGHT, **fields: Any) -> Any:
    """A block of half an hour."""
    return client.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": start, "duration": 1800, **fields})


def entry(client: Client, task: Any, start: str = AT_EIGHT, **fields: Any) -> Any:
    """An entry of ten minutes."""
    return client.post(f"{{OW}}/tasks/{task['id']}/time-entries", {"start": start, "duration": 600, **fields})


def track(client: Client, task: Any) -> Any:
    """A running entry."""
    return client.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=200)


def shown(client: Client, task: Any) -> Any:
    """The task as it is now."""
    return client.get(f"{{OW}}/tasks/{task['id']}")


def patch(client: Client, task: Any, **fields: Any) -> None:
    """Changes the task."""
    client.patch(f"{{OW}}/tasks/{task['id']}", fields, expect=204)


def names(client: Client, **query: Any) -> list[str]:
    """The names of the tasks that a list shows, in its order; its stream must show the same."""
    listed = [task["name"] for task in client.get("{OW}/tasks", **query)["data"]]
    assert listed == [task["name"] for task in client.get("{OW}/tasks/stream", **query)]
    return listed


def status(client: Client, of_type: str) -> int:
    """The workspace's first status of a type."""
    found: int = client.get("{W}/statuses", type=of_type)["data"][0]["id"]
    return found
