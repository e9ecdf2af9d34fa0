"""Who am I."""

from tests.cast import Cast
from tests.client import Client


def test_an_account_tells_who_it_is(bob: Client, cast: Cast) -> None:
    me = {"user_account_id": cast.bob.id, "email": cast.bob.email, "name": "Bob", "timezone": "UTC"}
    assert bob.get("/accounts/me") == me


def test_metadata_tells_whether_there_are_tasks(alice: Client, bob: Client, cast: Cast) -> None:
    empty = {"flags": [], "has_tasks": False, "platform_presence": []}
    assert alice.get("/accounts/me/metadata") == empty
    ours = {"organization_id": cast.organization_id, "workspace_id": cast.workspace_id}
    for query in ({}, ours, {"organization_id": cast.organization_id}, {"workspace_id": cast.workspace_id}):
        assert alice.get("/accounts/me/metadata", **query) == empty


def test_only_ones_own_tasks_count(alice: Client, bob: Client) -> None:
    task = alice.post("{OW}/tasks", {"name": "Weave"}, expect=201)
    assert [each.get("/accounts/me/metadata")["has_tasks"] for each in (alice, bob)] == [True, False]
    alice.delete(f"{{OW}}/tasks/{task['id']}", expect=204)
    assert alice.get("/accounts/me/metadata")["has_tasks"] is False


def test_metadata_of_a_workspace_of_others_is_refused(alice: Client, cast: Cast) -> None:
    for query in (
        {"workspace_id": cast.other_workspace_id},
        {"organization_id": cast.other_organization_id},
        {"workspace_id": cast.workspace_id, "organization_id": cast.other_organization_id},
    ):
        said = alice.get("/accounts/me/metadata", expect=403, **query)
        assert "workspace" in said["error_description"]
    assert "workspace_id" in alice.get("/accounts/me/metadata", expect=400, workspace_id="x")["error_description"]
