"""Orders by custom fields: how the values of each type compare, and whose they are."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.custom_fields.work import field, options_of
from tests.tasks.work import names

Make = Callable[..., Any]

VALUES: dict[str, dict[str, Any]] = {
    "text": {"first": "apfel", "second": "Äpfel b", "third": "Banane"},
    "number": {"first": -2.5, "second": 3, "third": 20},
    "date": {"first": "2026-03-01", "second": "2026-03-02", "third": "2027-01-01"},
    "checkbox": {"first": False, "third": True},
}


def _ordered(client: Client, made: Any, prefix: str = "cf_") -> tuple[list[str], list[str]]:
    word = f"{prefix}{made['id']}"
    return names(client, order_by=word), names(client, order_by=f"-{word}")


@pytest.mark.parametrize("field_type", VALUES)
def test_values_compare_by_their_type_and_nothing_comes_last(alice: Client, make: Make, field_type: str) -> None:
    made, values = field(alice, "a", field_type), VALUES[field_type]
    make("tasks", name="none")
    for name in reversed(values):
        make("tasks", name=name, custom_fields={str(made["id"]): values[name]})
    assert _ordered(alice, made) == ([*values, "none"], [*reversed(values), "none"])


def test_options_compare_by_their_place(alice: Client, make: Make) -> None:
    made = field(alice, "a", "select", options=["Wool", "Silk", "Flax"])
    ids = options_of(made)
    for name, option in ids.items():
        make("tasks", name=name, custom_fields={str(made["id"]): option})
    assert _ordered(alice, made) == (["Wool", "Silk", "Flax"], ["Flax", "Silk", "Wool"])
    path = f"{{OW}}/custom-fields/{made['id']}/options"
    alice.put(f"{path}/order", {"ordered_ids": [ids["Flax"]]}, expect=204)
    assert _ordered(alice, made)[0] == ["Flax", "Wool", "Silk"]
    alice.delete(f"{path}/{ids['Flax']}", expect=204)
    assert _ordered(alice, made)[0] == ["Wool", "Silk", "Flax"]


@pytest.mark.parametrize("field_type", ["multi_select", "users"])
def test_lists_compare_as_sorted_ids(alice: Client, make: Make, cast: Cast, field_type: str) -> None:
    options = ["Wool", "Silk"] if field_type == "multi_select" else []
    made = field(alice, "a", field_type, options=options)
    one, two = options_of(made).values() if options else (cast.alice.id, cast.bob.id)
    for name, ids in (("both", [two, one]), ("second", [two]), ("first", [one]), ("none", [])):
        make("tasks", name=name, custom_fields={str(made["id"]): ids})
    assert _ordered(alice, made) == (["first", "both", "second", "none"], ["second", "both", "first", "none"])


def test_a_deleted_option_orders_nothing(alice: Client, make: Make) -> None:
    made = field(alice, "a", "multi_select", options=["Wool", "Silk"])
    for name, option in reversed(options_of(made).items()):
        make("tasks", name=name, custom_fields={str(made["id"]): [option]})
    alice.delete(f"{{OW}}/custom-fields/{made['id']}/options/{options_of(made)['Wool']}", expect=204)
    assert _ordered(alice, made)[0] == ["Silk", "Wool"]


def test_tasks_are_ordered_by_a_field_of_their_project(
    alice: Client, make: Make, bob: Client, join: Callable[..., Client]
) -> None:
    made = field(alice, "Code", "text", "project")
    projects = {}
    for code in ("b", "a"):
        projects[code] = make("projects", name=code, private=False, custom_fields={str(made["id"]): code})
        make("tasks", name=code, project_id=projects[code]["id"], private=False)
    make("tasks", name="none", private=False)
    manager = join("Dora", "ws_manager")
    assert _ordered(manager, made, "pcf_") == (["a", "b", "none"], ["b", "a", "none"])
    said = bob.get("{OW}/tasks", order_by=f"pcf_{made['id']}", expect=400)["error_description"]
    assert str(made["id"]) not in said
    alice.delete(f"{{OW}}/projects/{projects['a']['id']}", expect=204)
    assert _ordered(alice, made, "pcf_")[0] == ["b", "a", "none"]


def test_several_fields_add_up(alice: Client, make: Make) -> None:
    one, two = field(alice, "one", "number"), field(alice, "two", "text")
    for name, number, text in (("c", 1, "b"), ("b", 2, "a"), ("a", 1, "a")):
        make("tasks", name=name, custom_fields={str(one["id"]): number, str(two["id"]): text})
    order = [f"cf_{one['id']}", f"-cf_{two['id']}"]
    assert names(alice, order_by=order) == ["c", "a", "b"]
    assert names(alice, order_by=[f"cf_{two['id']}", "name"]) == ["a", "b", "c"]


def test_families_are_ordered_too(alice: Client, make: Make) -> None:
    made = field(alice, "a", "number")
    root = make("tasks", name="root", custom_fields={str(made["id"]): 2})
    leaf = make("tasks", name="leaf", parent_task_id=root["id"], custom_fields={str(made["id"]): 1})
    for path in (f"{root['id']}/children", f"{leaf['id']}/parents"):
        for word, expected in ((f"cf_{made['id']}", ["leaf", "root"]), (f"-cf_{made['id']}", ["root", "leaf"])):
            found = alice.get(f"{{OW}}/tasks/{path}", order_by=word)["data"]
            assert [one["name"] for one in found] == expected


def test_one_request_orders_by_so_many_fields(alice: Client) -> None:
    words = [f"cf_{field(alice, f'field {number}', 'text')['id']}" for number in range(6)]
    alice.get("{OW}/tasks", order_by=words[:5], expect=200)
    assert "at most 5" in alice.get("{OW}/tasks", order_by=words, expect=400)["error_description"]
