"""The tags of a task and whom it is assigned to, in the panel."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from dayloom.auth.roles import WS_USER
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.web.conftest import HASH, ZONE, App, Served, Somebody


@pytest.fixture
def task(app: App) -> Any:
    """A task."""
    return app.ask("POST", "/tasks", {"name": "Weave the border"})


@pytest.fixture
def kim(served: Served, somebody: Somebody) -> None:
    """A second member of the workspace."""
    now = datetime.now(UTC).replace(microsecond=0)
    organization_id, workspace_id = int(somebody.base.split("/")[2]), int(somebody.base.split("/")[4])
    with served.database.write() as db:
        user_id = users.create_user(db, f"kim-{somebody.email}", "Kim Carder", HASH, ZONE, now)
        workspaces.add_organization_member(db, organization_id, user_id, "member", now)
        workspaces.add_member(db, workspace_id, user_id, WS_USER, now)


def _open(app: App) -> Locator:
    app.open()
    app.page.locator(".task-list").focus()
    expect(app.page.locator(".task-line")).to_be_focused()
    app.page.keyboard.press("Enter")
    panel = app.page.get_by_role("complementary", name="Weave the border")
    expect(panel.get_by_role("combobox", name="Add a tag")).to_be_visible()
    return panel


def _add(app: App, box: Locator, words: str) -> None:
    box.fill(words)
    with app.saved("PATCH"):
        box.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_tags_are_made_added_and_taken_off(app: App, task: Any) -> None:
    panel = _open(app)
    box = panel.get_by_role("combobox", name="Add a tag")
    _add(app, box, "wool")
    _add(app, box, "autumn")
    expect(panel.locator(".tag")).to_have_count(2)
    with app.saved("PATCH"):
        panel.get_by_role("button", name="Take off wool").click()
    expect(panel.locator(".tag")).to_have_count(1)
    box.fill("wo")
    with app.saved("PATCH"):
        panel.get_by_role("option", name="wool").click()
    expect(panel.locator(".tag")).to_have_count(2)
    found = app.ask("GET", f"/tasks/{task['id']}")
    assert {tag["name"] for tag in found["tags"]} == {"wool", "autumn"}


def test_a_refused_tag_stays_in_the_box(app: App, task: Any) -> None:
    panel = _open(app)
    app.page.route("**/tasks/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    box = panel.get_by_role("combobox", name="Add a tag")
    box.fill("wool")
    box.press("Enter")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(box).to_have_value("wool")


@pytest.mark.usefixtures("kim")
def test_a_task_is_assigned_where_others_are(app: App, task: Any) -> None:
    panel = _open(app)
    box = panel.get_by_role("combobox", name="Assign to somebody")
    box.fill("kim")
    with app.saved("PATCH"):
        panel.get_by_role("option", name="Kim Carder").click()
    expect(panel.locator(".tag", has_text="Kim Carder")).to_be_visible()
    assert len(app.ask("GET", f"/tasks/{task['id']}")["assignee_user_ids"]) == 1
    with app.saved("PATCH"):
        panel.get_by_role("button", name="Take off Kim Carder").click()
    expect(panel.locator(".tag")).to_have_count(0)


def test_nobody_is_assigned_where_one_is_alone(app: App, task: Any) -> None:
    with app.page.expect_response(lambda answer: "/users?" in answer.url):
        panel = _open(app)
    expect(panel.get_by_role("combobox", name="Assign to somebody")).to_have_count(0)
