"""What tasks have in their custom fields: given, shown, replaced, cleared, hidden."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from dayloom.changes.tables import history
from dayloom.db.statement import Statement
from dayloom.http.server import Server
from dayloom.tasks.horizon import make_due
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.custom_fields.work import field, options_of, shown
from tests.stores import Store

Make = Callable[..., Any]
TYPES = ("text", "number", "date", "checkbox", "users", "select", "multi_select")


@pytest.fixture
def fields(alice: Client) -> dict[str, Any]:
    """A field of each type, called as its type, for tasks."""
    options = {name: ["Wool", "Silk", "Flax"] for name in ("select", "multi_select")}
    return {name: field(alice, name, name, options=options.get(name, ())) for name in TYPES}


@pytest.fixture
def values(fields: dict[str, Any], cast: Cast) -> dict[str, Any]:
    """A value for each of them, by its name."""
    many = options_of(fields["multi_select"])
    return {
        "text": "Äpfel",
        "number": 2.5,
        "date": "2026-03-05",
        "checkbox": True,
        "users": sorted([cast.alice.id, cast.bob.id]),
        "select": options_of(fields["select"])["Silk"],
        "multi_select": [many["Wool"], many["Flax"]],
    }


def by_id(fields: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The body's `custom_fields`."""
    return {str(fields[name]["id"]): value for name, value in values.items()}


def seen(client: Client, task: Any) -> dict[str, Any]:
    """The values of a task, by the names of their fields."""
    return shown(client.get(f"{{OW}}/tasks/{task['id']}"))


def test_values_are_given_and_shown(alice: Client, make: Make, fields: dict[str, Any], values: dict[str, Any]) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, values))
    assert shown(task) == seen(alice, task) == values
    listed = alice.get("{OW}/tasks")["data"][0]["custom_field_values"]
    assert listed == alice.get("{OW}/tasks/stream")[0]["custom_field_values"] == task["custom_field_values"]
    assert [value["field_type"] for value in listed] == list(TYPES)
    assert listed[5] == {
        "custom_field_id": fields["select"]["id"],
        "custom_field_name": "select",
        "field_type": "select",
        "selected_options": [{"option_id": values["select"], "option_name": "Silk", "is_deleted": False}],
        "value": values["select"],
    }
    assert [one["option_name"] for one in listed[6]["selected_options"]] == ["Wool", "Flax"]
    assert make("tasks", name="Spin")["custom_field_values"] == []


def test_a_patch_changes_the_named_values(
    alice: Client, make: Make, fields: dict[str, Any], values: dict[str, Any], clock: Clock
) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, values))
    clock.forward(minutes=1)
    path = f"{{OW}}/tasks/{task['id']}"
    alice.patch(path, {"custom_fields": by_id(fields, {"text": "Birnen", "number": None, "users": []})}, expect=204)
    left = {name: value for name, value in values.items() if name not in ("number", "users")}
    assert seen(alice, task) == {**left, "text": "Birnen"}
    assert alice.get(path)["updated_at"] > task["updated_at"]
    alice.patch(path, {"custom_fields": {}, "pinned": True}, expect=204)
    assert seen(alice, task) == {**left, "text": "Birnen"}
    alice.patch(path, {"custom_fields": None}, expect=204)
    assert seen(alice, task) == {}


def test_a_put_replaces_all_values(alice: Client, make: Make, fields: dict[str, Any], values: dict[str, Any]) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, values))
    path = f"{{OW}}/tasks/{task['id']}"
    alice.put(path, {"name": "Weave", "custom_fields": by_id(fields, {"text": "Birnen"})}, expect=204)
    assert seen(alice, task) == {"text": "Birnen"}
    alice.put(path, {"name": "Weave"}, expect=204)
    assert seen(alice, task) == {}


def test_many_tasks_at_once(alice: Client, fields: dict[str, Any], values: dict[str, Any]) -> None:
    bodies = [{"name": f"task {number}", "custom_fields": by_id(fields, {"number": number})} for number in range(3)]
    tasks = alice.post("{OW}/tasks/bulk", {"tasks": bodies}, expect=201)
    assert [shown(task) for task in tasks] == [{"number": number} for number in range(3)]
    given = [{"id": task["id"], "custom_fields": by_id(fields, {"text": task["name"]})} for task in tasks]
    alice.patch("{OW}/tasks/bulk", given, expect=204)
    assert seen(alice, tasks[2]) == {"text": "task 2", "number": 2}
    given[1]["custom_fields"] = by_id(fields, {"text": 7})
    said = alice.patch("{OW}/tasks/bulk", given, expect=400)
    assert (said["error_values"]["failures"][0]["index"], "custom_fields" in said["error_description"]) == (1, True)


