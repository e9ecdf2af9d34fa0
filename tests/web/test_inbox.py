"""Capture: what comes in as a list, in words or as a picture is looked at before anything is saved."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect

from tests.extraction.pictures import rendered
from tests.web.conftest import App
from tests.web.test_planner import today

LIST = """\
- Website relaunch
  - Draft 1h30 !high
    - Find a title
- Water the plants every 3 days
"""
MIB = 1024 * 1024


def _open(app: App, way: str = "") -> Page:
    app.open()
    app.page.get_by_role("button", name="Capture").click()
    expect(app.page.get_by_role("tablist")).to_be_visible()
    if way:
        app.page.get_by_role("tab", name=way).click()
    return app.page


def _read(app: App, text: str) -> Locator:
    """The rows of what was read."""
    page = _open(app)
    page.get_by_label("Paste a list").fill(text)
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_role("heading", name="What was read")).to_be_focused()
    return page.locator(".review li")


def _tasks(app: App) -> dict[str, Any]:
    return {task["name"]: task for task in app.ask("GET", "/tasks", per_page=100)["data"]}


def test_new_tags_are_made_and_missing_names_are_said(app: App) -> None:
    rows = _read(app, "- Bake bread fri #health\n- Cut the reel @Audio\n")
    expect(rows.nth(0).get_by_label("Name 1")).to_have_value("Bake bread")
    expect(rows.nth(0).locator(".cell-tags")).to_have_value("health")
    expect(rows.nth(0).locator(".cell-due")).not_to_have_value("")
    expect(rows.nth(1)).to_contain_text("@Audio: no such project")
    with app.saved("POST", "/tasks/bulk"):
        app.page.get_by_role("button", name="Add 2 tasks").click()
    assert [tag["name"] for tag in _tasks(app)["Bake bread"]["tags"]] == ["health"]


def test_a_list_becomes_tasks_when_it_was_looked_at(app: App) -> None:
    rows = _read(app, LIST)
    expect(rows).to_have_count(4)
    assert [row.get_attribute("data-depth") for row in rows.all()] == ["0", "1", "2", "0"]
    expect(rows.nth(3)).to_contain_text("Every 3 days")
    expect(app.page.get_by_text("Read by fixed rules on the server; no language model was asked.")).to_be_visible()
    assert _tasks(app) == {}
    with app.saved("POST", "/tasks/bulk"):
        app.page.get_by_role("button", name="Add 4 tasks").click()
    made = _tasks(app)
    assert made["Draft"]["parent_task_id"] == made["Website relaunch"]["id"]
    assert made["Find a title"]["parent_task_id"] == made["Draft"]["id"]
    assert (made["Draft"]["estimated_mins"], made["Draft"]["priority"]) == (90, "high")
    assert made["Water the plants"]["rrule"] == "FREQ=DAILY;INTERVAL=3"
    expect(rows).to_have_count(0)
    expect(app.page.get_by_label("Paste a list")).to_have_value("")


def test_rows_are_changed_before_they_are_added(app: App) -> None:
    app.ask("POST", "/projects", {"name": "Loom house"})
    rows = _read(app, "- Card every week\n- Spin")
    page = app.page
    rows.get_by_role("textbox", name="Name 1").fill("Card the wool")
    rows.get_by_role("button", name="Project: Card the wool: No project").click()
    page.keyboard.type("loom")
    page.get_by_role("option", name="Loom house").click()
    expect(rows.get_by_role("button", name="Project: Card the wool: Loom house")).to_be_focused()
    rows.get_by_label("Due: Card the wool").fill("2027-03-05")
    rows.get_by_label("Minutes: Card the wool").fill("25")
    rows.get_by_label("Priority: Card the wool").select_option("Low")
    rows.get_by_label("Tags, with commas: Card the wool").fill("wool, #autumn")
    rows.get_by_label("Tags, with commas: Spin").fill("Wool")
    rows.get_by_role("button", name="Do not repeat: Card the wool").click()
    with app.saved("POST", "/tasks/bulk"):
        page.get_by_role("button", name="Add 2 tasks").click()
    made = _tasks(app)
    task = made["Card the wool"]
    assert (task["project"]["name"], task["end_date"], task["estimated_mins"]) == ("Loom house", "2027-03-05", 25)
    assert (task["priority"], task["rrule"]) == ("low", None)
    assert {tag["name"] for tag in task["tags"]} == {"wool", "autumn"}
    assert made["Spin"]["tag_ids"][0] in task["tag_ids"]


def test_what_is_unticked_is_left_out_and_its_sub_tasks_move_up(app: App) -> None:
    rows = _read(app, LIST)
    rows.get_by_label("Add this one: Draft").uncheck()
    assert [row.get_attribute("data-depth") for row in rows.all()] == ["0", "1", "0", "0"]
    with app.saved("POST", "/tasks/bulk"):
        app.page.get_by_role("button", name="Add 3 tasks").click()
    made = _tasks(app)
    assert "Draft" not in made
    assert made["Find a title"]["parent_task_id"] is None


def test_adding_is_taken_back_with_the_series(app: App) -> None:
    _read(app, LIST)
    with app.saved("POST", "/tasks/bulk"):
        app.page.get_by_role("button", name="Add 4 tasks").click()
    expect(app.page.get_by_text("4 tasks added")).to_have_count(2)  # and for screen readers
    app.page.get_by_role("button", name="Undo", exact=True).click()
    expect(app.page.locator(".note").last).to_have_text("Undone: added 4 tasks")
    assert _tasks(app) == {}


@pytest.mark.parametrize(
    "lines, where, shown",
    [
        ("- Card the wool @Wool\n", "1 task added under Tasks: Wool", ["Card the wool"]),
        ("- Card the wool @Wool\n- Spin\n", "2 tasks added under Tasks: Wool, No project", ["Card the wool", "Spin"]),
        ("- Spin\n", "1 task added under Tasks: No project", ["Spin"]),
    ],
)
def test_what_was_added_says_where_and_is_shown_there(app: App, lines: str, where: str, shown: list[str]) -> None:
    wool = app.ask("POST", "/projects", {"name": "Wool"})["id"]
    other = app.ask("POST", "/projects", {"name": "Linen"})["id"]
    app.ask("POST", "/tasks", {"name": "Hackle the flax", "project_id": other})
    _read(app, lines)
    app.page.get_by_role("navigation").get_by_role("button", name="Linen", exact=True).click()
    with app.saved("POST", "/tasks/bulk"):
        app.page.get_by_role("button", name=re.compile("Add . task")).click()
    note = app.page.locator(".note", has_text=where)
    note.get_by_role("button", name="Show", exact=True).click()
    for name in shown:
        expect(app.page.get_by_label(f"Name: {name}", exact=True)).to_be_visible()
    if len(shown) == 1 and "Wool" in where:
        expect(app.page).to_have_url(re.compile(rf"/tasks\?.*project={wool}"))
        expect(app.page.get_by_text("Hackle the flax")).to_have_count(0)


def test_words_become_tasks_and_days(app: App) -> None:
    page = _open(app, "Your own words")
    page.get_by_label("What is there to do?").fill("Call Anna tomorrow and send the invoice on Friday")
    page.keyboard.press("Control+Enter")
    rows = page.locator(".review li")
    expect(rows).to_have_count(2)
    expect(rows.get_by_role("textbox", name="Name 1")).to_have_value("Call Anna")
    expect(rows.get_by_label("Due: Call Anna")).to_have_value(str(today() + timedelta(days=1)))


def _choose(page: Page, content: bytes, kind: str = "image/png") -> None:
    file: FilePayload = {"name": "list.png", "mimeType": kind, "buffer": content}
    page.get_by_label("Choose a picture").set_input_files([file])


def test_a_picture_becomes_tasks(app: App) -> None:
    found = app.ask("POST", "/workflows/tasks/from-list", {"prompt": "- Order yarn\n- Paint the fence"})
    page = _open(app, "A picture")
    engine = {"x-dayloom-engine": "ocr+rules"}
    page.route("**/workflows/tasks/extract", lambda asked: asked.fulfill(json=found, headers=engine))
    _choose(page, rendered(["- Order yarn", "- Paint the fence"]))
    expect(page.locator(".drop img")).to_be_visible()
    rows = page.locator(".review li")
    expect(rows).to_have_count(2)
    expect(rows.get_by_role("textbox", name="Name 1")).to_have_value("Order yarn")
    expect(page.get_by_text("Read from the picture on the server")).to_be_visible()


def test_the_server_says_what_is_wrong_with_a_picture(app: App) -> None:
    page = _open(app, "A picture")
    _choose(page, b"only its name says that it is one")
    expect(page.get_by_role("alert")).to_contain_text("file must be a PNG, JPEG or WebP")


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted_anywhere(app: App, event: str) -> None:
    page = _open(app)
    sent: list[bytes] = []

    def answer(asked: Any) -> None:
        sent.append(asked.request.post_data_buffer or b"")
        asked.fulfill(status=503, json={"error": "unavailable", "error_description": "No engine reads pictures here."})

    page.route("**/workflows/tasks/extract", answer)
    page.evaluate(
        """event => {
            const data = new DataTransfer();
            data.items.add(new File(["a picture"], "list.webp", { type: "image/webp" }));
            const how = { bubbles: true, cancelable: true };
            const made = event === "drop" ? new DragEvent(event, { ...how, dataTransfer: data })
                : new ClipboardEvent(event, { ...how, clipboardData: data });
            document.querySelector("#planner").dispatchEvent(made);
        }""",
        event,
    )
    expect(page.get_by_role("alert")).to_have_text("No engine reads pictures here.")
    expect(page.get_by_role("tab", name="A picture")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="Read", exact=True)).to_be_enabled()
    assert b'name="file"; filename="list.webp"' in sent[0]
    assert b"a picture" in sent[0]


@pytest.mark.parametrize(
    "kind, size, said",
    [
        ("text/plain", 20, "This is not a PNG, JPEG or WebP picture."),
        ("image/png", 10 * MIB + 1, "The picture has more than 10 MiB."),
    ],
)
def test_what_is_no_picture_is_not_sent(app: App, kind: str, size: int, said: str) -> None:
    page = _open(app, "A picture")
    _choose(page, bytes(size), kind)
    expect(page.get_by_role("alert")).to_have_text(said)
    expect(page.get_by_role("button", name="Read", exact=True)).to_be_disabled()


def test_what_cannot_be_read_is_told_and_stays(app: App) -> None:
    page = _open(app)
    page.get_by_label("Paste a list").fill("- - -")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("no line that could be a task")
    expect(page.get_by_label("Paste a list")).to_have_value("- - -")


def test_what_the_server_refuses_to_add_stays_as_it_was_changed(app: App) -> None:
    rows = _read(app, LIST)
    rows.get_by_role("textbox", name="Name 1").fill("New website")
    app.page.route("**/tasks/bulk", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    app.page.get_by_role("button", name="Add 4 tasks").click()
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(rows.get_by_role("textbox", name="Name 1")).to_have_value("New website")
    expect(app.page.get_by_role("button", name="Add 4 tasks")).to_be_enabled()


def test_a_row_without_a_name_is_not_sent(app: App) -> None:
    rows = _read(app, LIST)
    rows.get_by_role("textbox", name="Name 1").fill(" ")
    app.page.get_by_role("button", name="Add 4 tasks").click()
    expect(app.page.get_by_role("alert")).to_contain_text("Every task needs a name.")
    assert _tasks(app) == {}


def test_what_was_typed_and_read_survives_a_reload(app: App) -> None:
    rows = _read(app, LIST)
    rows.get_by_label("Add this one: Draft").uncheck()
    app.page.reload()
    expect(app.page.get_by_label("Paste a list")).to_have_value(LIST)
    expect(rows).to_have_count(4)
    expect(app.page.get_by_role("button", name="Add 3 tasks")).to_be_visible()
    app.page.get_by_role("button", name="Discard").click()
    expect(rows).to_have_count(0)


def test_an_empty_page_says_what_it_is_for(app: App) -> None:
    page = _open(app)
    expect(page.get_by_role("main", name="Capture").get_by_role("heading", name="Capture")).to_be_visible()
    expect(page.get_by_text("Turns a list, your own words or a picture of a list into tasks.")).to_be_visible()
    expect(page).to_have_url(re.compile("/inbox$"))
    expect(page.get_by_text("Nothing is saved before you have looked at it.")).to_be_visible()
    expect(page.get_by_role("button", name="Read", exact=True)).to_be_disabled()
    page.get_by_role("tab", name="A list").press("ArrowRight")
    expect(page.get_by_role("tab", name="Your own words")).to_be_focused()
    expect(page.get_by_label("What is there to do?")).to_be_visible()


def test_it_fits_a_narrow_screen(app: App) -> None:
    size: ViewportSize = {"width": 320, "height": 800}
    app.page.set_viewport_size(size)
    rows = _read(app, LIST)
    expect(rows).to_have_count(4)
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 320
    app.picture("inbox-320")
