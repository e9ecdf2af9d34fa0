"""Plan against actual: the figures of the report are those of the calendar."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.web.conftest import App
from tests.web.test_planner import at, today

HOUR = 3600


def _furnish(app: App) -> None:
    monday = today() - timedelta(days=today().weekday())
    project = app.ask("POST", "/projects", {"name": "Loom house"})
    task = app.ask("POST", "/tasks", {"name": "Weave", "project_id": project["id"]})
    where = f"/tasks/{task['id']}"
    app.ask("POST", f"{where}/time-blocks", {"start": at(monday, 9), "duration": 2 * HOUR})
    app.ask("POST", f"{where}/time-entries", {"start": at(monday, 9), "duration": 3 * HOUR})
    app.ask("POST", "/time-entries", {"start": at(monday, 14), "duration": HOUR, "description": "On the phone"})
    app.ask("POST", "/time-entries", {"start": at(monday, 12), "duration": HOUR, "type": "break"})


def test_planned_tracked_and_drift(app: App) -> None:
    _furnish(app)
    app.open()
    app.page.get_by_role("button", name="Reports").click()
    figures = app.page.locator(".figure-card")
    expect(figures.nth(0)).to_contain_text("2\u00a0h")
    expect(figures.nth(1)).to_contain_text("4\u00a0h")
    expect(figures.nth(1)).to_contain_text("1\u00a0h not planned")
    expect(figures.nth(2)).to_contain_text("+100 %")
    loom = app.page.get_by_role("row", name="Loom house")
    expect(loom).to_contain_text("+50 %")
    expect(app.page.get_by_role("row", name="No project")).to_contain_text("1\u00a0h")


def test_it_has_an_address_and_the_back_button_works(app: App) -> None:
    app.open()
    app.page.get_by_role("button", name="Reports").click()
    expect(app.page).to_have_url(f"{app.page.url.rsplit('/', 1)[0]}/reports")
    app.page.reload()
    expect(app.page.get_by_role("main", name="Plan against actual")).to_be_visible()
    app.page.go_back()
    expect(app.page.get_by_role("main", name="Calendar")).to_be_visible()


def test_a_week_without_anything_says_so(app: App) -> None:
    app.open()
    app.page.get_by_role("button", name="Reports").click()
    expect(app.page.locator(".report .empty")).to_contain_text("Nothing was planned or tracked")
    app.page.get_by_role("button", name="Month").click()
    expect(app.page.locator(".report .bars")).to_be_visible()