WRONG: dict[str, list[Any]] = {
    "text": [7, True, [], {}, "a\x00b", "x" * 10_001],
    "number": ["7", True, [], 2**53, -(2**60), 1e300],
    "date": ["soon", 7, "2026-02-30", True],
    "checkbox": ["true", 1, [], 0],
    "select": ["Silk", [1], 2**50, 1.0, True, 0, -1, 2**60],
    "multi_select": ["Silk", 7, [1], ["Silk"], [1.0], [None], [True], list(range(1, 102))],
    "users": ["bob", 7, [2**50], [0], [2**60]],
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_refused_by_name(
    alice: Client, make: Make, fields: dict[str, Any], values: dict[str, Any], name: str
) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, values))
    for value in WRONG[name]:
        body = {"custom_fields": by_id(fields, {name: value})}
        said = alice.patch(f"{{OW}}/tasks/{task['id']}", body, expect=400)["error_description"]
        assert f"custom_fields.{fields[name]['id']}" in said, value
    assert seen(alice, task) == values


def test_a_field_must_be_there(alice: Client, make: Make, fields: dict[str, Any], values: dict[str, Any]) -> None:
    other, gone = field(alice, "p", "text", "project"), fields["text"]
    alice.delete(f"{{OW}}/custom-fields/{gone['id']}", expect=204)
    for key in ("1", "0", "x", "", "-1", "1.0", f"0{fields['number']['id']}", "9" * 30, other["id"], gone["id"]):
        said = alice.post("{OW}/tasks", {"name": "x", "custom_fields": {str(key): "a"}}, expect=400)
        assert "custom_fields" in said["error_description"], key


def test_an_option_of_another_field_is_not_there(alice: Client, fields: dict[str, Any]) -> None:
    other = options_of(fields["multi_select"])["Wool"]
    alice.post("{OW}/tasks", {"name": "x", "custom_fields": by_id(fields, {"select": other})}, expect=400)


def test_values_are_kept_as_they_were_meant(alice: Client, make: Make, fields: dict[str, Any], cast: Cast) -> None:
    many = options_of(fields["multi_select"])
    given = {
        "text": "",
        "number": 3.0,
        "date": "2026-03-05T23:30:00-05:00",
        "checkbox": False,
        "users": [cast.bob.id, cast.bob.id],
        "multi_select": [many["Flax"], many["Wool"], many["Flax"]],
    }
    task = make("tasks", name="Weave", custom_fields=by_id(fields, given))
    kept = {"number": 3, "date": "2026-03-06", "checkbox": False, "users": [cast.bob.id]}
    assert shown(task) == {**kept, "multi_select": [many["Wool"], many["Flax"]]}
    assert isinstance(shown(task)["number"], int)


def test_a_deleted_option_is_taken_off(alice: Client, make: Make, fields: dict[str, Any]) -> None:
    one, many = options_of(fields["select"]), options_of(fields["multi_select"])
    given = {"select": one["Silk"], "multi_select": [many["Wool"], many["Silk"]]}
    task = make("tasks", name="Weave", custom_fields=by_id(fields, given))
    for name, option in (("select", one["Silk"]), ("multi_select", many["Wool"])):
        alice.delete(f"{{OW}}/custom-fields/{fields[name]['id']}/options/{option}", expect=204)
    assert seen(alice, task) == {"multi_select": [many["Silk"]]}
    alice.post("{OW}/tasks", {"name": "x", "custom_fields": by_id(fields, {"select": one["Silk"]})}, expect=400)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"}, expect=204)


def test_a_deleted_field_hides_its_values(alice: Client, make: Make, fields: dict[str, Any]) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, {"text": "a", "number": 1}))
    alice.delete(f"{{OW}}/custom-fields/{fields['text']['id']}", expect=204)
    assert seen(alice, task) == {"number": 1}
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"custom_fields": by_id(fields, {"number": 2})}, expect=204)
    assert seen(alice, task) == {"number": 2}


