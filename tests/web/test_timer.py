"""The timer bar: what runs is told from its start, on every page and in the title."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.web.conftest import App
from tests.web.test_planner import at, today


def ago(**much: float) -> str:
    """An instant as the API takes it."""
    return (datetime.now(UTC) - timedelta(**much)).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """An instant of the API, whatever the zone that it is written in."""
    return datetime.fromisoformat(text)


def current(app: App) -> Any:
    """What runs, as the server has it."""
    return app.ask("GET", "/tracking/current")


@pytest.fixture
def running(app: App) -> App:
    """A task's timer runs for an hour, and there is another task."""
    tasks = [app.ask("POST", "/tasks", {"name": name}) for name in ("Weave the border", "Card the wool")]
    app.ask("POST", "/tracking/start", {"task_id": tasks[0]["id"], "start": ago(hours=1)})
    return app


def _edit(app: App) -> Locator:
    app.open()
    app.page.locator(".timer-time").click()
    box = app.page.get_by_role("dialog", name="Running: ")
    expect(box).to_be_visible()
    return box


def test_a_task_is_found_by_typing_and_started(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.keyboard.press("s")
    app.page.keyboard.type("bord")
    expect(app.page.get_by_role("option", name="Weave the border")).to_be_visible()
    app.page.keyboard.press("ArrowDown")
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")
    expect(app.page).to_have_title(re.compile(r"^0:00:0\d Weave the border · Dayloom$"))
    assert app.ask("GET", "/tracking/current")["task_id"] == app.ask("GET", "/tasks")["data"][0]["id"]


def test_words_alone_are_time_without_a_task(app: App) -> None:
    app.open()
    app.page.keyboard.press("s")
    app.page.keyboard.type("On the phone")
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("On the phone")
    assert app.ask("GET", "/tracking/current")["description"] == "On the phone"


def test_the_keyboard_stays_on_the_timer_as_it_starts_and_stops(app: App) -> None:
    app.page.clock.install()
    app.open()
    app.page.keyboard.press("s")
    app.page.keyboard.type("On the phone")
    app.page.keyboard.press("Enter")
    note = app.page.locator(".note")
    expect(note).to_have_text("Started: On the phone")
    expect(app.page.get_by_role("button", name="Stop")).to_be_focused()
    app.page.clock.fast_forward(1000)
    app.page.keyboard.press("Enter")
    expect(note.last.locator("span")).to_have_text(re.compile(r"^Stopped: On the phone, after \d+\u00a0s$"))
    expect(note.last).to_be_in_viewport()
    expect(app.page.get_by_role("button", name="Start", exact=True)).to_be_focused()


def _all(app: App) -> list[Any]:
    found: list[Any] = app.ask(
        "GET", "/time-entries/stream", date_from="2000-01-01", date_to="2100-01-01", include_taskless=True
    )
    return found


def _held(app: App) -> list[Route]:
    """The starts that the app asked for, kept from the server."""
    held: list[Route] = []
    app.page.route(
        "**/time-entries", lambda route: held.append(route) if route.request.method == "POST" else route.fallback()
    )
    return held


@pytest.mark.parametrize("by", ["Enter", "mouse"])
def test_a_second_press_while_it_starts_starts_nothing_more(app: App, by: str) -> None:
    app.open()
    held = _held(app)
    app.page.keyboard.press("s")
    app.page.keyboard.type("Baking buns")
    start = app.page.get_by_role("button", name="Start", exact=True)
    with app.page.expect_request("**/time-entries"):
        app.page.keyboard.press("Enter") if by == "Enter" else start.dblclick()
    if by == "Enter":
        app.page.keyboard.press("Enter")
    with app.saved("POST", "/time-entries"):
        held[0].continue_()
    expect(app.page.locator(".timer-name")).to_have_text("Baking buns")
    expect(app.page.locator(".note")).to_have_text(["Started: Baking buns"])
    assert len(held) == 1


def test_a_second_press_just_after_it_started_does_not_stop_it(app: App) -> None:
    app.page.clock.install()
    app.open()
    app.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    app.page.keyboard.press("s")
    app.page.keyboard.type("Baking buns")
    app.page.keyboard.press("Enter")
    stop = app.page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_focused()
    app.page.clock.run_for(500)
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Baking buns")
    app.page.clock.run_for(300)
    with app.saved("POST", "/tracking/stop"):
        app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("button", name="Start", exact=True)).to_be_focused()
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_count(0)
    assert [entry["description"] for entry in _all(app)] == ["Baking buns"]
    app.page.clock.run_for(800)
    with app.saved("POST", "/time-entries"):
        app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Without a task")


