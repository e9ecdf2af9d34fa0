"""All tasks, four ways, narrowed by filters that the address keeps."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.web.conftest import App
from tests.web.test_planner import today

TODAY = str(today())


def _open(app: App, view: str = "List") -> None:
    app.open()
    app.page.get_by_role("button", name="Tasks", exact=True).click()
    app.page.get_by_role("button", name=view, exact=True).click()
    expect(app.page.locator(".tasks-page [aria-busy=true]")).to_have_count(0)


def _add(app: App, name: str, **fields: Any) -> Any:
    return app.ask("POST", "/tasks", {"name": name, **fields})


def _cell(app: App, column: str, name: str) -> Locator:
    return app.page.get_by_label(f"{column}: {name}", exact=True)


def _names(app: App) -> list[str]:
    return app.page.locator(".listed-name").all_inner_texts()


def test_the_list_tells_what_is_due_when(app: App) -> None:
    _add(app, "Late", end_date="2020-01-01")
    _add(app, "Now", end_date=TODAY)
    _add(app, "Some day")
    _open(app)
    for heading, name in (("Overdue", "Late"), ("Today", "Now"), ("Without a date", "Some day")):
        group = app.page.get_by_role("region", name=heading)
        expect(group.locator(".listed-name")).to_have_text([name])


def test_a_task_of_the_list_is_ticked_off_and_brought_back(app: App) -> None:
    _add(app, "Card the wool")
    _open(app)
    app.page.locator(".listed").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("d")
    expect(app.page.locator(".listed")).to_have_count(0)
    assert app.ask("GET", "/tasks", state="done")["total"] == 1
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".listed")).to_be_focused()


def test_ticking_off_goes_on_to_the_next_line(app: App) -> None:
    for name, day in (("Card", "2020-01-01"), ("Spin", "2020-01-02"), ("Weave", "2020-01-03")):
        _add(app, name, end_date=day)
    _open(app)
    focused = app.page.locator(".listed:focus")
    app.page.locator(".listed").nth(1).focus()
    for after in ("Weave", "Card"):
        with app.saved("PATCH"):
            app.page.keyboard.press("d")
        expect(focused).to_contain_text(after)
    expect(app.page.locator(".listed")).to_have_count(1)


def test_mine_are_those_that_i_am_assigned_to(app: App) -> None:
    me = app.page.request.get("/api/session").json()["user"]["user_account_id"]
    _add(app, "Card the wool", assignee_user_ids=[me])
    _add(app, "Card the flax", assignee_user_ids=[])
    _open(app)
    expect(app.page.locator(".listed-name")).to_have_count(2)
    app.page.get_by_role("button", name="Mine").click()
    expect(app.page.locator(".listed-name")).to_have_text(["Card the wool"])


def test_filters_stay_through_a_reload(app: App) -> None:
    _add(app, "Card the wool", priority="high", end_date=TODAY)
    _add(app, "Card the flax", priority="low", end_date=TODAY)
    _add(app, "Weave")
    _open(app)
    expect(app.page.locator(".listed")).to_have_count(3)
    app.page.get_by_label("Find by name").fill("card")
    expect(app.page.locator(".listed")).to_have_count(2)
    app.page.get_by_label("Priority").select_option("high")
    expect(app.page.locator(".listed-name")).to_have_text(["Card the wool"])
    app.page.reload()
    expect(app.page.locator(".listed-name")).to_have_text(["Card the wool"])
    expect(app.page.get_by_label("Find by name")).to_have_value("card")
    app.page.get_by_role("button", name="Show all").click()
    expect(app.page.locator(".listed")).to_have_count(3)


def test_tags_and_what_is_done_are_filters_too(app: App) -> None:
    _open(app)
    app.page.get_by_label("Add a task").fill("Card the wool #loom")
    with app.saved("POST", "/tasks"):
        app.page.keyboard.press("Enter")
    _add(app, "Weave")
    expect(app.page.locator(".listed")).to_have_count(2)
    app.page.get_by_label("Tag", exact=True).select_option(label="loom")
    expect(app.page.locator(".listed-name")).to_have_text(["Card the wool"])
    app.page.get_by_label("Open", exact=True).select_option("done")
    expect(app.page.get_by_text("No task fits.")).to_be_visible()


def test_pages_are_turned(app: App) -> None:
    app.ask("POST", "/tasks/bulk", {"tasks": [{"name": f"Task {number}"} for number in range(60)]})
    _open(app)
    expect(app.page.locator(".listed")).to_have_count(50)
    app.page.get_by_role("button", name="Page after").click()
    expect(app.page.get_by_text("51 to 60 of 60")).to_be_visible()
    expect(app.page.locator(".listed")).to_have_count(10)


def _typed(text: str) -> Callable[[Locator], None]:
    def act(box: Locator) -> None:
        box.fill(text)
        box.press("Enter")

    return act


@pytest.mark.parametrize(
    "column, act, field, value",
    [
        ("Name", _typed("Weave"), "name", "Weave"),
        ("Priority", lambda box: box.select_option("high"), "priority", "high"),
        ("Due", _typed("2026-12-24"), "end_date", "2026-12-24"),
        ("Estimate", _typed("45"), "estimated_mins", 45),
        ("Estimate", _typed("1 h 30"), "estimated_mins", 90),
    ],
)
def test_a_cell_is_changed_where_it_stands(
    app: App, column: str, act: Callable[[Locator], Any], field: str, value: Any
) -> None:
    task = _add(app, "Card the wool", end_date="2026-12-01")
    _open(app, "Table")
    _cell(app, column, "Card the wool").click()
    with app.saved("PATCH"):
        act(_cell(app, column, "Card the wool"))
    name = value if field == "name" else "Card the wool"
    expect(_cell(app, column, name)).to_have_class("cell")
    assert app.ask("GET", f"/tasks/{task['id']}")[field] == value
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    assert app.ask("GET", f"/tasks/{task['id']}")[field] == task[field]


def test_an_estimate_is_typed_as_it_is_shown_and_stays_where_it_is_no_length(app: App) -> None:
    task = _add(app, "Card the wool", estimated_mins=90)
    _open(app, "Table")
    expect(app.page.get_by_role("columnheader", name="Estimate", exact=True)).to_be_visible()
    cell = _cell(app, "Estimate", "Card the wool")
    expect(cell).to_have_text("1\u00a0h\u00a030")
    cell.click()
    expect(cell).to_have_value("1\u00a0h\u00a030")
    for text in ("-5", "abc", "99999h"):
        cell.fill(text)
        cell.press("Enter")
        expect(app.page.get_by_role("alert")).to_have_text(f"Not understood: {text}. Type 1:30, 90m or 1.5h.")
        expect(cell).to_be_focused()
    assert app.ask("GET", f"/tasks/{task['id']}")["estimated_mins"] == 90
    cell.fill("")
    with app.saved("PATCH"):
        cell.press("Enter")
    expect(cell).to_have_text("\u2013")
    assert app.ask("GET", f"/tasks/{task['id']}")["estimated_mins"] is None


def test_arrows_go_through_the_cells(app: App) -> None:
    _add(app, "Card the wool")
    _open(app, "Table")
    _cell(app, "Name", "Card the wool").focus()
    app.page.keyboard.press("ArrowRight")
    expect(_cell(app, "Status", "Card the wool")).to_be_focused()
    app.page.keyboard.press("F2")
    expect(app.page.locator("select:focus")).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(_cell(app, "Status", "Card the wool")).to_be_focused()


def test_what_was_typed_stays_when_a_cell_is_refused(app: App) -> None:
    _add(app, "Card the wool")
    _open(app, "Table")
    app.page.route("**/tasks/bulk", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    _cell(app, "Name", "Card the wool").click()
    _cell(app, "Name", "Card the wool").fill("Weave the border")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(_cell(app, "Name", "Card the wool")).to_have_value("Weave the border")


def test_the_table_is_sorted_by_its_heads(app: App) -> None:
    for name in ("b", "c", "a"):
        _add(app, name)
    _open(app, "Table")
    head = app.page.get_by_role("columnheader", name="Name")
    for order, names in (("ascending", "abc"), ("descending", "cba")):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", order)
        expect(app.page.locator("td:nth-child(2)")).to_have_text(list(names))


def test_many_are_changed_together_and_brought_back(app: App) -> None:
    for name in ("one", "two", "three"):
        _add(app, name)
    _open(app, "Table")
    app.page.get_by_label("Choose one").check()
    app.page.get_by_label("Choose three").click(modifiers=["Shift"])
    bar = app.page.get_by_role("toolbar", name="3 chosen")
    with app.saved("PATCH", "/tasks/bulk"):
        bar.get_by_label("Priority").select_option("high")
    assert {task["priority"] for task in app.ask("GET", "/tasks")["data"]} == {"high"}
    bar.get_by_label("Add a tag").fill("loom")
    with app.saved("PATCH", "/tasks/bulk"):
        app.page.keyboard.press("Enter")
    assert [len(task["tag_ids"]) for task in app.ask("GET", "/tasks")["data"]] == [1, 1, 1]
    with app.saved("POST", "/tasks/bulk/archive"):
        bar.get_by_role("button", name="Archive").click()
    expect(app.page.locator("tbody tr")).to_have_count(0)
    with app.saved("POST", "/tasks/bulk/unarchive"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator("tbody tr")).to_have_count(3)


def test_many_are_deleted_after_a_question_and_brought_back(app: App) -> None:
    for name in ("one", "two"):
        _add(app, name)
    _open(app, "Table")
    app.page.get_by_label("Choose all").check()
    app.page.get_by_role("toolbar").get_by_role("button", name="Delete").click()
    asked = app.page.get_by_role("dialog", name="Delete 2 tasks?")
    asked.get_by_role("button", name="Cancel").click()
    assert app.ask("GET", "/tasks")["total"] == 2
    app.page.get_by_role("toolbar").get_by_role("button", name="Delete").click()
    with app.saved("DELETE"):
        asked.get_by_role("button", name="Delete").click()
    expect(app.page.locator("tbody tr")).to_have_count(0)
    with app.saved("PATCH", "/tasks/bulk/restore"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator("tbody tr")).to_have_count(2)


@pytest.fixture
def dated(app: App) -> Any:
    """A task of three days, from today on."""
    end = str(today() + timedelta(days=2))
    return _add(app, "Weave", start_date=TODAY, end_date=end)


def _days(app: App, task: Any) -> list[str]:
    found = app.ask("GET", f"/tasks/{task['id']}")
    return [found["start_date"], found["end_date"]]


def _later(days: int) -> str:
    return str(today() + timedelta(days=days))


def test_a_bar_is_moved_and_stretched_by_keys(app: App, dated: Any) -> None:
    _open(app, "Timeline")
    app.page.locator(".timeline-bar").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowRight")
    expect(app.page.locator(f".timeline-bar[aria-label*='{_label(3)}']")).to_be_focused()
    with app.saved("PATCH"):
        app.page.keyboard.press("Shift+ArrowRight")
    assert _days(app, dated) == [_later(1), _later(4)]


def _label(days: int) -> str:
    day = today() + timedelta(days=days)
    return f"{day:%b} {day.day}"


def test_a_bar_is_dragged_by_whole_days(app: App, dated: Any, drag: Callable[..., None]) -> None:
    _open(app, "Timeline")
    bar, lane = (app.page.locator(name).last.bounding_box() for name in (".timeline-bar", ".timeline-lane"))
    assert bar is not None
    assert lane is not None
    x, y, a_day = bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2, lane["width"] / 42
    with app.saved("PATCH"):
        drag((x, y), (x + 2 * a_day, y))
    assert _days(app, dated) == [_later(2), _later(4)]


def test_a_timeline_without_dates_says_what_it_is_for(app: App) -> None:
    _add(app, "Some day")
    _open(app, "Timeline")
    expect(app.page.get_by_text("No task has dates in these weeks.")).to_be_visible()


@pytest.mark.parametrize("view", ["List", "Table", "Timeline"])
def test_nothing_is_cut_off_on_a_narrow_screen(app: App, dated: Any, view: str) -> None:
    app.page.set_viewport_size({"width": 320, "height": 800})
    _open(app, view)
    expect(app.page.get_by_text("Weave").last).to_be_attached()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [1024, 1280, 1440, 1920])
def test_an_open_task_leaves_room_for_the_controls_of_the_page(app: App, dated: Any, width: int) -> None:
    app.page.set_viewport_size({"width": width, "height": 800})
    _add(app, "A task with quite a long name, and a tag and a due day beside it", end_date=TODAY, priority="high")
    _open(app)
    app.page.get_by_role("button", name="Weave", exact=True).click()
    panel = app.page.get_by_role("complementary", name="Weave")
    assert app.out_of_reach() == []  # and it has slid in
    beside = _box(panel)
    for view in ("Board", "Table", "Timeline", "List"):
        app.page.get_by_role("button", name=view, exact=True).click()
        expect(app.page.get_by_role("button", name=view, exact=True)).to_have_attribute("aria-pressed", "true")
        expect(app.page.locator(".tasks-page [aria-busy=true]")).to_have_count(0)
        controls = app.page.locator(".tasks-page :is(.page-bar, .chips, .add-task) :is(button, select, input)").all()
        assert len(controls) >= 8
        boxes = [_box(one) for one in controls]
        assert max(box["x"] + box["width"] for box in boxes) <= beside["x"]
        assert min(box["x"] for box in boxes) >= 0
        expect(panel).to_be_visible()
        assert app.out_of_reach() == []
    names = [_box(one) for one in app.page.locator(".listed-name").all()]
    assert min(box["width"] for box in names) > 200


def test_where_there_is_no_room_an_open_task_covers_the_page_and_has_a_way_back(app: App, dated: Any) -> None:
    app.page.set_viewport_size({"width": 390, "height": 800})
    _open(app)
    app.page.get_by_role("button", name="Weave", exact=True).click()
    panel = app.page.get_by_role("complementary", name="Weave")
    assert round(_box(panel)["width"]) == 390
    panel.get_by_role("button", name="Close", exact=True).click()
    expect(panel).to_have_count(0)
    app.page.get_by_role("button", name="Board", exact=True).click()
    expect(app.page.locator(".board")).to_be_visible()


def _box(one: Locator) -> FloatRect:
    box = one.bounding_box()
    assert box is not None
    return box
