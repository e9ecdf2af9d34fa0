"""Planning with the pointer and with the keyboard: what is shown is what the server has."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.web.conftest import KEPT, ZONE, App

Drag = Callable[..., None]
HOUR = 64


def today() -> date:
    return datetime.now(ZoneInfo(ZONE)).date()


def at(day: date, hour: int, minute: int = 0) -> str:
    moment = datetime.combine(day, time(hour, minute), ZoneInfo(ZONE))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def point(app: App, day: date, hour: float) -> tuple[float, float]:
    """Where this hour of a day is on the screen; the grid is scrolled so that it is in sight."""
    column = app.page.locator(f"[data-day='{day}'] .lane.plan")
    app.page.locator(".grid-scroll").evaluate("(grid, top) => { grid.scrollTop = top }", (hour - 4) * HOUR)
    box = column.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + hour * HOUR


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def task(app: App) -> Any:
    """A task of an hour and a half."""
    return app.ask("POST", "/tasks", {"name": "Weave the border", "estimated_mins": 90})


@pytest.fixture
def block(app: App, task: Any) -> Any:
    """Planned today, 10:00 to 11:30, in the person's zone."""
    return app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 5400})


def test_a_task_is_dragged_on_to_the_grid(app: App, task: Any, drag: Drag) -> None:
    app.open()
    line = app.page.locator(".task-line", has_text="Weave the border")
    end = point(app, today(), 14)
    drag(middle(line), end, drop=False)
    expect(app.page.locator(".ghost-label")).to_contain_text("14:00 \N{EN DASH} 15:30")
    with app.saved("POST"):
        app.page.mouse.up()
    expect(app.page.get_by_role("button", name="Weave the border, planned 14:00 to 15:30")).to_be_visible()
    expect(line).to_have_count(0)
    assert [(utc(one["start"]), one["duration"]) for one in app.blocks()] == [(at(today(), 14), 5400)]


def test_escape_lets_go_of_what_is_dragged(app: App, task: Any, drag: Drag) -> None:
    app.open()
    drag(middle(app.page.locator(".task-line")), point(app, today(), 14), drop=False)
    app.page.keyboard.press("Escape")
    app.page.mouse.up()
    expect(app.page.locator(".ghost")).to_have_count(0)
    assert app.blocks() == []


def test_a_block_is_moved_by_the_pointer(app: App, block: Any, drag: Drag) -> None:
    app.open()
    point(app, today(), 10)
    shown = app.page.locator(".block.planned")
    x, y = middle(shown)
    with app.saved("PATCH"):
        drag((x, y), (x, y + 2 * HOUR))
    expect(app.page.get_by_role("button", name="planned 12:00 to 13:30")).to_be_visible()
    assert [utc(one["start"]) for one in app.blocks()] == [at(today(), 12)]


def test_a_block_is_made_longer_by_its_lower_edge(app: App, block: Any, drag: Drag) -> None:
    app.open()
    point(app, today(), 10)
    x, y = middle(app.page.locator(".block-end"))
    with app.saved("PATCH"):
        drag((x, y), (x, y + HOUR))
    assert [one["duration"] for one in app.blocks()] == [9000]


def test_drawing_on_empty_hours_makes_a_task(app: App, drag: Drag) -> None:
    app.open()
    x, y = point(app, today(), 13)
    drag((x, y), (x, y + HOUR))
    app.page.get_by_role("textbox", name="New task").fill("Order yarn")
    with app.saved("POST", "/time-blocks"):
        app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("button", name="Order yarn, planned 13:00 to 14:00")).to_be_visible()
    assert [(one["task"]["name"], one["duration"]) for one in app.blocks()] == [("Order yarn", 3600)]


def test_a_block_is_moved_resized_and_removed_by_keys(app: App, block: Any) -> None:
    app.open()
    shown = app.page.locator(".block.planned")
    shown.focus()
    app.page.keyboard.press("Alt+ArrowDown")
    expect(shown).to_have_accessible_name(f"Weave the border, planned 10:15 to 11:45 on {today():%A, %B} {today().day}")
    expect(shown).to_be_focused()
    app.page.keyboard.press("Shift+ArrowUp")
    expect(app.page.get_by_role("button", name="planned 10:15 to 11:30")).to_be_focused()
    expect(app.page.locator("#announcer")).to_contain_text("10:15 to 11:30")
    with app.saved("DELETE"):
        app.page.keyboard.press("Delete")
    expect(shown).to_have_count(0)
    assert app.blocks() == []


