"""What tests of time entries put on the table, at the clock's Monday, 9:00."""

from typing import Any

from tests.client import Client

EIGHT, NINE, TEN = (f"2026-03-02T{hour:02}:00:00Z" for hour in (8, 9, 10))
ALL: dict[str, Any] = {"date_from": "2026-01-01", "date_to": "2026-12-31", "include_taskless": True}


def start(client: Client, **fields: Any) -> Any:
    """Starts the timer."""
    return client.post("{OW}/tracking/start", fields, expect=200)


def current(client: Client) -> Any:
    """The running entry, or None."""
    return client.get("{OW}/tracking/current")


def taskless(client: Client, **fields: Any) -> Any:
    """An entry without a task."""
    return client.post("{OW}/time-entries", fields, expect=201)


def logged(client: Client, task: Any, **fields: Any) -> Any:
    """An entry of a task."""
    return client.post(f"{{OW}}/tasks/{task['id']}/time-entries", fields, expect=201)


def block(client: Client, task: Any, **fields: Any) -> Any:
    """A block of a task."""
    return client.post(
        f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": EIGHT, "duration": 600, **fields}, expect=201
    )


def shown(client: Client, entry: Any) -> Any:
    """The entry as it is now."""
    return client.get(f"{{OW}}/time-entries/{entry['id']}")


def patch(client: Client, entry: Any, **fields: Any) -> None:
    """Changes the entry."""
    client.patch(f"{{OW}}/time-entries/{entry['id']}", fields, expect=204)


def refused(client: Client, entry: Any, field: str, **fields: Any) -> None:
    """A change that is refused with a sentence that names the field."""
    said = client.patch(f"{{OW}}/time-entries/{entry['id']}", fields, expect=400)
    assert field in said["error_description"]


def found(client: Client, **query: Any) -> list[Any]:
    """The entries that the list shows; its stream must show the same."""
    asked = {**ALL, **query}
    listed: list[Any] = client.get("{OW}/time-entries", **asked)["data"]
    assert listed == client.get("{OW}/time-entries/stream", **asked)
    return listed


def ids(entries: list[Any]) -> list[int]:
    """Their ids."""
    return [entry["id"] for entry in entries]
