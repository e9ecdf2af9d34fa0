"""Where in the app one is: each view of the planner has an address that opens it, whatever was shown before."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import App
from tests.web.test_planner import today


def _shown(page: Page) -> tuple[str, str]:
    """The path, and the view that is pressed."""
    pressed = page.locator(".grid-bar [role=group] [aria-pressed=true]")
    expect(pressed).to_have_count(1)
    return page.evaluate("location.pathname + location.search"), pressed.inner_text()


@pytest.mark.parametrize(
    "before, address, view",
    [
        ("/week", "/today", "Day"),
        ("/today", "/week", "Week"),
        ("/today", "/work-week?day=2026-03-04", "Work week"),
        ("/today", "/three-days", "3 days"),
        ("/week", "/month", "Month"),
        ("/week", "/day?day=2026-03-04", "Day"),
        ("/day?day=2026-03-04", "/week?day=2026-03-04", "Week"),
    ],
)
def test_an_address_opens_its_view_and_stays(app: App, before: str, address: str, view: str) -> None:
    app.open()
    for there in (before, address):
        app.page.goto(there)
    assert _shown(app.page) == (address, view)


def test_the_address_follows_what_is_shown(app: App) -> None:
    app.open()
    bar = app.page.locator(".grid-bar")
    bar.get_by_role("button", name="Month").click()
    assert _shown(app.page) == ("/month", "Month")
    app.page.get_by_role("navigation").get_by_role("button", name="Today").click()
    assert _shown(app.page) == ("/today", "Day")
    bar.get_by_role("button", name="Later").click()
    assert _shown(app.page) == (f"/day?day={today() + timedelta(days=1)}", "Day")
    bar.get_by_role("button", name="Today").click()
    assert _shown(app.page) == ("/today", "Day")
    app.page.go_back()
    assert _shown(app.page) == ("/month", "Month")


def test_no_place_opens_the_last_view(app: App) -> None:
    app.open()
    app.page.goto("/month")
    expect(app.page.locator(".grid-bar")).to_be_visible()
    app.page.goto("/")
    assert _shown(app.page) == ("/month", "Month")
