"""Answers have the documented keys with the documented types, and no others but those of one reviewed list."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.contract.facts import CONTRACT, NEIGHBOURS, WIDER, Operation
from tests.contract.scene import Scene

SHOWN = [one for one in (*CONTRACT, *NEIGHBOURS) if one.success in (200, 201) and not one.not_served.whole]
each = pytest.mark.parametrize("operation", SHOWN, ids=lambda operation: operation.name)
PAGED = [one for one in SHOWN if "data" in one.tables]
Table = Mapping[str, Any]

#: Only where filled.
OPTIONAL = frozenset({"custom_field_values", "rate"})
#: Part of what is not served yet.
NEVER = frozenset({"project_assignment"})
#: The contract's table says object for what is a word or a day.
WORDS = frozenset({"type", "reucrrence_date"})
#: What an embedded object may have beyond the contract: the wider API's fields of the same object.
EMBEDDED = {
    "client": "models.ClientLite",
    "custom_field_values": "models.CustomFieldValue",
    "metadata": "models.TaskMetadata",
    "parent": "models.Task",
    "project": "models.ProjectLite",
    "project_assignment": "models.TaskProjectAssignmentMetadata",
    "rate": "models.EffectiveProjectRatesSummary",
    "status": "models.StatusLite",
    "tags": "models.TagLite",
    "task": "models.Task",
}
#: Answers in which an embedded object is another one.
EMBEDDED_IN: Mapping[str | None, Mapping[str, str]] = {
    "project.CompleteProjectResponse": {"project": "models.ProjectWithAggregations"},
    "composite.CreateProjectResponse": {"project": "models.ProjectWithAggregations"},
}
#: A created record may be shown as its own GET shows it.
WHOLE = {"models.Project": "models.ProjectWithAggregations"}
TYPES: dict[str, type | tuple[type, ...]] = {
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "string": str,
    "day": str,
    "instant": str,
    "object": dict,
}
#: The tables of records whose own answers the contract leaves empty.
SHOWN_BY: dict[str | None, tuple[str, str]] = {
    "models.Task": ("GET tasks", "parent"),
    "models.TimeBlock": ("GET tasks/{task_id}/time-blocks/{time_block_id}", "_"),
    "models.TimeEntry": ("GET tasks/{task_id}/time-entries/{time_entry_id}", "_"),
}
#: Ours, in no document: what the tables of the wider API lack and clients of the contract ignore.
OURS = dict.fromkeys(
    ("record", "task", "parent"),
    frozenset({"team_assignee_ids", "built_in", "working_day_mins", "working_day_start_mins"}),
)


def _fits(value: Any, stated: Table, name: str) -> bool:
    if value is None:
        return True
    kind = stated["type"]
    many = stated.get("repeated", False) or kind.startswith("Array of ")
    of = kind.removeprefix("Array of ")
    if name in WORDS:
        of = "string"
    values = value if many else [value]
    if not isinstance(values, list):
        return False
    if of == "any":
        return True
    return all(isinstance(one, TYPES[of]) and (of != "integer" or not isinstance(one, bool)) for one in values)


def _faults(
    found: Any,
    table: Table,
    tables: Mapping[str, Table],
    extra: Table,
    where: str,
    embedded: Mapping[str, str] = EMBEDDED,
) -> Iterator[str]:
    """What is missing, of another type, or not in any document."""
    for name, stated in table.items():
        if name not in found:
            if name not in OPTIONAL:
                yield f"{where}.{name} is missing"
        elif not _fits(found[name], stated, name):
            yield f"{where}.{name} should be {stated['type']}: {found[name]!r}"
        elif name in EMBEDDED and stated["type"] != "string":
            yield from _inside(
                found[name], tables.get(name) or _shown_elsewhere(name), tables, WIDER["answers"][embedded[name]], name
            )
    for name in found:
        if name not in table and name not in extra and name not in OURS.get(where, ()):
            yield f"{where}.{name} is in no document"


def _shown_elsewhere(name: str) -> Table:
    """The contract's table of an object that only an operation of the wider API embeds here."""
    operation, table = SHOWN_BY.get(EMBEDDED[name], ("", ""))
    return next((one.tables[table] for one in CONTRACT if one.name == operation), {})


def _inside(value: Any, table: Table, tables: Mapping[str, Table], extra: Table, where: str) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if one is not None:
            yield from _faults(one, table, tables, extra, where)


def _records(answer: Any) -> list[Any]:
    """The records of an answer: a page's, an array's, or the one."""
    if isinstance(answer, list):
        return answer
    return list(answer["data"]) if {"per_page", "rows"} & set(answer) else [answer]


def _table(operation: Operation) -> Table:
    """The table of the answer's records; a created record has that of its own GET."""
    tables = operation.tables
    if not tables:
        return _created(operation)
    return next(tables[name] for name in ("data", "items", "_") if name in tables)


def _created(operation: Operation) -> Table:
    """What the contract leaves empty: a task as it is embedded, anything else as its own GET shows it."""
    if operation.answer in SHOWN_BY:
        name, table = SHOWN_BY[operation.answer]
        return next(one.tables[table] for one in CONTRACT if one.name == name)
    wider: Table = WIDER["answers"][operation.answer]
    return {name: stated for name, stated in wider.items() if stated.get("required")}


@each
def test_a_success_has_the_documented_keys_and_types(scene: Scene, operation: Operation) -> None:
    response = scene.send(operation)
    found = _records(response.json())
    assert found, "nothing to look at"
    extra = {
        **WIDER["answers"].get(operation.answer, {}),
        **WIDER["answers"].get(WHOLE.get(operation.answer or ""), {}),
    }
    embedded = {**EMBEDDED, **EMBEDDED_IN.get(operation.answer, {})}
    faults = [
        fault for one in found for fault in _faults(one, _table(operation), operation.tables, extra, "record", embedded)
    ]
    assert sorted(set(faults)) == []


@each
def test_embedded_objects_are_filled(scene: Scene, operation: Operation) -> None:
    """Else the test above would have nothing to look into."""
    if operation.method == "GET" and operation.name != "GET users":  # the tags of people are not served yet
        found = _records(scene.send(operation).json())
        table = _table(operation)
        empty = {name for name in EMBEDDED if name in table and not any(one.get(name) for one in found)}
        assert empty - OPTIONAL - NEVER == set()


@pytest.mark.parametrize("operation", PAGED, ids=lambda operation: operation.name)
def test_a_page_has_the_documented_envelope(scene: Scene, operation: Operation) -> None:
    answer = scene.send(operation, query={"per_page": 1, "page": 1}).json()
    assert set(answer) == set(operation.tables["_"])
    assert (answer["page"], answer["per_page"], len(answer["data"])) == (1, 1, 1)
