"""Without the network: the app opens, shows what it had, and saves later what was done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import App, Served, Somebody, new_page

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
