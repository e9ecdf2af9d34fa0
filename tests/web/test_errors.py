"""What a screen is there to show cannot be read: it says so in its place, and reads it when asked again."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import App
from tests.web.test_bad_input import sign_in
from tests.web.test_empty import SAYS
from tests.web.test_ways import addresses

SENTENCE = "The loom is jammed."
UNREACHED = "The server cannot be reached, and this was not read before."
#: A folder of the app's own files has the same name.
API = re.compile(r":\d+/api/")
PLANNER = ("/today", "/day", "/three-days", "/work-week", "/week", "/month")
#: Address and what it asks for, as a regular expression; an address may ask for several things.
ASKED = [
    *((address, r"/time-blocks/stream\?") for address in PLANNER),
    ("/week", r"/workspaces/\d+/tasks\?"),
    ("/team", r"/organizations/\d+/users\?"),
    *((f"/tasks{view}", r"/workspaces/\d+/tasks\?") for view in ("", "?view=board", "?view=table", "?view=timeline")),
    ("/tasks?view=board", r"/statuses\?"),
    *((f"/time{view}", r"/time-entries/stream\?") for view in ("", "?view=sheet")),
    ("/reports", r"/insights\?"),
    ("/reports?tab=plan", r"/insights\?"),
    ("/reports?tab=entries", r"/query\?"),
    ("/projects", r"/permissions$"),
    ("/projects", r"/projects\?"),
    *((f"/projects?tab={tab}", rf"/{tab}\?") for tab in ("clients", "tags", "statuses")),
    ("/projects?tab=people", r"/organizations/\d+/users$"),
    ("/projects?tab=fields", r"/custom-fields\?"),
    ("/settings?tab=calendars", r"/integrations/calendar$"),
    ("/settings?tab=calendars", r"/integrations/calendar/mappings$"),
    ("/settings?tab=calendars", r"/calendar-feed$"),
    ("/settings?tab=sessions", r"/api/sessions$"),
    ("/settings?tab=keys", r"/api/api-keys$"),
]
#: These show what came with the session, or nothing before somebody types.
ASK_NOTHING = {
    *("/inbox", "/inbox?way=prompt", "/inbox?way=picture"),
    *("/settings", "/settings?tab=hours", "/settings?tab=appearance", "/settings?tab=shortcuts"),
}


def _jam(route: Route) -> None:
    route.fulfill(status=500, json={"error": "internal", "error_description": SENTENCE})


def _stuck(page: Page, says: str) -> None:
    told = page.get_by_role("alert").filter(has=page.get_by_role("button", name="Try again"))
    expect(told).to_be_visible()
    expect(told).to_contain_text(says)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def _there(page: Page, address: str) -> None:
    expect(page.get_by_text(SAYS[address][0]).first).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)


def test_every_address_is_one_of_these(app: App) -> None:
    app.open()
    assert {address for address, _ in ASKED} | ASK_NOTHING == set(addresses(app.page))


@pytest.mark.parametrize("address, asked", ASKED)
def test_an_error_is_told_and_tried_again(app: App, address: str, asked: str) -> None:
    pattern = re.compile(asked)
    app.open()
    app.page.route(pattern, _jam)
    app.page.goto(address)
    _stuck(app.page, f"That did not work: {SENTENCE}")
    app.page.unroute(pattern)
    with app.page.expect_response(pattern) as answered:
        app.page.get_by_role("button", name="Try again").click()
    assert answered.value.status in {200, 204}  # the latter where there is no feed
    _there(app.page, address)


def test_what_is_tried_again_may_fail_again(app: App) -> None:
    app.open()
    app.page.route("**/insights?*", _jam)
    app.page.goto("/reports")
    with app.page.expect_response("**/insights?*"):
        app.page.get_by_role("button", name="Try again").click()
    _stuck(app.page, SENTENCE)


@pytest.mark.parametrize(
    "address, asked",
    [
        ("/projects?tab=tags", "**/tags?*"),
        ("/tasks?view=board", "**/workspaces/*/tasks?*"),
        ("/reports", "**/insights?*"),
        ("/settings?tab=keys", "**/api-keys"),
    ],
)
def test_without_the_network_it_is_read_as_soon_as_there_is_one(app: App, address: str, asked: str) -> None:
    app.open()
    app.page.route(asked, lambda route: route.abort())
    app.page.goto(address)
    _stuck(app.page, UNREACHED)
    app.page.unroute(asked)
    app.page.evaluate("dispatchEvent(new Event('online'))")
    _there(app.page, address)


def test_nobody_knows_who_is_signed_in(app: App) -> None:
    app.open()
    app.page.route(API, _jam)
    app.page.goto("/tasks")
    expect(app.page.get_by_role("alert")).to_have_text(UNREACHED)
    app.page.unroute(API)
    app.page.get_by_role("button", name="Try again").click()
    _there(app.page, "/tasks")


def test_nothing_is_reached_at_a_page_that_was_never_read(app: App) -> None:
    app.open()
    app.page.route(API, lambda route: route.abort())
    app.page.get_by_role("button", name="Projects", exact=True).click()
    expect(app.page.get_by_role("alert").filter(has_text=UNREACHED)).to_be_visible()
    app.page.unroute(API)
    app.page.evaluate("dispatchEvent(new Event('online'))")  # it is read by itself then
    _there(app.page, "/projects")


def test_other_days_that_cannot_be_read_are_not_shown_as_empty(app: App) -> None:
    app.open()
    app.page.route("**/time-blocks/stream?*", _jam)
    app.page.get_by_role("main").get_by_role("button", name="Later", exact=True).click()
    _stuck(app.page, SENTENCE)
    app.page.unroute("**/time-blocks/stream?*")
    app.page.get_by_role("main").get_by_role("button", name="Earlier", exact=True).click()
    _there(app.page, "/week")


def test_a_week_of_time_that_cannot_be_read_says_so(app: App) -> None:
    app.open()
    app.page.goto("/time")
    _there(app.page, "/time")
    app.page.route("**/time-entries/stream?*", _jam)
    app.page.get_by_role("main").get_by_role("button", name="Earlier", exact=True).click()
    _stuck(app.page, SENTENCE)


def test_a_page_that_met_the_door_is_read_behind_it(app: App) -> None:
    app.open()
    app.page.context.clear_cookies()
    app.page.get_by_role("button", name="Reports", exact=True).click()
    sign_in(app)
    _there(app.page, "/reports")