def test_what_was_removed_comes_back_with_ctrl_z(app: App, block: Any) -> None:
    app.open()
    app.page.locator(".block.planned").focus()
    with app.saved("DELETE"):
        app.page.keyboard.press("Delete")
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".block.planned")).to_have_count(1)
    assert [one["id"] for one in app.blocks()] == [block["id"]]


def test_a_block_goes_to_the_next_day_with_its_focus(app: App, task: Any) -> None:
    monday = today() - timedelta(days=today().weekday())
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(monday, 10), "duration": 3600})
    app.open()
    app.page.locator(".block.planned").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowRight")
    expect(app.page.locator(f"[data-day='{monday + timedelta(days=1)}'] .block.planned")).to_be_focused()
    assert [utc(one["start"]) for one in app.blocks()] == [at(monday + timedelta(days=1), 10)]


def test_a_block_is_ticked_off_by_key(app: App, block: Any) -> None:
    app.open()
    app.page.locator(".block.planned").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("d")
    expect(app.page.locator(".block.planned.done")).to_be_visible()
    assert app.blocks()[0]["completed_at"] is not None


def test_a_move_that_the_server_refuses_is_taken_back_and_told(app: App, block: Any) -> None:
    app.open()
    app.page.route("**/time-blocks/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    app.page.locator(".block.planned").focus()
    app.page.keyboard.press("Alt+ArrowDown")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(app.page.get_by_role("button", name="planned 10:00 to 11:30")).to_be_visible()


def test_a_block_deleted_elsewhere_leaves_the_grid(app: App, block: Any) -> None:
    app.open()
    expect(app.page.locator(".block.planned")).to_have_count(1)
    app.ask("DELETE", f"/tasks/{block['task_id']}/time-blocks/{block['id']}")
    expect(app.page.locator(".block.planned")).to_have_count(0)


def test_a_block_deleted_while_the_app_opens_leaves_the_grid(app: App, block: Any) -> None:
    """Between what is read first and the beginning of the feed nothing may be missed."""

    def late(route: Route) -> None:
        app.ask("DELETE", f"/tasks/{block['task_id']}/time-blocks/{block['id']}")
        route.continue_()

    app.page.route("**/workspaces/*/events", late)
    app.open()
    expect(app.page.locator(".block.planned")).to_have_count(0)


def test_a_move_of_a_block_deleted_elsewhere_is_told(app: App, block: Any) -> None:
    app.page.route("**/workspaces/*/events", lambda asked: asked.abort())
    app.open()
    app.ask("DELETE", f"/tasks/{block['task_id']}/time-blocks/{block['id']}")
    app.page.locator(".block.planned").focus()
    app.page.keyboard.press("Alt+ArrowDown")
    expect(app.page.get_by_role("alert")).to_contain_text("not there any more")


def test_blocks_that_overlap_share_the_lane(app: App, block: Any) -> None:
    other = app.ask("POST", "/tasks", {"name": "Card the wool"})
    app.ask("POST", f"/tasks/{other['id']}/time-blocks", {"start": at(today(), 11), "duration": 3600})
    app.open()
    boxes = [shown.bounding_box() for shown in app.page.locator(".block.planned").all()]
    edges = sorted((box["x"], box["x"] + box["width"]) for box in boxes if box)
    assert edges[0][1] <= edges[1][0]


def test_tracked_time_lies_beside_the_plan(app: App, block: Any) -> None:
    body = {"start": at(today(), 10, 15), "duration": 3600}
    app.ask("POST", f"/tasks/{block['task_id']}/time-entries", body)
    app.open()
    expect(app.page.get_by_role("button", name="Weave the border, tracked 1 h from 10:15")).to_be_visible()
    head = app.page.locator(".day-head.is-today")
    expect(head).to_have_accessible_name(f"{today():%A, %B} {today().day}: 1 h 30 planned, 1 h tracked")
    expect(head.locator(".figures")).to_have_text("1\u00a0h\u00a030 / 1\u00a0h")
    legend = app.page.locator(".grid-heads .corner small[aria-hidden]")
    expect(legend).to_have_text("Planned /Tracked")
    box, room = legend.bounding_box(), app.page.locator(".grid-heads .corner").bounding_box()
    assert box
    assert room
    assert box["width"] <= room["width"]
    assert legend.evaluate("words => words.scrollWidth <= words.clientWidth")
    app.picture("week-light")


#: Answers when the module of the corner has come and the page was painted with it.
_CORNER_CAME = """async () => {
  const of = performance.getEntriesByType("resource").find((one) => one.name.endsWith("/elsewhere.js"));
  if (!of) return false;
  await import(of.name);
  return new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => then(true))));
}"""


@pytest.mark.parametrize(
    "zone, said",
    [
        ("Europe/Berlin", ["Berlin: 6\u00a0h ahead of this device"]),
        ("America/Los_Angeles", ["Los Angeles: 3\u00a0h behind this device"]),
        ("America/Lima", []),
    ],
)
def test_the_corner_says_whose_clock_it_is_where_the_device_tells_another_time(
    app: App, zone: str, said: list[str]
) -> None:
    app.call("PATCH", "/users/me/settings", {"timezone": zone})
    app.page.clock.set_fixed_time(datetime(2026, 11, 18, 12, tzinfo=UTC))
    app.open()
    app.page.wait_for_function(_CORNER_CAME)
    corner = app.page.locator(".grid-heads .corner")
    expect(corner.locator(".elsewhere")).to_have_text(said)
    box, room = (one.bounding_box() for one in (corner.locator("small").first, corner))
    assert box
    assert room
    assert room["x"] <= box["x"]
    assert box["x"] + box["width"] <= room["x"] + room["width"]
    assert room["y"] <= box["y"]


def test_a_tracked_piece_opens_where_it_is_edited(app: App, task: Any) -> None:
    for hour in range(8, 20):
        app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(today(), hour), "duration": 1800})
    app.open()
    page = app.page
    page.get_by_role("button", name="Weave the border, tracked 30\u00a0m from 08:00").click()
    page.get_by_role("button", name="Show under Time", exact=True).click()
    line = page.locator(".entry-line").last
    expect(line.locator(".entry-field").first).to_be_focused()
    expect(line.locator(".entry-field").first).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"/time\?week=[-\d]+$"))
    page.go_back()
    first = page.locator(".block.tracked[tabindex='0']")
    expect(first).to_have_count(1)
    first.press("ArrowDown")
    expect(page.get_by_role("button", name="from 09:00")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show under Time", exact=True).click()
    expect(page.locator(".entry-line").nth(-2).locator(".entry-field").first).to_be_focused()


def test_a_tracked_length_reads_the_same_everywhere(app: App, task: Any) -> None:
    """The nearest minute, where half a minute more was tracked."""
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(today(), 10), "duration": 3650})
    app.open()
    page = app.page
    tracked = page.get_by_role("button", name="Weave the border, tracked 1\u00a0h\u00a001 from")
    expect(tracked.locator(".narrow")).to_have_text("1:01")
    expect(page.get_by_role("columnheader", name="1\u00a0h\u00a001 tracked")).to_be_visible()
    page.goto("/time")
    expect(page.get_by_label("Length of Weave the border")).to_have_value("1\u00a0h\u00a001")
    page.get_by_role("tab", name="Timesheet").click()
    expect(page.locator(f"[data-total='{today()}']")).to_have_text("1\u00a0h\u00a001")
    page.goto("/reports")
    expect(page.locator(".figure-card").nth(1)).to_contain_text("1\u00a0h\u00a001")


