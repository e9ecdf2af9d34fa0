"""What people have in custom fields."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.custom_fields.work import field, options_of


def test_values_of_people_are_changed_and_answered(alice: Client, cast: Cast) -> None:
    desk, team = field(alice, "Desk", "text", "user"), field(alice, "Team", "select", "user", options=["A", "B"])
    path = f"{{OW}}/users/{cast.bob.id}/custom-field-values"
    values = {str(desk["id"]): "North", str(team["id"]): options_of(team)["B"]}
    assert alice.patch(path, {"custom_fields": values}, expect=200) == {"custom_fields": values}
    left = {str(team["id"]): options_of(team)["B"]}
    assert alice.patch(path, {"custom_fields": {str(desk["id"]): None}}, expect=200) == {"custom_fields": left}
    bodies: list[dict[str, Any]] = [{}, {"custom_fields": {}}]
    for nothing in bodies:
        assert alice.patch(path, nothing, expect=200) == {"custom_fields": left}
    assert alice.patch(path, {"custom_fields": None}, expect=200) == {"custom_fields": {}}


def test_wrong_values_and_strangers_are_refused(alice: Client, cast: Cast) -> None:
    desk, other = field(alice, "Desk", "text", "user"), field(alice, "Yarn", "text")
    path = f"{{OW}}/users/{cast.bob.id}/custom-field-values"
    for wrong in ({"custom_fields": {str(desk["id"]): 7}}, {"custom_fields": {str(other["id"]): "x"}}):
        assert "custom_fields" in alice.patch(path, wrong, expect=400)["error_description"]
    stranger = f"{{OW}}/users/{cast.charlie.id}/custom-field-values"
    alice.patch(stranger, {"custom_fields": {}}, expect=404)


def test_only_who_manages_people_changes_them(bob: Client, cast: Cast, join: Callable[..., Client]) -> None:
    path = f"{{OW}}/users/{cast.bob.id}/custom-field-values"
    for client in (bob, join("Dora", "ws_manager")):
        client.patch(path, {"custom_fields": {}}, expect=403)
