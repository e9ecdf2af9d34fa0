"""Sessions in the settings: which browsers one is signed in with, and signing them out from here."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, Locator, expect

from tests.web.conftest import PASSWORD, App, Served

PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
TABLET = (
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1"
)

SignedIn = Callable[[str], APIRequestContext]


@pytest.fixture
def elsewhere(app: App, browser: Browser, served: Served) -> Iterator[SignedIn]:
    """Signs the same person in with another browser."""
    opened = []

    def sign_in(agent: str) -> APIRequestContext:
        context = browser.new_context(base_url=served.url, user_agent=agent)
        opened.append(context)
        answer = context.request.post("/api/session", data={"email": app.somebody.email, "password": PASSWORD})
        assert answer.status == 201
        return context.request

    yield sign_in
    for context in opened:
        context.close()


def _open(app: App) -> Locator:
    app.open()
    app.page.get_by_role("button", name="Settings", exact=True).click()
    app.page.get_by_role("tab", name="Sessions").click()
    shown = app.page.get_by_role("tabpanel", name="Sessions")
    expect(shown.locator("[aria-busy=true]")).to_have_count(0)
    return shown


def _is_alive(request: APIRequestContext) -> bool:
    return request.get("/api/session").status == 200


def test_a_browser_is_told_in_plain_words(app: App, elsewhere: SignedIn) -> None:
    elsewhere(PHONE)
    rows = _open(app).get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Chrome on ")
    expect(rows.nth(0)).to_contain_text("this browser")
    expect(rows.nth(0).get_by_role("button")).to_have_count(0)
    expect(rows.nth(1)).to_contain_text("Firefox on Android")
    expect(rows.nth(1)).to_contain_text("used within the last hour")


def test_it_says_how_long_ago_a_browser_was_used(app: App) -> None:
    agents = {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) FxiOS/130.0": 2, "curl/8.5.0": 30, "": 24 * 21}

    def tell(asked: Any) -> None:
        ago = [(agent, (datetime.now(UTC) - timedelta(hours=hours, minutes=1))) for agent, hours in agents.items()]
        rows = [_session(number, agent, used.isoformat()) for number, (agent, used) in enumerate(ago)]
        asked.fulfill(json=rows)

    app.page.route("**/api/sessions", tell)
    rows = _open(app).get_by_role("listitem")
    expect(rows).to_contain_text(["Firefox on iPhone", "curl", "An unknown program"])
    expect(rows).to_contain_text(["last used 2 hours ago", "last used yesterday", "last used 3 weeks ago"])


def _session(number: int, agent: str, used: str) -> dict[str, Any]:
    stamps = {"created_at": used, "last_used_at": used, "expires_at": used}
    return {"id": number, "user_agent": agent, "current": False, **stamps}


def test_one_is_signed_out(app: App, elsewhere: SignedIn) -> None:
    phone, tablet = elsewhere(PHONE), elsewhere(TABLET)
    shown = _open(app)
    with app.saved("DELETE"):
        shown.get_by_role("button", name="Sign out Safari on iPad").click()
    expect(shown.get_by_role("listitem")).to_have_count(2)
    assert (_is_alive(phone), _is_alive(tablet)) == (True, False)


def test_everywhere_else_is_signed_out_at_once(app: App, elsewhere: SignedIn) -> None:
    phone, tablet = elsewhere(PHONE), elsewhere(TABLET)
    shown = _open(app)
    with app.saved("DELETE", "/sessions"):
        shown.get_by_role("button", name="Sign out everywhere else").click()
    expect(shown.get_by_role("listitem")).to_have_count(1)
    expect(shown.get_by_role("button")).to_have_count(0)
    assert [_is_alive(each) for each in (phone, tablet, app.page.request)] == [False, False, True]


def test_a_refusal_is_told_and_what_holds_is_shown(app: App, elsewhere: SignedIn) -> None:
    elsewhere(PHONE)
    shown = _open(app)
    app.page.route("**/api/sessions/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    shown.get_by_role("button", name="Sign out Firefox on Android").click()
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(shown.get_by_role("listitem")).to_have_count(2)
