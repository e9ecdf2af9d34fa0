"""Tracked time, a week at a time: as entries that are edited where they stand, and as a sheet that is typed into."""

import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.web.conftest import ZONE, App
from tests.web.test_planner import at, today
from tests.web.test_timer import ago

HOUR = 3600
GAP = "\u00a0"
ONE_ENTRY = re.compile(r"/time-entries/\d+$")


def day(number: int, weeks: int = 0) -> date:
    """A day of this week, 0 Monday, or of one so many weeks away."""
    return today() + timedelta(days=number - today().weekday(), weeks=weeks)


def entries(app: App) -> list[Any]:
    """Those that the server has, oldest first."""
    found: list[Any] = app.ask(
        "GET", "/time-entries/stream", date_from="2000-01-01", date_to="2100-01-01", include_taskless=True
    )
    return sorted(found, key=lambda one: (one["start"], one["id"]))


def wall(entry: Any) -> str:
    """When it begins, on the person's clocks."""
    return datetime.fromisoformat(entry["start"]).astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M")


def track(app: App, when: str, seconds: int, **fields: Any) -> Any:
    """An entry that is there before the app is opened."""
    task_id = fields.pop("task_id", None)
    path = f"/tasks/{task_id}/time-entries" if task_id else "/time-entries"
    return app.ask("POST", path, {"start": when, "duration": seconds, **fields})


@pytest.fixture
def project(app: App) -> Any:
    """A project."""
    return app.ask("POST", "/projects", {"name": "Loom house", "color": "#e0ac4a"})


@pytest.fixture
def task(app: App, project: Any) -> Any:
    """A task in it."""
    return app.ask("POST", "/tasks", {"name": "Weave the border", "project_id": project["id"]})


def open_page(app: App, view: str = "") -> None:
    """The page, by its button; `Timesheet` for the sheet."""
    app.open()
    app.page.get_by_role("button", name="Time", exact=True).click()
    expect(app.page.get_by_role("heading", name="Time", exact=True)).to_be_visible()
    if view:
        app.page.get_by_role("tab", name=view).click()
    expect(app.page.locator(".time-panel [aria-busy=true]")).to_have_count(0)


def stand(app: App, number: int, hour: int) -> None:
    """The app's clock stands still at this hour of this week."""
    app.page.clock.set_fixed_time(datetime.combine(day(number), time(hour), ZoneInfo(ZONE)))


def line(app: App, name: str) -> Locator:
    """The line of the entry that is called this."""
    return app.page.locator(".entry-line", has=app.page.get_by_label(f"Description of {name}", exact=True))


def fill(field: Locator, text: str) -> None:
    """Types over what is there and leaves by Enter."""
    field.fill(text)
    field.press("Enter")


def undo(app: App) -> None:
    """Ctrl+Z, with the focus outside of any field."""
    app.page.locator("#planner").focus()
    app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note", has_text="Undone").first).to_be_visible()


# --- entries --------------------------------------------------------------------------------------


def test_an_empty_week_says_what_it_is_for_and_offers_to_add(app: App) -> None:
    open_page(app)
    expect(app.page.get_by_text("What you track shows up here")).to_be_visible()
    app.page.locator(".empty").get_by_role("button", name="Add time").click()
    expect(app.page.get_by_role("dialog", name="Add time")).to_be_visible()