def test_the_menu_of_a_block_starts_the_timer_or_records_the_plan(app: App, task: Any) -> None:
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 0), "duration": 5400})
    app.open()
    shown = app.page.locator(".block.planned")
    shown.focus()
    app.page.keyboard.press("Enter")
    with app.saved("POST", "/time-entries"):
        app.page.get_by_role("menuitem", name="Record it as planned").click()
    expect(app.page.get_by_role("button", name="Weave the border, tracked 1\u00a0h\u00a030 from 00:00")).to_be_visible()
    shown.focus()
    app.page.keyboard.press("Enter")
    with app.saved("POST", "/tracking/start"):
        app.page.get_by_role("menuitem", name="Start the timer").click()
    expect(app.page.get_by_role("timer")).to_be_visible()


def test_day_and_time_are_typed_and_the_keyboard_is_back_on_the_block(app: App, block: Any) -> None:
    app.open()
    shown = app.page.locator(".block.planned")
    shown.focus()
    app.page.keyboard.press("Enter")
    app.page.get_by_role("menuitem", name="Change day and time").click()
    dialog = app.page.get_by_role("dialog", name="Day and time")
    other = today() + timedelta(days=-1 if today().weekday() == 6 else 1)
    dialog.get_by_label("Day").fill(f"{other}")
    dialog.get_by_label("From").fill("12")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    expect(app.page.locator(".note")).to_have_text(f"Weave the border: {other:%A, %B} {other.day}, 12:00 to 13:30")
    expect(app.page.get_by_role("button", name="planned 12:00 to 13:30")).to_be_focused()


