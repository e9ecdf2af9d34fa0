"""The list beside the calendar, by keyboard alone."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.web.conftest import KEPT, App
from tests.web.test_planner import at, today


def test_a_task_is_added_from_anywhere(app: App) -> None:
    app.open()
    app.page.keyboard.press("a")
    app.page.keyboard.type("Card the wool")
    with app.saved("POST"):
        app.page.keyboard.press("Enter")
    expect(app.page.locator(".task-line")).to_contain_text("Card the wool")
    assert [task["name"] for task in app.ask("GET", "/tasks")["data"]] == ["Card the wool"]


def test_ticking_off_and_taking_it_back(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    app.open()
    with app.saved("PATCH"):
        app.page.get_by_role("checkbox", name="Mark Card the wool as done").click()
    expect(app.page.locator(".task-line")).to_have_count(0)
    assert app.ask("GET", "/tasks", state="done")["total"] == 1
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".task-line")).to_have_count(1)
    assert app.ask("GET", "/tasks", state="done")["total"] == 0


def test_keys_go_through_the_list_and_start_the_timer(app: App) -> None:
    for name in ("one", "two"):
        app.ask("POST", "/tasks", {"name": name})
    app.open()
    app.page.locator(".task-list").focus()
    expect(app.page.locator(".task-line:focus")).to_contain_text("two")
    app.page.keyboard.press("j")
    expect(app.page.locator(".task-line:focus")).to_contain_text("one")
    app.page.keyboard.press("Space")
    expect(app.page.locator(".timer-name")).to_have_text("one")


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_row_has_buttons_to_plan_and_to_start(app: App, way: str) -> None:
    for name in ("Card the wool", "Dye the yarn"):
        app.ask("POST", "/tasks", {"name": name, "estimated_mins": 90})
    app.open()
    page = app.page
    row = page.locator(".task-line", has_text="Card the wool")
    start = page.get_by_role("button", name="Start the timer for Card the wool", exact=True)
    plan = page.get_by_role("button", name="Plan Card the wool in the next free slot", exact=True)
    expect(start).to_be_hidden()
    if way == "hover":
        row.hover()
    else:
        page.locator(".task-list").focus()
        page.keyboard.press("ArrowDown")
        expect(row).to_be_focused()
    expect(start).to_be_visible()
    assert [one.get_attribute("tabindex") for one in (start, plan)] == ["-1", "-1"]
    estimate, words, left = (row.locator(part) for part in (".task-estimate", ".task-words", ".task-acts"))
    expect(estimate).to_be_visible()
    box, beside, above = left.bounding_box(), words.bounding_box(), estimate.bounding_box()
    assert box
    assert beside
    assert above
    assert box["x"] >= beside["x"] + beside["width"]
    assert box["y"] >= above["y"] + 16, "the length is covered"
    start.click()
    expect(page.locator(".timer-name")).to_have_text("Card the wool")
    with app.saved("POST", "/time-blocks"):
        plan.click()
    expect(page.locator(".task-line")).to_have_count(1)
    assert [one["task"]["name"] for one in app.blocks()] == ["Card the wool"]


def test_html_in_names_is_text(app: App) -> None:
    name = "<img src=x onerror=alert(1)> & <b>bold</b>"
    app.ask("POST", "/tasks", {"name": name})
    app.open()
    expect(app.page.locator(".task-name")).to_have_text(name)


def test_an_empty_list_says_what_it_is_for(app: App) -> None:
    app.open()
    expect(app.page.locator(".task-panel .empty")).to_contain_text("Add a task above")


def _many(app: App, count: int) -> None:
    """Tasks of one and of several lines, the newest on top."""
    names = [
        f"Task {number}{' of a very long piece of weaving' * (3 if number % 7 == 0 else 0)}" for number in range(count)
    ]
    app.ask("POST", "/tasks/bulk", {"tasks": [{"name": name} for name in names]})


#: Scrolls on until a task of this name is in the page; never more than a hundred are.
SCROLL_TO = """([name, step]) => {
    const box = document.querySelector(".task-scroll");
    const rows = [...document.querySelectorAll(".task-line")];
    if (rows.length > 100) throw new Error(`${rows.length} rows`);
    if (rows.some((row) => row.querySelector(".task-name").textContent === name)) return true;
    box.scrollTop += step;
    return false;
}"""


def test_the_end_of_a_long_list_is_reached_with_few_rows_in_the_page(app: App) -> None:
    _many(app, 260)
    app.open()
    app.page.wait_for_function(SCROLL_TO, arg=["Task 1", 1500])
    app.page.locator(".task-scroll").evaluate("box => { box.scrollTop = box.scrollHeight; }")
    expect(app.page.get_by_text("Task 1", exact=True)).to_be_visible()


def test_a_change_elsewhere_leaves_the_list_where_it_is(app: App) -> None:
    _many(app, 180)
    app.open()
    app.page.wait_for_function(SCROLL_TO, arg=["Task 60", 200])
    row = app.page.get_by_text("Task 60", exact=True)
    row.scroll_into_view_if_needed()
    with app.page.expect_response(lambda answer: "page=2" in answer.url and answer.ok):
        app.ask("POST", "/tasks", {"name": "New on top"})
    app.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(row).to_be_in_viewport()


# --- the focus stays in the list ------------------------------------------------------------------


@pytest.fixture
def three(app: App) -> App:
    """Three tasks to plan, on a whole day that is to come: the keyboard is on the first."""
    app.preferences = json.dumps(KEPT | {"span": "day"})
    for name in ("Weave", "Spin", "Card"):
        app.ask("POST", "/tasks", {"name": name})
    app.open()
    with app.page.expect_response(lambda answer: "/time-blocks/stream" in answer.url):
        app.page.keyboard.press("n")
    app.page.locator(".task-list").focus()
    expect(app.page.locator(".task-line:focus")).to_contain_text("Card")
    return app


def test_x_again_and_again_plans_one_task_after_the_other(three: App) -> None:
    for _ in range(3):
        three.page.keyboard.press("x")
    expect(three.page.locator(".block.planned:not(.unsaved)")).to_have_count(3)
    expect(three.page.locator(".task-line")).to_have_count(0)
    blocks = sorted(three.blocks(), key=lambda block: block["start"])
    assert [block["task"]["name"] for block in blocks] == ["Card", "Spin", "Weave"]
    expect(three.page.locator(".task-panel .empty")).to_be_focused()


def test_x_says_where_a_day_has_no_gap_of_that_length(three: App) -> None:
    day = today() + timedelta(days=1)
    taken = three.ask("POST", "/tasks", {"name": "Taken"})
    for hour in range(1, 24, 2):
        three.ask("POST", f"/tasks/{taken['id']}/time-blocks", {"start": at(day, hour), "duration": 3600})
    long = three.ask("POST", "/tasks", {"name": "Warp", "estimated_mins": 120})
    expect(three.page.locator(".block.planned")).to_have_count(12)
    row = three.page.locator(f"#task-{long['id']}")
    row.focus()
    with three.saved("POST", "/time-blocks"):
        three.page.keyboard.press("x")
    expect(three.page.locator(".note", has_text="Planned: Warp")).to_contain_text("no gap of 2 h before that")
    three.page.locator(".task-line", has_text="Card").focus()
    with three.saved("POST", "/time-blocks"):
        three.page.keyboard.press("x")
    expect(three.page.locator(".note", has_text="Planned: Card")).not_to_contain_text("no gap")


def test_the_arrow_goes_from_the_box_to_what_it_added(three: App) -> None:
    three.page.keyboard.press("a")
    three.page.keyboard.type("Yarn tomorrow")
    with three.saved("POST", "/tasks"):
        three.page.keyboard.press("Enter")
    expect(three.page.locator(".task-line", has_text="Yarn")).to_be_visible()
    three.page.keyboard.press("ArrowDown")
    expect(three.page.locator(".task-line:focus")).to_contain_text("Yarn")


def test_x_on_a_day_that_is_over_plans_in_the_next_free_time_after_it(three: App) -> None:
    taken = three.ask("POST", "/tasks", {"name": "Taken"})
    coming = [today() + timedelta(days=number) for number in range(8)]
    for day in coming[:5]:
        whole = {"start": f"{day}T00:00:00Z", "duration": 20 * 3600}
        three.ask("POST", f"/tasks/{taken['id']}/time-blocks", whole)
    for _ in range(2):
        with three.page.expect_response(lambda answer: "/time-blocks/stream" in answer.url):
            three.page.keyboard.press("p")
    for name in ("Card", "Spin"):
        three.page.locator(".task-line", has_text=name).focus()
        with three.saved("POST", "/time-blocks"):
            three.page.keyboard.press("x")
    found = [block["start"] for block in three.blocks() if block["task"]["name"] in ("Card", "Spin")]
    assert len(set(found)) == 2
    assert {start[:10] for start in found} <= {str(day) for day in coming[5:]}
    three.page.get_by_role("button", name="Show").last.click()
    expect(three.page.locator(".block.planned :focus, .block.planned:focus")).to_be_visible()


def test_at_the_end_of_the_list_the_focus_goes_to_the_one_before(three: App) -> None:
    focused = three.page.locator(".task-line:focus")
    three.page.keyboard.press("j")
    three.page.keyboard.press("j")
    expect(focused).to_contain_text("Weave")
    three.page.keyboard.press("x")
    expect(focused).to_contain_text("Spin")


def test_ticking_off_goes_on_to_the_next(three: App) -> None:
    with three.saved("PATCH"):
        three.page.keyboard.press("d")
    expect(three.page.locator(".task-line:focus")).to_contain_text("Spin")
    with three.saved("PATCH"):
        three.page.keyboard.press("d")
    expect(three.page.locator(".task-line:focus")).to_contain_text("Weave")


def test_a_row_that_is_planned_at_a_typed_time_hands_the_focus_on(three: App) -> None:
    three.page.locator(".task-line:focus").click(button="right")
    three.page.get_by_role("menuitem", name="Plan at a time").click()
    with three.saved("POST", "/time-blocks"):
        three.page.get_by_role("button", name="Save").click()
    expect(three.page.locator(".task-line:focus")).to_contain_text("Spin")


def test_a_task_that_is_deleted_elsewhere_hands_the_focus_on(three: App) -> None:
    (task,) = [task for task in three.ask("GET", "/tasks")["data"] if task["name"] == "Card"]
    three.ask("DELETE", f"/tasks/{task['id']}")
    expect(three.page.locator(".task-line:focus")).to_contain_text("Spin")


def test_what_cannot_be_planned_comes_back_to_the_list(three: App) -> None:
    said = {"error": "conflict", "error_description": "The day is closed."}
    three.page.route("**/time-blocks", lambda asked: asked.fulfill(status=409, json=said))
    three.page.keyboard.press("x")
    expect(three.page.get_by_role("alert")).to_contain_text("The day is closed")
    expect(three.page.locator(".task-line")).to_have_count(3)


def test_tab_finds_the_list_after_its_current_task_has_left(three: App) -> None:
    with three.saved("PATCH"):
        three.page.get_by_role("checkbox", name="Mark Card as done").click()
    three.page.get_by_role("tab", name="Someday").click()
    expect(three.page.locator(".task-line")).to_have_count(2)
    three.page.get_by_role("textbox", name="Add a task").focus()
    three.page.keyboard.press("Tab")
    expect(three.page.locator(".task-line:focus")).to_be_visible()
