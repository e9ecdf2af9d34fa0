"""The timer bar: what runs is told from its start, on every page and in the title."""

import re

from playwright.sync_api import expect

from tests.web.conftest import App


def test_a_task_is_found_by_typing_and_started(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.keyboard.press("s")
    app.page.keyboard.type("bord")
    expect(app.page.get_by_role("option", name="Weave the border")).to_be_visible()
    app.page.keyboard.press("ArrowDown")
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")
    expect(app.page).to_have_title(re.compile(r"^0:00:0\d Weave the border · Dayloom$"))
    assert app.ask("GET", "/tracking/current")["task_id"] == app.ask("GET", "/tasks")["data"][0]["id"]


def test_words_alone_are_time_without_a_task(app: App) -> None:
    app.open()
    app.page.keyboard.press("s")
    app.page.keyboard.type("On the phone")
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("On the phone")
    assert app.ask("GET", "/tracking/current")["description"] == "On the phone"


def test_stop_and_the_time_is_on_the_calendar(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    app.open()
    app.page.get_by_role("button", name="Stop").click()
    expect(app.page.get_by_role("combobox", name="What are you working on?")).to_be_visible()
    expect(app.page.locator(".block.tracked")).to_have_count(1)
    expect(app.page).to_have_title("Dayloom")


def test_it_runs_on_after_a_reload(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"], "start": "2026-01-05T09:00:00Z"})
    app.open()
    before = app.page.locator(".timer-time").inner_text()
    app.page.reload()
    expect(app.page.locator(".timer-time")).to_be_visible()
    assert int(before.split(":")[0]) > 1000
    assert app.page.locator(".timer-time").inner_text() >= before
