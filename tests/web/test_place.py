"""Where in the app one is: each view of the planner has an address that opens it, whatever was shown before."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import App
from tests.web.test_planner import at, today


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


def test_back_closes_a_dialog_of_the_page_before(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 9), "duration": 3600})
    app.open()
    page = app.page
    page.get_by_role("navigation").get_by_role("button", name="Tasks", exact=True).click()
    page.get_by_role("navigation").get_by_role("button", name="Week", exact=True).click()
    page.locator(".block.planned").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Change day and time").click()
    expect(page.get_by_role("dialog", name="Day and time")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("main", name="Tasks")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.go_forward()
    expect(page.locator(".block.planned")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_back_returns_to_the_view_before_and_steps_through_days_are_none(app: App) -> None:
    app.open()
    page = app.page
    page.get_by_role("navigation").get_by_role("button", name="Week", exact=True).click()
    page.keyboard.press("m")
    expect(page.locator(".month")).to_be_visible()
    page.keyboard.press("1")
    assert _shown(page) == ("/today", "Day")
    entries = page.evaluate("history.length")
    for _ in range(5):
        page.keyboard.press("n")
    assert _shown(page) == (f"/day?day={today() + timedelta(days=5)}", "Day")
    assert page.evaluate("history.length") == entries
    page.go_back()
    expect(page.locator(".month")).to_be_visible()
    assert _shown(page) == ("/month", "Month")
    page.go_back()
    expect(page.locator(".month")).to_have_count(0)
    assert _shown(page) == ("/week", "Week")
    page.go_forward()
    expect(page.locator(".month")).to_be_visible()


def test_a_day_opened_from_the_month_leads_back_to_it(app: App) -> None:
    app.open()
    app.page.goto("/month?day=2026-03-04")
    expect(app.page.locator(".month")).to_be_visible()
    app.page.locator(".month-day").nth(10).press("Enter")
    expect(app.page.locator(".month")).to_have_count(0)
    app.page.go_back()
    expect(app.page.locator(".month")).to_be_visible()
    assert _shown(app.page) == ("/month?day=2026-03-04", "Month")


def test_back_returns_to_the_view_of_tasks_before_with_its_filters(app: App) -> None:
    project = app.ask("POST", "/projects", {"name": "Wool"})["id"]
    app.ask("POST", "/tasks", {"name": "Weave"})
    _tasks(app)
    page = app.page
    page.get_by_label("Priority").select_option("none")
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator(".task-table")).to_be_visible()
    page.get_by_role("navigation").get_by_role("button", name="Wool", exact=True).click()
    expect(page).to_have_url(re.compile(f"project={project}"))
    page.get_by_role("button", name="Board", exact=True).click()
    expect(page.locator(".board")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Table", exact=True)).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/tasks\?priority=none$"))
    expect(page.locator(".listed-name")).to_have_text(["Weave"])
    page.go_back()
    expect(page.locator(".grid-scroll")).to_be_visible()


def test_back_closes_a_task_and_leads_from_a_sub_task_to_its_parent(app: App) -> None:
    parent = app.ask("POST", "/tasks", {"name": "Weave"})["id"]
    app.ask("POST", "/tasks", {"name": "Warp", "parent_task_id": parent})
    _tasks(app)
    page = app.page
    page.get_by_role("button", name="Weave", exact=True).click()
    panel = page.get_by_role("complementary")
    panel.get_by_role("button", name="Warp", exact=True).click()
    expect(panel).to_have_accessible_name("Warp")
    page.get_by_role("button", name="Board", exact=True).click()
    expect(page.locator(".board")).to_be_visible()
    expect(panel).to_have_accessible_name("Warp")
    page.go_back()
    expect(page.locator(".listing")).to_be_visible()
    expect(panel).to_have_accessible_name("Warp")
    page.go_back()
    expect(panel).to_have_accessible_name("Weave")
    page.go_back()
    expect(panel).to_have_count(0)
    expect(page.locator(".listing")).to_be_visible()
    page.go_forward()
    expect(panel).to_have_accessible_name("Weave")


def test_what_is_typed_in_a_task_is_saved_on_the_way_back(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave"})["id"]
    _tasks(app)
    app.page.get_by_role("button", name="Weave", exact=True).click()
    app.page.get_by_role("complementary").get_by_label("Name", exact=True).fill("Weave the border")
    with app.saved("PATCH"):
        app.page.go_back()
    expect(app.page.get_by_role("complementary")).to_have_count(0)
    assert app.ask("GET", f"/tasks/{task}")["name"] == "Weave the border"


def test_a_task_that_was_closed_is_no_step_back(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave"})
    _tasks(app)
    page = app.page
    panel = page.get_by_role("complementary")
    for _ in range(3):
        page.get_by_role("button", name="Weave", exact=True).click()
        panel.get_by_role("button", name="Close", exact=True).click()
        expect(panel).to_have_count(0)
        expect(page.get_by_role("button", name="Weave", exact=True)).to_be_focused()
    entries = page.evaluate("history.length")
    page.get_by_role("button", name="Board", exact=True).click()
    expect(page.locator(".board")).to_be_visible()
    assert page.evaluate("history.length") == entries
    page.go_back()
    expect(page.locator(".listing")).to_be_visible()
    page.get_by_role("button", name="Weave", exact=True).click()
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    page.go_back()
    expect(page.locator(".grid-scroll")).to_be_visible()


def _tasks(app: App) -> None:
    app.open()
    app.page.get_by_role("button", name="Tasks", exact=True).click()
    expect(app.page.locator(".listing")).to_be_visible()


def test_an_address_of_nothing_says_so_and_leads_to_the_calendar(app: App) -> None:
    app.open()
    page = app.page
    answer = page.goto("/nowhere/at-all")
    assert answer
    assert answer.status == 404
    here = page.get_by_role("main", name="There is nothing here")
    expect(here).to_contain_text("No page has the address /nowhere/at-all.")
    expect(page.get_by_role("navigation").locator("[aria-current]")).to_have_count(0)
    here.get_by_role("button", name="To the calendar", exact=True).click()
    expect(page.locator(".grid-scroll")).to_be_visible()
    page.go_back()
    expect(here).to_be_visible()


def test_no_place_opens_the_last_view(app: App) -> None:
    app.open()
    app.page.goto("/month")
    expect(app.page.locator(".grid-bar")).to_be_visible()
    app.page.goto("/")
    assert _shown(app.page) == ("/month", "Month")


def test_the_way_back_leaves_the_keyboard_on_the_page(app: App) -> None:
    app.page.route("**/ui/focus.js", lambda route: route.abort())  # it is fetched, and may be late
    app.open()
    app.page.get_by_role("button", name="Time", exact=True).click()
    add = app.page.locator(".page-bar").get_by_role("button", name="Add time", exact=True)
    add.focus()
    app.page.go_back()
    expect(app.page.locator(".grid-scroll")).to_be_visible()
    expect(app.page.locator("#planner")).to_be_focused()
    app.page.go_forward()
    expect(add).to_be_visible()
    expect(app.page.locator("#planner")).to_be_focused()
