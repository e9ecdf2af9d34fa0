"""Every screen under axe's rules (WCAG 2.2 AA), light and dark, wide and narrow: no violation."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from dayloom.http.web_app import version
from tests.web.conftest import PREFERENCES, App, Served, Somebody, new_page, new_person
from tests.web.people import invite
from tests.web.test_planner import at, today

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
#: Only what is wrong is asked for: listing what is right takes most of the time.
RULES = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
#: A theme changes nothing but colours.
COLORS = {**RULES, "runOnly": ["color-contrast", "link-in-text-block"]}
AXE = Axe()

NOTES = "# Plan\n- [ ] Order\n- [x] Card\n\n1. *One* [mill](https://mill.example)\n\n> `two`\n\n---"


def faults(page: Page, rules: dict[str, Any] = RULES) -> dict[str, list[str]]:
    """Rule → the elements that break it, once whatever fades in is there.

    Of what something floats over in part axe takes the rest for all there is to press.
    """
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate("async (rules) => (await axe.run(rules)).violations", rules)
    broken = {fault["id"]: [node for node in fault["nodes"] if not _is_covered(page, fault, node)] for fault in found}
    return {rule: [node["html"][:160] for node in nodes] for rule, nodes in broken.items() if nodes}


def _is_covered(page: Page, fault: Any, node: Any) -> bool:
    if fault["id"] != "target-size":
        return False
    covered: bool = page.evaluate(
        """(selector) => {
          const target = document.querySelector(selector);
          const { left, right, top, bottom } = target.getBoundingClientRect();
          const corners = [left + 1, right - 1].flatMap((x) => [top + 1, bottom - 1].map((y) => [x, y]));
          return corners.some(([x, y]) => !target.contains(document.elementFromPoint(x, y)));
        }""",
        node["target"][0],
    )
    return covered


def _palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Search or do")).to_be_visible()


def _keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def _panel(page: Page) -> None:
    page.locator(".block.planned").first.dblclick()
    expect(page.locator(".details .fields")).to_be_visible()


def _repeat(page: Page) -> None:
    """The form with all that it can ask."""
    _panel(page)
    form = page.locator(".repeat")
    form.get_by_role("button", name="Change").click()
    form.get_by_label("How often").select_option("Every week")
    form.get_by_label("Ends").select_option("On a day")
    expect(form.get_by_role("group", name="Weekday")).to_be_visible()


def _repeat_nth(page: Page) -> None:
    _repeat(page)
    form = page.locator(".repeat")
    form.get_by_label("How often").select_option("Every month on a weekday")
    form.get_by_label("Ends").select_option("After some times")
    expect(form.get_by_label("How many times")).to_be_visible()


def _offline(page: Page) -> None:
    """Something waits to be saved; it never is, as the browser goes with the test."""
    page.evaluate("at => import(at)", f"/app/{version()}/tasks/quick.js")  # it comes after the tasks
    page.context.set_offline(True)
    page.locator("#add-task").fill("Spin the yarn")
    page.keyboard.press("Enter")
    expect(page.locator(".offline")).to_contain_text("Waiting to be saved: 1")


def _refused(page: Page) -> None:
    """The server refuses what it had to wait for."""
    said = {"error": "conflict", "error_description": "Somebody was faster."}

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=409, json=said)
        else:
            route.continue_()

    _offline(page)
    page.route("**/tasks", refuse)
    page.context.set_offline(False)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("dialog", name="Could not be saved").get_by_role("listitem")).to_be_visible()


def _menu(page: Page) -> None:
    page.locator(".block.planned").first.click(button="right")
    expect(page.get_by_role("menu")).to_be_visible()


def _report(page: Page) -> None:
    page.get_by_role("button", name="Reports").click()
    page.locator(".report .opens").first.click()
    expect(page.locator(".report .sub").first).to_be_visible()


def _tasks(view: str, shown: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.get_by_role("button", name="Tasks", exact=True).click()
        page.get_by_role("button", name=view, exact=True).click()
        expect(page.locator(shown).first).to_be_visible()

    return go


def _chosen(page: Page) -> None:
    _tasks("Table", ".task-table")(page)
    page.get_by_label("Choose all").check()
    expect(page.get_by_role("toolbar")).to_be_visible()


def _report_tab(name: str) -> Callable[[Page], None]:
    def opened(page: Page) -> None:
        page.get_by_role("button", name="Reports").click()
        page.get_by_role("tab", name=name).click()
        expect(page.locator(".report table .link").first).to_be_visible()

    return opened


def _report_views(page: Page) -> None:
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("button", name="Saved views").click()
    expect(page.get_by_role("dialog", name="Saved views")).to_be_visible()


SETTINGS = ("Profile", "Working hours", "Calendars", "Sessions", "API keys", "Appearance", "Shortcuts")


def _settings(tab: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        page.get_by_role("button", name="Settings").click()
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel", name=tab)).to_be_visible()

    return show


def _projects(page: Page) -> None:
    page.get_by_role("button", name="Projects", exact=True).click()
    expect(page.get_by_role("main").get_by_role("rowheader")).to_be_visible()


def _managed(tab: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        page.get_by_role("button", name="Projects", exact=True).click()
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel", name=tab).locator(".rows, tbody").first).to_be_visible()

    return show


def _options(page: Page) -> None:
    _managed("Fields")(page)
    page.get_by_role("button", name="Options of Room").click()
    expect(page.get_by_role("dialog", name="Options of Room")).to_be_visible()


def _project_form(page: Page) -> None:
    _projects(page)
    page.get_by_role("button", name="More: Loom house").click()
    page.get_by_role("menuitem", name="Edit").click()
    expect(page.get_by_role("dialog", name="Edit the project")).to_be_visible()


def _members(page: Page) -> None:
    _projects(page)
    page.get_by_role("button", name="Members of Loom house").click()
    expect(page.get_by_role("dialog", name="Members of Loom house").get_by_role("listitem")).to_be_visible()


def _invite(page: Page) -> None:
    _managed("People")(page)
    page.get_by_role("button", name="Invite somebody").click()
    expect(page.get_by_role("dialog", name="Invite somebody")).to_be_visible()


def _link(page: Page) -> None:
    _invite(page)
    page.get_by_label("E-mail").fill("eve@example.test")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_label("Link for eve@example.test")).to_be_visible()


def _invited(page: Page) -> None:
    _link(page)
    page.goto(page.get_by_label("Link for eve@example.test").input_value())
    expect(page.get_by_label("Your name")).to_be_visible()


def _uninvited(page: Page) -> None:
    page.goto("/invitation#1-guessed")
    expect(page.get_by_role("alert")).to_be_visible()


def _nowhere(page: Page) -> None:
    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "current_workspace_id": None})

    page.route("**/api/users/me/settings", without)
    page.reload()
    expect(page.get_by_role("alert")).to_be_visible()


def _inbox(page: Page) -> None:
    page.get_by_role("button", name="Capture").click()
    page.get_by_label("Paste a list").fill("- Website\n  - Draft tomorrow 1h !high\n- Water the plants every 3 days")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator(".review li")).to_have_count(3)
    page.get_by_label("Add this one: Draft").uncheck()


def _time(page: Page) -> None:
    page.get_by_role("button", name="Time", exact=True).click()
    page.get_by_label("Select Card the wool", exact=True).check()
    expect(page.locator(".entries-bar")).to_be_visible()


def _add_time(page: Page) -> None:
    page.get_by_role("button", name="Time", exact=True).click()
    page.get_by_role("button", name="Add time").click()
    expect(page.get_by_role("dialog", name="Add time")).to_be_visible()


def _sheet(page: Page) -> None:
    page.get_by_role("button", name="Time", exact=True).click()
    page.get_by_role("tab", name="Timesheet").click()
    expect(page.locator(".timesheet tbody tr").first).to_be_visible()


def _month(page: Page) -> None:
    page.keyboard.press("m")
    expect(page.get_by_role("grid", name="Month")).to_be_visible()


def _running(page: Page) -> None:
    page.locator(".timer-time").click()
    expect(page.get_by_role("dialog", name="Running: ")).to_be_visible()


TURN = {"kind": "work", "until": 0, "round": 1, "task": None, "description": None, "told": True}


def _pomodoro(page: Page) -> None:
    page.evaluate(f"localStorage['dayloom.pomodoro'] = '{json.dumps(TURN)}'")
    page.reload()
    expect(page.locator(".grid-scroll:not(.waiting)")).to_be_visible()
    expect(page.get_by_role("group", name="Time for a break")).to_be_visible()


def _left_alone(idle_minutes: int, title: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.locator(".timer-time").click()
        with page.expect_response(lambda answer: answer.request.method == "PATCH"):
            page.get_by_role("button", name="Started 15 minutes earlier").click()
        kept = {**json.loads(PREFERENCES), "idleMinutes": idle_minutes, "stillHours": 0.1}
        page.evaluate(
            f"localStorage['dayloom.input'] = '1'; localStorage['dayloom.preferences'] = '{json.dumps(kept)}'"
        )
        page.reload()
        expect(page.get_by_role("dialog", name=title)).to_be_visible()

    return go


SCREENS: dict[str, Callable[[Page], None]] = {
    "planner": lambda page: None,
    "month": _month,
    "palette": _palette,
    "keys": _keys,
    "panel": _panel,
    "repeat": _repeat,
    "repeat-nth": _repeat_nth,
    "offline": _offline,
    "refused": _refused,
    "menu": _menu,
    "report": _report,
    "report-plan": _report_tab("Plan against actual"),
    "report-entries": _report_tab("Detailed"),
    "report-views": _report_views,
    **{f"settings-{tab}": _settings(tab) for tab in SETTINGS},
    "projects": _projects,
    "project-form": _project_form,
    "members": _members,
    "inbox": _inbox,
    **{tab.lower(): _managed(tab) for tab in ("Clients", "Tags", "Statuses", "People", "Fields")},
    "options": _options,
    "invite": _invite,
    "invite-link": _link,
    "invitation": _invited,
    "invitation-over": _uninvited,
    "nowhere": _nowhere,
    "timer": _running,
    "pomodoro": _pomodoro,
    "idle": _left_alone(10, "You were away"),
    "still": _left_alone(0, "Still working?"),
    "tasks": _tasks("List", ".listed"),
    "board": _tasks("Board", ".board-card"),
    "table": _chosen,
    "timeline": _tasks("Timeline", ".timeline-bar"),
    "time": _time,
    "add-time": _add_time,
    "timesheet": _sheet,
}


def _task(app: App, name: str, project_id: int) -> Any:
    body = {"name": name, "project_id": project_id, "end_date": str(today()), "estimated_mins": 60, "notes": NOTES}
    return app.ask("POST", "/tasks", body)


def _furnish(app: App) -> None:
    project = app.ask("POST", "/projects", {"name": "Loom house", "color": "#e0ac4a"})
    app.ask_here("POST", "/clients", {"name": "Mill & Daughters"})
    app.ask_here("POST", "/tags", {"name": "wool", "color": "#884411"})
    rooms = {"name": "Room", "entity_type": "task", "field_type": "select", "options": [{"name": "Attic"}]}
    app.ask("POST", "/custom-fields", rooms)
    invite(app, "frank@example.test")
    tasks = [_task(app, name, project["id"]) for name in ("Weave the border", "Card the wool", "Order yarn")]
    for number, task in enumerate(tasks[1:], start=1):
        where, begin = f"/tasks/{task['id']}", at(today(), 9 + 2 * number)
        app.ask("POST", f"{where}/time-blocks", {"start": begin, "duration": 3600})
        app.ask("POST", f"{where}/time-entries", {"start": begin, "duration": 1200 * number})
    app.ask("POST", "/tracking/start", {"task_id": tasks[-1]["id"]})


@pytest.fixture(scope="module")
def home(browser: Browser, served: Served) -> tuple[Somebody, Any]:
    """Whose day has a bit of everything on it, and their cookies. No screen changes it by being looked at."""
    with new_page(browser, served) as page:
        app = App(page, new_person(served))
        app.enter()
        _furnish(app)
        return app.somebody, page.context.cookies()


@pytest.fixture
def furnished(page: Page, home: tuple[Somebody, Any]) -> App:
    """Signed in there, nothing loaded yet."""
    somebody, cookies = home
    page.context.add_cookies(cookies)
    return App(page, somebody)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_rule_is_broken(furnished: App, screen: str) -> None:
    furnished.open()
    SCREENS[screen](furnished.page)
    assert faults(furnished.page) == {}
    furnished.picture(f"{screen}-light")
    furnished.page.emulate_media(color_scheme="dark")
    assert faults(furnished.page, COLORS) == {}
    furnished.picture(f"{screen}-dark")


#: A small phone, and a window of 1280 pixels at 200 %.
NARROW: list[ViewportSize] = [{"width": 320, "height": 640}, {"width": 640, "height": 450}]


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off_on_small_screens_and_enlarged(furnished: App, screen: str) -> None:
    furnished.open()
    SCREENS[screen](furnished.page)
    for size in NARROW:
        furnished.page.set_viewport_size(size)
        furnished.page.wait_for_timeout(50)
        furnished.picture(f"{screen}-{size['width']}")
        assert furnished.out_of_reach() == []


@pytest.mark.parametrize("width", [320, 720])
def test_none_on_narrow_screens(furnished: App, width: int) -> None:
    furnished.page.set_viewport_size({"width": width, "height": 800})
    furnished.open()
    assert faults(furnished.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_none_at_the_door(door: Page, scheme: Any) -> None:
    door.emulate_media(color_scheme=scheme)
    expect(door.get_by_label("E-mail")).to_be_visible()
    assert faults(door) == {}


def test_nothing_moves_for_who_asked_for_that(furnished: App) -> None:
    furnished.page.emulate_media(reduced_motion="reduce")
    furnished.open()
    _panel(furnished.page)
    moving = "[...document.querySelectorAll('*')].map(getComputedStyle)"
    moving += ".filter(of => [of.animationDuration, of.transitionDuration].some(one => parseFloat(one))).length"
    assert furnished.page.evaluate(moving) == 0
    furnished.page.emulate_media(reduced_motion="no-preference")
    assert furnished.page.evaluate(moving) > 0
