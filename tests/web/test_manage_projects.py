"""Projects: listed with how far they are, added by a name, and everything that a menu does with one, and back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from dayloom.auth.roles import WS_USER
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.web.conftest import HASH, ZONE, App, Served, Somebody


@pytest.fixture
def client(app: App) -> Any:
    """Somebody whom projects are done for."""
    return app.ask_here("POST", "/clients", {"name": "Mill & Daughters"})


@pytest.fixture
def project(app: App, client: Any) -> Any:
    """One project of that client."""
    return app.ask("POST", "/projects", {"name": "Loom house", "client_id": client["id"], "estimated_mins": 600})


@pytest.fixture
def colleague(served: Served, somebody: Somebody) -> Any:
    """Somebody else in the workspace."""
    now = datetime.now(UTC).replace(microsecond=0)
    organization_id, workspace_id = int(somebody.base.split("/")[2]), int(somebody.base.split("/")[4])
    with served.database.write() as db:
        user_id = users.create_user(db, f"kim-{somebody.email}", "Kim Carder", HASH, ZONE, now)
        workspaces.add_organization_member(db, organization_id, user_id, "member", now)
        workspaces.add_member(db, workspace_id, user_id, WS_USER, now)
    return user_id


def _open(app: App) -> None:
    app.open()
    app.page.get_by_role("button", name="Projects", exact=True).click()
    expect(app.page.get_by_role("heading", name="Projects", level=1)).to_be_visible()


def _line(app: App, name: str = "Loom house") -> Locator:
    return app.page.get_by_role("main").get_by_role("row").filter(has=app.page.get_by_role("rowheader", name=name))


def _do(app: App, word: str, name: str = "Loom house") -> None:
    app.page.get_by_role("button", name=f"More: {name}", exact=True).click()
    app.page.get_by_role("menuitem", name=word, exact=True).click()


def _now(app: App, project: Any) -> Any:
    return app.ask("GET", f"/projects/{project['id']}")


def test_without_a_project_the_page_says_what_they_are_for(app: App) -> None:
    _open(app)
    expect(app.page.get_by_text("Projects say what tasks belong to")).to_be_visible()


def test_a_project_is_added_by_its_name_and_undone(app: App) -> None:
    _open(app)
    app.page.get_by_label("Add a project").fill("Weave house")
    with app.saved("POST"):
        app.page.keyboard.press("Enter")
    expect(_line(app, "Weave house")).to_be_visible()
    expect(app.page.get_by_label("Add a project")).to_have_value("")
    app.page.get_by_role("heading", name="Projects", level=1).click()
    with app.saved("DELETE"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: added Weave house")
    expect(_line(app, "Weave house")).to_have_count(0)


def test_without_a_name_nothing_is_added_and_the_page_says_so(app: App) -> None:
    _open(app)
    box = app.page.get_by_label("Add a project")
    for words in ("", "  "):
        box.fill(words)
        box.press("Enter")
        expect(app.page.get_by_role("alert")).to_have_text("Type a name first.")
        expect(box).to_have_attribute("aria-invalid", "true")
    box.fill("Weave house")
    expect(app.page.get_by_role("alert")).to_have_count(0)


def test_a_second_project_of_a_name_is_added_when_asked_for_twice(app: App) -> None:
    app.ask("POST", "/projects", {"name": "Ticket desk"})
    app.ask("POST", "/projects", {"name": "Ticket desk of others"})
    _open(app)
    box = app.page.get_by_label("Add a project")
    box.fill("ticket Desk")
    box.press("Enter")
    expect(app.page.get_by_role("alert")).to_contain_text("There is a project “ticket Desk” already")
    assert len(app.ask("GET", "/projects")["data"]) == 2
    with app.saved("POST", "/projects"):
        box.press("Enter")
    expect(app.page.get_by_role("alert")).to_have_count(0)
    expect(box).to_have_value("")
    box.fill("Ticket")
    with app.saved("POST", "/projects"):
        box.press("Enter")


@pytest.mark.parametrize("seen, private", [(None, False), ("Seen by its members only", True)])
def test_everybody_sees_a_new_project_unless_it_says_otherwise(app: App, seen: str | None, private: bool) -> None:
    _open(app)
    expect(app.page.get_by_label("Who sees it").get_by_role("option", selected=True)).to_have_text(
        "Seen by everybody here"
    )
    if seen:
        app.page.get_by_label("Who sees it").select_option(seen)
    app.page.get_by_label("Add a project").fill("Weave house")
    with app.saved("POST", "/projects"):
        app.page.keyboard.press("Enter")
    assert [one["private"] for one in app.ask("GET", "/projects")["data"]] == [private]


def test_a_refused_name_stays_in_its_box(app: App) -> None:
    _open(app)
    app.page.route("**/projects", lambda asked: asked.fulfill(status=409, json={"error_description": "Name taken."}))
    app.page.get_by_label("Add a project").fill("Weave house")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("alert")).to_contain_text("Name taken.")
    expect(app.page.get_by_label("Add a project")).to_have_value("Weave house")


def test_a_line_says_whom_it_is_for_and_how_far_it_is(app: App, project: Any) -> None:
    task = app.ask("POST", "/tasks", {"name": "Warp", "project_id": project["id"]})
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": "2026-01-05T09:00:00Z", "duration": 5400})
    _open(app)
    expect(_line(app)).to_contain_text("Mill & Daughters")
    expect(_line(app)).to_contain_text("10 h")
    expect(_line(app)).to_contain_text("1 h 30")


def test_fields_are_edited_in_a_dialog_and_taken_back(app: App, project: Any) -> None:
    _open(app)
    _do(app, "Edit")
    sheet = app.page.get_by_role("dialog", name="Edit the project")
    sheet.get_by_label("Name").fill("Loom hall")
    sheet.get_by_label("Estimate (hours)").fill("12.5")
    sheet.get_by_label("Private").check()
    sheet.get_by_label("Colour").fill("#884411")
    sheet.get_by_label("Starts").fill("2026-02-01")
    sheet.get_by_label("Fixed fee").fill("900.50")
    with app.saved("PATCH"):
        sheet.get_by_role("button", name="Save").click()
    expect(sheet).to_have_count(0)
    expect(_line(app, "Loom hall")).to_contain_text("12 h 30")
    now = _now(app, project)
    assert (now["estimated_mins"], now["private"], now["color"], now["start_date"]) == (
        750,
        True,
        "#884411",
        "2026-02-01",
    )
    assert now["fixed_fee"]["amount"] == 900.5
    assert now["client"]["name"] == "Mill & Daughters"
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: renamed Loom house")
    expect(_line(app)).to_contain_text("10 h")


def test_a_refused_edit_keeps_what_was_typed(app: App, project: Any) -> None:
    _open(app)
    _do(app, "Edit")
    app.page.route("**/projects/*", lambda asked: asked.fulfill(status=422, json={"error_description": "Too dear."}))
    sheet = app.page.get_by_role("dialog", name="Edit the project")
    sheet.get_by_label("Name").fill("Loom hall")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("alert")).to_have_text("Too dear.")
    expect(sheet.get_by_label("Name")).to_have_value("Loom hall")


def test_a_completed_project_is_under_completed_until_it_is_opened_again(app: App, project: Any) -> None:
    _open(app)
    with app.saved("POST", "/complete"):
        _do(app, "Complete")
    expect(_line(app)).to_have_count(0)
    app.page.get_by_role("button", name="Completed", exact=True).click()
    with app.saved("POST", "/uncomplete"):
        _do(app, "Open again")
    expect(_line(app)).to_have_count(0)
    assert _now(app, project)["completed_at"] is None


def test_an_archived_project_is_taken_out_by_undo(app: App, project: Any) -> None:
    _open(app)
    with app.saved("PATCH", "/archive"):
        _do(app, "Archive")
    app.page.get_by_role("button", name="Archived", exact=True).click()
    expect(_line(app)).to_be_visible()
    with app.saved("PATCH", "/unarchive"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: archived Loom house")
    expect(_line(app)).to_have_count(0)


def test_a_project_is_pinned(app: App, project: Any) -> None:
    _open(app)
    with app.saved("POST", "/pinned"):
        _do(app, "Pin")
    expect(_line(app)).to_contain_text("pinned")
    with app.saved("DELETE", "/pinned"):
        _do(app, "Unpin")
    expect(_line(app)).not_to_contain_text("pinned")


def test_a_copy_stands_beside_its_original(app: App, project: Any) -> None:
    _open(app)
    with app.saved("POST", "/duplicate"):
        _do(app, "Duplicate")
    expect(_line(app, "Loom house (copy)")).to_be_visible()


def test_deleting_says_what_goes_with_it_and_is_undone(app: App, project: Any) -> None:
    app.ask("POST", "/tasks", {"name": "Warp", "project_id": project["id"]})
    _open(app)
    _do(app, "Delete")
    sheet = app.page.get_by_role("dialog", name="Delete Loom house?")
    expect(sheet).to_contain_text("Its tasks (1)")
    with app.saved("DELETE"):
        sheet.get_by_role("button", name="Delete").click()
    expect(_line(app)).to_have_count(0)
    with app.saved("PATCH", "/restore"):
        app.page.keyboard.press("Control+z")
    expect(_line(app)).to_be_visible()


def test_a_name_shows_its_tasks_in_the_planner(app: App, project: Any) -> None:
    app.ask("POST", "/tasks", {"name": "Warp", "project_id": project["id"]})
    app.ask("POST", "/tasks", {"name": "Sweep"})
    _open(app)
    app.page.get_by_role("main").get_by_role("button", name="Loom house", exact=True).click()
    app.page.get_by_role("tab", name="Someday").click()
    expect(app.page.locator(".task-line")).to_have_count(1)


def test_state_client_and_words_narrow_and_stay_in_the_address(app: App, project: Any, client: Any) -> None:
    app.ask("POST", "/projects", {"name": "Sheep"})
    _open(app)
    app.page.get_by_label("Client", exact=True).select_option("Mill & Daughters")
    expect(_line(app, "Sheep")).to_have_count(0)
    app.page.reload()
    expect(_line(app)).to_be_visible()
    expect(_line(app, "Sheep")).to_have_count(0)
    with app.page.expect_response("**/projects?*name=nothing*"):
        app.page.get_by_label("Find by name").fill("nothing")
    expect(app.page.get_by_text("No project fits")).to_be_visible()


def test_people_become_members_with_a_role_and_leave_again(app: App, project: Any, colleague: int) -> None:
    _open(app)
    app.page.get_by_role("button", name="Members of Loom house").click()
    sheet = app.page.get_by_role("dialog", name="Members of Loom house")
    sheet.get_by_role("combobox", name="Add somebody").fill("kim")
    expect(sheet.get_by_role("option", name="Kim Carder")).to_be_visible()
    with app.saved("POST", "/members"):
        app.page.keyboard.press("Enter")
    with app.saved("PUT", "/members"):
        sheet.get_by_label("Role of Kim Carder").select_option("Manager")
    members = app.ask("GET", f"/projects/{project['id']}/members")["user_ids"]
    assert {"user_id": colleague, "manager": True} in members
    with app.saved("DELETE", "/members"):
        sheet.get_by_role("button", name="Take out Kim Carder").click()
    expect(sheet.get_by_text("Kim Carder")).to_have_count(0)


def test_what_others_add_is_there(app: App, project: Any) -> None:
    _open(app)
    expect(_line(app)).to_be_visible()
    app.ask("POST", "/projects", {"name": "Sheep"})
    expect(_line(app, "Sheep")).to_be_visible()


def test_a_narrow_screen_holds_it(app: App, project: Any) -> None:
    _open(app)
    expect(_line(app)).to_be_visible()
    app.page.set_viewport_size({"width": 320, "height": 800})
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(app.page.get_by_role("button", name="More: Loom house")).to_be_in_viewport(ratio=1)
    expect(app.page.get_by_role("navigation").get_by_role("button", name="Settings")).to_be_in_viewport(ratio=1)
    app.picture("projects-320")
