"""Somebody new: first steps in an empty workspace, and the way from a plan to its comparison, walked by keys."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.web.conftest import App
from tests.web.test_planner import at, today

FRESH = """localStorage["dayloom.preferences"] ??= JSON.stringify({ span: "day", language: "en" })"""


def _fresh(app: App) -> None:
    """As in a browser that was never here."""
    app.page.add_init_script(FRESH)
    app.page.goto("/today")
    expect(app.page.locator(".grid-scroll:not(.waiting)")).to_be_visible()


def test_the_first_steps_are_ticked_as_they_are_done(app: App) -> None:
    _fresh(app)
    steps = app.page.get_by_role("region", name="First steps")
    expect(steps.locator("li.done")).to_have_count(0)
    app.page.keyboard.press("a")
    app.page.keyboard.type("Write letter 45m")
    with app.saved("POST", "/tasks"):
        app.page.keyboard.press("Enter")
    expect(steps.locator("li.done")).to_have_count(1)
    app.picture("first-steps")
    app.page.locator(".task-line").focus()
    app.page.keyboard.press("Space")
    expect(steps.locator("li.done")).to_have_count(2)
    steps.get_by_role("button", name="Close").click()
    app.page.reload()
    expect(app.page.locator(".task-line")).to_be_visible()
    expect(steps).to_have_count(0)


def test_where_there_is_something_the_steps_stay_away(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    _fresh(app)
    expect(app.page.locator(".task-line")).to_be_visible()
    expect(app.page.get_by_role("region", name="First steps")).to_have_count(0)


def test_tomorrow_is_planned_tracked_and_compared_without_a_mouse(app: App) -> None:
    """The walk of a newcomer, by keys that the app itself shows."""
    _fresh(app)
    page = app.page
    page.keyboard.press("a")
    page.keyboard.type("Write letter 45m tomorrow !high")
    with app.saved("POST", "/tasks"):
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    tomorrow = today() + timedelta(days=1)
    expect(page.locator(".day-column")).to_have_attribute("data-day", str(tomorrow))
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".task-line:focus")).to_contain_text("Write letter")
    with app.saved("POST", "/time-blocks"):
        page.keyboard.press("x")
    expect(page.get_by_role("button", name="Write letter, planned")).to_be_visible()
    expect(page.get_by_role("columnheader", name="45\u00a0m planned")).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.type("Write letter")
    expect(page.get_by_role("option", name="Write letter")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("timer")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("Go to Reports")
    page.keyboard.press("Enter")
    report = page.get_by_role("main", name="Reports")
    for figure in ("Planned", "Tracked", "Drift"):
        expect(report.get_by_text(figure, exact=True).first).to_be_visible()


# --- what a newcomer hesitated at -----------------------------------------------------------------


def _add(app: App, line: str) -> None:
    app.page.keyboard.press("a")
    app.page.keyboard.type(line)
    app.page.keyboard.press("Enter")


def _plan(app: App, name: str, start: str) -> None:
    task = app.ask("POST", "/tasks", {"name": name})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": start, "duration": 3600})


def test_what_was_added_is_told_to_everybody(app: App) -> None:
    app.open()
    _add(app, "Call the printer")
    expect(app.page.locator(".note")).to_contain_text("Added: Call the printer")
    expect(app.page.locator(".note").get_by_role("button", name="Show")).to_have_count(0)


def test_what_was_planned_on_another_day_is_shown_on_request(app: App) -> None:
    app.open()
    day = today() + timedelta(days=9)
    _add(app, f"Call the printer {day} 9:00 1h")
    note = app.page.locator(".note")
    expect(note).to_contain_text(f"Planned: Call the printer, {day:%a %b} {day.day}, 09:00")
    block = app.page.get_by_role("button", name="Call the printer, planned")
    expect(block).to_have_count(0)
    note.get_by_role("button", name="Show").click()
    expect(block).to_be_focused()
    expect(block).to_be_in_viewport()
    expect(note).to_have_count(0)


def test_what_is_taken_back_is_not_offered_to_be_shown(app: App) -> None:
    app.open()
    note = app.page.locator(".note")
    for name in ("Call the printer", "Call the dyer"):
        _add(app, f"{name} {today() + timedelta(days=9)} 9:00 1h")
        expect(note.last).to_contain_text(f"Planned: {name}")
        app.page.keyboard.press("Escape")
    app.page.keyboard.press("Control+z")
    expect(note).to_have_text([re.compile("^Planned: Call the printer"), re.compile("^Undone: added Call the dyer")])
    expect(note.first.get_by_role("button", name="Show")).to_be_visible()


def test_from_the_page_of_tasks_and_a_month_the_block_is_shown_too(app: App) -> None:
    app.open()
    app.page.keyboard.press("m")
    app.page.get_by_role("button", name="Tasks", exact=True).click()
    expect(app.page.locator(".tasks-page")).to_be_visible()
    _add(app, "Call the printer tomorrow 22:00")
    app.page.locator(".note").get_by_role("button", name="Show").click()
    expect(app.page.get_by_role("button", name="Call the printer, planned")).to_be_focused()


def test_a_typed_time_that_is_taken_says_by_what(app: App) -> None:
    day = today() + timedelta(days=9)
    _plan(app, "Ask what people ask", at(day, 9))
    app.open()
    app.page.keyboard.press("a")
    app.page.keyboard.type(f"Call the printer {day} 9:30")
    said = "overlaps Ask what people ask, 09:00"
    expect(app.page.locator("#quick-said")).to_contain_text(said)
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".note")).to_contain_text(f"09:30 · {said}")
    assert len(app.blocks()) == 2
    app.page.keyboard.type(f"Call them again {day} 10:00")
    expect(app.page.locator("#quick-said")).to_have_text(re.compile("10:00$"))


def test_a_new_task_further_down_is_brought_into_view_and_marked(app: App) -> None:
    dated = [{"name": f"Task {number}", "end_date": str(today() + timedelta(days=3))} for number in range(150)]
    app.ask("POST", "/tasks/bulk", {"tasks": dated})
    app.open()
    _add(app, "Write the summary")
    row = app.page.locator(".task-line", has_text="Write the summary")
    expect(row).to_be_in_viewport()
    expect(row).to_have_class(re.compile("fresh"))
    expect(row).not_to_have_class(re.compile("fresh"))
    expect(row).to_be_in_viewport()
    expect(app.page.locator("#add-task")).to_be_focused()


def test_escape_goes_back_to_where_one_was(app: App) -> None:
    for name in ("one", "two"):
        app.ask("POST", "/tasks", {"name": name})
    app.open()
    tab = app.page.get_by_role("tab", name="Someday")
    tab.focus()
    for key in ("a", "Escape"):
        app.page.keyboard.press(key)
    expect(tab).to_be_focused()


def test_escape_from_nowhere_goes_to_the_list(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "one"})
    app.open()
    for key in ("a", "Escape"):
        app.page.keyboard.press(key)
    expect(app.page.locator(".task-line:focus")).to_contain_text("one")


def test_escape_with_no_task_goes_to_the_calendar(app: App) -> None:
    app.open()
    for key in ("a", "Escape"):
        app.page.keyboard.press(key)
    expect(app.page.get_by_role("main", name="Calendar")).to_be_focused()


def test_the_arrow_leads_from_the_box_to_the_first_task(app: App) -> None:
    for name in ("one", "two"):
        app.ask("POST", "/tasks", {"name": name})
    app.open()
    hint = app.page.locator("#list-hint")
    expect(hint).to_be_hidden()
    app.page.keyboard.press("a")
    expect(hint).to_contain_text(
        "↓ goes into the list · X plans a task in the next free time, on the days shown or after them"
    )
    app.page.keyboard.press("ArrowDown")
    expect(app.page.locator(".task-line:focus")).to_contain_text("two")
