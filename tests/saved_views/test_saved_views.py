"""Saved views: one's own, kept as they are given."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.conftest import Clock

VIEWS = "{W}/saved-views"
Save = Callable[..., dict[str, Any]]
LEAST: dict[str, Any] = {"type": "board", "params": {}}


@pytest.fixture
def save(alice: Client) -> Save:
    """`save("Week")`: a view of alice's."""
    return lambda name, **fields: alice.post(VIEWS, {"name": name, **LEAST, **fields}, expect=201)


def _names(client: Client, **query: Any) -> list[str]:
    return [view["name"] for view in client.get(VIEWS, **query)]


def test_a_view_is_saved_listed_and_shown(alice: Client, save: Save) -> None:
    view = save(" This week ", pinned=True, icon_name="leaf", params={"z": [1, 2.0, None], "a": {"b": "ü"}})
    assert (view["name"], view["type"], view["pinned"], view["icon_name"]) == ("This week", "board", True, "leaf")
    assert alice.get(f"{VIEWS}/{view['id']}") == view
    assert alice.get(VIEWS) == [view]
    bare = save("Bare")
    assert (bare["pinned"], bare["icon_name"], bare["params"]) == (False, None, {})


def test_its_parameters_come_back_to_the_letter(alice: Client) -> None:
    params = b'{"z":1,"a":[1.0,100.5,-0.0,12345678901234567890123],"A":{"":null,"b":"\xc3\xbc\\u0000"}}'
    body = b'{"name":"x","type":"board","params":' + params + b"}"
    made = alice.call("POST", VIEWS, body=body, headers={"content-type": "application/json"})
    assert made.status == 201
    assert params in made.body
    assert params in alice.call("GET", VIEWS).body


def test_two_may_have_one_name(alice: Client, save: Save) -> None:
    assert save("Week")["id"] != save("week")["id"]


def test_what_is_given_changes_and_the_rest_stays(alice: Client, save: Save, clock: Clock) -> None:
    view = save("Week", pinned=True, params={"a": 1, "b": 2})
    clock.forward(minutes=1)
    changed = alice.patch(f"{VIEWS}/{view['id']}", {"params": {"b": 3}, "type": "reports.summary"}, expect=200)
    stamp = {"updated_at": "2026-03-02T09:01:00Z"}
    assert changed == {**view, "params": {"b": 3}, "type": "reports.summary", **stamp}
    assert alice.patch(f"{VIEWS}/{view['id']}", {"name": "Month", "icon_name": ""})["name"] == "Month"


def test_a_deleted_view_is_gone(alice: Client, save: Save) -> None:
    view = save("Week")
    alice.delete(f"{VIEWS}/{view['id']}", expect=204)
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert alice.call(method, f"{VIEWS}/{view['id']}", body).status == 404
    assert alice.get(VIEWS) == []


def test_nobody_else_sees_it_not_even_an_administrator(alice: Client, bob: Client, save: Save) -> None:
    own = save("Moonlight")["id"]
    bobs = bob.post(VIEWS, {"name": "Mine", **LEAST}, expect=201)["id"]
    for client, other in ((bob, own), (alice, bobs)):
        for method, body in (("GET", None), ("PATCH", {"name": "x"}), ("DELETE", None)):
            assert client.call(method, f"{VIEWS}/{other}", body).status == 404
    assert (_names(alice), _names(bob)) == (["Moonlight"], ["Mine"])
    heard = bob.get("{OW}/changes")["changes"]
    assert [one["record_id"] for one in heard if one["kind"] == "saved_view"] == [bobs]


def test_views_are_found_by_name_and_type_and_ordered(alice: Client, save: Save, clock: Clock) -> None:
    for name, of_type in (("Zebra", "board"), ("Äpfel", "inbox"), ("apfel", "board")):
        save(name, type=of_type)
        clock.forward(seconds=1)
    assert _names(alice) == ["Äpfel", "apfel", "Zebra"]
    assert _names(alice, name="ÄP") == ["Äpfel"]
    assert _names(alice, type="board") == ["apfel", "Zebra"]
    assert _names(alice, order_by="-created_at") == ["apfel", "Äpfel", "Zebra"]
    assert _names(alice, order_by=["type", "-name"]) == ["Zebra", "apfel", "Äpfel"]


@pytest.mark.parametrize(
    "wrong, named",
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 501}, "500"),
        ({"icon_name": "x" * 256}, "255"),
        ({"type": "sofa"}, "type"),
        ({"params": []}, "params"),
        ({"params": {"x": "y" * 65536}}, "65,536"),
        ({"pinned": 1}, "pinned"),
    ],
)
def test_what_does_not_fit_is_named(alice: Client, save: Save, wrong: dict[str, Any], named: str) -> None:
    view = save("Week")
    assert named in alice.patch(f"{VIEWS}/{view['id']}", wrong, expect=400)["error_description"]
    assert named in alice.post(VIEWS, {"name": "Month", **LEAST, **wrong}, expect=400)["error_description"]
    assert alice.get(VIEWS) == [view]


def test_what_is_nested_too_deeply_is_refused(alice: Client) -> None:
    for depth in (300, 900, 980, 5000):
        params = b'{"a":' * depth + b"{}" + b"}" * depth
        body = b'{"name":"x","type":"board","params":' + params + b"}"
        made = alice.call("POST", VIEWS, body=body, headers={"content-type": "application/json"})
        assert made.status in (201, 400), depth
        if made.status == 201:
            assert params in alice.call("GET", VIEWS).body