def test_a_dialog_that_is_left_by_its_button_gives_the_keyboard_back(app: App, block: Any) -> None:
    app.open()
    app.page.locator(".block.planned").focus()
    app.page.keyboard.press("Enter")
    app.page.get_by_role("menuitem", name="Change day and time").click()
    app.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(app.page.locator(".block.planned")).to_be_focused()


def test_undo_says_what_was_taken_back(app: App, block: Any) -> None:
    app.open()
    app.page.locator(".block.planned").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowDown")
    with app.saved("PATCH"):
        app.page.keyboard.press("d")
    note = app.page.locator(".notes")
    app.page.keyboard.press("Control+z")
    expect(note.get_by_text("Undone: ticked off Weave the border")).to_be_visible()
    app.page.keyboard.press("Control+z")
    expect(note.get_by_text("Undone: moved Weave the border")).to_be_visible()


@pytest.fixture
def full(app: App, task: Any) -> App:
    """Two blocks on Monday of this week, at 9 and 14, and one on Wednesday at 13."""
    monday = today() - timedelta(days=today().weekday())
    for day, hour in ((0, 9), (0, 14), (2, 13)):
        start = at(monday + timedelta(days=day), hour)
        app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": start, "duration": 3600})
    app.open()
    return app


def _block(app: App, hour: int) -> Locator:
    return app.page.get_by_role("button", name=f"planned {hour:02}:00 to")


def test_arrows_go_from_block_to_block(full: App) -> None:
    keyboard = full.page.keyboard
    _block(full, 9).focus()
    for key, hour in (("Down", 14), ("Down", 13), ("Down", 13), ("Up", 14), ("Right", 13), ("Left", 14), ("Up", 9)):
        keyboard.press(f"Arrow{key}")
        expect(_block(full, hour)).to_be_focused()
    assert {one["duration"] for one in full.blocks()} == {3600}


def test_the_calendar_is_one_stop_of_tab(full: App) -> None:
    """What had the focus last, for Tab and for the key that goes there from the tasks."""
    page = full.page
    expect(page.locator(".grid-scroll[tabindex='0'], .block[tabindex='0']")).to_have_count(1)
    _block(full, 14).focus()
    page.keyboard.press("Tab")
    expect(page.locator(".grid-body :focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(_block(full, 14)).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(_block(full, 14)).to_be_focused()


def test_tab_comes_first_to_the_block_that_is_next(app: App, task: Any) -> None:
    app.page.clock.set_fixed_time(at(today(), 12))
    for hour in (9, 13, 15):
        app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), hour), "duration": 3600})
    app.open()
    app.page.keyboard.press("c")
    expect(_block(app, 13)).to_be_focused()


def test_a_block_with_the_focus_says_its_keys(app: App, block: Any) -> None:
    app.open()
    hint = app.page.locator(".block-hint")
    expect(hint).to_be_hidden()
    app.page.keyboard.press("c")
    expect(hint).to_be_visible()
    expect(app.page.locator(".block.planned")).to_have_accessible_description(hint.inner_text())
    app.page.keyboard.press("a")
    expect(hint).to_be_hidden()


