"""Where the keyboard is after something went away or came back: never on the page itself."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.web.conftest import App
from tests.web.test_planner import at, today
from tests.web.test_timer import ago
from tests.web.test_timesheet import line, open_page, track

NAMES = ("Spin", "Weave", "Card")


def _button(app: App, name: str) -> Locator:
    return app.page.get_by_role("button", name=name, exact=True)


def _focused(of: Locator) -> None:
    """The focus is on it or in it."""
    expect(of.locator("*:focus").or_(of.and_(of.page.locator("*:focus")))).to_have_count(1)


@pytest.fixture
def three(app: App) -> App:
    """Tracked today at eight, ten and twelve."""
    for hour, name in zip((8, 10, 12), NAMES, strict=True):
        track(app, at(today(), hour), 3600, description=name)
    return app


# --- the list of tracked time ---------------------------------------------------------------------


@pytest.mark.parametrize("name, next_", [("Weave", "Spin"), ("Spin", "Weave")])
def test_a_deleted_entry_leaves_the_keyboard_beside_it_and_takes_it_back(three: App, name: str, next_: str) -> None:
    open_page(three)
    _button(three, f"More for {name}").focus()
    three.page.keyboard.press("Enter")
    with three.saved("DELETE"):
        three.page.get_by_role("menuitem", name="Delete", exact=True).press("Enter")
    expect(line(three, name)).to_have_count(0)
    _focused(line(three, next_))
    with three.saved("PATCH"):
        _button(three, "Undo").press("Enter")
    _focused(line(three, name))


def test_the_last_entry_leaves_the_keyboard_to_what_comes_next(app: App) -> None:
    track(app, at(today(), 8), 3600, description="Spin")
    open_page(app)
    app.page.get_by_role("checkbox", name="Select Spin", exact=True).focus()
    with app.saved("DELETE"):
        app.page.keyboard.press("Delete")
    expect(line(app, "Spin")).to_have_count(0)
    _focused(app.page.locator("#planner"))
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    _focused(line(app, "Spin"))


# --- the calendar ---------------------------------------------------------------------------------


def _tracked(app: App, name: str) -> Locator:
    return app.page.get_by_role("button", name=f"{name}, tracked ")


def test_a_tracked_piece_is_deleted_in_the_calendar_and_comes_back(three: App) -> None:
    three.open()
    _tracked(three, "Weave").focus()
    with three.saved("DELETE"):
        three.page.keyboard.press("Delete")
    expect(_tracked(three, "Weave")).to_have_count(0)
    expect(_tracked(three, "Card")).to_be_focused()
    expect(three.page.locator(".note")).to_contain_text("Discarded: Weave")
    with three.saved("PATCH"):
        three.page.keyboard.press("Control+z")
    expect(_tracked(three, "Weave")).to_be_focused()


def test_what_runs_is_discarded_in_its_box(app: App) -> None:
    app.ask("POST", "/time-entries", {"description": "On the phone", "start": ago(hours=1)})
    app.open()
    app.page.locator(".timer-time").press("Enter")
    with app.saved("DELETE"):
        _button(app, "Discard: On the phone").press("Enter")
    _focused(app.page.locator(".timer-place"))
    with app.saved("POST", "/tracking/start"):
        _button(app, "Undo").press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("On the phone")
    _focused(app.page.locator(".timer-place"))


@pytest.fixture
def task(app: App) -> Any:
    return app.ask("POST", "/tasks", {"name": "Weave the border", "estimated_mins": 60})


@pytest.mark.parametrize("keys", ["Delete", "Alt+ArrowDown", "d"])
def test_a_block_has_the_keyboard_when_its_change_is_undone(app: App, task: Any, keys: str) -> None:
    block = app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.open()
    shown = app.page.locator(f"#block-{block['id']}")
    shown.focus()
    with app.saved("DELETE" if keys == "Delete" else "PATCH"):
        app.page.keyboard.press(keys)
    app.page.locator("#planner").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(shown).to_be_focused()


def test_a_task_has_the_keyboard_when_its_plan_is_undone(app: App, task: Any) -> None:
    app.open()
    row = app.page.locator(".task-line")
    row.focus()
    with app.saved("POST", "/time-blocks"):
        app.page.keyboard.press("x")
    expect(row).to_have_count(0)
    app.page.locator("#planner").focus()
    with app.saved("DELETE"):
        app.page.keyboard.press("Control+z")
    expect(row).to_be_focused()


# --- messages -------------------------------------------------------------------------------------


def test_a_message_gives_the_keyboard_back(app: App, task: Any) -> None:
    app.open()
    app.page.locator(".task-line").focus()
    app.page.keyboard.press(" ")
    note = app.page.locator(".note")
    expect(note).to_have_text("Started: Weave the border")
    note.get_by_role("button", name="Close", exact=True).press("Enter")
    expect(note).to_have_count(0)
    expect(app.page.locator(".task-line")).to_be_focused()


def test_who_wants_no_focus_is_left_alone(app: App) -> None:
    track(app, at(today(), 8), 3600, description="Spin")
    open_page(app)
    app.page.get_by_role("checkbox", name="Select Spin", exact=True).focus()
    app.page.get_by_role("heading", level=1).click()
    (entry,) = app.ask(
        "GET", "/time-entries/stream", date_from="2000-01-01", date_to="2100-01-01", include_taskless=True
    )
    app.ask("DELETE", f"/time-entries/{entry['id']}")
    expect(line(app, "Spin")).to_have_count(0)
    assert app.page.evaluate("document.activeElement === document.body || document.activeElement.id === 'planner'")
