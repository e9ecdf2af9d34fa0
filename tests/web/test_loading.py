"""What is fetched when: the words of the language in use; a page's module and style sheets when somebody goes there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import App


@pytest.fixture
def fetched(page: Page) -> Callable[[str], list[str]]:
    """`fetched("words")`: the names of the app's files of a folder that the page has asked for, so far."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return lambda folder: sorted(url.rsplit("/", 1)[1] for url in asked if f"/{folder}/" in url)


def _settings(app: App) -> Page:
    app.page.get_by_role("button", name="Settings", exact=True).click()
    app.page.get_by_role("tab", name="Appearance").click()
    return app.page


def test_only_the_words_of_the_language_in_use_are_fetched(app: App, fetched: Callable[[str], list[str]]) -> None:
    app.open()
    assert fetched("words") == ["en.js", "words.js"]


def test_a_german_first_visit_speaks_german(app: App, fetched: Callable[[str], list[str]]) -> None:
    app.page.add_init_script("localStorage['dayloom.preferences'] = JSON.stringify({span: 'week', language: 'de'})")
    app.page.goto("/")
    expect(app.page.get_by_role("button", name="Woche", exact=True).first).to_be_visible()
    assert fetched("words") == ["de.js", "words.js"]


def test_the_language_changes_at_once_without_the_network(app: App) -> None:
    app.open()
    with app.page.expect_response("**/words/de.js"):
        page = _settings(app)
    page.context.set_offline(True)
    page.get_by_role("combobox", name="Language", exact=True).select_option("de")
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()


def test_a_language_that_cannot_be_fetched_is_english(app: App) -> None:
    app.page.route("**/words/de.js", lambda asked: asked.abort())
    app.page.add_init_script("localStorage['dayloom.preferences'] = JSON.stringify({span: 'week', language: 'de'})")
    app.page.goto("/")
    expect(app.page.get_by_role("button", name="Week", exact=True).first).to_be_visible()


def test_a_page_is_drawn_when_its_style_sheet_is_there(app: App, fetched: Callable[[str], list[str]]) -> None:
    app.open()
    assert fetched("styles/pages") == []
    held: list[Route] = []

    def hold(asked: Route) -> None:
        held.append(asked)

    app.page.route("**/styles/pages/report.css", hold)
    with app.page.expect_response("**/reports/report.js"):
        app.page.get_by_role("button", name="Reports").click()
    expect(app.page.get_by_role("main", name="Loading")).to_have_attribute("aria-busy", "true")
    expect(app.page.locator(".report")).to_have_count(0)
    held[0].continue_()
    expect(app.page.locator(".report")).to_be_visible()
    app.page.get_by_role("button", name="Week", exact=True).first.click()
    app.page.get_by_role("button", name="Reports").click()
    expect(app.page.locator(".report")).to_be_visible()
    assert fetched("styles/pages") == ["report.css"]


def test_a_style_sheet_that_was_not_fetched_is_asked_for_again(app: App) -> None:
    app.open()
    app.page.route("**/styles/pages/report.css", lambda asked: asked.abort())
    app.page.get_by_role("button", name="Reports").click()
    expect(app.page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    app.page.unroute("**/styles/pages/report.css")
    app.page.get_by_role("button", name="Try again").click()
    expect(app.page.locator(".report")).to_be_visible()