def test_what_a_start_stops_is_said(running: App) -> None:
    running.open()
    running.page.locator(".task-line", has_text="Card the wool").press(" ")
    expect(running.page.locator(".note")).to_have_text(
        re.compile("^Started: Card the wool. Stopped: Weave the border, after 1\u00a0h$")
    )


def test_what_ran_for_seconds_is_thrown_away_from_the_message(app: App) -> None:
    app.ask("POST", "/time-entries", {"description": "On the phone", "start": ago(seconds=12)})
    app.open()
    with app.saved("POST", "/tracking/stop"):
        app.page.get_by_role("button", name="Stop", exact=True).click()
    block = app.page.locator(".block.tracked")
    expect(block).to_have_accessible_name(re.compile(r"^On the phone, tracked \d\d\u00a0s from"))
    with app.saved("DELETE"):
        app.page.get_by_role("button", name="Discard", exact=True).click()
    expect(block).to_have_count(0)
    note = app.page.locator(".note", has_text="Discarded: On the phone")
    with app.saved("PATCH", "/restore"):
        note.get_by_role("button", name="Undo", exact=True).click()
    expect(block).to_have_count(1)


def test_what_ran_longer_is_not_offered_to_be_thrown_away(running: App) -> None:
    running.open()
    running.page.get_by_role("button", name="Stop", exact=True).click()
    expect(running.page.locator(".note").last).to_contain_text(", after 1")
    expect(running.page.get_by_role("button", name="Discard", exact=True)).to_have_count(0)


def test_a_timer_that_starts_elsewhere_leaves_the_keyboard_where_it_is(app: App) -> None:
    app.open()
    app.page.locator("#add-task").focus()
    app.ask("POST", "/tracking/start", {})
    expect(app.page.locator(".timer-name")).to_be_visible()
    expect(app.page.locator("#add-task")).to_be_focused()


