"""What custom fields cost: nothing where there are none, and else one statement for a page."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.counting import counting
from tests.custom_fields.work import field

Make = Callable[..., Any]


def _statements(client: Client, path: str, **query: Any) -> int:
    with counting() as statements:
        client.get(path, **query)
    return len(statements)


@pytest.fixture
def projects(alice: Client, make: Make) -> list[int]:
    """Two projects with ten tasks each."""
    ids = [make("projects", name=name)["id"] for name in ("Loom", "Mill")]
    bodies = [{"name": f"task {number}", "project_id": ids[number % 2]} for number in range(20)]
    alice.post("{OW}/tasks/bulk", {"tasks": bodies})
    return ids


@pytest.mark.parametrize("path, entity_types", [
    ("{OW}/tasks", ["task", "project"]),
    ("{OW}/tasks/stream", ["task", "project"]),
    ("{OW}/projects", ["project"]),
])  # fmt: skip
def test_a_page_costs_one_statement_more_for_each_kind_of_field_that_there_is(
    alice: Client, projects: list[int], path: str, entity_types: list[str]
) -> None:
    without = _statements(alice, path)
    gone = field(alice, "gone", "text", entity_types[0])
    alice.delete(f"{{OW}}/custom-fields/{gone['id']}")
    assert _statements(alice, path) == without
    for more, entity_type in enumerate(entity_types, start=1):
        made = field(alice, "a", "text", entity_type)
        for project_id in projects if entity_type == "project" else ():
            alice.patch(f"{{OW}}/projects/{project_id}", {"custom_fields": {str(made["id"]): "x"}})
        assert _statements(alice, path) == without + more


def test_writing_many_values_costs_what_few_cost(alice: Client, projects: list[int]) -> None:
    made = [str(field(alice, name, "text")["id"]) for name in ("a", "b")]
    tasks = [task["id"] for task in alice.get("{OW}/tasks", per_page=20)["data"]]
    counts = []
    for value, some in (("one", tasks[:2]), ("two", tasks[:2]), ("three", tasks)):
        items = [{"id": task, "custom_fields": dict.fromkeys(made, value)} for task in some]
        with counting() as statements:
            alice.patch("{OW}/tasks/bulk", items, expect=204)
        counts.append(len(statements))
    assert counts[2] <= counts[1] + 1  # those that had none yet have nothing to lose
