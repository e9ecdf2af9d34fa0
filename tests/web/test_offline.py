"""Without the network: the app opens, shows what it had, and saves later what was done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from dayloom.http.web_app import version
from tests.server.running import eventually
from tests.web.conftest import PREFERENCES, App, Served, Somebody, new_page, new_person
from tests.web.test_planner import at, today

OLD_PAGE = """async () => {
    for (const name of await caches.keys()) await (await caches.open(name)).put("/", new Response("old"));
}"""


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """With the service worker that the other tests do without."""
    with new_page(browser, served, service_workers="allow") as opened:
        yield opened


@pytest.fixture
def app(page: Page, somebody: Somebody) -> App:
    """Signed in, nothing loaded yet."""
    entered = App(page, somebody)
    entered.enter()
    return entered


def _kept(page: Page) -> None:
    """Waits until the worker has all files and this page."""
    page.wait_for_function("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")


def test_the_app_opens_without_the_network(app: App) -> None:
    app.open()
    _kept(app.page)
    app.page.context.set_offline(True)
    app.page.goto("/week")
    expect(app.page.locator("#app > *").first).to_be_visible()


def test_no_page_of_the_app_is_missing_without_the_network(app: App) -> None:
    app.open()
    _kept(app.page)
    app.page.context.set_offline(True)
    app.page.get_by_role("button", name="Reports").click()
    expect(app.page.get_by_role("main", name="Reports")).to_be_visible()


def test_of_several_releases_one_is_kept(app: App) -> None:
    app.page.goto("/")
    app.page.evaluate("caches.open('dayloom of before').then(() => caches.open('of somebody else'))")
    app.open()
    _kept(app.page)
    names = app.page.evaluate("caches.keys()")
    assert "dayloom of before" not in names
    assert len(names) == 2


def test_the_page_is_the_servers_while_it_is_reached(app: App) -> None:
    app.open()
    _kept(app.page)
    answer = app.page.reload()
    assert answer is not None
    assert answer.text() == app.page.request.get("/").text()
    app.page.evaluate(OLD_PAGE)
    answer = app.page.reload()
    assert answer is not None
    assert answer.text() != "old"


# --- what was there before ------------------------------------------------------------------------


def _offline(app: App) -> None:
    app.page.evaluate("at => import(at)", f"/app/{version()}/tasks/quick.js")  # it comes after the tasks
    app.page.context.set_offline(True)
    expect(_bar(app.page)).to_contain_text("The server cannot be reached")


def _bar(page: Page) -> Locator:
    return page.locator(".offline")


def _furnish(app: App) -> None:
    """A task that is planned today and runs, and one that is not planned."""
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    app.ask("POST", "/tasks", {"name": "Card the wool"})


def test_a_reload_offline_shows_what_was_there(app: App) -> None:
    _furnish(app)
    app.open()
    expect(app.page.locator(".block.planned")).to_contain_text("Weave the border")
    _kept(app.page)
    _offline(app)
    app.page.reload()
    expect(_bar(app.page)).to_be_visible()
    expect(app.page.locator(".block.planned")).to_contain_text("Weave the border")
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")
    expect(app.page.locator(".task-line")).to_contain_text("Card the wool")
    expect(app.page.get_by_role("alert")).to_have_count(0)


def test_a_day_is_shown_from_the_week_that_was_read(app: App) -> None:
    _furnish(app)
    app.open()
    expect(app.page.locator(".block.planned")).to_contain_text("Weave the border")
    _kept(app.page)
    _offline(app)
    app.page.evaluate("localStorage['dayloom.preferences'] = JSON.stringify({span: 'day', language: 'en'})")
    app.page.reload()
    expect(app.page.locator(".block.planned")).to_contain_text("Weave the border")


def test_what_was_never_read_says_so(app: App) -> None:
    app.open()
    _offline(app)
    app.page.get_by_role("button", name="Later", exact=True).click()
    told = app.page.get_by_role("main").get_by_role("alert")
    expect(told).to_contain_text("The server cannot be reached, and this was not read before.")


def test_back_at_the_server_the_bar_goes_and_all_is_read_again(app: App) -> None:
    app.open()
    _offline(app)
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    expect(app.page.locator(".task-line")).to_have_count(0)
    app.page.context.set_offline(False)
    expect(_bar(app.page)).to_have_count(0)
    expect(app.page.locator(".task-line")).to_contain_text("Card the wool")


def test_signing_out_leaves_nothing(app: App) -> None:
    _furnish(app)
    app.open()
    _kept(app.page)
    app.page.get_by_role("button", name="Your account").click()
    app.page.get_by_text("Sign out").click()
    expect(app.page.get_by_role("button", name="Sign in")).to_be_visible()
    app.page.context.set_offline(True)
    app.page.reload()
    expect(app.page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(app.page.locator(".block")).to_have_count(0)


# --- what is saved later --------------------------------------------------------------------------


def _add(page: Page, name: str) -> None:
    page.locator("#add-task").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".task-line", has_text=name)).to_be_visible()


def _names(app: App) -> list[str]:
    return [task["name"] for task in app.ask("GET", "/tasks")["data"]]


def test_what_was_done_offline_is_saved_in_its_order_when_the_server_is_back(app: App) -> None:
    app.open()
    _offline(app)
    _add(app.page, "Card the wool")
    app.page.locator(".task-line", has_text="Card the wool").focus()
    app.page.keyboard.press(" ")
    expect(app.page.locator(".timer-name")).to_have_text("Card the wool")
    expect(_bar(app.page)).to_contain_text("Waiting to be saved: 2")
    assert _names(app) == []
    with app.saved("POST", "/tracking/start"):
        app.page.context.set_offline(False)
    expect(_bar(app.page)).to_have_count(0)
    (task,) = app.ask("GET", "/tasks")["data"]
    assert app.ask("GET", "/tracking/current")["task_id"] == task["id"]
    expect(app.page.locator(".timer-name")).to_have_text("Card the wool")


def test_what_waits_outlives_the_tab_and_stays_shown(app: App) -> None:
    _furnish(app)
    app.open()
    expect(app.page.locator(".task-line")).to_have_count(1)
    _kept(app.page)
    _offline(app)
    _add(app.page, "Spin the yarn")
    app.page.locator(".task-line", has_text="Card the wool").focus()
    app.page.keyboard.press("d")
    app.page.get_by_role("button", name="Stop").click()
    expect(_bar(app.page)).to_contain_text("Waiting to be saved: 3")
    context = app.page.context
    app.page.close()
    again = context.new_page()
    again.add_init_script(f"localStorage['dayloom.preferences'] ??= '{PREFERENCES}'")
    again.goto("/")
    expect(again.locator(".task-line")).to_have_text("Spin the yarn")
    expect(again.get_by_role("combobox", name="What are you working on?")).to_be_visible()
    with again.expect_response(lambda answer: answer.url.endswith("/tracking/stop") and answer.ok):
        context.set_offline(False)
    assert _names(app).count("Spin the yarn") == 1
    assert app.ask("GET", "/tracking/current") is None


def test_a_write_whose_answer_was_lost_has_one_effect(app: App) -> None:
    app.open()
    keys: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or keys:
            route.continue_()
            return
        keys.append(route.request.headers["idempotency-key"])
        route.fetch()
        route.abort()

    app.page.route("**/tasks", lose)
    with app.saved("POST", "/tasks") as saved:
        _add(app.page, "Card the wool")
    assert saved.value.request.headers["idempotency-key"] == keys[0]
    assert _names(app) == ["Card the wool"]


def test_what_the_server_refuses_later_is_listed_to_try_again_or_discard(app: App) -> None:
    gone = app.ask("POST", "/tasks", {"name": "Card the wool"})
    app.open()
    expect(app.page.locator(".task-line")).to_have_count(1)
    _offline(app)
    app.page.locator(".task-line").focus()
    app.page.keyboard.press("d")
    _add(app.page, "Spin the yarn")
    app.ask("DELETE", f"/tasks/{gone['id']}")
    with app.saved("POST", "/tasks"):
        app.page.context.set_offline(False)
    expect(_bar(app.page)).to_contain_text("Could not be saved: 1.")
    app.page.get_by_role("button", name="Show", exact=True).click()
    sheet = app.page.get_by_role("dialog", name="Could not be saved")
    expect(sheet.get_by_role("listitem")).to_contain_text("Task · changed · Card the wool")
    app.ask("PATCH", f"/tasks/{gone['id']}/restore")
    with app.saved("PATCH", f"/tasks/{gone['id']}"):
        sheet.get_by_role("button", name="Try again").click()
    expect(sheet.get_by_role("listitem")).to_have_count(0)
    expect(_bar(app.page)).to_have_count(0)


def test_what_is_discarded_is_shown_as_the_server_has_it(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Card the wool"})
    app.open()
    expect(app.page.locator(".task-line")).to_have_count(1)
    _offline(app)
    app.page.locator(".task-line").focus()
    app.page.keyboard.press("d")
    expect(app.page.locator(".task-line")).to_have_count(0)
    expect(_bar(app.page)).to_contain_text("Waiting to be saved: 1")
    said = {"error": "conflict", "error_description": "Somebody was faster."}
    app.page.route(
        f"**/tasks/{task['id']}",
        lambda route: route.fulfill(status=409, json=said) if route.request.method == "PATCH" else route.continue_(),
    )
    app.page.context.set_offline(False)
    app.page.get_by_role("button", name="Show", exact=True).click()
    sheet = app.page.get_by_role("dialog", name="Could not be saved")
    expect(sheet.get_by_role("listitem")).to_contain_text("Somebody was faster.")
    sheet.get_by_role("button", name="Discard").click()
    expect(app.page.locator(".task-line")).to_contain_text("Card the wool")


def test_signing_out_asks_where_something_is_not_saved(app: App) -> None:
    app.open()
    _offline(app)
    _add(app.page, "Card the wool")
    app.page.get_by_role("button", name="Your account").click()
    app.page.get_by_text("Sign out").click()
    expect(app.page.get_by_role("dialog", name="Sign out and lose it?")).to_contain_text("Not saved yet: 1.")


def test_what_waits_is_saved_by_its_own_person_only(app: App, served: Served) -> None:
    app.open()
    app.page.route("**/tasks", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    _add(app.page, "Card the wool")
    expect(_bar(app.page)).to_contain_text("1")
    app.page.context.clear_cookies()
    other = App(app.page, new_person(served))
    other.enter()
    app.page.unroute_all()
    app.page.reload()
    expect(app.page.locator(".task-list")).to_have_attribute("aria-busy", "false")
    expect(_bar(app.page)).to_have_count(0)
    assert _names(other) == []
    app.page.context.clear_cookies()
    app.enter()
    app.page.reload()
    expect(app.page.locator(".task-line")).to_contain_text("Card the wool")
    eventually(lambda: _names(app) == ["Card the wool"])