def test_a_restored_task_has_its_values(alice: Client, make: Make, fields: dict[str, Any]) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, {"text": "a"}))
    alice.delete(f"{{OW}}/tasks/{task['id']}", expect=204)
    alice.patch(f"{{OW}}/tasks/{task['id']}/restore", expect=204)
    assert seen(alice, task) == {"text": "a"}


def test_a_renamed_field_and_option_show_their_names(alice: Client, make: Make, fields: dict[str, Any]) -> None:
    silk = options_of(fields["select"])["Silk"]
    task = make("tasks", name="Weave", custom_fields=by_id(fields, {"select": silk}))
    path = f"{{OW}}/custom-fields/{fields['select']['id']}"
    alice.put(path, {"name": "Yarn"}, expect=200)
    alice.put(f"{path}/options/{silk}", {"name": "Mulberry"}, expect=200)
    (value,) = alice.get(f"{{OW}}/tasks/{task['id']}")["custom_field_values"]
    assert (value["custom_field_name"], value["selected_options"][0]["option_name"]) == ("Yarn", "Mulberry")


def test_history_tells_values(alice: Client, make: Make, fields: dict[str, Any], store: Store) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, {"text": "a", "number": 1}))
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"custom_fields": by_id(fields, {"text": "b"})}, expect=204)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"custom_fields": by_id(fields, {"text": "b"})}, expect=204)
    told_of = select(history.c.before, history.c.after).where(history.c.record_id == task["id"])
    with store.database.read() as db:
        told = db.all(Statement(told_of.order_by(history.c.id)), {})
    number, text = str(fields["number"]["id"]), str(fields["text"]["id"])
    before, after = (json.loads(line) for line in told[1])
    assert (before, after) == tuple({"custom_fields": {text: value, number: 1}} for value in ("a", "b"))
    assert len(told) == 2


def test_copies_have_the_values(
    alice: Client, make: Make, fields: dict[str, Any], values: dict[str, Any], cast: Cast
) -> None:
    task = make("tasks", name="Weave", custom_fields=by_id(fields, values))
    body = {"task_ids": [task["id"]], "cascade_duplicate_children": False}
    (copy,) = alice.post("{OW}/tasks/bulk/duplicate", body, expect=201)
    assert shown(copy) == values


def test_instances_of_a_series_have_the_values(alice: Client, make: Make, fields: dict[str, Any]) -> None:
    silk = options_of(fields["select"])["Silk"]
    first = make(
        "tasks", name="Daily", rrule="FREQ=DAILY;COUNT=3", custom_fields=by_id(fields, {"select": silk, "number": 1})
    )
    instances = alice.get("{OW}/tasks/recurring")["data"]
    assert [shown(one) for one in instances] == [{"select": silk, "number": 1}] * 3
    alice.patch(f"{{OW}}/tasks/{instances[1]['id']}", {"custom_fields": by_id(fields, {"text": "own"})}, expect=204)
    alice.patch(
        f"{{OW}}/tasks/{first['id']}",
        {"custom_fields": by_id(fields, {"number": 2, "select": None})},
        from_recurring_task_id=instances[1]["id"],
        expect=204,
    )
    seen_now = [shown(one) for one in alice.get("{OW}/tasks/recurring")["data"]]
    assert seen_now == [{"select": silk, "number": 1}, {"text": "own", "number": 2}, {"number": 2}]


def test_later_instances_have_what_was_asked_of_all_and_no_more(
    app: Starlette, alice: Client, make: Make, fields: dict[str, Any], clock: Clock
) -> None:
    first = make(
        "tasks", name="Daily", rrule="FREQ=DAILY", custom_fields=by_id(fields, {"number": 1, "checkbox": True})
    )
    path = f"{{OW}}/tasks/{first['id']}"
    alice.patch(path, {"custom_fields": by_id(fields, {"text": "own"})}, expect=204)
    asked = {"custom_fields": by_id(fields, {"number": 2, "checkbox": None})}
    alice.patch(path, asked, from_recurring_task_id=first["id"], expect=204)
    clock.forward(days=1)
    server: Server = app.state.server
    for _ in make_due(server.database, server.now, server.settings):
        pass
    last = alice.get("{OW}/tasks/recurring", page=62, per_page=1)["data"][0]
    assert (shown(last), seen(alice, first)) == ({"number": 2}, {"text": "own", "number": 2})