def test_without_blocks_the_calendar_itself_has_the_focus(app: App, block: Any) -> None:
    app.open()
    app.page.keyboard.press("c")
    with app.saved("DELETE"):
        app.page.keyboard.press("Delete")
    expect(app.page.locator(".grid-scroll")).to_be_focused()


def test_the_focus_goes_on_when_a_block_is_taken_off(full: App) -> None:
    _block(full, 9).focus()
    with full.saved("DELETE"):
        full.page.keyboard.press("Delete")
    expect(_block(full, 14)).to_be_focused()


THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (19, 20, 21, 22, 23))


def _at(app: App, day: date, hour: int, **preferences: Any) -> App:
    """The app at this time."""
    app.page.clock.set_fixed_time(at(day, hour))
    app.preferences = json.dumps(KEPT | preferences)
    return app


@pytest.mark.parametrize(
    "day, span, offered",
    [(FRIDAY, "work", 1), (THURSDAY, "work", 0), (SUNDAY, "week", 1), (SATURDAY, "week", 0), (SUNDAY, "work", 0)],
)
def test_on_the_last_day_shown_the_next_week_is_one_press_away(app: App, day: date, span: str, offered: int) -> None:
    _at(app, day, 12, span=span).open()
    button = app.page.get_by_role("button", name="Next week")
    expect(button).to_have_count(offered)
    if offered:
        button.click()
        expect(app.page.locator(f"[data-day='{MONDAY}']")).to_be_visible()
        expect(button).to_have_count(0)


@pytest.mark.parametrize("day, offered", [(SATURDAY, 1), (SUNDAY, 1), (FRIDAY, 0), (MONDAY, 0)])
def test_on_a_weekend_the_days_of_work_lead_back_to_this_week(app: App, day: date, offered: int) -> None:
    _at(app, day, 12, span="work").open()
    button = app.page.get_by_role("button", name="This week", exact=True)
    expect(button).to_have_count(offered)
    if offered:
        button.click()
        expect(app.page.locator(f"[data-day='{day}']")).to_be_visible()
        expect(button).to_have_count(0)


def test_the_days_of_work_are_never_shown_with_a_weekend(app: App) -> None:
    _at(app, SUNDAY, 12, span="work").open()
    page = app.page
    pressed = page.locator(".grid-bar [aria-pressed='true']")
    for key in ("", "t", "n", "t", "5"):
        if key:
            page.keyboard.press(key)
        expect(page).to_have_url(re.compile("/week$" if key == "t" else r"/work-week(\?day=2026-11-23)?$"))
        expect(pressed).to_have_text("Week" if key == "t" else "Work week")
        expect(page.locator("[data-day]").first).to_have_attribute(
            "data-day", "2026-11-16" if key == "t" else str(MONDAY)
        )
        expect(page.locator("[data-day]")).to_have_count(7 if key == "t" else 5)


def first_hour(app: App) -> float:
    """What is at the top of the hours, under the heads of the days and what lasts them whole."""
    found: float = app.page.evaluate("""() => {
        const [heads, body] = [".grid-top", ".grid-body"].map(part => document.querySelector(part));
        return (heads.getBoundingClientRect().bottom - body.getBoundingClientRect().top) / 64;
    }""")
    return found


def test_the_hours_begin_with_the_day_of_work_at_night(app: App, task: Any) -> None:
    _at(app, THURSDAY, 3).open()
    assert first_hour(app) == pytest.approx(7.75, abs=0.05)
    start = at(MONDAY, 6, 30)
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": start, "duration": 3600})
    app.page.locator(".grid-scroll").evaluate("grid => { grid.scrollTop = 0 }")
    app.page.keyboard.press("n")
    expect(app.page.locator(".block.planned")).to_be_in_viewport()
    assert first_hour(app) == pytest.approx(6.25, abs=0.05)


