"""Planning by finger: what has rested is lifted and moved, a swipe scrolls, and each drag has a menu beside it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.conftest import App, Served, Somebody, new_page
from tests.web.test_planner import HOUR, at, today, utc

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: Longer than a finger has to rest.
REST = 420


class Finger:
    """Touches as the browser gets them from a screen."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._browser = page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        """One event with all fingers that are on the screen."""
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self._browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def tap(self, point: tuple[float, float]) -> None:
        """Down and up."""
        self.send("touchStart", point)
        self.send("touchEnd")

    def lift(self, point: tuple[float, float]) -> None:
        """Down, and resting until what is there is lifted."""
        self.send("touchStart", point)
        self._page.wait_for_timeout(REST)

    def move(self, start: tuple[float, float], end: tuple[float, float], steps: int = 12) -> None:
        """In a line, not in one leap."""
        for step in range(1, steps + 1):
            share = step / steps
            self.send("touchMove", (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
            self._page.wait_for_timeout(16)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Lifts, carries and lets go."""
        self.lift(start)
        self.move(start, end)
        self.send("touchEnd")


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A phone's."""
    with new_page(browser, served, **PHONE) as opened:
        yield opened


@pytest.fixture
def app(page: Page, somebody: Somebody) -> App:
    """Signed in on a phone, which shows one day."""
    entered = App(page, somebody, span="day")
    entered.enter()
    return entered


@pytest.fixture
def finger(page: Page) -> Finger:
    """One finger, or more."""
    return Finger(page)


@pytest.fixture
def task(app: App) -> Any:
    """A task of an hour."""
    return app.ask("POST", "/tasks", {"name": "Weave the border", "estimated_mins": 60})


@pytest.fixture
def block(app: App, task: Any) -> Any:
    """Planned today, 10:00 to 11:30, in the person's zone."""
    return app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 5400})


def _scroll(app: App, hour: float) -> None:
    app.page.locator(".grid-scroll").evaluate("(grid, top) => { grid.scrollTop = top }", hour * HOUR)


def _scrolled(app: App) -> float:
    top: float = app.page.locator(".grid-scroll").evaluate("grid => grid.scrollTop")
    return top


def _hour(app: App, hour: float, share: float = 0.5) -> tuple[float, float]:
    """Where this hour is on the screen."""
    box = app.page.locator(f"[data-day='{today()}'] .lane.plan").bounding_box()
    assert box is not None
    return box["x"] + box["width"] * share, box["y"] + hour * HOUR


def _middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _starts(app: App) -> list[tuple[str, int]]:
    return [(utc(one["start"]), one["duration"]) for one in app.blocks()]


