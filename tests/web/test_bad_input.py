"""Whatever goes wrong while somebody types: a sentence says so, and what was typed is still there."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.server.running import eventually
from tests.web.conftest import PASSWORD, App, Served, new_person
from tests.web.test_planner import Drag, at, middle, point, today, utc

TYPED = "Twelve blue threads"
LONG = ("Zwölf blaue Fäden 🧶 " * 15)[:300]
MARKUP = "<img src=x onerror=\"document.title='taken'\"><b>bold</b> &amp;"
CUT_OFF = "The server cannot be reached. It was not saved."
#: What the server says, by status; a proxy before it says nothing that a person could read.
SENTENCES = {
    402: "This workspace has used up the requests of its plan for this hour.",
    409: "Somebody else was faster, and has changed it.",
    422: "This does not fit what the workspace requires.",
    429: "There were too many requests.",
}


@pytest.fixture
def task(app: App) -> Any:
    """One to open, with a block and an hour of today, a project and a client beside it."""
    project = app.ask("POST", "/projects", {"name": "Loom house"})
    app.ask_here("POST", "/clients", {"name": "Mill"})
    task = app.ask("POST", "/tasks", {"name": "Weave the border", "project_id": project["id"]})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(today(), 0), "duration": 60})
    return task


# --- where people type: each goes there, types, and returns the box -------------------------------


def _go(page: Page, place: str, tab: str = "") -> Locator:
    page.get_by_role("navigation").get_by_role("button", name=place, exact=True).click()
    if tab:
        page.get_by_role("tab", name=tab).click()
    return page.get_by_role("main")


def _typed(box: Locator, text: str = TYPED) -> Locator:
    box.fill(text)
    return box


def open_task(page: Page) -> Locator:
    """The panel of the task that has a block."""
    if page.locator(".block.planned").count() == 0:
        _go(page, "Week")
    page.locator(".block.planned").first.dblclick()
    panel = page.locator(".details")
    expect(panel.locator(".fields")).to_be_visible()
    return panel


def _name(page: Page) -> Locator:
    return _typed(open_task(page).get_by_role("textbox", name="Name", exact=True))


def _notes(page: Page) -> Locator:
    return _typed(open_task(page).get_by_role("textbox", name="Notes", exact=True))


def _child(page: Page) -> Locator:
    return _typed(open_task(page).get_by_label("Add a sub-task"))


def _quick_add(page: Page) -> Locator:
    _go(page, "Week")
    return _typed(page.locator("#add-task"))


def _timer(page: Page) -> Locator:
    return _typed(page.locator("#timer-what"))


def _cell(page: Page) -> Locator:
    return _typed(_go(page, "Time", "Timesheet").locator(".sheet-cell input").first, "1:30")


def _client(page: Page) -> Locator:
    return _typed(_go(page, "Projects", "Clients").get_by_label("Name of Mill"))


def _new_client(page: Page) -> Locator:
    return _typed(_go(page, "Projects", "Clients").get_by_label("Add a client"))


def _key(page: Page) -> Locator:
    return _typed(_go(page, "Settings", "API keys").get_by_label("What it is for"))


def _project_form(page: Page) -> Locator:
    _go(page, "Projects", "Projects")
    page.get_by_role("button", name="More: Loom house").click()
    page.get_by_role("menuitem", name="Edit").click()
    return _typed(page.get_by_role("dialog", name="Edit the project").get_by_label("Name"))


PLACES = (_timer, _quick_add, _name, _notes, _child, _cell, _client, _new_client, _key, _project_form)
#: What goes on without the server, and is saved when it is there again.
PATIENT = (_timer, _quick_add, _name, _notes, _child, _cell)


def _sent(place: Callable[[Page], Locator], page: Page) -> Locator:
    """Types there, and saves it by key."""
    box = place(page)
    box.press("Control+Enter" if place is _notes else "Enter")
    return box


def _value(place: Callable[[Page], Locator]) -> str:
    return "1:30" if place is _cell else TYPED


def _leave(page: Page) -> None:
    """Closes what is open, and the lines that tell something."""
    dialog = page.get_by_role("dialog").get_by_role("button", name="Cancel")
    if dialog.count():
        dialog.click()
    if page.locator(".details").count():
        page.locator(".details").get_by_role("button", name="Close").click()
    while page.locator(".note").count():
        page.locator(".note").first.get_by_role("button", name="Close").click()


def _move(page: Page, says: str) -> None:
    """A block that is moved by key goes back to where it was, and says why."""
    _go(page, "Week")
    block = page.locator(".block.planned").first
    block.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("alert").filter(has_text=says)).to_be_visible()
    expect(block).to_have_attribute("title", re.compile("10:00 . 11:00"))
    _leave(page)


def _refuse(page: Page, status: int, body: Any) -> None:
    def answer(route: Route) -> None:
        if route.request.method == "GET":
            route.fallback()
        elif body is None:
            route.fulfill(status=status, content_type="text/html", body="<h1>No</h1>")
        else:
            route.fulfill(status=status, json=body)

    page.route("**/api/**", answer)


def _everywhere(app: App, says: str) -> None:
    """Types in every place: each refusal is told in words, and each box keeps what was typed."""
    for place in PLACES:
        box = _sent(place, app.page)
        told = app.page.get_by_role("alert").filter(has_text=says)
        expect(told.first, f"{place.__name__} says nothing").to_be_visible()
        expect(box, f"{place.__name__} has lost it").to_have_value(_value(place))
        _leave(app.page)
    _move(app.page, says)


def _answers(app: App, status: int) -> None:
    app.open()
    _refuse(app.page, status, {"error": "said_no", "error_description": SENTENCES[status], "error_values": {}})
    _everywhere(app, SENTENCES[status])


@pytest.mark.usefixtures("task")
def test_answer_402(app: App) -> None:
    _answers(app, 402)


@pytest.mark.usefixtures("task")
def test_answer_409(app: App) -> None:
    _answers(app, 409)


@pytest.mark.usefixtures("task")
def test_answer_422(app: App) -> None:
    _answers(app, 422)


@pytest.mark.usefixtures("task")
def test_answer_429(app: App) -> None:
    _answers(app, 429)


@pytest.mark.usefixtures("task")
def test_an_answer_without_a_sentence_still_is_told_in_one(app: App) -> None:
    app.open()
    _refuse(app.page, 429, None)
    _everywhere(app, "Too many requests. Try again in a minute.")


@pytest.mark.usefixtures("task")
def test_server_gone(app: App) -> None:
    """What can wait is kept and shown as not saved yet; what cannot stays in its box."""
    app.open()
    _refuse(app.page, 502, None)
    for place in (place for place in PLACES if place not in PATIENT):
        box = _sent(place, app.page)
        expect(app.page.get_by_role("alert").filter(has_text="cannot be reached").first).to_be_visible()
        expect(box).to_have_value(TYPED)
        _leave(app.page)
    _sent(_name, app.page)
    expect(app.page.locator(".offline")).to_contain_text("1")
    app.page.unroute_all()
    app.page.evaluate("dispatchEvent(new Event('online'))")
    expect(app.page.locator(".offline")).to_have_count(0, timeout=20_000)
    eventually(lambda: app.ask("GET", "/tasks")["data"][0]["name"] == TYPED)


def sign_in(app: App) -> None:
    door = app.page.get_by_role("dialog", name="Sign in")
    expect(door.get_by_role("status")).to_contain_text("You have been signed out")
    door.get_by_label("E-mail").fill(app.somebody.email)
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in").click()
    expect(door).to_have_count(0)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__.strip("_"))
@pytest.mark.usefixtures("task")
def test_expired_session_in_the_middle_of_an_edit(app: App, place: Callable[[Page], Locator]) -> None:
    """What was typed is there behind the door, and saved as soon as its person is in again."""
    app.open()
    _refuse(app.page, 401, {"error": "unauthorized", "error_description": "Sign in.", "error_values": {}})
    _sent(place, app.page)
    expect(app.page.get_by_role("dialog", name="Sign in")).to_be_visible()
    app.page.unroute_all()
    with app.page.expect_response(
        lambda answer: answer.request.method != "GET" and "/session" not in answer.url and answer.ok
    ) as saved:
        sign_in(app)
    sent = json.loads(saved.value.request.post_data or "{}")
    assert TYPED in sent.values() or sent.get("duration") == 90 * 60


@pytest.mark.usefixtures("task")
def test_what_is_typed_and_not_sent_is_there_behind_the_door(app: App) -> None:
    app.open()
    box = _quick_add(app.page)
    app.page.context.clear_cookies()
    app.page.get_by_role("main").get_by_role("button", name="Later").click()
    sign_in(app)
    expect(box).to_have_value(TYPED)


@pytest.mark.usefixtures("task")
def test_somebody_else_at_the_door_finds_nothing_of_it(app: App, served: Served) -> None:
    app.open()
    open_task(app.page).get_by_label("Name").fill(TYPED)
    app.page.context.clear_cookies()
    app.page.get_by_role("button", name="Reports").dispatch_event("click")  # also where the door is there already
    other = new_person(served)
    app.page.get_by_label("E-mail").fill(other.email)
    app.page.get_by_label("Password").fill(PASSWORD)
    app.page.get_by_role("dialog", name="Sign in").get_by_role("button", name="Sign in").click()
    expect(app.page.get_by_role("dialog", name="Sign in")).to_have_count(0)
    expect(app.page.get_by_role("button", name="Your account")).to_be_visible()
    expect(app.page.get_by_role("complementary", name="Weave the border")).to_have_count(0)
    expect(app.page.get_by_label("Name", exact=True)).to_have_count(0)


# --- others --------------------------------------------------------------------------------------


def test_two_people_editing_one_block(app: App, task: Any, drag: Drag) -> None:
    """While one has it in the hand, the other makes it longer: it is moved and longer."""
    app.open()
    block = app.blocks()[0]
    held = app.page.locator(".block.planned")
    target = point(app, today(), 13.5)
    drag(middle(held), target, drop=False)
    app.ask("PATCH", f"/tasks/{task['id']}/time-blocks/{block['id']}", {"duration": 7200})
    app.ask("POST", "/tasks", {"name": "Heard of after it"})
    expect(app.page.get_by_text("Heard of after it")).to_be_visible()
    with app.saved("PATCH"):
        app.page.mouse.up()
    assert (utc(app.blocks()[0]["start"]), app.blocks()[0]["duration"]) == (at(today(), 13), 7200)
    app.ask("DELETE", f"/tasks/{task['id']}/time-blocks/{block['id']}")
    expect(held).to_have_count(0)


def test_a_block_deleted_elsewhere_while_it_is_moved(app: App, task: Any, drag: Drag) -> None:
    app.open()
    target = point(app, today(), 13.5)
    drag(middle(app.page.locator(".block.planned")), target, drop=False)
    app.page.route("**/events*", lambda route: route.abort())
    app.ask("DELETE", f"/tasks/{task['id']}/time-blocks/{app.blocks()[0]['id']}")
    app.page.mouse.up()
    expect(app.page.get_by_role("alert")).to_contain_text("not there any more")


@pytest.mark.parametrize("field", ["Name", "Notes"])
def test_a_task_deleted_elsewhere(app: App, task: Any, field: str) -> None:
    """What is being typed stays, and can be saved after all."""
    app.open()
    panel = open_task(app.page)
    box = panel.get_by_role("textbox", name=field, exact=True)
    box.fill(TYPED)
    app.ask("DELETE", f"/tasks/{task['id']}")
    expect(panel.get_by_role("alert")).to_contain_text("It was deleted elsewhere. What you typed is still here.")
    expect(box).to_have_value(TYPED)
    with app.saved("PATCH", "/restore"):
        panel.get_by_role("button", name="Bring it back").click()
    expect(panel.get_by_role("alert")).to_have_count(0)
    expect(box).to_have_value(TYPED)
    with app.saved("PATCH"):
        box.press("Control+Enter" if field == "Notes" else "Enter")
    assert app.ask("GET", f"/tasks/{task['id']}")[field.lower()] == TYPED


def test_a_name_that_is_typed_stays_when_somebody_renames_it(app: App, task: Any) -> None:
    app.open()
    box = open_task(app.page).get_by_role("textbox", name="Name", exact=True)
    box.fill(TYPED)
    app.ask("PATCH", f"/tasks/{task['id']}", {"name": "Of somebody else"})
    expect(app.page.get_by_role("complementary", name="Of somebody else")).to_be_visible()
    expect(box).to_have_value(TYPED)
    box.press("Escape")
    expect(box).to_have_value("Of somebody else")


# --- names ----------------------------------------------------------------------------------------


def _shown_as_it_is(app: App, name: str) -> None:
    """Typed in, it is what the server has and what every page shows, and no page gets wider than the screen."""
    app.open()
    _go(app.page, "Week")
    box = app.page.locator("#add-task")
    box.fill(name)
    with app.saved("POST", "/tasks"):
        box.press("Enter")
    task = app.ask("GET", "/tasks")["data"][0]
    assert task["name"] == name
    app.ask("PATCH", f"/tasks/{task['id']}", {"end_date": str(today())})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(today(), 0), "duration": 60})
    app.ask("POST", "/projects", {"name": name})
    expect(app.page.locator(".block.planned")).to_contain_text(name)
    expect(open_task(app.page).get_by_label("Name")).to_have_value(name)
    for place in ("Tasks", "Time", "Reports", "Projects", "Today"):
        _go(app.page, place)
        expect(app.page.get_by_text(name).first).to_be_attached()
        assert app.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    assert app.page.locator("img[src=x], main b:text-is('bold')").count() == 0
    assert app.page.title() != "taken"


def test_a_300_character_name_with_emoji(app: App) -> None:
    assert len(LONG) == 300
    _shown_as_it_is(app, LONG.strip() + "." * (300 - len(LONG.strip())))


def test_html_in_names(app: App) -> None:
    _shown_as_it_is(app, MARKUP)