def test_what_is_due_stays_in_sight_above_the_hours(app: App, task: Any) -> None:
    """And what one goes to by keys comes out under it."""
    for name in ("Order yarn", "Card the wool", "Pay the printer"):
        app.ask("POST", "/tasks", {"name": name, "end_date": str(THURSDAY)})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(THURSDAY, 1), "duration": 3600})
    _at(app, THURSDAY, 3).open()
    expect(app.page.get_by_role("button", name="Due: Pay the printer")).to_be_in_viewport(ratio=1)
    assert first_hour(app) == pytest.approx(0.75, abs=0.05)
    app.page.locator(".grid-scroll").evaluate("grid => { grid.scrollTop = 10_000 }")
    expect(app.page.get_by_role("button", name="Due: Order yarn")).to_be_in_viewport(ratio=1)
    app.page.keyboard.press("c")
    block = app.page.locator(".block.planned")
    expect(block).to_be_focused()
    top, box = app.page.locator(".grid-top").bounding_box(), block.bounding_box()
    assert top
    assert box
    assert box["y"] >= top["y"] + top["height"]


def test_now_is_in_sight_where_the_window_is_low(app: App) -> None:
    app.page.set_viewport_size({"width": 1440, "height": 520})
    _at(app, THURSDAY, 16).open()
    expect(app.page.locator(".now-line")).to_be_in_viewport()
    assert first_hour(app) > 8


@pytest.mark.parametrize("typed", ["", "Call the printer 10:00"])
def test_what_is_planned_by_keys_comes_in_sight(app: App, task: Any, typed: str) -> None:
    app.page.set_viewport_size({"width": 1440, "height": 520})
    _at(app, THURSDAY, 8).open()
    app.page.locator(".grid-scroll").evaluate("grid => { grid.scrollTop = 10_000 }")
    with app.saved("POST", "/time-blocks"):
        if typed:
            app.page.keyboard.press("a")
            app.page.keyboard.type(typed)
            app.page.keyboard.press("Enter")
        else:
            app.page.locator(".task-line").focus()
            app.page.keyboard.press("x")
    block = app.page.locator(".block.planned .block-name")
    expect(block).to_be_in_viewport(ratio=1)
    heads = app.page.locator(".grid-top").bounding_box()
    box = block.bounding_box()
    assert heads
    assert box
    assert box["y"] >= heads["y"] + heads["height"]


def test_the_hours_stay_where_they_are_when_the_focus_comes_to_what_is_due(app: App, task: Any) -> None:
    app.ask("POST", "/tasks", {"name": "Order yarn", "end_date": str(THURSDAY)})
    _at(app, THURSDAY, 10).open()
    due = app.page.get_by_role("button", name="Due: Order yarn", exact=True)
    expect(due).to_be_in_viewport(ratio=1)
    before = first_hour(app)
    assert before > 1
    due.focus()
    expect(due).to_be_focused()
    assert first_hour(app) == before


@pytest.mark.parametrize("key", ["ArrowDown", "ArrowLeft"])
def test_an_arrow_on_the_calendar_itself_goes_to_the_block_that_is_next(app: App, task: Any, key: str) -> None:
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(THURSDAY, 11), "duration": 3600})
    _at(app, THURSDAY, 10).open()
    page = app.page
    block, hint = page.locator(".block.planned"), page.locator(".block-hint")
    page.keyboard.press("n")
    expect(block).to_have_count(0)
    page.keyboard.press("c")
    expect(page.locator(".grid-scroll")).to_be_focused()
    expect(hint).to_be_hidden()
    page.keyboard.press("t")
    expect(block).to_be_visible()
    expect(hint).to_be_visible()
    page.keyboard.press(key)
    expect(block).to_be_focused()


def test_an_arrow_goes_to_a_block_after_the_one_with_the_focus_went(app: App, task: Any) -> None:
    for day in (THURSDAY, MONDAY):
        app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(day, 11), "duration": 3600})
    _at(app, THURSDAY, 10).open()
    page = app.page
    page.keyboard.press("c")
    expect(page.locator(f"[data-day='{THURSDAY}'] .block.planned")).to_be_focused()
    page.keyboard.press("n")
    block = page.locator(f"[data-day='{MONDAY}'] .block.planned")
    expect(block).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(block).to_be_focused()
