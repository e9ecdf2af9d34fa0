"""Statuses, people with their groups, and custom fields: what everybody in a workspace works with."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.web.conftest import App
from tests.web.test_manage_names import open_tab


def _name(app: App, name: str) -> Locator:
    return app.page.get_by_label(f"Name of {name}", exact=True)


def _statuses(app: App) -> list[str]:
    return [one["name"] for one in app.ask_here("GET", "/statuses", order_by="position")["data"]]


def _fields(app: App) -> list[Any]:
    found: list[Any] = app.ask("GET", "/custom-fields", order_by="position")["data"]
    return found


# --- statuses -------------------------------------------------------------------------------------


def test_a_status_is_added_given_a_meaning_and_renamed(app: App) -> None:
    open_tab(app, "Statuses")
    app.page.get_by_label("Add a status").fill("Waiting")
    with app.saved("POST", "/statuses"):
        app.page.keyboard.press("Enter")
    with app.saved("PUT"):
        app.page.get_by_label("What Waiting means").select_option("Blocked")
    _name(app, "Waiting").fill("On hold")
    with app.saved("PUT"):
        app.page.keyboard.press("Enter")
    last = app.ask_here("GET", "/statuses", order_by="position")["data"][-1]
    assert (last["name"], last["type"], last["position"]) == ("On hold", "blocked", 5)


def test_a_status_is_moved_by_its_buttons_which_keep_the_focus(app: App) -> None:
    found = app.ask_here("GET", "/statuses", order_by="position")["data"]
    before = [one["name"] for one in found]
    open_tab(app, "Statuses")
    with app.saved("PUT", f"/statuses/{found[1]['id']}"):
        app.page.get_by_role("button", name=f"Move {before[1]} down").click()
    expect(app.page.get_by_role("button", name=f"Move {before[1]} down")).to_be_focused()
    assert _statuses(app) == [before[0], before[2], before[1], before[3]]
    with app.saved("PUT", f"/statuses/{found[3]['id']}"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text(f"Undone: moved {before[1]}")
    assert _statuses(app) == before


def test_a_status_that_comes_with_the_workspace_keeps_its_meaning_and_stays(app: App) -> None:
    app.ask_here("POST", "/statuses", {"name": "Waiting"})
    *built_in, own = _statuses(app)
    open_tab(app, "Statuses")
    for name in built_in:
        expect(app.page.get_by_label(f"What {name} means")).to_be_disabled()
        expect(app.page.get_by_role("button", name=f"Delete {name}")).to_have_count(0)
    expect(app.page.get_by_label(f"What {own} means")).to_be_enabled()
    expect(app.page.get_by_role("button", name=f"Delete {own}")).to_be_visible()


def test_a_refused_meaning_is_told_and_what_holds_is_shown(app: App) -> None:
    app.ask_here("POST", "/statuses", {"name": "Waiting"})
    open_tab(app, "Statuses")
    app.page.route("**/statuses/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    app.page.get_by_label("What Waiting means").select_option("Done")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(app.page.get_by_label("What Waiting means")).to_have_value("in_progress")


def test_a_deleted_status_comes_back_by_undo(app: App) -> None:
    app.ask_here("POST", "/statuses", {"name": "Waiting"})
    open_tab(app, "Statuses")
    app.page.get_by_role("button", name="Delete Waiting").click()
    with app.saved("DELETE"):
        app.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(_name(app, "Waiting")).to_have_count(0)
    with app.saved("PATCH", "/restore"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: deleted Waiting")
    expect(_name(app, "Waiting")).to_be_visible()


# --- people ---------------------------------------------------------------------------------------


def test_everybody_is_listed_with_their_role(app: App) -> None:
    open_tab(app, "People")
    line = app.page.get_by_role("row").filter(has_text="Robin Weaver")
    expect(line).to_contain_text("Owner")
    expect(line).to_contain_text(app.somebody.email)


def test_a_group_is_made_filled_and_deleted(app: App) -> None:
    open_tab(app, "People")
    app.page.get_by_label("Add a group").fill("Weavers")
    with app.saved("POST", "/groups"):
        app.page.keyboard.press("Enter")
    sheet = app.page.get_by_role("dialog", name="Edit Weavers")
    sheet.get_by_label("Robin Weaver").check()
    with app.saved("PUT"):
        sheet.get_by_role("button", name="Save").click()
    expect(app.page.get_by_role("row").filter(has_text="Robin Weaver")).to_contain_text("Weavers")
    app.page.get_by_role("button", name="Delete Weavers").click()
    with app.saved("DELETE"):
        app.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(app.page.get_by_text("A group makes several people members")).to_be_visible()


# --- fields ---------------------------------------------------------------------------------------


def test_without_fields_the_tab_says_what_they_are_and_adds_one(app: App) -> None:
    open_tab(app, "Fields")
    expect(app.page.get_by_text("Fields keep what else matters")).to_be_visible()
    app.page.get_by_label("Add a field").fill("Cost centre")
    app.page.get_by_label("For what").select_option("Projects")
    app.page.get_by_label("Type").select_option("Number")
    with app.saved("POST", "/custom-fields"):
        app.page.get_by_role("tabpanel").get_by_role("button", name="Add").click()
    expect(_name(app, "Cost centre")).to_be_visible()
    (field,) = _fields(app)
    assert (field["entity_type"], field["field_type"]) == ("project", "number")


def test_what_is_chosen_from_a_list_gets_its_options_at_once(app: App) -> None:
    open_tab(app, "Fields")
    app.page.get_by_label("Add a field").fill("Room")
    app.page.get_by_label("Type").select_option("One of a list")
    app.page.get_by_role("tabpanel").get_by_role("button", name="Add").click()
    sheet = app.page.get_by_role("dialog", name="Options of Room")
    for name in ("Attic", "Barn"):
        sheet.get_by_label("Add an option").fill(name)
        with app.saved("POST", "/options"):
            app.page.keyboard.press("Enter")
        expect(sheet.get_by_label(f"Name of {name}")).to_be_visible()
        expect(sheet.get_by_label("Add an option")).to_have_value("")
    with app.saved("PUT", "/order"):
        sheet.get_by_role("button", name="Move Barn up").click()
    expect(sheet.get_by_role("button", name="Move Barn up")).to_be_disabled()
    sheet.get_by_label("Name of Attic").fill("Barn")
    app.page.keyboard.press("Enter")
    expect(sheet.get_by_role("alert")).to_be_visible()
    with app.saved("DELETE"):
        sheet.get_by_role("button", name="Delete Attic").click()
    expect(sheet.get_by_role("alert")).to_have_count(0)
    assert [one["name"] for one in _fields(app)[0]["options"]] == ["Barn"]


def test_fields_are_renamed_put_in_order_and_deleted(app: App) -> None:
    for name in ("Room", "Yarn"):
        app.ask("POST", "/custom-fields", {"name": name, "entity_type": "task", "field_type": "text"})
    open_tab(app, "Fields")
    with app.saved("PUT", "/order"):
        app.page.get_by_role("button", name="Move Yarn up").click()
    assert [one["name"] for one in _fields(app)] == ["Yarn", "Room"]
    _name(app, "Room").fill("Hall")
    with app.saved("PUT"):
        app.page.keyboard.press("Enter")
    app.page.get_by_role("button", name="Delete Yarn").click()
    with app.saved("DELETE"):
        app.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(_name(app, "Yarn")).to_have_count(0)
    assert [one["name"] for one in _fields(app)] == ["Hall"]
