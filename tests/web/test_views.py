"""The calendar in other views: a month, everybody's week, and what a day has besides its hours."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from dayloom.auth.roles import WS_USER
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.web.conftest import HASH, ZONE, App, Served
from tests.web.test_planner import at, today


@pytest.fixture
def block(app: App) -> Any:
    """Planned today at ten for an hour, due today."""
    task = app.ask("POST", "/tasks", {"name": "Weave the border", "end_date": str(today())})
    return app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})


def _month(app: App) -> None:
    app.open()
    app.page.keyboard.press("m")
    expect(app.page.get_by_role("grid", name="Month")).to_be_visible()


def test_a_month_shows_what_each_day_has(app: App, block: Any) -> None:
    _month(app)
    day = app.page.locator(f"#month-{today()}")
    expect(day.locator(".month-block")).to_contain_text("Weave the border")
    expect(day.get_by_role("button", name="Due: Weave the border")).to_be_visible()
    expect(app.page.get_by_role("heading", level=1)).to_have_text(f"{today():%B %Y}")
    app.picture("month")


def test_keys_go_through_a_month_and_open_a_day(app: App) -> None:
    _month(app)
    app.page.locator(f"#month-{today()}").focus()
    app.page.keyboard.press("ArrowDown")
    there = today() + timedelta(days=7)
    expect(app.page.locator(f"#month-{there}")).to_be_focused()
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".day-column")).to_have_attribute("data-day", str(there))


def test_months_are_turned(app: App) -> None:
    _month(app)
    first = today().replace(day=1)
    later = (first + timedelta(days=32)).replace(day=1)
    app.page.get_by_role("button", name="Later").click()
    expect(app.page.get_by_role("heading", level=1)).to_have_text(f"{later:%B %Y}")


def test_what_is_due_stands_above_the_hours_and_opens(app: App, block: Any) -> None:
    app.open()
    app.page.get_by_role("button", name="Due: Weave the border").click()
    expect(app.page.get_by_role("complementary", name="Weave the border")).to_be_visible()


FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Dayloom//tests//EN
BEGIN:VEVENT
UID:fair@example.test
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:{day}
SUMMARY:Wool fair
END:VEVENT
BEGIN:VEVENT
UID:talk@example.test
DTSTAMP:20260101T000000Z
DTSTART:{day}T090000Z
DTEND:{day}T100000Z
SUMMARY:Talk at the guild
END:VEVENT
END:VCALENDAR
"""


def test_events_of_other_calendars_are_seen_without_being_planned(app: App) -> None:
    content = FEED.format(day=f"{today():%Y%m%d}").replace("\n", "\r\n")
    connected = app.ask("POST", "/integrations/calendar", {"provider": "ics", "name": "Guild", "content": content})
    for calendar in connected["calendars"]:
        where = f"/integrations/calendar/{connected['calendar_integration_id']}/calendars/{calendar['calendar_id']}"
        app.ask("PUT", where, {"default_action": "do_nothing", "selected": True})
    app.ask("PUT", "/tasks/calendar", date_from=at(today(), 0), date_to=at(today(), 23))
    app.open()
    expect(app.page.get_by_role("img", name="Talk at the guild")).to_be_visible()
    expect(app.page.locator(".grid-days .day-event")).to_have_text("Wool fair")
    expect(app.page.locator(".block.planned")).to_have_count(0)


def test_nobody_else_no_team(app: App) -> None:
    app.open()
    expect(app.page.get_by_role("button", name="Work week")).to_be_visible()
    expect(app.page.get_by_role("button", name="Team")).to_have_count(0)


def test_a_manager_sees_everybodys_week(app: App, served: Served, block: Any) -> None:
    workspace_id = int(app.somebody.base.rpartition("/")[2])
    now = datetime.now(UTC).replace(microsecond=0)
    with served.database.write() as db:
        email = f"second{workspace_id}@example.test"
        user_id = users.create_user(db, email, "Kim Shuttle", HASH, ZONE, now)
        workspaces.add_member(db, workspace_id, user_id, WS_USER, now)
    app.open()
    app.page.get_by_role("button", name="Team").click()
    expect(app.page.get_by_role("row", name="Robin Weaver")).to_contain_text("Weave the border")
    expect(app.page.get_by_role("row", name="Kim Shuttle")).to_be_visible()
    app.picture("team")
