"""A task in full: every field is saved as it is left, and what the server refuses is told."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.web.conftest import App
from tests.web.test_planner import at, today


@pytest.fixture
def task(app: App) -> Any:
    """A task with an estimate."""
    return app.ask("POST", "/tasks", {"name": "Weave the border", "estimated_mins": 90})


def _open(app: App) -> Locator:
    app.open()
    app.page.locator(".task-list").focus()
    expect(app.page.locator(".task-line")).to_be_focused()
    app.page.keyboard.press("Enter")
    panel = app.page.get_by_role("complementary", name="Weave the border")
    expect(panel).to_be_visible()
    return panel


def test_fields_are_saved_as_they_are_left(app: App, task: Any) -> None:
    panel = _open(app)
    with app.saved("PATCH"):
        panel.get_by_label("Notes").fill("Twelve threads")
        panel.get_by_label("Name").focus()
    with app.saved("PATCH"):
        panel.get_by_label("Priority").select_option("High")
    with app.saved("PATCH"):
        panel.get_by_label("Due", exact=True).fill("2026-12-24")
        panel.get_by_label("Name").focus()
    found = app.ask("GET", f"/tasks/{task['id']}")
    assert (found["notes"], found["priority"], found["end_date"]) == ("Twelve threads", "high", "2026-12-24")


def test_sub_tasks_are_added_and_ticked_off(app: App, task: Any) -> None:
    panel = _open(app)
    with app.saved("POST"):
        panel.get_by_label("Add a sub-task").fill("Order yarn")
        app.page.keyboard.press("Enter")
    with app.saved("PATCH"):
        panel.get_by_role("checkbox", name="Mark Order yarn as done").click()
    expect(panel.get_by_role("checkbox", name="Mark Order yarn as done")).to_be_checked()
    assert app.ask("GET", f"/tasks/{task['id']}")["sub_task_done_count"] == 1


def test_estimate_plan_and_reality_are_compared(app: App, task: Any) -> None:
    where = f"/tasks/{task['id']}"
    app.ask("POST", f"{where}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.ask("POST", f"{where}/time-entries", {"start": at(today(), 10), "duration": 4500})
    app.open()
    app.page.locator(".block.planned").dblclick()
    compared = app.page.locator(".compared")
    expect(compared).to_contain_text("1\u00a0h\u00a030")
    expect(compared).to_contain_text("1\u00a0h\u00a015")
    app.picture("task-panel")


def test_its_history_is_told_and_taken_back(app: App, task: Any) -> None:
    app.ask("PATCH", f"/tasks/{task['id']}", {"name": "Weave the hem", "priority": "high"})
    app.ask("PATCH", f"/tasks/{task['id']}", {"name": "Weave the border"})
    panel = _open(app)
    lines = app.page.locator(".details .history li")
    expect(lines).to_contain_text(["changed Name", "changed Name, Priority", "made it"])
    with app.saved("POST", "/undo"):
        panel.get_by_role("button", name="Undo: changed Name", exact=True).click()
    expect(lines).to_have_count(4)
    assert app.ask("GET", f"/tasks/{task['id']}")["name"] == "Weave the hem"
    with app.saved("POST", "/undo"):
        app.page.keyboard.press("Control+z")
    expect(lines).to_have_count(5)
    assert app.ask("GET", f"/tasks/{task['id']}")["name"] == "Weave the border"
    app.picture("task-history")


def test_what_cannot_be_taken_back_is_told(app: App, task: Any) -> None:
    app.ask("PATCH", f"/tasks/{task['id']}", {"priority": "high"})
    app.ask("PATCH", f"/tasks/{task['id']}", {"priority": "low"})
    panel = _open(app)
    panel.get_by_role("button", name="Undo: changed Priority").nth(1).click()
    expect(app.page.get_by_role("alert")).to_contain_text("was changed later (priority)")


def test_escape_closes_it_and_gives_the_focus_back(app: App, task: Any) -> None:
    panel = _open(app)
    app.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(app.page.locator(".task-line")).to_be_focused()


def test_dates_that_do_not_fit_are_told_and_not_taken(app: App, task: Any) -> None:
    app.ask("PATCH", f"/tasks/{task['id']}", {"start_date": "2026-12-20", "end_date": "2026-12-24"})
    panel = _open(app)
    panel.get_by_label("Due", exact=True).fill("2026-12-01")
    panel.get_by_label("Name").focus()
    expect(app.page.get_by_role("alert")).to_contain_text("end_date")
    assert app.ask("GET", f"/tasks/{task['id']}")["end_date"] == "2026-12-24"


def test_a_task_deleted_elsewhere_closes_with_a_word(app: App, task: Any) -> None:
    panel = _open(app)
    app.ask("DELETE", f"/tasks/{task['id']}")
    expect(app.page.get_by_role("alert")).to_contain_text("not there any more")
    expect(panel).to_have_count(0)
