"""A tracked piece of the calendar is changed where it lies, in a dialog of its own."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.web.conftest import App
from tests.web.test_planner import at, today, utc


def tracked(app: App) -> list[Any]:
    """What the server has."""
    found: list[Any] = app.ask("GET", "/time-entries/stream", date_from=at(today(), 0), date_to=at(today(), 23))
    return found


def open_entry(app: App) -> Locator:
    """The dialog of what was tracked from 10:00:25 on, for an hour."""
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    start = at(today(), 10).replace(":00Z", ":25Z")
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": start, "duration": 3600})
    app.open()
    app.page.locator(".block.tracked").click()
    return app.page.get_by_role("dialog", name="Weave the border")


def test_a_tracked_piece_is_changed_in_the_calendar(app: App) -> None:
    dialog = open_entry(app)
    expect(dialog.get_by_label("Description")).to_be_focused()
    dialog.get_by_label("Description").fill("warp only")
    dialog.get_by_role("button", name="Without this task", exact=True).click()
    dialog.get_by_role("combobox", name="Find a task").fill("card")
    dialog.get_by_role("option", name="Card the wool").click()
    dialog.get_by_label("To").fill("11:30")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(app.page.locator(".block.tracked")).to_be_focused()
    expect(app.page).to_have_title("Dayloom")
    (entry,) = tracked(app)
    assert (entry["description"], entry["task"]["name"]) == ("warp only", "Card the wool")
    assert (utc(entry["start"])[-4:], entry["duration"]) == (":25Z", 5375)
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: changed Weave the border")
    (entry,) = tracked(app)
    assert (entry["description"], entry["task"]["name"], entry["duration"]) == (None, "Weave the border", 3600)


def test_a_new_beginning_of_a_tracked_piece_leaves_its_end(app: App) -> None:
    dialog = open_entry(app)
    dialog.get_by_label("From").fill("9:30")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    (entry,) = tracked(app)
    assert (utc(entry["start"]), entry["duration"]) == (at(today(), 9, 30), 5425)


def test_nothing_changed_is_not_saved_and_a_refusal_shows_what_holds(app: App) -> None:
    dialog = open_entry(app)
    asked: list[str] = []
    app.page.on("request", lambda request: asked.append(request.method))
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(app.page.locator(".block.tracked")).to_be_focused()
    assert "PATCH" not in asked
    app.page.route("**/time-entries/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    app.page.keyboard.press("Enter")
    dialog.get_by_label("To").fill("12")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(app.page.get_by_role("button", name="tracked 1\u00a0h from 10:00")).to_be_visible()


def test_a_tracked_piece_is_discarded_from_its_dialog(app: App) -> None:
    dialog = open_entry(app)
    with app.saved("DELETE"):
        dialog.get_by_role("button", name="Discard", exact=True).click()
    expect(app.page.locator(".block.tracked")).to_have_count(0)
    app.page.locator(".note").get_by_role("button", name="Undo", exact=True).click()
    expect(app.page.locator(".block.tracked")).to_have_count(1)


def test_what_runs_has_no_end_in_its_dialog(app: App) -> None:
    app.ask("POST", "/tracking/start", {"type": "activity", "start": at(today(), 0)})
    app.open()
    app.page.locator(".block.tracked.running").press("Enter")
    dialog = app.page.get_by_role("dialog", name="Without a task")
    expect(dialog.get_by_label("From")).to_have_value("00:00")
    expect(dialog.get_by_label("To")).to_have_count(0)
    dialog.get_by_label("Description").fill("Sorting")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Sorting")


@pytest.mark.parametrize("span", ["day", "week"])
def test_many_short_entries_are_one_piece_that_leads_to_each(app: App, span: str) -> None:
    """And what follows them has the width of its lane as well."""
    app.preferences = app.preferences.replace('"week"', f'"{span}"')
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    for minute in range(0, 10, 2):
        body = {"start": at(today(), 10, minute), "duration": 60}
        app.ask("POST", f"/tasks/{task['id']}/time-entries", body)
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(today(), 10, 10), "duration": 3600})
    app.open()
    pieces = app.page.locator(".block.tracked")
    expect(pieces).to_have_count(2)
    pile = app.page.get_by_role("button", name="5 short pieces, tracked 5\u00a0m from 10:00")
    boxes = sorted(
        ((box["y"], box) for box in (one.bounding_box() for one in pieces.all()) if box), key=lambda one: one[0]
    )
    lane = app.page.locator(f"[data-day='{today()}'] .lane.actual").bounding_box()
    assert lane
    assert all(box["width"] > lane["width"] * 0.8 for _, box in boxes)
    assert boxes[0][0] + boxes[0][1]["height"] <= boxes[1][0]
    pile.focus()
    app.page.keyboard.press("ArrowDown")
    expect(app.page.get_by_role("button", name="tracked 1\u00a0h from 10:10")).to_be_focused()
    app.page.keyboard.press("ArrowUp")
    expect(pile).to_be_focused()
    app.page.keyboard.press("Enter")
    app.page.get_by_role("menuitem", name="10:04 Weave the border").click()
    expect(app.page.get_by_role("dialog").get_by_label("From")).to_have_value("10:04")
