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


def test_a_sub_task_without_a_name_says_what_is_missing(app: App, task: Any) -> None:
    assert task
    panel = _open(app)
    box = panel.get_by_label("Add a sub-task")
    box.press("Enter")
    expect(box).to_have_accessible_description("Type what is to be done.")
    expect(panel.get_by_text("Type what is to be done.")).to_be_visible()
    box.press_sequentially("Order")
    expect(box).to_have_accessible_description("")


def test_lengths_that_hold_those_of_sub_tasks_say_so(app: App, task: Any) -> None:
    child = app.ask("POST", "/tasks", {"name": "Order yarn", "parent_task_id": task["id"]})
    app.ask("POST", f"/tasks/{child['id']}/time-entries", {"start": at(today(), 8), "duration": 900})
    app.open()
    app.page.locator(f"#task-{task['id']}").focus()
    app.page.keyboard.press("Enter")
    panel = app.page.get_by_role("complementary", name="Weave the border")
    terms = panel.get_by_role("region", name="Time").locator("dt")
    expect(terms).to_have_text(["Estimate", "Planned", "Trackedwith sub-tasks"])
    app.ask("POST", f"/tasks/{child['id']}/time-blocks", {"start": at(today(), 8), "duration": 900})
    expect(terms).to_have_text(["Estimate", "Plannedwith sub-tasks", "Trackedwith sub-tasks"])


def test_estimate_plan_and_reality_are_compared(app: App, task: Any) -> None:
    where = f"/tasks/{task['id']}"
    app.ask("POST", f"{where}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.ask("POST", f"{where}/time-entries", {"start": at(today(), 10), "duration": 4500})
    app.open()
    app.page.locator(".block.planned").dblclick()
    compared = app.page.get_by_role("complementary").get_by_role("region", name="Time")
    expect(compared.get_by_label("Estimate", exact=True)).to_have_value("1\u00a0h\u00a030")
    expect(compared.get_by_role("definition")).to_contain_text(["", "1\u00a0h", "1\u00a0h\u00a015"])
    app.picture("task-panel")


def test_the_estimate_stands_once_and_is_typed_beside_plan_and_reality(app: App, task: Any) -> None:
    panel = _open(app)
    estimate = panel.get_by_label("Estimate", exact=True)
    expect(estimate).to_have_count(1)
    expect(panel.get_by_text("Estimate", exact=True)).to_have_count(1)
    estimate.fill("2:15")
    with app.saved("PATCH"):
        estimate.press("Enter")
    expect(estimate).to_have_value("2\u00a0h\u00a015")
    assert app.ask("GET", f"/tasks/{task['id']}")["estimated_mins"] == 135
    edges = [_right(one) for one in (estimate, *panel.locator("span.figure").all())]
    assert max(edges) - min(edges) < 1
    estimate.fill("")
    with app.saved("PATCH"):
        estimate.press("Enter")
    assert app.ask("GET", f"/tasks/{task['id']}")["estimated_mins"] is None


def test_an_estimate_that_is_no_length_stays_and_is_explained(app: App, task: Any) -> None:
    panel = _open(app)
    estimate = panel.get_by_label("Estimate", exact=True)
    estimate.fill("soon")
    estimate.press("Enter")
    expect(panel.get_by_text("Not understood: soon")).to_be_visible()
    expect(estimate).to_have_accessible_description("Not understood: soon. Type 1:30, 90m or 1.5h.")
    expect(estimate).to_have_value("soon")
    assert app.ask("GET", f"/tasks/{task['id']}")["estimated_mins"] == 90
    estimate.press("Escape")
    expect(panel.get_by_text("Not understood: soon")).to_have_count(0)
    estimate.press("Escape")
    expect(panel).to_have_count(0)


def _right(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"]


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


def test_enter_in_the_name_saves_it_and_escape_closes(app: App, task: Any) -> None:
    panel = _open(app)
    name = panel.get_by_role("textbox", name="Name", exact=True)
    name.fill("Weave the hem")
    with app.saved("PATCH"):
        name.press("Enter")
    panel = app.page.get_by_role("complementary", name="Weave the hem")
    expect(panel.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    app.page.keyboard.type("line")
    app.page.keyboard.press("Escape")
    expect(panel.get_by_role("textbox", name="Name", exact=True)).to_have_value("Weave the hem")
    expect(panel.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(app.page.locator(".task-line")).to_be_focused()


def test_escape_gives_the_focus_to_the_task_where_the_way_back_had_opened_it(app: App, task: Any) -> None:
    panel = _open(app)
    app.page.go_back()
    expect(panel).to_have_count(0)
    app.page.locator("#timer-what").focus()
    app.page.go_forward()
    expect(panel).to_be_focused()
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
