"""The layout turned: what is later lies to the left, for the pointer, for the keys and in charts."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import PREFERENCES, App, Somebody
from tests.web.test_accessible import SCREENS, furnished, home
from tests.web.test_planner import HOUR, at, middle, point, today, utc

MAIN = (
    *("planner", "month", "panel", "timer", "palette", "tasks", "board", "table", "timeline", "time", "timesheet"),
    *("report", "report-plan", "inbox", "projects", "statuses", "settings-Calendars", "settings-Appearance"),
)
#: The words of the screens are found as they are, so these are turned once they are there.
TURN = """import(document.querySelector("script[src$='main.js']").src.replace("main.js", "store/preferences.js"))
    .then(found => { found.direction.value = "rtl" })"""


__all__ = ["furnished", "home"]  # fixtures, which are found here by their names


@pytest.fixture
def app(page: Page, somebody: Somebody) -> App:
    """Signed in, with everything from right to left."""
    entered = App(page, somebody, direction="rtl")
    entered.enter()
    return entered


@pytest.fixture
def monday_block(app: App) -> Any:
    """An hour at ten on this week's Monday, so that every week shows the next day too."""
    task = app.ask("POST", "/tasks", {"name": "Weave the border", "estimated_mins": 60})
    body = {"start": at(_monday(), 10), "duration": 3600}
    return app.ask("POST", f"/tasks/{task['id']}/time-blocks", body)


def _monday() -> Any:
    return today() - timedelta(days=today().weekday())


def _starts(app: App) -> list[str]:
    return [utc(one["start"]) for one in app.blocks()]


@pytest.mark.parametrize("screen", MAIN)
def test_nothing_leaves_the_screen(furnished: App, screen: str) -> None:
    furnished.page.set_viewport_size({"width": 720, "height": 900})
    furnished.preferences = PREFERENCES
    furnished.open()
    SCREENS[screen](furnished.page)
    furnished.page.evaluate(TURN)
    expect(furnished.page.locator("html")).to_have_attribute("dir", "rtl")
    furnished.picture(f"{screen}-rtl")
    assert furnished.out_of_reach() == []


def test_the_first_day_is_on_the_right(app: App) -> None:
    app.open()
    heads = [box["x"] for head in app.page.locator(".day-head").all() if (box := head.bounding_box())]
    assert heads == sorted(heads, reverse=True)


def test_a_block_lands_on_the_day_under_the_pointer(app: App, monday_block: Any, drag: Callable[..., None]) -> None:
    app.open()
    end = point(app, _monday() + timedelta(days=2), 13)
    start = middle(app.page.locator(".block.planned"))
    with app.saved("PATCH"):
        drag(start, (end[0], end[1] + HOUR / 2))
    assert _starts(app) == [at(_monday() + timedelta(days=2), 13)]


@pytest.mark.parametrize("key, days", [("ArrowLeft", 1), ("ArrowRight", -1)])
def test_alt_and_arrows_move_a_block_the_way_they_point(app: App, key: str, days: int) -> None:
    tuesday = _monday() + timedelta(days=1)
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(tuesday, 10), "duration": 3600})
    app.open()
    app.page.locator(".block.planned").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press(f"Alt+{key}")
    assert _starts(app) == [at(tuesday + timedelta(days=days), 10)]


def test_blocks_side_by_side_begin_on_the_right(app: App, monday_block: Any) -> None:
    other = app.ask("POST", "/tasks", {"name": "Card the wool"})
    app.ask("POST", f"/tasks/{other['id']}/time-blocks", {"start": at(_monday(), 10, 30), "duration": 3600})
    app.open()
    first, second = (
        app.page.locator(f".block.planned[aria-label*='{name}']").bounding_box() for name in ("Weave", "Card")
    )
    assert first is not None
    assert second is not None
    assert second["x"] + second["width"] <= first["x"]


def test_a_bar_of_the_timeline_is_dragged_and_moved_towards_the_left(app: App, drag: Callable[..., None]) -> None:
    days = {"start_date": str(today()), "end_date": str(today() + timedelta(days=2))}
    task = app.ask("POST", "/tasks", {"name": "Weave the border", **days})
    app.open()
    app.page.get_by_role("button", name="Tasks").first.click()
    app.page.get_by_role("button", name="Timeline").click()
    lane = app.page.locator(".timeline-lane").last.bounding_box()
    x, y = middle(app.page.locator(".timeline-bar"))
    assert lane is not None
    with app.saved("PATCH"):
        drag((x, y), (x - 2 * lane["width"] / 42, y))
    app.page.locator(".timeline-bar").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowLeft")
    assert app.ask("GET", f"/tasks/{task['id']}")["start_date"] == str(today() + timedelta(days=3))


def test_a_card_goes_to_the_column_on_its_left(app: App, monday_block: Any) -> None:
    app.open()
    app.page.get_by_role("button", name="Tasks").first.click()
    app.page.get_by_role("group", name="How tasks are shown").get_by_role("button", name="Board").click()
    second = app.page.locator(".board-column h2 span").nth(1).inner_text()
    app.page.locator(".board-card").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowLeft")
    assert app.ask("GET", f"/tasks/{monday_block['task_id']}")["status"]["name"] == second


def test_arrows_go_through_a_month_and_the_tabs_as_they_point(app: App) -> None:
    app.open()
    app.page.keyboard.press("m")
    app.page.locator(f"#month-{today()}").focus()
    app.page.keyboard.press("ArrowLeft")
    expect(app.page.locator(f"#month-{today() + timedelta(days=1)}")).to_be_focused()
    app.page.get_by_role("button", name="Settings").click()
    app.page.get_by_role("tab", name="Profile").focus()
    app.page.keyboard.press("ArrowLeft")
    expect(app.page.get_by_role("tab", name="Working hours")).to_be_focused()


def test_the_bars_of_a_report_begin_on_the_right(app: App, monday_block: Any) -> None:
    app.open()
    app.page.get_by_role("button", name="Reports").click()
    bar = app.page.locator(".bars rect.pale").first.bounding_box()
    chart = app.page.locator(".bars").bounding_box()
    assert bar is not None
    assert chart is not None
    assert bar["x"] > chart["x"] + chart["width"] / 2


def test_figures_stay_in_order_and_can_be_typed_over(app: App, monday_block: Any) -> None:
    """A length with its unit is held together, which whoever edits it does not see."""
    body = {"start": at(_monday(), 10), "duration": 5400}
    made = app.ask("POST", f"/tasks/{monday_block['task_id']}/time-entries", body)
    app.open()
    app.page.goto("/time")
    length = app.page.get_by_label("Length of")
    assert length.input_value() == "\u20661\u00a0h\u00a030\u2069"
    with app.saved("PATCH"):
        length.focus()
        app.page.keyboard.press("Home")
        app.page.keyboard.press("Delete")
        app.page.keyboard.press("Delete")
        app.page.keyboard.type("2")
        app.page.keyboard.press("Enter")
    assert app.ask("GET", f"/time-entries/{made['id']}")["duration"] == 9000


def test_the_direction_is_chosen_in_the_settings(page: Page, somebody: Somebody) -> None:
    app = App(page, somebody)
    app.enter()
    app.open()
    assert page.evaluate("document.documentElement.dir") == "ltr"
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("tab", name="Appearance").click()
    page.get_by_label("Layout direction").select_option("Right to left")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.reload()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_label("Layout direction").select_option("auto")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert json.loads(page.evaluate("localStorage['dayloom.preferences']"))["direction"] == "auto"
