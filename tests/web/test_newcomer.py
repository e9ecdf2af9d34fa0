"""Somebody new: first steps in an empty workspace, and the way from a plan to its comparison, walked by keys."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.web.conftest import App
from tests.web.test_planner import today

FRESH = """localStorage["dayloom.preferences"] ??= JSON.stringify({ span: "day", language: "en" })"""


def _fresh(app: App) -> None:
    """As in a browser that was never here."""
    app.page.add_init_script(FRESH)
    app.page.goto("/today")
    expect(app.page.locator(".grid-scroll:not(.waiting)")).to_be_visible()


def test_the_first_steps_are_ticked_as_they_are_done(app: App) -> None:
    _fresh(app)
    steps = app.page.get_by_role("region", name="First steps")
    expect(steps.locator("li.done")).to_have_count(0)
    app.page.keyboard.press("a")
    app.page.keyboard.type("Write letter 45m")
    with app.saved("POST", "/tasks"):
        app.page.keyboard.press("Enter")
    expect(steps.locator("li.done")).to_have_count(1)
    app.picture("first-steps")
    app.page.locator(".task-line").focus()
    app.page.keyboard.press("Space")
    expect(steps.locator("li.done")).to_have_count(2)
    steps.get_by_role("button", name="Close").click()
    app.page.reload()
    expect(app.page.locator(".task-line")).to_be_visible()
    expect(steps).to_have_count(0)


def test_where_there_is_something_the_steps_stay_away(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    _fresh(app)
    expect(app.page.locator(".task-line")).to_be_visible()
    expect(app.page.get_by_role("region", name="First steps")).to_have_count(0)


def test_tomorrow_is_planned_tracked_and_compared_without_a_mouse(app: App) -> None:
    """The walk of a newcomer, by keys that the app itself shows."""
    _fresh(app)
    page = app.page
    page.keyboard.press("a")
    page.keyboard.type("Write letter 45m tomorrow !high")
    with app.saved("POST", "/tasks"):
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    tomorrow = today() + timedelta(days=1)
    expect(page.locator(".day-column")).to_have_attribute("data-day", str(tomorrow))
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".task-line:focus")).to_contain_text("Write letter")
    with app.saved("POST", "/time-blocks"):
        page.keyboard.press("x")
    expect(page.get_by_role("button", name="Write letter, planned")).to_be_visible()
    expect(page.get_by_role("columnheader", name="tracked of 45\u00a0m planned")).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.type("Write letter")
    expect(page.get_by_role("option", name="Write letter")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("timer")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("Go to Reports")
    page.keyboard.press("Enter")
    report = page.get_by_role("main", name="Reports")
    for figure in ("Planned", "Tracked", "Drift"):
        expect(report.get_by_text(figure, exact=True).first).to_be_visible()