def test_entries_lie_by_day_newest_first_with_their_totals(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    track(app, at(day(0), 11), HOUR // 2, description="On the phone")
    track(app, at(day(0), 12), HOUR, type="break")
    track(app, at(day(1), 9), HOUR, description="Order yarn")
    open_page(app)
    days = app.page.locator(".entry-day")
    expect(days).to_have_count(2)
    expect(days.first).to_have_attribute("data-day", str(day(1)))
    expect(days.nth(1).locator("header b")).to_have_text(f"1{GAP}h{GAP}30")
    expect(days.nth(1).locator(".entry-line").nth(1).get_by_label("Start of")).to_have_value("11:00")
    expect(days.nth(1).locator(".entry-line").nth(2)).to_contain_text("Loom house")
    expect(app.page.locator(".week-total")).to_have_text(f"Tracked 2{GAP}h{GAP}30")


def test_the_week_is_in_the_address_and_one_goes_earlier_and_later(app: App) -> None:
    track(app, at(day(2, weeks=-1), 9), HOUR, description="Last week")
    open_page(app)
    app.page.get_by_role("button", name="Earlier").click()
    expect(line(app, "Last week")).to_be_visible()
    assert app.page.url.endswith(f"/time?week={day(0, weeks=-1)}")
    app.page.reload()
    expect(line(app, "Last week")).to_be_visible()
    app.page.get_by_role("button", name="Later").click()
    expect(app.page.get_by_text("What you track shows up here")).to_be_visible()
    assert app.page.url.endswith("/time")


def test_the_description_is_edited_and_taken_back(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    with app.saved("PATCH"):
        fill(app.page.get_by_label("Description of Order yarn"), "Order wool")
    assert entries(app)[0]["description"] == "Order wool"
    expect(line(app, "Order wool")).to_be_visible()
    with app.saved("PATCH"):
        undo(app)
    expect(app.page.locator(".note")).to_have_text("Undone: changed Order yarn")
    assert entries(app)[0]["description"] == "Order yarn"


@pytest.mark.parametrize("text", ["1:30", "1h30", "90m", "1.5h", "1.5", "90", "1,5 h"])
def test_a_length_is_typed_as_people_write_it(app: App, text: str) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    with app.saved("PATCH"):
        fill(app.page.get_by_label("Length of Order yarn"), text)
    assert entries(app)[0]["duration"] == 5400
    expect(app.page.get_by_label("End of Order yarn")).to_have_value("10:30")


def test_what_is_no_length_stays_and_is_marked(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    field = app.page.get_by_label("Length of Order yarn")
    fill(field, "soon")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("soon")
    why = app.page.get_by_text("Not understood: soon").and_(app.page.locator("small"))
    expect(why).to_be_visible()
    told, box = why.bounding_box(), field.bounding_box()
    assert told is not None
    assert box is not None
    assert abs(told["y"] - box["y"] - box["height"]) < 4  # right below
    assert abs(told["x"] + told["width"] - box["x"] - box["width"]) < 4
    field.press("Escape")
    expect(why).to_have_count(0)
    expect(field).to_have_value(f"1{GAP}h")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_new_start_keeps_the_end_and_a_new_end_the_start(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    with app.saved("PATCH"):
        fill(app.page.get_by_label("Start of Order yarn"), "8.30")
    with app.saved("PATCH"):
        fill(app.page.get_by_label("End of Order yarn"), "1015")
    (entry,) = entries(app)
    assert wall(entry) == f"{day(0)} 08:30"
    assert entry["duration"] == 105 * 60


def test_an_end_before_the_start_is_on_the_next_day(app: App) -> None:
    track(app, at(day(0), 23), HOUR // 2, description="Order yarn")
    open_page(app)
    with app.saved("PATCH"):
        fill(app.page.get_by_label("End of Order yarn"), "0:30")
    assert entries(app)[0]["duration"] == 5400
    expect(line(app, "Order yarn").locator("sup")).to_have_text("+1")


def test_times_over_another_entry_are_kept_and_said(app: App, task: Any) -> None:
    stand(app, 6, 23)
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    track(app, at(day(0), 11), HOUR, task_id=task["id"])
    open_page(app)
    note = app.page.locator(".note")
    with app.saved("PATCH"):
        fill(app.page.get_by_label("End of Order yarn"), "11:00")
    expect(app.page.get_by_label("Length of Order yarn")).to_have_value(f"2{GAP}h")
    expect(note).to_have_count(0)
    with app.saved("PATCH"):
        fill(app.page.get_by_label("End of Order yarn"), "11:20")
    expect(note).to_have_text("Order yarn overlaps 11:00 \N{EN DASH} 12:00 Weave the border")
    assert entries(app)[0]["duration"] == 140 * 60


def test_added_time_over_another_entry_is_said(app: App) -> None:
    stand(app, 6, 23)
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    app.page.get_by_role("button", name="Add time").click()
    form = app.page.get_by_role("dialog", name="Add time")
    form.get_by_label("Description").fill("The hem")
    form.get_by_label("Day").fill(str(day(0)))
    form.get_by_label("From").fill("9:30")
    form.get_by_label("To", exact=True).fill("10:30")
    with app.saved("POST"):
        form.get_by_role("button", name="Save").click()
    expect(app.page.locator(".note").last).to_have_text("The hem overlaps 09:00 \N{EN DASH} 10:00 Order yarn")


def test_an_end_that_is_still_to_come_is_kept_and_said(app: App) -> None:
    stand(app, 2, 12)
    track(app, at(day(2), 9), HOUR, description="Order yarn")
    open_page(app)
    with app.saved("PATCH"):
        fill(app.page.get_by_label("End of Order yarn"), "14:10")
    expect(app.page.locator(".note")).to_have_text("Order yarn ends in the future, at 14:10")


def test_a_length_is_what_was_tracked_not_what_lies_between_the_clock_times(app: App, task: Any) -> None:
    """From 13:05:50 to 15:43:10, which is no 2 h 38."""
    start = datetime.fromisoformat(at(day(0), 13)) + timedelta(minutes=5, seconds=50)
    track(app, start.isoformat(), 9440, description="Order yarn", task_id=task["id"])
    open_page(app)
    expect(app.page.get_by_label("Start of Order yarn")).to_have_value("13:05")
    expect(app.page.get_by_label("End of Order yarn")).to_have_value("15:43")
    expect(app.page.get_by_label("Length of Order yarn")).to_have_value(f"2{GAP}h{GAP}37")
    expect(app.page.locator(".entry-day header b")).to_have_text(f"2{GAP}h{GAP}37")
    app.page.goto("/week")
    block = app.page.get_by_role("button", name=f"Weave the border, tracked 2{GAP}h{GAP}37 from 13:05")
    expect(block.locator(".narrow")).to_have_text("2:37")
    app.page.goto("/reports?tab=entries")
    expect(app.page.locator(".table.entries td.number")).to_have_text(f"2{GAP}h{GAP}37")


def test_seconds_are_rounded_in_one_way(app: App, task: Any) -> None:
    start = datetime.fromisoformat(at(day(0), 13))
    for hours, seconds in enumerate((271, 11, 45, 3599)):
        track(app, (start + timedelta(hours=hours)).isoformat(), seconds, task_id=task["id"])
    shown = [f"1{GAP}h", f"45{GAP}s", f"11{GAP}s", f"5{GAP}m"]
    open_page(app)
    lengths = app.page.get_by_label("Length of Weave the border", exact=True)
    expect(lengths).to_have_count(4)
    assert [one.input_value() for one in lengths.all()] == shown
    expect(app.page.locator(".week-total")).to_have_text(f"Tracked 1{GAP}h{GAP}05")
    app.page.goto("/reports?tab=entries")
    expect(app.page.locator(".table.entries td.number")).to_have_text(shown)
    app.page.goto("/time?view=sheet")
    expect(cell(app, 0, 0)).to_have_value("1:05")


def test_seconds_in_the_sheet_say_so_and_are_typed(app: App, task: Any) -> None:
    track(app, at(day(0), 9), 11, task_id=task["id"])
    open_page(app, "Timesheet")
    expect(cell(app, 0, 0)).to_have_value(f"11{GAP}s")
    with app.saved("PATCH"):
        fill(cell(app, 0, 0), "40s")
    expect(app.page.locator("[data-total=week]")).to_have_text(f"40{GAP}s")
    assert entries(app)[0]["duration"] == 40


def test_an_entry_without_words_shows_the_name_of_its_task(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    open_page(app)
    shown = line(app, "Weave the border")
    expect(shown.get_by_role("button", name="Task: Weave the border")).to_have_text("Weave the border")
    expect(shown.get_by_label("Description of Weave the border")).to_have_attribute("placeholder", "Description")


def test_a_refused_change_is_told_and_what_was_typed_stays(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    refusal = {"error": "invalid", "error_description": "The week is closed."}
    app.page.route(ONE_ENTRY, lambda asked: asked.fulfill(status=422, json=refusal))
    field = app.page.get_by_label("Description of Order yarn")
    fill(field, "Order wool")
    expect(app.page.get_by_role("alert")).to_contain_text("The week is closed.")
    expect(field).to_have_value("Order wool")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert entries(app)[0]["description"] == "Order yarn"


def test_an_entry_gets_a_task_and_a_project_where_it_stands(app: App, task: Any, project: Any) -> None:
    other = app.ask("POST", "/projects", {"name": "Dye works"})
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    here = line(app, "Order yarn")
    here.get_by_role("button", name="Task: Without a task").click()
    with app.saved("PATCH"):
        app.page.get_by_role("option", name="Weave the border").click()
    expect(here.get_by_role("button", name="Task: Weave the border")).to_be_focused()
    expect(here.get_by_role("button", name="Project: Loom house")).to_be_visible()
    here.get_by_role("button", name="Project: Loom house").click()
    app.page.get_by_role("combobox", name="Project: Loom house").fill("dye")
    expect(app.page.get_by_role("option")).to_have_count(1)
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    expect(here.get_by_role("button", name="Project: Dye works")).to_be_visible()
    (entry,) = entries(app)
    assert (entry["task_id"], entry["project_id"]) == (task["id"], other["id"])
    with app.saved("POST", "/undo"):
        undo(app)
    assert entries(app)[0]["project_id"] == project["id"]
    with app.saved("PATCH"):
        undo(app)
    assert entries(app)[0]["task_id"] is None


def test_escape_leaves_the_task_as_it_is(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    open_page(app)
    button = app.page.get_by_role("button", name="Task: Weave the border")
    button.click()
    expect(app.page.get_by_role("combobox", name="Task: Weave the border")).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(button).to_be_focused()


def _choose(app: App, name: str, word: str) -> None:
    line(app, name).get_by_role("button", name=f"More for {name}").click()
    app.page.get_by_role("menuitem", name=word, exact=True).click()


def test_work_becomes_a_break_and_billable(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    with app.saved("PATCH"):
        _choose(app, "Order yarn", "Make it billable")
    expect(line(app, "Order yarn")).to_contain_text("Billable")
    with app.saved("PATCH"):
        _choose(app, "Order yarn", "Make it a break")
    expect(line(app, "Order yarn")).to_contain_text("Break")
    (entry,) = entries(app)
    assert (entry["type"], entry["billable"]) == ("break", True)


def test_an_entry_of_seconds_says_so_and_is_made_longer(app: App) -> None:
    track(app, at(day(0), 9), 12, description="Order yarn")
    track(app, at(day(0), 10), 0, description="Card")
    open_page(app)
    length = app.page.get_by_label("Length of Order yarn", exact=True)
    expect(length).to_have_value("12\u00a0s")
    expect(app.page.get_by_label("Length of Card", exact=True)).to_have_value("0\u00a0s")
    expect(app.page.locator(".entry-day header b")).to_have_text("12\u00a0s")
    with app.saved("PATCH"):
        fill(length, "40s")
    expect(length).to_have_value("40\u00a0s")
    with app.saved("PATCH"):
        fill(length, "20m")
    expect(length).to_have_value("20\u00a0m")


def test_a_deleted_entry_comes_back_by_its_undo(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    with app.saved("DELETE"):
        _choose(app, "Order yarn", "Delete")
    expect(line(app, "Order yarn")).to_have_count(0)
    assert entries(app) == []
    app.page.locator(".note", has_text="Entry deleted").get_by_role("button", name="Undo").click()
    expect(line(app, "Order yarn")).to_be_visible()
    assert len(entries(app)) == 1


def test_a_refused_delete_puts_the_entry_back(app: App) -> None:
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    open_page(app)
    app.page.route("**/time-entries/bulk?*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    _choose(app, "Order yarn", "Delete")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(line(app, "Order yarn")).to_be_visible()


def test_an_entry_is_duplicated(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"], description="The hem")
    open_page(app)
    with app.saved("POST"):
        _choose(app, "The hem", "Duplicate")
    expect(line(app, "The hem")).to_have_count(2)
    one, two = entries(app)
    names = ("task_id", "start", "duration", "description", "project_id")
    assert [one[name] for name in names] == [two[name] for name in names]
    with app.saved("DELETE"):
        undo(app)
    expect(line(app, "The hem")).to_have_count(1)


def test_what_was_done_is_continued_and_shown_as_running(app: App, task: Any) -> None:
    track(app, at(day(0), 0), 60, task_id=task["id"], description="The hem")
    open_page(app)
    with app.saved("POST", "/tracking/start"):
        app.page.get_by_role("button", name="Continue The hem").click()
    runs = app.page.locator(".entry-line.runs")
    expect(runs).to_contain_text("now")
    expect(app.page.locator(".note")).to_have_text("Started: Weave the border")
    running = app.ask("GET", "/tracking/current")
    assert (running["task_id"], running["description"]) == (task["id"], "The hem")
    with app.saved("POST", "/tracking/stop"):
        runs.get_by_role("button", name="Stop").click()
    expect(runs).to_have_count(0)


def test_what_continuing_stops_is_said(app: App) -> None:
    track(app, at(day(0), 0), 60, description="The hem")
    app.ask("POST", "/time-entries", {"description": "On the phone", "start": ago(minutes=90)})
    open_page(app)
    app.page.get_by_role("button", name="Continue The hem").click()
    expect(app.page.locator(".note")).to_have_text(f"Started: The hem. Stopped: On the phone, after 1{GAP}h{GAP}30")


def test_what_others_track_shows_up(app: App) -> None:
    open_page(app)
    track(app, at(day(0), 9), HOUR, description="Order yarn")
    expect(line(app, "Order yarn")).to_be_visible()


# --- by hand --------------------------------------------------------------------------------------


def test_time_is_added_by_hand(app: App, task: Any) -> None:
    stand(app, 6, 23)
    track(app, at(day(3), 9), HOUR, description="Order yarn")
    open_page(app)
    app.page.get_by_role("button", name="Add time").click()
    form = app.page.get_by_role("dialog", name="Add time")
    form.get_by_label("Description").fill("The hem")
    form.get_by_role("combobox", name="Find a task").fill("weave")
    form.get_by_role("option", name="Weave the border").click()
    expect(form.get_by_role("button", name="Without this task", exact=True)).to_be_focused()
    form.get_by_label("Day").fill(str(day(3)))
    expect(form.get_by_label("From")).to_have_value("10:00")
    form.get_by_label("To", exact=True).fill("12:15")
    expect(form.get_by_role("status")).to_have_text(f"2{GAP}h{GAP}15")
    with app.saved("POST"):
        form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    expect(line(app, "The hem")).to_be_visible()
    made = entries(app)[-1]
    assert (wall(made), made["duration"], made["task_id"]) == (f"{day(3)} 10:00", 135 * 60, task["id"])


def _add_time(app: App) -> Locator:
    open_page(app)
    app.page.get_by_role("button", name="Add time", exact=True).first.click()
    return app.page.get_by_role("dialog", name="Add time", exact=True).filter(
        has=app.page.get_by_label("Description", exact=True)
    )


def _range(form: Locator) -> tuple[str, str]:
    return form.get_by_label("From").input_value(), form.get_by_label("To", exact=True).input_value()


def test_the_hour_that_ends_now_is_offered_saved_and_said(app: App) -> None:
    stand(app, 2, 9)
    form = _add_time(app)
    assert _range(form) == ("08:00", "09:00")
    form.get_by_label("Description").fill("The hem")
    with app.saved("POST"):
        form.get_by_label("Description").press("Enter")
    note = app.page.locator(".note")
    expect(note.locator("span")).to_have_text(f"Recorded: The hem, 1{GAP}h, today 08:00\N{EN DASH}09:00")
    (made,) = entries(app)
    assert (wall(made), made["duration"]) == (f"{day(2)} 08:00", HOUR)
    with app.saved("DELETE"):
        note.get_by_role("button", name="Undo", exact=True).click()
    assert entries(app) == []


def test_what_comes_after_the_last_entry_is_offered_where_that_is_less(app: App) -> None:
    stand(app, 2, 10)
    track(app, at(day(2), 9), 1800, description="Order yarn")
    assert _range(_add_time(app)) == ("09:30", "10:00")


def test_what_was_before_the_running_timer_is_offered(app: App) -> None:
    stand(app, 2, 10)
    app.ask("POST", "/time-entries", {"start": at(day(2), 9), "description": "On the phone"})
    assert _range(_add_time(app)) == ("08:00", "09:00")


def test_a_later_start_today_ends_at_the_most_now(app: App) -> None:
    stand(app, 2, 10)
    form = _add_time(app)
    form.get_by_label("From").fill("9:40")
    assert _range(form) == ("9:40", "10:00")


def test_time_in_the_future_is_asked_for_first(app: App) -> None:
    stand(app, 2, 9)
    form = _add_time(app)
    form.get_by_label("Description").fill("The hem")
    form.get_by_label("To", exact=True).fill("17")
    form.get_by_role("button", name="Save", exact=True).click()
    question = app.page.get_by_role("dialog").filter(has_text="The hem would end in the future, at 17:00.")
    expect(question).to_be_visible()
    question.get_by_role("button", name="Cancel", exact=True).click()
    expect(question).to_have_count(0)
    assert entries(app) == []
    form.get_by_role("button", name="Save", exact=True).click()
    with app.saved("POST"):
        question.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_have_count(0)
    expect(app.page.locator(".note span")).to_have_text([f"Recorded: The hem, 9{GAP}h, today 08:00\N{EN DASH}17:00"])


def test_a_day_that_there_is_not_is_said_and_put_right(app: App) -> None:
    stand(app, 2, 9)
    form = _add_time(app)
    form.get_by_label("Day").fill("0930-11-22")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("alert")).to_have_text("The day is none of the calendar: check its year.")
    form.get_by_label("Day").fill(str(day(1)))
    assert _range(form) == ("09:00", "10:00")
    with app.saved("POST"):
        form.get_by_role("button", name="Save", exact=True).click()
    expect(app.page.locator(".note span")).to_have_text(
        re.compile(f"^Recorded: Without a task, 1{GAP}h, Tue .* 09:00\N{EN DASH}10:00$")
    )


def test_a_task_that_is_taken_off_gives_its_place_to_the_box_to_find_one(app: App, task: Any) -> None:
    form = _add_time(app)
    find = form.get_by_role("combobox", name="Find a task", exact=True)
    find.focus()
    expect(form.get_by_role("option", name="Weave the border")).to_be_visible()
    find.press("ArrowDown")
    find.press("Enter")
    chip = form.get_by_role("button", name="Without this task", exact=True)
    expect(chip).to_be_focused()
    chip.press("Enter")
    expect(find).to_be_focused()


def test_refused_time_stays_in_its_form(app: App) -> None:
    stand(app, 2, 12)
    open_page(app)
    app.page.route("**/time-entries", lambda asked: asked.fulfill(status=422, json={"error": "invalid"}))
    app.page.get_by_role("button", name="Add time").first.click()
    form = app.page.get_by_role("dialog", name="Add time")
    form.get_by_label("Description").fill("The hem")
    form.get_by_label("To", exact=True).fill("soon")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("like 09:30")
    form.get_by_label("To", exact=True).fill("11:30")
    form.get_by_role("button", name="Save").click()
    expect(app.page.locator(".note.bad")).to_be_attached()
    expect(form.get_by_label("Description")).to_have_value("The hem")


# --- several --------------------------------------------------------------------------------------


def _three(app: App) -> None:
    for number, name in enumerate(("One", "Two", "Three")):
        track(app, at(day(0), 9 + number), HOUR, description=name)


def _select_all(app: App) -> Locator:
    app.page.get_by_label("Select Three", exact=True).check()
    app.page.get_by_label("Select One", exact=True).click(modifiers=["Shift"])
    bar = app.page.locator(".entries-bar")
    expect(bar).to_contain_text(f"3 selected · 3{GAP}h")
    return bar


def test_several_get_a_project_a_task_and_billable_at_once(app: App, task: Any) -> None:
    other = app.ask("POST", "/projects", {"name": "Dye works"})
    _three(app)
    open_page(app)
    bar = _select_all(app)
    bar.get_by_role("button", name="Give them a project").click()
    with app.saved("PATCH", "/bulk-edit"):
        app.page.get_by_role("option", name="Dye works").click()
    expect(app.page.locator(".note", has_text="Entries changed: 3")).to_be_visible()
    assert {one["project_id"] for one in entries(app)} == {other["id"]}
    with app.saved("POST", "/undo"):
        undo(app)
    assert {one["project_id"] for one in entries(app)} == {None}
    bar.get_by_role("button", name="Give them a task").click()
    with app.saved("PATCH", "/bulk-edit"):
        app.page.get_by_role("option", name="Weave the border").click()
    with app.saved("PATCH", "/bulk-edit"):
        bar.get_by_role("button", name="Billable", exact=True).click()
    assert {(one["task_id"], one["billable"]) for one in entries(app)} == {(task["id"], True)}


def test_changes_are_taken_back_one_after_the_other(app: App, project: Any) -> None:
    _three(app)
    open_page(app)
    bar = _select_all(app)
    bar.get_by_role("button", name="Give them a project").click()
    with app.saved("PATCH", "/bulk-edit"):
        app.page.get_by_role("option", name="Loom house").click()
    expect(app.page.locator(".note", has_text="Entries changed: 3")).to_be_visible()
    with app.saved("PATCH"):
        fill(app.page.get_by_label("Description of Two"), "Second")
    expect(line(app, "Second")).to_be_visible()
    with app.saved("PATCH"):
        undo(app)
    with app.saved("POST", "/undo"):
        app.page.keyboard.press("Control+z")
    names = [(one["description"], one["project_id"]) for one in entries(app)]
    assert names == [("One", None), ("Two", None), ("Three", None)]


def test_several_get_a_tag_beside_those_they_have(app: App) -> None:
    _three(app)
    open_page(app)
    bar = _select_all(app)
    for name in ("wool", "silk"):
        bar.get_by_role("button", name="Add a tag to them").click()
        app.page.get_by_role("combobox", name="Add a tag to them").fill(name)
        with app.saved("PATCH", "/bulk"):
            app.page.keyboard.press("Enter")
        expect(line(app, "One")).to_contain_text(name)
    assert {tuple(sorted(tag["name"] for tag in one["tags"])) for one in entries(app)} == {("silk", "wool")}


def test_several_are_deleted_and_come_back_together(app: App) -> None:
    _three(app)
    open_page(app)
    bar = _select_all(app)
    app.page.get_by_label("Select Two", exact=True).uncheck()
    with app.saved("DELETE"):
        bar.get_by_role("button", name="Delete").click()
    expect(app.page.locator(".entry-line")).to_have_count(1)
    expect(bar).to_have_count(0)
    assert [one["description"] for one in entries(app)] == ["Two"]
    with app.saved("PATCH"):
        undo(app)
    expect(app.page.locator(".entry-line")).to_have_count(3)


def test_a_whole_day_is_selected(app: App) -> None:
    _three(app)
    open_page(app)
    app.page.get_by_label("Select all of").check()
    expect(app.page.locator(".entries-bar")).to_contain_text("3 selected")
    app.page.get_by_role("button", name="Select none").click()
    expect(app.page.locator(".entries-bar")).to_have_count(0)


# --- the sheet ------------------------------------------------------------------------------------


def cell(app: App, row: int, column: int) -> Locator:
    """A cell of the sheet, by its place."""
    return app.page.locator(f'[data-at="{row} {column}"]')


def test_the_sheet_adds_up_both_ways_and_shows_the_plan(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    track(app, at(day(0), 13), HOUR // 2, task_id=task["id"])
    track(app, at(day(1), 9), HOUR, task_id=task["id"])
    track(app, at(day(1), 12), HOUR, type="break")
    track(app, at(day(1), 14), HOUR, description="On the phone")
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(day(0), 9), "duration": 2 * HOUR})
    open_page(app, "Timesheet")
    assert app.page.url.endswith("/time?view=sheet")
    expect(cell(app, 0, 0)).to_have_value("1:30")
    expect(cell(app, 0, 1)).to_have_value("1:00")
    expect(cell(app, 1, 1)).to_have_value("1:00")
    expect(app.page.get_by_label("Weave the border, Monday", exact=False)).to_have_accessible_name(
        f"Weave the border, Monday, {day(0):%B} {day(0).day}, planned 2{GAP}h"
    )
    expect(app.page.locator(".sheet-cell").first.locator("small")).to_have_text(f"2{GAP}h")
    expect(app.page.locator(f"[data-total='{day(1)}']")).to_have_text(f"2{GAP}h")
    expect(app.page.get_by_role("row", name="Weave the border").locator("td").last).to_contain_text(
        re.compile(f"Planned 2{GAP}h, Tracked.*2{GAP}h{GAP}30", re.DOTALL)
    )
    expect(app.page.locator(".sheet-legend")).to_have_text("PlannedTracked")
    sums = app.page.locator(".timesheet tfoot td").first
    planned, tracked = (sums.locator(kind).bounding_box() for kind in ("small", "b"))
    assert planned
    assert tracked
    assert planned["y"] + planned["height"] <= tracked["y"] + 1
    expect(app.page.locator("[data-total=week]")).to_have_text(f"3{GAP}h{GAP}30")


def test_an_empty_cell_gets_an_entry_after_what_was_tracked_that_day(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    track(app, at(day(1), 9), HOUR, description="On the phone")
    open_page(app, "Timesheet")
    with app.saved("POST"):
        fill(cell(app, 0, 1), "1:30")
    expect(app.page.locator(f"[data-total='{day(1)}']")).to_have_text(f"2{GAP}h{GAP}30")
    with app.saved("POST"):
        fill(cell(app, 0, 2), "45m")
    expect(cell(app, 0, 2)).to_have_value("0:45")
    _, phone, after, alone = entries(app)
    assert (wall(phone), phone["duration"]) == (f"{day(1)} 09:00", HOUR)
    assert (wall(after), after["duration"], after["task_id"]) == (f"{day(1)} 10:00", 5400, task["id"])
    assert (wall(alone), alone["duration"]) == (f"{day(2)} 09:00", 2700)
    with app.saved("DELETE"):
        undo(app)
    expect(cell(app, 0, 2)).to_have_value("")


def test_one_entry_gets_the_length_and_nothing_takes_it_away(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    track(app, at(day(1), 9), HOUR, task_id=task["id"])
    open_page(app, "Timesheet")
    with app.saved("PATCH"):
        fill(cell(app, 0, 0), "2")
    assert entries(app)[0]["duration"] == 2 * HOUR
    with app.saved("DELETE"):
        fill(cell(app, 0, 0), "")
    assert len(entries(app)) == 1
    with app.saved("PATCH"):
        undo(app)
    expect(cell(app, 0, 0)).to_have_value("2:00")
    with app.saved("PATCH"):
        undo(app)
    expect(cell(app, 0, 0)).to_have_value("1:00")


def test_the_last_of_several_gives_way_never_the_others(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    track(app, at(day(0), 11), HOUR, task_id=task["id"])
    open_page(app, "Timesheet")
    with app.saved("PATCH"):
        fill(cell(app, 0, 0), "1:15")
    assert [one["duration"] for one in entries(app)] == [HOUR, 900]
    fill(cell(app, 0, 0), "0:30")
    expect(app.page.get_by_role("alert")).to_contain_text(f"the others are 1{GAP}h already")
    expect(cell(app, 0, 0)).to_have_value("0:30")
    expect(cell(app, 0, 0)).to_have_attribute("aria-invalid", "true")
    assert [one["duration"] for one in entries(app)] == [HOUR, 900]


def test_a_cell_that_runs_is_refused(app: App, task: Any) -> None:
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    open_page(app, "Timesheet")
    field = cell(app, 0, today().weekday())
    expect(field).to_have_attribute("placeholder", "now")
    fill(field, "1")
    expect(app.page.get_by_role("alert")).to_contain_text("Stop it first")


@pytest.mark.parametrize(
    "typed, reason", [("abc", "Not understood: abc. Type 1:30, 90m or 1.5h."), ("25h", "A day has 24 hours.")]
)
def test_a_cell_says_beside_it_why_it_is_refused(app: App, task: Any, typed: str, reason: str) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    open_page(app, "Timesheet")
    field = cell(app, 0, 0)
    width = _box(app.page.locator("td", has=field))["width"]
    fill(field, typed)
    said = app.page.locator("td", has=field).get_by_text(reason)
    expect(said).to_be_in_viewport()
    expect(field).to_have_accessible_description(reason)
    expect(field).to_have_value(typed)
    place = _box(app.page.locator("td", has=field))
    assert abs(place["width"] - width) < 1
    assert _box(said)["x"] >= place["x"]
    assert _box(said)["y"] + _box(said)["height"] <= place["y"] + place["height"]
    with app.saved("PATCH"):
        fill(field, "2")
    expect(said).to_have_count(0)
    expect(field).to_have_accessible_description("")


def _box(one: Locator) -> FloatRect:
    box = one.bounding_box()
    assert box is not None
    return box


def test_a_refused_cell_keeps_what_was_typed(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    open_page(app, "Timesheet")
    app.page.route(ONE_ENTRY, lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    fill(cell(app, 0, 0), "3:00")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(cell(app, 0, 0)).to_have_value("3:00")
    expect(app.page.locator("[data-total=week]")).to_have_text(f"1{GAP}h")


def test_arrow_keys_go_from_cell_to_cell(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    track(app, at(day(0), 11), HOUR, description="On the phone")
    open_page(app, "Timesheet")
    cell(app, 0, 0).focus()
    for key, row, column in (("ArrowRight", 0, 1), ("ArrowDown", 1, 1), ("ArrowLeft", 1, 0), ("ArrowUp", 0, 0)):
        app.page.keyboard.press(key)
        expect(cell(app, row, column)).to_be_focused()
    app.page.keyboard.type("2")
    with app.saved("PATCH"):
        app.page.keyboard.press("ArrowDown")
    expect(cell(app, 1, 0)).to_be_focused()
    assert entries(app)[0]["duration"] == 2 * HOUR


def test_a_row_is_added_stays_and_goes(app: App, task: Any) -> None:
    open_page(app, "Timesheet")
    expect(app.page.get_by_text("No time in this week yet")).to_be_visible()
    box = app.page.get_by_role("combobox", name="Add a row")
    box.fill("loom")
    app.page.get_by_role("option", name="Loom house, without a task").click()
    box.fill("weave")
    app.page.get_by_role("option", name="Weave the border").click()
    heads = app.page.locator(".timesheet tbody .sheet-name > span")
    expect(heads).to_have_text(["Loom house, without a task", "Weave the border"])
    app.page.reload()
    expect(heads).to_have_text(["Loom house, without a task", "Weave the border"])
    with app.saved("POST"):
        fill(cell(app, 0, 0), "1")
    (made,) = entries(app)
    assert (made["task_id"], made["project_id"]) == (None, task["project_id"])
    app.page.get_by_role("button", name="Remove the row Weave the border").click()
    expect(heads).to_have_text(["Loom house, without a task"])


def test_last_weeks_rows_come_without_their_times(app: App, task: Any) -> None:
    track(app, at(day(0, weeks=-1), 9), HOUR, task_id=task["id"])
    open_page(app, "Timesheet")
    app.page.get_by_role("button", name="Copy last week's rows").click()
    expect(app.page.get_by_role("rowheader", name="Weave the border")).to_be_visible()
    expect(cell(app, 0, 0)).to_have_value("")
    assert len(entries(app)) == 1


def test_last_week_comes_with_its_times_where_there_are_none(app: App, task: Any) -> None:
    track(app, at(day(0, weeks=-1), 9), HOUR, task_id=task["id"], description="The hem")
    track(app, at(day(1, weeks=-1), 10, 30), HOUR, task_id=task["id"])
    track(app, at(day(1), 8), 2 * HOUR, task_id=task["id"])
    open_page(app, "Timesheet")
    with app.saved("POST"):
        app.page.get_by_role("button", name="Copy last week with times").click()
    expect(app.page.get_by_text("Entries copied: 1").first).to_be_visible()
    expect(cell(app, 0, 0)).to_have_value("1:00")
    expect(cell(app, 0, 1)).to_have_value("2:00")
    copy = entries(app)[2]
    assert (wall(copy), copy["duration"], copy["description"]) == (f"{day(0)} 09:00", HOUR, "The hem")
    with app.saved("DELETE"):
        undo(app)
    expect(cell(app, 0, 0)).to_have_value("")


def test_there_is_nothing_to_copy(app: App) -> None:
    open_page(app, "Timesheet")
    app.page.get_by_role("button", name="Copy last week with times").click()
    expect(app.page.locator(".note")).to_contain_text("Nothing was tracked in the week before.")


# --- narrow, and in German ------------------------------------------------------------------------


def test_it_fits_on_a_narrow_screen(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"], description="A long description of what was woven")
    app.page.set_viewport_size({"width": 320, "height": 800})
    open_page(app)
    width = "document.documentElement.scrollWidth"
    assert app.page.evaluate(width) <= 320
    assert app.page.evaluate(
        "document.querySelector('.page').scrollWidth <= document.querySelector('.page').clientWidth"
    )
    app.page.get_by_role("tab", name="Timesheet").click()
    expect(cell(app, 0, 0)).to_be_attached()
    assert app.page.evaluate(width) <= 320


def test_it_speaks_german(app: App, task: Any) -> None:
    track(app, at(day(0), 9), HOUR, task_id=task["id"])
    words = json.dumps({"span": "week", "language": "de"})
    app.page.add_init_script(f"localStorage['dayloom.preferences'] = '{words}'")
    app.page.goto("/time?view=sheet")
    expect(app.page.get_by_role("tab", name="Stundenzettel")).to_have_attribute("aria-selected", "true")
    expect(cell(app, 0, 0)).to_have_value("1:00")
