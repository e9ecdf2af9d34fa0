"""Without the network: the app opens, shows what it had, and saves later what was done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.conftest import App, Served, Somebody, new_page
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
