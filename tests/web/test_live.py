"""Changes from elsewhere appear by themselves, and leave alone what the person is at."""

from playwright.sync_api import expect

from tests.web.conftest import App
from tests.web.test_planner import at, today


def test_what_another_client_plans_appears(app: App) -> None:
    app.open()
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    expect(app.page.locator(".task-line")).to_contain_text("Weave the border")
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    expect(app.page.locator(".block.planned")).to_contain_text("Weave the border")
    expect(app.page.locator(".task-line")).to_have_count(0)


def test_a_timer_started_elsewhere_runs_here(app: App) -> None:
    app.open()
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")


def test_the_focus_stays_where_it_is(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.open()
    shown = app.page.locator(".block.planned")
    shown.focus()
    shown.evaluate("block => { block.dataset.kept = 'yes' }")
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 14), "duration": 3600})
    expect(app.page.locator(".block.planned")).to_have_count(2)
    expect(app.page.locator(".block.planned[data-kept='yes']")).to_be_focused()
