"""Clients: their life, their names, who may do what."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]


def one(client: Any) -> str:
    """The path of a client."""
    return f"{{W}}/clients/{client['id']}"


def names(client: Client, **query: Any) -> list[str]:
    """The names that the list shows."""
    return [found["name"] for found in client.get("{W}/clients", **query)["data"]]


def test_a_client_is_created_changed_and_listed(alice: Client, make: Make, cast: Cast) -> None:
    made = make("clients", name=" Mill ", currency="EUR")
    assert (made["name"], made["currency"], made["active"], made["toggl_user_id"]) == (
        "Mill",
        "EUR",
        True,
        cast.alice.id,
    )
    alice.put(one(made), {"name": "Müller"}, expect=204)
    seen = alice.get(one(made))
    assert (seen["name"], seen["currency"]) == ("Müller", None)
    assert names(alice, name="MÜLL") == ["Müller"]


def test_a_currency_is_a_code_of_three_letters(alice: Client, make: Make) -> None:
    made = make("clients", name="Mill", currency=" eur ")
    assert made["currency"] == "EUR"
    for wrong in ("zz", "", "EURO", 7):
        body = {"name": "Loom", "currency": wrong}
        for said in (alice.post("{W}/clients", body, expect=400), alice.put(one(made), body, expect=400)):
            assert "currency" in said["error_description"]
    assert alice.get("{W}/clients")["data"] == [made]


def test_a_deleted_client_is_hidden_and_comes_back(alice: Client, make: Make) -> None:
    made = make("clients", name="Mill")
    task = make("tasks", name="Weave", project_id=make("projects", name="Loom", client_id=made["id"])["id"])
    alice.delete(one(made), expect=204)
    assert (names(alice), alice.get(f"{{OW}}/tasks/{task['id']}")["client"]) == ([], None)
    alice.delete(one(made), expect=404)
    alice.post("{OW}/projects", {"name": "x", "client_id": made["id"]}, expect=400)
    alice.patch(f"{one(made)}/restore", expect=204)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["client"]["name"] == "Mill"


def test_names_are_unique_without_regard_to_case(alice: Client, make: Make) -> None:
    made = make("clients", name="Straße")
    alice.post("{W}/clients", {"name": "STRASSE"}, expect=409)
    alice.delete(one(made))
    make("clients", name="strasse")
    assert alice.patch(f"{one(made)}/restore", expect=409)["error"] == "conflict"


def test_members_create_and_managers_change(bob: Client, join: Callable[..., Client]) -> None:
    made = bob.post("{W}/clients", {"name": "Mill"}, expect=201)
    bob.put(one(made), {"name": "x"}, expect=403)
    bob.delete(one(made), expect=403)
    manager = join("Fay", "ws_manager")
    manager.put(one(made), {"name": "Mühle"}, expect=204)
    manager.delete(one(made), expect=204)


@pytest.mark.parametrize("order, expected", [("name", ["Äpfel", "Birne"]), ("-name", ["Birne", "Äpfel"])])
def test_orders_of_clients(alice: Client, make: Make, order: str, expected: list[str]) -> None:
    for name in ("Birne", "Äpfel"):
        make("clients", name=name)
    assert names(alice, order_by=order) == expected


def test_racing_for_a_name_makes_one(alice: Client) -> None:
    answers = alice.together([("POST", "{W}/clients", {"name": name}) for name in ("Mill", "MILL", "mill")])
    assert sorted(answer.status for answer in answers) == [201, 409, 409]
    assert len(names(alice)) == 1


def test_a_name_is_free_in_another_workspace(charlie: Client, make: Make, cast: Cast, app: Any) -> None:
    make("clients", name="Mill")
    theirs = Client(app, cast.charlie.key, cast.other_organization_id, cast.other_workspace_id)
    assert theirs.post("{W}/clients", {"name": "Mill"}, expect=201)["workspace_id"] == cast.other_workspace_id
    charlie.get("{W}/clients", expect=403)