def test_a_finger_that_rests_lifts_a_block_and_moves_it(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    start = _hour(app, 10.5)
    finger.lift(start)
    expect(app.page.locator(".block.planned")).to_have_class("block planned lifted")
    finger.move(start, (start[0], start[1] + HOUR))
    app.picture("touch-drag")
    with app.saved("PATCH"):
        finger.send("touchEnd")
    assert _starts(app) == [(at(today(), 11), 5400)]
    expect(app.page.locator(".details, .menu")).to_have_count(0)


def test_a_swipe_over_a_block_scrolls_and_moves_nothing(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    start = _hour(app, 10.5)
    finger.send("touchStart", start)
    finger.move(start, (start[0], start[1] - 2 * HOUR))
    finger.send("touchEnd")
    assert _scrolled(app) > 10 * HOUR
    expect(app.page.locator(".ghost, .lifted")).to_have_count(0)
    assert _starts(app) == [(at(today(), 10), 5400)]


def test_a_swipe_over_the_tasks_scrolls_and_plans_nothing(app: App, finger: Finger) -> None:
    for number in range(12):
        app.ask("POST", "/tasks", {"name": f"Task {number}"})
    app.open()
    start = _middle(app.page.locator(".task-line").nth(3))
    finger.send("touchStart", start)
    finger.move(start, (start[0], start[1] - 120))
    finger.send("touchEnd")
    assert app.page.locator(".task-scroll").evaluate("list => list.scrollTop") > 60
    expect(app.page.locator(".details")).to_have_count(0)
    assert app.blocks() == []


def test_a_handle_is_wide_enough_for_a_finger_and_resizes(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    handle = app.page.locator(".block-end")
    box = handle.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    start = _middle(handle)
    with app.saved("PATCH"):
        finger.drag(start, (start[0], start[1] + HOUR))
    assert _starts(app) == [(at(today(), 10), 9000)]


def test_even_a_quarter_of_an_hour_has_such_a_handle(app: App, task: Any) -> None:
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 900})
    app.open()
    box = app.page.locator(".block-end").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_a_task_is_carried_on_to_the_grid(app: App, task: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    with app.saved("POST"):
        finger.drag(_middle(app.page.locator(".task-line")), _hour(app, 11))
    assert _starts(app) == [(at(today(), 11), 3600)]


def test_resting_on_empty_hours_makes_a_task(app: App, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    start = _hour(app, 11)
    finger.lift(start)
    expect(app.page.locator(".ghost-label")).to_contain_text("11:00 \N{EN DASH} 11:30")
    finger.send("touchEnd")
    app.page.get_by_role("textbox", name="New task").fill("Order yarn")
    with app.saved("POST", "/time-blocks"):
        app.page.keyboard.press("Enter")
    assert _starts(app) == [(at(today(), 11), 1800)]


def test_drawing_over_empty_hours_says_how_long(app: App, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    start = _hour(app, 10)
    finger.drag(start, (start[0], start[1] + 1.5 * HOUR))
    app.page.get_by_role("textbox", name="New task").fill("Order yarn")
    with app.saved("POST", "/time-blocks"):
        app.page.keyboard.press("Enter")
    assert _starts(app) == [(at(today(), 10), 5400)]


def test_a_tap_on_empty_hours_does_nothing(app: App, finger: Finger) -> None:
    app.open()
    finger.tap(_hour(app, 10))
    expect(app.page.locator(".ghost")).to_have_count(0)


def test_a_tap_opens_the_task_of_a_block(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    finger.tap(_hour(app, 10.5))
    expect(app.page.get_by_role("complementary", name="Weave the border")).to_be_visible()


def test_a_tap_opens_a_task_of_the_list(app: App, task: Any, finger: Finger) -> None:
    app.open()
    finger.tap(_middle(app.page.locator(".task-name")))
    expect(app.page.get_by_role("complementary", name="Weave the border")).to_be_visible()


def test_a_tap_on_the_box_only_ticks_off(app: App, task: Any, finger: Finger) -> None:
    app.open()
    with app.saved("PATCH"):
        finger.tap(_middle(app.page.locator(".task-line .tick")))
    expect(app.page.locator(".details")).to_have_count(0)


def test_a_second_finger_lets_go_of_what_was_lifted(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    start = _hour(app, 10.5)
    end = (start[0], start[1] + HOUR)
    finger.lift(start)
    finger.move(start, end)
    finger.send("touchStart", end, (end[0] + 60, end[1] + 60))
    expect(app.page.locator(".ghost, .lifted")).to_have_count(0)
    finger.send("touchEnd")
    assert _starts(app) == [(at(today(), 10), 5400)]


def test_escape_lets_go_of_what_was_lifted(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    start = _hour(app, 10.5)
    finger.lift(start)
    finger.move(start, (start[0], start[1] + HOUR))
    app.page.keyboard.press("Escape")
    expect(app.page.locator(".ghost, .lifted")).to_have_count(0)
    finger.send("touchEnd")
    assert _starts(app) == [(at(today(), 10), 5400)]


def test_the_hours_scroll_on_while_a_block_is_held_at_their_edge(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    box = app.page.locator(".grid-scroll").bounding_box()
    assert box is not None
    start = _hour(app, 10.5)
    finger.lift(start)
    finger.move(start, (start[0], box["y"] + box["height"] - 12))
    before = app.page.locator(".ghost-label").inner_text()
    expect(app.page.locator(".ghost-label")).not_to_have_text(before)
    assert _scrolled(app) > 9 * HOUR
    with app.saved("PATCH"):
        finger.send("touchEnd")
    assert _starts(app)[0][0] > at(today(), 10)


def test_resting_on_a_block_and_letting_go_offers_its_menu(app: App, block: Any, finger: Finger) -> None:
    app.open()
    _scroll(app, 9)
    finger.drag(_hour(app, 10.5), _hour(app, 10.5))
    expect(app.page.get_by_role("menu")).to_be_visible()
    app.picture("touch-menu")
    finger.tap(_middle(app.page.get_by_role("menuitem", name="Change day and time")))
    box = app.page.get_by_role("dialog", name="Day and time")
    tomorrow = today() + timedelta(days=1)
    box.get_by_label("Day").fill(str(tomorrow))
    box.get_by_label("From").fill("13")
    box.get_by_label("To").fill("14:15")
    app.picture("touch-when")
    with app.saved("PATCH"):
        finger.tap(_middle(box.get_by_role("button", name="Save")))
    assert _starts(app) == [(at(tomorrow, 13), 4500)]


def test_resting_on_a_task_offers_to_plan_it_at_a_time(app: App, task: Any, finger: Finger) -> None:
    app.open()
    point = _middle(app.page.locator(".task-line"))
    finger.drag(point, point)
    finger.tap(_middle(app.page.get_by_role("menuitem", name="Plan at a time")))
    box = app.page.get_by_role("dialog", name="Day and time")
    box.get_by_label("Day").fill(str(today()))
    box.get_by_label("From").fill("930")
    with app.saved("POST"):
        app.page.keyboard.press("Enter")
    assert _starts(app) == [(at(today(), 9, 30), 3600)]


def _view(app: App, view: str, shown: str) -> Locator:
    app.open()
    app.page.get_by_role("button", name="Tasks", exact=True).click()
    app.page.get_by_role("button", name=view, exact=True).click()
    found = app.page.locator(shown)
    expect(found).to_be_visible()
    return found


def test_a_card_changes_its_status_by_its_menu(app: App, task: Any, finger: Finger) -> None:
    point = _middle(_view(app, "Board", ".board-card"))
    second = app.page.locator(".board-column h2 span").nth(1).inner_text()
    finger.drag(point, point)
    with app.saved("PATCH"):
        finger.tap(_middle(app.page.get_by_role("menuitem", name=f"Move to {second}")))
    assert app.ask("GET", f"/tasks/{task['id']}")["status"]["name"] == second


#: Back to where it was, until the swipe's impulse is spent.
STAY = """async (rows, left) => {
  for (let still = 0; still < 10; ) {
    still = rows.scrollLeft === left ? still + 1 : 0;
    rows.scrollLeft = left;
    await new Promise(requestAnimationFrame);
  }
}"""


def test_a_swipe_over_a_bar_scrolls_and_what_has_rested_is_moved(app: App, task: Any, finger: Finger) -> None:
    app.ask("PATCH", f"/tasks/{task['id']}", {"start_date": str(today()), "end_date": str(today() + timedelta(days=6))})
    bar = _view(app, "Timeline", ".timeline-bar")
    scroll = app.page.locator(".timeline .scroll-x")
    app.picture("touch-timeline")
    before = scroll.evaluate("rows => rows.scrollLeft")
    start = _middle(bar)
    finger.send("touchStart", start)
    finger.move(start, (start[0] - 80, start[1]))
    finger.send("touchEnd")
    assert scroll.evaluate("rows => rows.scrollLeft") > before + 40
    scroll.evaluate(STAY, before)
    with app.saved("PATCH"):
        finger.drag(start, (start[0] + 42, start[1]))
    assert app.ask("GET", f"/tasks/{task['id']}")["start_date"] == str(today() + timedelta(days=2))


def test_what_is_no_time_keeps_the_dialog_open(app: App, block: Any) -> None:
    app.open()
    app.page.locator(".block.planned").focus()
    app.page.keyboard.press("Enter")
    app.page.get_by_role("menuitem", name="Change day and time").click()
    box = app.page.get_by_role("dialog", name="Day and time")
    box.get_by_label("To").fill("25")
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_label("To")).to_have_attribute("aria-invalid", "true")
    assert _starts(app) == [(at(today(), 10), 5400)]


def test_the_timer_is_worked_with_a_finger(app: App) -> None:
    app.open()
    page = app.page
    timer = page.locator(".timer")

    def small() -> list[str]:
        found: list[str] = timer.get_by_role("button").evaluate_all(
            "all => all.filter(one => one.offsetWidth < 44 || one.offsetHeight < 44).map(one => one.outerHTML)"
        )
        return found

    assert small() == []
    page.get_by_role("combobox", name="What are you working on?").fill("Spin")
    page.get_by_role("button", name="Start", exact=True).tap()
    expect(page.get_by_role("timer")).to_be_visible()
    assert small() == []
    assert app.out_of_reach() == []
    page.locator(".timer-name").tap()
    box, bar = page.get_by_role("dialog").bounding_box(), timer.bounding_box()
    assert box
    assert bar
    assert box["y"] >= bar["y"] + bar["height"]