def test_stop_and_the_time_is_on_the_calendar(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    app.open()
    app.page.get_by_role("button", name="Stop").click()
    expect(app.page.get_by_role("combobox", name="What are you working on?")).to_be_visible()
    expect(app.page.locator(".block.tracked")).to_have_count(1)
    expect(app.page).to_have_title("Dayloom")


def test_it_runs_on_after_a_reload(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"], "start": "2026-01-05T09:00:00Z"})
    app.open()
    before = app.page.locator(".timer-time").inner_text()
    app.page.reload()
    expect(app.page.locator(".timer-time")).to_be_visible()
    assert int(before.split(":")[0]) > 1000
    assert app.page.locator(".timer-time").inner_text() >= before


# --- done, and not done after all -----------------------------------------------------------------


def _tick_off(app: App) -> None:
    app.open()
    app.page.locator(".task-line", has_text="Weave the border").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("d")
    expect(app.page.get_by_role("combobox", name="What are you working on?")).to_be_visible()
    assert current(app) is None


def test_what_is_not_done_after_all_runs_on_from_its_first_start(running: App) -> None:
    before = current(running)
    _tick_off(running)
    with running.saved("POST", "/undo"):
        running.page.keyboard.press("Control+z")
    expect(running.page.locator(".timer-name")).to_have_text("Weave the border")
    expect(running.page.locator(".timer-time")).to_have_text(re.compile("^1:0"))
    expect(running.page.locator(".task-line", has_text="Weave the border")).to_be_visible()
    expect(running.page.locator(".note").last).to_have_text("Undone: ticked off Weave the border")
    after = current(running)
    assert (after["id"], after["start"], after["duration"]) == (before["id"], before["start"], None)


def test_an_undone_stop_runs_on_from_its_first_start(running: App) -> None:
    before = current(running)
    running.open()
    expect(running.page.locator(".timer-name")).to_have_text("Weave the border")
    with running.saved("POST", "/tracking/stop"):
        running.page.keyboard.press("s")
    expect(running.page.locator(".note").last).to_contain_text("Weave the border")
    running.page.locator("#planner").focus()
    with running.saved("POST", "/undo"):
        running.page.keyboard.press("Control+z")
    expect(running.page.locator(".timer-time")).to_have_text(re.compile("^1:0"))
    expect(running.page.locator(".note").last).to_have_text("Undone: stopped Weave the border")
    after = current(running)
    assert (after["id"], after["start"], after["duration"]) == (before["id"], before["start"], None)


def test_a_stop_is_not_taken_back_while_another_timer_runs(running: App) -> None:
    (other,) = [task for task in running.ask("GET", "/tasks")["data"] if task["name"] == "Card the wool"]
    running.open()
    expect(running.page.locator(".timer-name")).to_have_text("Weave the border")
    with running.saved("POST", "/tracking/stop"):
        running.page.keyboard.press("s")
    running.ask("POST", "/tracking/start", {"task_id": other["id"]})
    expect(running.page.locator(".timer-name")).to_have_text("Card the wool")
    running.page.locator("#planner").focus()
    running.page.keyboard.press("Control+z")
    expect(running.page.get_by_role("alert").filter(has_text="timer")).to_be_visible()
    assert current(running)["task_id"] == other["id"]


def test_a_timer_that_cannot_run_on_is_told_with_the_way_to_start_it(running: App) -> None:
    first = current(running)["id"]
    (other,) = [task for task in running.ask("GET", "/tasks")["data"] if task["name"] == "Card the wool"]
    _tick_off(running)
    running.ask("POST", "/tracking/start", {"task_id": other["id"]})
    running.page.keyboard.press("Control+z")
    note = running.page.locator(".note", has_text="The timer stays stopped: Weave the border")
    expect(running.page.locator(".task-line", has_text="Weave the border")).to_be_visible()
    assert current(running)["task_id"] == other["id"]
    note.get_by_role("button", name="Start", exact=True).click()
    expect(running.page.locator(".timer-name")).to_have_text("Weave the border")
    assert current(running)["id"] != first


@pytest.mark.parametrize("view", ["board", "table"])
def test_the_timer_runs_on_after_an_undo_on_the_page_of_tasks(running: App, view: str) -> None:
    before = current(running)
    running.open()
    running.page.goto(f"/tasks?view={view}")
    if view == "board":
        running.page.locator(".board-card", has_text="Weave the border").focus()
        keys = "Alt+ArrowRight"
        for _ in range(running.page.locator(".board-column").count() - 1):
            with running.saved("PATCH"):
                running.page.keyboard.press(keys)
    else:
        running.page.get_by_role("checkbox", name="Weave the border").check()
        with running.saved("PATCH"):
            running.page.get_by_role("combobox", name="Status").last.select_option(label="Done")
    assert current(running) is None
    expect(running.page.get_by_role("combobox", name="What are you working on?")).to_be_visible()
    running.page.locator("#planner").focus()
    with running.saved("POST", "/undo"):
        running.page.keyboard.press("Control+z")
    expect(running.page.locator(".timer-name")).to_have_text("Weave the border")
    assert current(running)["id"] == before["id"]


# --- changing what runs ---------------------------------------------------------------------------


def test_the_start_is_shown_and_moved_by_minutes(running: App) -> None:
    box = _edit(running)
    start = moment(current(running)["start"])
    expect(box.get_by_label("Running since")).to_be_focused()
    with running.saved("PATCH"):
        box.get_by_role("button", name="Started 15 minutes earlier").click()
    assert moment(current(running)["start"]) == start - timedelta(minutes=15)
    expect(running.page.locator(".timer-time")).to_have_text(re.compile("^1:15:"))


def test_the_start_is_told_by_the_clock_of_the_profile(app: App) -> None:
    app.ask("POST", "/tracking/start", {"description": "Night watch", "start": at(today(), 10)})
    app.page.clock.set_fixed_time(at(today(), 12))
    box = _edit(app)
    expect(box.get_by_label("Running since")).to_have_value("10:00")
    with app.saved("PATCH"):
        box.get_by_label("Running since").fill("09:30")
        app.page.keyboard.press("Enter")
    assert moment(current(app)["start"]) == moment(at(today(), 9, 30))
    with app.saved("PATCH"):
        box.get_by_label("Running since").fill("13:30")
        app.page.keyboard.press("Enter")
    assert moment(current(app)["start"]) == moment(at(today() - timedelta(days=1), 13, 30))


@pytest.mark.parametrize("typed", ["3:15 pm", "0315PM"])
def test_the_start_is_shown_and_typed_in_twelve_hours_where_the_profile_says_so(app: App, typed: str) -> None:
    app.call("PATCH", "/users/me/settings", {"time_format": "12h"})
    app.ask("POST", "/tracking/start", {"description": "Night watch", "start": at(today(), 14)})
    app.page.clock.set_fixed_time(at(today(), 22))
    field = _edit(app).get_by_label("Running since")
    assert re.fullmatch(r"2:00\sPM", field.input_value())
    with app.saved("PATCH"):
        field.fill(typed)
        app.page.keyboard.press("Enter")
    assert moment(current(app)["start"]) == moment(at(today(), 15, 15))


def test_what_is_no_time_changes_no_start(app: App) -> None:
    app.ask("POST", "/tracking/start", {"description": "Night watch", "start": at(today(), 10)})
    app.page.clock.set_fixed_time(at(today(), 12))
    field = _edit(app).get_by_label("Running since")
    field.fill("soon")
    app.page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(app.page.locator("small", has_text="Not understood: soon")).to_be_in_viewport()
    field.fill("7")
    app.page.keyboard.press("Escape")
    expect(field).to_have_value("10:00")
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_role("dialog")).to_have_count(0)
    assert moment(current(app)["start"]) == moment(at(today(), 10))


def test_a_change_is_taken_back(running: App) -> None:
    before = current(running)["start"]
    box = _edit(running)
    shown = box.get_by_label("Running since").input_value()
    with running.saved("PATCH"):
        box.get_by_role("button", name="Started 5 minutes earlier").click()
    expect(running.page.locator(".timer-time")).to_have_text(re.compile("^1:05:"))
    running.page.keyboard.press("Escape")
    with running.saved("PATCH"):
        running.page.keyboard.press("Control+z")
    running.page.locator(".timer-time").click()
    expect(box.get_by_label("Running since")).to_have_value(shown)
    assert current(running)["start"] == before


def test_the_words_and_the_task_are_changed_while_it_runs(running: App) -> None:
    box = _edit(running)
    with running.saved("PATCH"):
        box.get_by_label("Description").fill("The left side")
        box.get_by_label("Description").blur()
    assert current(running)["description"] == "The left side"
    box.get_by_role("combobox", name="What this time is for", exact=True).fill("card")
    with running.saved("PATCH"):
        box.get_by_role("option", name="Card the wool").click()
    expect(running.page.locator(".timer-name")).to_have_text("Card the wool")
    with running.saved("PATCH"):
        box.get_by_role("button", name="Take the task off").click()
    expect(running.page.locator(".timer-name")).to_have_text("The left side")
    assert current(running)["task_id"] is None


def test_another_task_is_started_instead(running: App) -> None:
    before = current(running)
    box = _edit(running)
    box.get_by_role("combobox", name="Stop and start another task", exact=True).fill("card")
    with running.saved("POST", "/tracking/start"):
        box.get_by_role("option", name="Card the wool").click()
    expect(running.page.locator(".timer-name")).to_have_text("Card the wool")
    expect(box).to_have_count(0)
    assert current(running)["id"] != before["id"]
    assert running.ask("GET", f"/time-entries/{before['id']}")["duration"] >= 3600


def test_what_runs_is_thrown_away_and_runs_on_after_undo(running: App) -> None:
    before = current(running)
    box = _edit(running)
    with running.saved("DELETE"):
        box.get_by_role("button", name="Discard").click()
    expect(running.page.get_by_role("combobox", name="What are you working on?")).to_be_visible()
    assert current(running) is None
    with running.saved("POST", "/tracking/start"):
        running.page.get_by_role("button", name="Undo", exact=True).click()
    expect(running.page.locator(".timer-name")).to_have_text("Weave the border")
    assert current(running)["start"] == before["start"]


def test_thrown_away_time_comes_back_finished_beside_something_else(running: App) -> None:
    before = current(running)
    box = _edit(running)
    with running.saved("DELETE"):
        box.get_by_role("button", name="Discard").click()
    with running.saved("POST", "/time-entries"):
        running.page.get_by_role("combobox", name="What are you working on?").fill("On the phone")
        running.page.keyboard.press("Enter")
    expect(running.page.locator(".timer-name")).to_have_text("On the phone")
    with running.saved("PATCH", "/restore"):
        running.page.get_by_role("button", name="Undo", exact=True).click()
    assert running.ask("GET", f"/time-entries/{before['id']}")["duration"] >= 3600
    assert current(running)["description"] == "On the phone"


def test_the_box_names_what_runs_and_says_that_changes_are_saved(running: App) -> None:
    box = _edit(running)
    expect(box.get_by_role("heading", name="Running: Weave the border")).to_be_visible()
    expect(box.get_by_role("status")).to_have_text("What you change here is saved at once.")
    with running.saved("PATCH"):
        box.get_by_role("button", name="Started 15 minutes earlier").click()
    expect(box.get_by_role("status")).to_have_text("Saved")


def test_a_refused_change_is_told_and_taken_back(running: App) -> None:
    box = _edit(running)
    refusal = {"error": "invalid", "error_description": "start lies in a locked month."}
    running.page.route("**/time-entries/*", lambda route: route.fulfill(status=422, json=refusal), times=2)
    was = box.get_by_label("Running since").input_value()
    box.get_by_role("button", name="Started 15 minutes earlier").click()
    expect(running.page.get_by_role("alert")).to_contain_text("start lies in a locked month.")
    expect(box.get_by_label("Running since")).to_have_value(was)
    expect(box.get_by_role("status")).not_to_have_text("Saved")


def test_the_box_is_closed_by_escape_and_by_a_click_beside(running: App) -> None:
    box = _edit(running)
    running.page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(running.page.locator(".timer-time")).to_be_focused()
    running.page.keyboard.press("Enter")
    expect(box).to_be_visible()
    running.page.get_by_role("region", name="Timer").locator("xpath=..").click(position={"x": 4, "y": 4})
    expect(box).to_have_count(0)


def test_it_fits_on_a_phone(running: App) -> None:
    running.page.set_viewport_size({"width": 320, "height": 700})
    box = _edit(running)
    edges = box.bounding_box()
    assert edges is not None
    assert 0 <= edges["x"] <= 320 - edges["width"]
    assert running.page.evaluate("document.documentElement.scrollWidth") <= 320


# --- pomodoro -------------------------------------------------------------------------------------

NOTIFICATIONS = """window.Notification = class {
  static permission = "granted";
  static requestPermission = async () => "granted";
  constructor(text) { (window.told ??= []).push(text); }
};"""


def _pomodoro(app: App) -> None:
    app.page.clock.install()
    app.open()
    app.page.get_by_role("button", name="Start a pomodoro").click()
    expect(app.page.get_by_role("button", name=re.compile(r"^Round 1, 2[45]:\d\d left$"))).to_be_visible()


def test_after_work_comes_a_break_and_then_the_task_again(running: App) -> None:
    _pomodoro(running)
    running.page.clock.fast_forward("25:00")
    offer = running.page.get_by_role("group", name="Time for a break")
    expect(running.page).to_have_title("Time for a break · Dayloom")
    expect(running.page.locator(".note", has_text="Time for a break")).to_be_visible()
    with running.saved("POST", "/tracking/start"):
        offer.get_by_role("button", name="Take a break").click()
    expect(running.page.locator(".timer-name")).to_have_text("Break")
    assert current(running)["type"] == "break"
    running.page.clock.fast_forward("05:00")
    with running.saved("POST", "/tracking/start"):
        running.page.get_by_role("button", name="Start again: Weave the border").click()
    expect(running.page.get_by_role("button", name=re.compile("^Round 2, 2"))).to_be_visible()
    assert current(running)["type"] == "activity"


def test_a_pomodoro_is_over_in_time_after_a_reload(running: App) -> None:
    _pomodoro(running)
    running.page.clock.fast_forward("20:00")
    running.page.reload()
    expect(running.page.get_by_role("button", name=re.compile(r"^Round 1, [45]:\d\d left$"))).to_be_visible()
    running.page.clock.fast_forward("05:00")
    running.page.get_by_role("button", name="Go on").click()
    expect(running.page.get_by_role("button", name=re.compile(r"^Round 2, 2\d:\d\d left$"))).to_be_visible()
    expect(running.page.get_by_role("group", name="Time for a break")).to_have_count(0)


def test_a_refused_break_keeps_the_offer(running: App) -> None:
    _pomodoro(running)
    running.page.clock.fast_forward("25:00")
    refusal = {"error": "invalid", "error_description": "Breaks are not tracked here."}
    running.page.route("**/tracking/start", lambda route: route.fulfill(status=422, json=refusal))
    running.page.get_by_role("button", name="Take a break").click()
    expect(running.page.get_by_role("alert")).to_contain_text("Breaks are not tracked here.")
    expect(running.page.get_by_role("group", name="Time for a break")).to_be_visible()
    assert current(running)["type"] == "activity"


def test_stopping_ends_the_pomodoro(running: App) -> None:
    _pomodoro(running)
    running.page.get_by_role("button", name="Stop").click()
    running.page.get_by_role("button", name="Start a pomodoro").click()
    expect(running.page.get_by_role("button", name=re.compile("^Round 1, 2"))).to_be_visible()
    running.page.get_by_role("button", name=re.compile("^Round 1")).click()
    running.page.get_by_role("menuitem", name="End the pomodoro").click()
    expect(running.page.get_by_role("button", name="Start a pomodoro")).to_be_visible()
    assert current(running)["description"] is None


def test_its_lengths_and_the_browsers_telling_are_chosen_in_settings(running: App) -> None:
    running.page.add_init_script(NOTIFICATIONS)
    running.page.clock.install()
    running.open()
    running.page.get_by_role("button", name="Settings").click()
    running.page.get_by_role("tab", name="Appearance").click()
    running.page.get_by_label("Pomodoro: minutes of work").fill("0")
    expect(running.page.get_by_role("alert")).to_have_text("From 1 to 240")
    running.page.get_by_label("Pomodoro: minutes of work").fill("50")
    running.page.get_by_label("Pomodoro: rounds before a long break").fill("1")
    running.page.get_by_label("Let the browser tell").check()
    running.page.keyboard.press("Control+k")
    running.page.keyboard.type("pomodoro")
    running.page.keyboard.press("Enter")
    expect(running.page.get_by_role("button", name=re.compile(r"^Round 1, (50:00|49:\d\d) left$"))).to_be_visible()
    running.page.clock.fast_forward("50:00")
    expect(running.page.get_by_role("button", name=re.compile("Take a break .15"))).to_be_visible()
    assert running.page.evaluate("window.told") == ["Time for a break"]


# --- is anybody there? ----------------------------------------------------------------------------


@pytest.fixture
def left(app: App) -> App:
    """A timer runs for eight hours. The browser thinks it is six hours ago, when somebody presses a key."""
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"], "start": ago(hours=8), "description": "The left side"})
    app.page.clock.install(time=datetime.now(UTC) - timedelta(hours=6))
    app.open()
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")
    app.page.keyboard.press("Shift")
    return app


def _return(app: App, after: str) -> Locator:
    app.page.clock.fast_forward(after)
    app.page.keyboard.press("Shift")
    dialog = app.page.get_by_role("dialog", name="You were away")
    expect(dialog).to_be_visible()
    return dialog


def _entries(app: App) -> list[Any]:
    listed = app.ask("GET", "/time-entries", date_from=ago(days=2), date_to=ago(days=-2), include_taskless="true")[
        "data"
    ]
    return sorted(listed, key=lambda entry: moment(entry["start"]))


def _seconds(one: Any, other: Any) -> float:
    return (moment(other["start"]) - moment(one["start"])).total_seconds()


def test_who_comes_back_keeps_the_time(left: App) -> None:
    dialog = _return(left, "20:00")
    expect(dialog).to_contain_text("Weave the border ran on without any input")
    dialog.get_by_role("button", name="Keep the time").click()
    expect(dialog).to_have_count(0)
    left.page.keyboard.press("Shift")
    expect(dialog).to_have_count(0)
    assert len(_entries(left)) == 1


def test_a_short_silence_is_no_question(left: App) -> None:
    left.page.clock.fast_forward("09:00")
    left.page.keyboard.press("Shift")
    left.page.clock.fast_forward("09:00")
    left.page.keyboard.press("Shift")
    expect(left.page.locator(".timer-time")).to_have_text(re.compile("^2:18:"))
    expect(left.page.get_by_role("dialog")).to_have_count(0)


def test_the_time_away_is_left_out_and_put_back(left: App) -> None:
    dialog = _return(left, "20:00")
    with left.saved("PATCH"):
        dialog.get_by_role("button", name="Leave it out").click()
    expect(dialog).to_have_count(0)
    before, after = _entries(left)
    assert after["duration"] is None
    assert (after["task_id"], after["description"]) == (before["task_id"], "The left side")
    assert _seconds(before, after) - before["duration"] == pytest.approx(1200, abs=60)
    with left.saved("PATCH"):
        left.page.keyboard.press("Control+z")
    expect(left.page.locator(".note", has_text="Undone")).to_be_visible()
    before, after = _entries(left)
    assert _seconds(before, after) == before["duration"]


@pytest.mark.parametrize("answer, kind", [("It was a break", "break"), ("It was something else", "activity")])
def test_the_time_away_becomes_an_entry_of_its_own(left: App, answer: str, kind: str) -> None:
    dialog = _return(left, "20:00")
    with left.saved("POST", "/time-entries"):
        dialog.get_by_role("button", name=answer).click()
    expect(dialog).to_have_count(0)
    before, gap, after = _entries(left)
    assert (gap["type"], gap["task_id"]) == (kind, None)
    assert gap["duration"] == pytest.approx(1200, abs=60)
    assert _seconds(before, gap) == before["duration"]
    assert (after["duration"], after["task_id"]) == (None, before["task_id"])


def test_a_refused_answer_keeps_the_question_and_nothing_is_saved_twice(left: App) -> None:
    dialog = _return(left, "20:00")
    refusal = {"error": "invalid", "error_description": "task_id is required here."}
    left.page.route("**/time-entries", lambda route: route.fulfill(status=422, json=refusal), times=1)
    dialog.get_by_role("button", name="It was something else").click()
    expect(dialog.get_by_role("alert")).to_contain_text("task_id is required here.")
    with left.saved("POST", "/time-entries"):
        dialog.get_by_role("button", name="It was a break").click()
    expect(dialog).to_have_count(0)
    assert [entry["type"] for entry in _entries(left)] == ["activity", "break", "activity"]


def test_another_tab_counts_and_opening_the_app_is_coming_back(left: App) -> None:
    left.page.clock.fast_forward("20:00")
    left.page.evaluate("localStorage['dayloom.input'] = String(Date.now())")  # as another tab does
    left.page.keyboard.press("Shift")
    expect(left.page.get_by_role("dialog")).to_have_count(0)
    left.page.clock.fast_forward("20:00")
    left.page.reload()
    expect(left.page.get_by_role("dialog", name="You were away")).to_be_visible()


def test_after_hours_without_input_it_is_asked_anyhow(left: App) -> None:
    left.page.clock.fast_forward("04:00:01")
    dialog = left.page.get_by_role("dialog", name="Still working?")
    expect(dialog).to_contain_text("Weave the border has been running for 6")
    with left.saved("POST", "/tracking/stop"):
        dialog.get_by_role("button", name="Stop then").click()
    expect(dialog).to_have_count(0)
    (entry,) = _entries(left)
    assert entry["duration"] == pytest.approx(7200, abs=60)


def test_somebody_is_still_working(left: App) -> None:
    left.page.clock.fast_forward("04:00:01")
    dialog = left.page.get_by_role("dialog", name="Still working?")
    dialog.get_by_role("button", name="Still working").click()
    expect(dialog).to_have_count(0)
    assert current(left)["duration"] is None
    left.page.clock.fast_forward("04:00:01")
    said = {"error": "conflict", "error_description": "The server is full."}
    left.page.route("**/tracking/stop", lambda route: route.fulfill(status=409, json=said), times=1)
    dialog.get_by_role("button", name="Stop now").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The server is full.")
    with left.saved("POST", "/tracking/stop"):
        dialog.get_by_role("button", name="Stop now").click()
    expect(dialog).to_have_count(0)
    assert current(left) is None


def test_both_questions_can_be_turned_off(left: App) -> None:
    left.page.get_by_role("button", name="Settings").click()
    left.page.get_by_role("tab", name="Appearance").click()
    left.page.get_by_label("Ask on return").fill("0")
    left.page.get_by_label("Still working?").fill("0")
    left.page.clock.fast_forward("05:00:00")
    left.page.keyboard.press("Shift")
    expect(left.page.locator(".timer-time")).to_have_text(re.compile("^7:0"))
    expect(left.page.get_by_role("dialog")).to_have_count(0)


def test_on_a_phone_what_runs_has_the_room_beside_the_search(running: App) -> None:
    running.page.set_viewport_size({"width": 390, "height": 844})
    running.open()
    stop = running.page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_visible()
    right = stop.evaluate("one => one.getBoundingClientRect().right")
    around = running.page.locator(".timer").evaluate("one => one.getBoundingClientRect().right")
    beside = running.page.get_by_role("button", name="Search or do").evaluate("one => one.getBoundingClientRect().left")
    assert right <= around <= beside
