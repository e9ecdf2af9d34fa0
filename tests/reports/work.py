"""Time to report on, and questions about it."""

from typing import Any

from tests.client import Client, Response

MARCH = {"from": "2026-03-01", "to": "2026-03-31"}
QUERY = "/reports{W}/query"
Json = dict[str, Any]


def log(client: Client, start: str, minutes: int = 60, *, task: int | None = None, **fields: Any) -> int:
    """A finished entry; its id."""
    path = "{OW}/time-entries" if task is None else f"{{OW}}/tasks/{task}/time-entries"
    made: int = client.post(path, {"start": start, "duration": minutes * 60, **fields}, expect=201)["id"]
    return made


def question(*groups: str, sums: tuple[str, ...] = ("duration",), period: Any = None, **more: Any) -> Json:
    """The body of a report."""
    return {
        "period": period or MARCH,
        "groupings": [{"property": name} for name in groups],
        "aggregations": [{"function": "sum", "property": name} for name in sums],
        **more,
    }


def only(name: str, value: Any, operator: str = "=") -> Json:
    """A filter."""
    return {"property": name, "operator": operator, "value": value}


def report(client: Client, *groups: str, **more: Any) -> list[Json]:
    """The rows of a report."""
    found: list[Json] = client.post(QUERY, question(*groups, **more), expect=200)["data_json_row"]
    return found


def sums(client: Client, *groups: str, **more: Any) -> list[tuple[Any, ...]]:
    """(key, …, minutes) of each row."""
    rows = report(client, *groups, **more)
    return [(*(row[name] for name in groups), row["sum_duration"] // 60) for row in rows]


def refused(client: Client, body: Any, **more: Any) -> tuple[int, str]:
    """Status and sentence of a report that is refused."""
    answer: Response = client.call("POST", QUERY, body, **more)
    return answer.status, answer.json()["error_description"]
