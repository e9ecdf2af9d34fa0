"""Signing in and out, and a session that ends in the middle."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.server.running import Running, environment
from tests.web.conftest import PASSWORD, App, Somebody, new_page
from tests.web.test_accessible import faults


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_right_password_opens_the_planner(door: Page, somebody: Somebody) -> None:
    _sign_in(door, somebody.email, PASSWORD)
    expect(door.get_by_role("main", name="Calendar")).to_be_visible()
    expect(door.get_by_role("button", name="Your account")).to_have_text("RW")


def test_behind_the_door_the_keys_work_at_once(door: Page, app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    app.page.context.clear_cookies()
    door.goto("/")
    _sign_in(door, app.somebody.email, PASSWORD)
    expect(door.locator(".task-line:focus")).to_contain_text("Card the wool")


def test_with_nothing_to_plan_the_focus_is_in_the_calendar(door: Page, somebody: Somebody) -> None:
    _sign_in(door, somebody.email, PASSWORD)
    expect(door.get_by_role("main", name="Calendar")).to_be_focused()


def test_a_page_that_one_meant_to_see_has_the_focus(door: Page, somebody: Somebody) -> None:
    door.goto("/reports")
    _sign_in(door, somebody.email, PASSWORD)
    expect(door.get_by_role("main", name="Reports")).to_be_focused()


def test_a_wrong_password_says_so_and_keeps_the_address(door: Page, somebody: Somebody) -> None:
    _sign_in(door, somebody.email, "wrong")
    expect(door.get_by_role("alert")).to_have_text("E-mail or password is wrong.")
    expect(door.get_by_label("E-mail")).to_have_value(somebody.email)


def test_signing_out_from_the_palette(app: App) -> None:
    app.open()
    app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note")).to_have_text("Nothing to undo")
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("sign out")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert app.page.locator(".note").count() == 0  # at once: later it goes by itself
    app.page.reload()
    expect(app.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_session_that_ended_asks_to_sign_in_and_goes_on(app: App) -> None:
    app.open()
    app.page.context.clear_cookies()
    app.page.keyboard.press("n")
    expect(app.page.get_by_role("status")).to_contain_text("You have been signed out")
    _sign_in(app.page, app.somebody.email, PASSWORD)
    expect(app.page.get_by_role("main", name="Calendar")).to_be_visible()


# --- the demo -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with the demo, as `make run` starts it."""
    with Running(environment(tmp_path_factory.mktemp("demo"), sqlite_sync="normal"), "--demo") as server:
        yield server


@pytest.fixture
def demo_door(browser: Browser, demo: Running) -> Iterator[Page]:
    """Its sign-in page."""
    with new_page(browser, demo) as page:
        page.goto("/")
        yield page


def test_one_enters_the_demo_as_one_of_its_people_with_one_press(demo_door: Page) -> None:
    offered = demo_door.get_by_role("group", name="This is a demo")
    people = [
        "Enter as Mira Weaver (Owner)",
        "Enter as Tom Spindle (Manager)",
        "Enter as Juno Shuttle (Member)",
    ]
    expect(offered.get_by_role("button")).to_have_text(people)
    offered.get_by_role("button", name="Enter as Tom Spindle").click()
    expect(demo_door.get_by_role("main", name="Calendar")).to_be_visible()
    expect(demo_door.get_by_role("button", name="Your account")).to_have_text("TS")


def test_enter_is_all_that_the_demo_asks_for(demo_door: Page) -> None:
    first = demo_door.get_by_role("button", name="Enter as Mira Weaver")
    expect(first).to_be_focused()
    demo_door.keyboard.press("Enter")
    expect(demo_door.locator(".task-line:focus")).to_be_visible()


def test_who_types_already_goes_on(demo_door: Page) -> None:
    expect(demo_door.get_by_role("button", name="Enter as Mira Weaver")).to_be_visible()
    held: list[Route] = []

    def hold(asked: Route) -> None:
        held.append(asked)

    demo_door.route("**/api/session/demo", hold)
    with demo_door.expect_request("**/api/session/demo"):
        demo_door.reload()
    demo_door.keyboard.type("mira")
    held[0].continue_()
    expect(demo_door.get_by_role("button", name="Enter as Mira Weaver")).to_be_visible()
    expect(demo_door.get_by_label("E-mail")).to_be_focused()


def test_a_refused_entry_says_why(demo_door: Page) -> None:
    sentence = {"error": "rate_limited", "error_description": "Too many failed logins."}
    demo_door.route("**/api/session", lambda asked: asked.fulfill(status=429, json=sentence))
    demo_door.get_by_role("button", name="Enter as Mira Weaver").click()
    expect(demo_door.get_by_role("alert")).to_have_text("Too many failed logins.")


def test_the_demos_door_breaks_no_rule(demo_door: Page) -> None:
    expect(demo_door.get_by_role("button", name="Enter as").first).to_be_visible()
    assert faults(demo_door) == {}


def test_nobody_is_offered_where_people_have_moved_in(page: Page) -> None:
    with page.expect_response("**/api/session/demo") as asked:
        page.goto("/")
    assert asked.value.json() == []
    expect(page.get_by_label("E-mail")).to_be_visible()
    expect(page.get_by_role("button")).to_have_text(["Sign in"])
