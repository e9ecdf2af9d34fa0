"""Calendars in the settings: connected, settled, removed; rules for titles; one's own plan as a calendar."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from dayloom.calendars.tables import calendars
from tests.web.conftest import App, Served
from tests.web.test_planner import at, today

FILE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\nX-WR-CALNAME:Fairs\r\nBEGIN:VEVENT\r\nUID:fair\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260301T090000Z\r\nDTEND:20260301T100000Z\r\nSUMMARY:Wool fair\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
CALENDARS = "/integrations/calendar"
RULES = f"{CALENDARS}/mappings"


def _open(app: App) -> Locator:
    app.open()
    app.page.get_by_role("button", name="Settings", exact=True).click()
    app.page.get_by_role("tab", name="Calendars").click()
    shown = app.page.get_by_role("tabpanel", name="Calendars")
    expect(shown.locator("[aria-busy=true]")).to_have_count(0)
    return shown


@pytest.fixture
def fairs(app: App) -> Any:
    """A connected calendar."""
    return app.ask("POST", CALENDARS, {"provider": "ics", "content": FILE, "name": "Fairs"})


def _calendar(app: App) -> Any:
    return app.ask("GET", CALENDARS)[0]["calendars"][0]


def test_a_file_is_uploaded(app: App) -> None:
    shown = _open(app)
    expect(shown).to_contain_text("Connect a calendar to see its events")
    shown.get_by_role("button", name="Upload a file").click()
    dialog = app.page.get_by_role("dialog", name="Upload a file")
    file: Any = {"name": "wool.ics", "mimeType": "text/calendar", "buffer": FILE.encode()}
    dialog.get_by_label("Calendar file").set_input_files(file)
    with app.saved("PUT"):
        dialog.get_by_role("button", name="Connect").click()
    expect(dialog).to_have_count(0)
    expect(shown.get_by_role("region", name="wool")).to_contain_text("Synced")
    assert _calendar(app)["synced_at"] is not None


@pytest.mark.parametrize(
    "way, given, sent",
    [
        ("Add by address", {}, {"provider": "ics"}),
        ("Add a CalDAV account", {"User": "robin", "Password": "secret"}, {"provider": "caldav", "username": "robin"}),
    ],
)
def test_what_cannot_be_used_says_so_and_keeps_what_was_typed(
    app: App, way: str, given: dict[str, str], sent: dict[str, str]
) -> None:
    shown = _open(app)
    shown.get_by_role("button", name=way).click()
    dialog = app.page.get_by_role("dialog", name=way)
    address = dialog.locator("input[name=url]")
    address.fill("https://calendar.invalid/robin")
    for label, text in given.items():
        dialog.get_by_label(label).fill(text)
    with app.page.expect_request(lambda asked: asked.method == "POST") as asked:
        dialog.get_by_role("button", name="Connect").click()
    body: Any = asked.value.post_data_json
    assert body.items() >= {**sent, "url": "https://calendar.invalid/robin"}.items()
    expect(dialog.get_by_role("alert")).to_contain_text("cannot be used")
    expect(address).to_have_value("https://calendar.invalid/robin")


def test_a_calendar_is_settled(app: App, fairs: Any) -> None:
    project = app.ask("POST", "/projects", {"name": "Loom house"})
    shown = _open(app).get_by_role("group", name="Fairs")
    with app.saved("PUT"):
        shown.get_by_label("Its events").select_option("are only shown")
    with app.saved("PUT"):
        shown.get_by_label("Project").select_option("Loom house")
    with app.saved("PUT"):
        shown.get_by_label("Track their time by itself").check()
    with app.saved("PUT"):
        shown.get_by_label("Colour").fill("#2f855a")
        shown.get_by_label("Colour").dispatch_event("change")
    found = _calendar(app)
    assert (found["default_action"], found["default_project_id"]) == ("do_nothing", project["id"])
    assert (found["focus_auto_track"], found["background_color"]) == (True, "#2f855a")
    with app.saved("PUT"):
        shown.get_by_label("Project").select_option("No project")
    assert _calendar(app)["default_project_id"] is None


def test_a_refused_setting_is_told_and_what_holds_is_shown(app: App, fairs: Any) -> None:
    shown = _open(app).get_by_role("group", name="Fairs")
    app.page.route("**/calendars/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    shown.get_by_label("Its events").select_option("are only shown")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(shown.get_by_label("Its events")).to_have_value("always_create")


def test_what_could_not_be_read_says_why(app: App, fairs: Any) -> None:
    found = app.ask("GET", CALENDARS)
    found[0]["calendars"][0]["error"] = "The server answered 404."
    app.page.route(f"**{CALENDARS}", lambda asked: asked.fulfill(json=found))
    expect(_open(app)).to_contain_text("The server answered 404.")


@pytest.mark.parametrize("keep", [True, False])
def test_removing_says_what_goes(app: App, fairs: Any, keep: bool) -> None:
    shown = _open(app)
    with app.saved("PUT"):
        shown.get_by_role("button", name="Sync now").click()
    shown.get_by_role("button", name="Remove Fairs").click()
    dialog = app.page.get_by_role("dialog", name="Remove Fairs")
    expect(dialog).to_contain_text("the tasks that were made of them. Tasks with tracked time stay.")
    if keep:
        dialog.get_by_label("Keep the tasks").check()
    with app.page.expect_response(lambda answer: answer.request.method == "DELETE") as removed:
        dialog.get_by_role("button", name="Remove").click()
    assert removed.value.url.endswith(f"preserve_entities={str(keep).lower()}")
    expect(shown).to_contain_text("Connect a calendar to see its events")
    assert app.ask("GET", CALENDARS) == []


def test_rules_for_titles_are_made_and_removed(app: App) -> None:
    project = app.ask("POST", "/projects", {"name": "Loom house"})
    task = app.ask("POST", "/tasks", {"name": "Stand-ups"})
    shown = _open(app)
    shown.get_by_label("Title of the event").fill("Stand-up")
    shown.get_by_label("Project").select_option("Loom house")
    shown.get_by_role("combobox", name="Task", exact=True).fill("stand")
    app.page.get_by_role("option", name="Stand-ups").click()
    with app.saved("POST", "/mappings"):
        shown.get_by_role("button", name="Add a rule").click()
    expect(shown.get_by_role("listitem")).to_contain_text("Loom house · Stand-ups")
    (rule,) = app.ask("GET", RULES)
    assert (rule["title"], rule["project_id"], rule["task_id"]) == ("Stand-up", project["id"], task["id"])
    with app.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        shown.get_by_role("button", name="Remove the rule for Stand-up").click()
    expect(shown.get_by_role("listitem")).to_have_count(0)
    assert app.ask("GET", RULES) == []


def test_a_refused_rule_keeps_what_was_typed(app: App) -> None:
    project = app.ask("POST", "/projects", {"name": "Loom house"})
    app.ask("POST", RULES, {"title": "Stand-up", "project_id": project["id"]})
    shown = _open(app)
    shown.get_by_label("Title of the event").fill("stand-up")
    shown.get_by_label("Project").select_option("Loom house")
    shown.get_by_role("button", name="Add a rule").click()
    expect(app.page.get_by_role("alert")).to_contain_text("there already is a rule")
    expect(shown.get_by_label("Title of the event")).to_have_value("stand-up")


def test_ones_plan_gets_an_address_another_and_none(app: App) -> None:
    shown = _open(app)
    shown.get_by_label("With tracked time").check()
    with app.saved("POST", "/calendar-feed") as made:
        shown.get_by_role("button", name="Make an address").click()
    address = shown.get_by_label("Secret address")
    first = made.value.json()["url"]
    expect(address).to_have_value(first)
    path = urlsplit(first).path
    assert app.page.request.get(path).text().startswith("BEGIN:VCALENDAR")
    assert app.ask("GET", "/calendar-feed")["tracked"] is True
    shown.get_by_role("button", name="Renew the address").click()
    with app.saved("POST", "/calendar-feed"):
        app.page.get_by_role("dialog").get_by_role("button", name="Renew the address").click()
    expect(address).not_to_have_value(first)
    assert app.page.request.get(path).status == 404
    app.page.reload()
    expect(shown).to_contain_text("There has been one since")
    shown.get_by_role("button", name="Turn it off").click()
    app.page.get_by_role("dialog").get_by_role("button", name="Turn it off").click()
    expect(shown.get_by_role("button", name="Make an address")).to_be_visible()


def test_nothing_is_cut_off_on_a_narrow_screen(app: App, fairs: Any) -> None:
    app.page.set_viewport_size({"width": 320, "height": 700})
    app.ask("POST", RULES, {"title": "Stand-up" * 20, "task_id": app.ask("POST", "/tasks", {"name": "Weave"})["id"]})
    expect(_open(app).get_by_role("listitem")).to_be_visible()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 320
    app.picture("settings-calendars-320")


# --- telling a calendar what is planned -----------------------------------------------------------

TOLD = "Tell Fairs what I plan"


@pytest.fixture
def writable(app: App, served: Served, fairs: Any) -> None:
    """As if the connected calendar were one on a CalDAV server."""
    row = {"workspace_id": int(app.somebody.base.rsplit("/", 1)[1]), "id": _calendar(app)["calendar_id"]}
    with served.database.write() as db:
        db.update(calendars, ["writable"], [{**row, "writable": True}])


def _sent(app: App, method: str, act: Callable[[], None]) -> Any:
    """What is said with the write that this leads to: its query and body."""
    with app.page.expect_request(lambda asked: asked.method == method and "/time-blocks" in asked.url) as found:
        act()
    asked = found.value
    answer = asked.response()
    assert answer is not None
    assert answer.ok
    return {**dict(parse_qsl(urlsplit(asked.url).query)), **(asked.post_data_json or {})}


def test_a_calendar_that_can_only_be_read_is_told_nothing(app: App, fairs: Any) -> None:
    expect(_open(app).get_by_label(TOLD)).to_have_count(0)


def test_a_calendar_is_told_what_is_planned(app: App, writable: None) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    shown = _open(app)
    with app.saved("PATCH", "/users/me/settings"):
        shown.get_by_label(TOLD).check()
    app.page.reload()
    expect(shown.get_by_label(TOLD)).to_be_checked()
    app.page.get_by_role("button", name="Week", exact=True).click()
    block = app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 9), "duration": 3600})
    app.page.locator(f"#block-{block['id']}").focus()
    assert _sent(app, "PATCH", lambda: app.page.keyboard.press("Alt+ArrowDown"))["outbound_sync"] is True
    titles = [event["title"] for event in app.ask("GET", "/tasks/calendar")]
    assert "Weave the border" in titles
    assert _sent(app, "DELETE", lambda: app.page.keyboard.press("Delete"))["outbound_sync"] == "true"
    with app.page.expect_request(lambda asked: (asked.post_data_json or {}).get("outbound_sync") is True):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(f"#block-{block['id']}")).to_be_visible()


def test_a_calendar_is_told_of_a_tasks_new_name_and_end(app: App, writable: None) -> None:
    app.call("PATCH", "/users/me/settings", {"sync_external_calendar": "always"})
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.locator(".task-line").dblclick()
    with app.page.expect_request(lambda asked: asked.method == "PATCH") as found:
        app.page.get_by_role("combobox", name="Priority").select_option("High")
    assert found.value.post_data_json == {"priority": "high", "outbound_sync": True}
    app.page.keyboard.press("Escape")
    app.page.get_by_role("button", name="Tasks", exact=True).click()
    app.page.get_by_role("button", name="Table", exact=True).click()
    app.page.get_by_label("Choose all").check()
    app.page.get_by_role("toolbar").get_by_role("button", name="Delete").click()
    with app.page.expect_request(lambda asked: asked.method == "DELETE") as found:
        app.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    assert "outbound_sync=true" in found.value.url


def _told(app: App, act: Callable[[], object]) -> Any:
    """The body of the change of tasks that this leads to."""
    with app.page.expect_request(lambda asked: asked.method == "PATCH" and "/tasks" in asked.url) as found:
        act()
    answer = found.value.response()
    assert answer is not None
    assert answer.ok
    return found.value.post_data_json


def test_a_calendar_is_told_of_what_is_done_to_many(app: App, writable: None) -> None:
    app.call("PATCH", "/users/me/settings", {"sync_external_calendar": "always"})
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    keys = app.page.keyboard
    app.open()
    app.page.goto("/tasks?view=table")
    app.page.get_by_label("Choose all").check()
    priority = app.page.get_by_role("toolbar").get_by_label("Priority")
    sent = _told(app, lambda: priority.select_option("High"))
    assert sent == [{"id": task["id"], "priority": "high", "outbound_sync": True}]
    expect(app.page.locator("tbody tr")).to_contain_text("High")
    app.page.locator("main").focus()
    back = _told(app, lambda: keys.press("Control+z"))
    assert back == [{"id": task["id"], "priority": "none", "outbound_sync": True}]


def test_a_calendar_is_told_what_comes_back(app: App, writable: None) -> None:
    app.call("PATCH", "/users/me/settings", {"sync_external_calendar": "always"})
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.goto("/tasks?view=table")
    app.page.get_by_label("Choose all").check()
    app.page.get_by_role("toolbar").get_by_role("button", name="Delete").click()
    with app.saved("DELETE"):
        app.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(app.page.locator("tbody tr")).to_have_count(0)
    with app.page.expect_request(lambda asked: asked.url.endswith("/tasks/bulk")) as found:
        app.page.keyboard.press("Control+z")
    assert found.value.post_data_json == [{"id": task["id"], "outbound_sync": True}]


def test_a_calendar_is_told_of_moves_on_the_board(app: App, writable: None) -> None:
    app.call("PATCH", "/users/me/settings", {"sync_external_calendar": "always"})
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.goto("/tasks?view=board")
    app.page.locator(".board-card").focus()
    for key in ("Alt+ArrowRight", "Control+z"):
        assert _told(app, partial(app.page.keyboard.press, key))["outbound_sync"] is True


def test_a_calendar_is_told_of_this_and_later(app: App, writable: None) -> None:
    app.call("PATCH", "/users/me/settings", {"sync_external_calendar": "always"})
    days = {"start_date": str(today()), "end_date": str(today()), "rrule": "FREQ=DAILY;COUNT=3"}
    app.ask("POST", "/tasks", {"name": "Water the plants", **days})
    app.open()
    app.page.locator(".task-line").first.dblclick()
    panel = app.page.get_by_role("complementary", name="Water the plants")
    panel.get_by_role("button", name="This and later").click()
    priority = panel.get_by_role("combobox", name="Priority")
    with app.page.expect_request(lambda asked: "from_recurring_task_id=" in asked.url) as found:
        priority.select_option("Low")
    assert found.value.post_data_json == {"priority": "low", "outbound_sync": True}


def test_nothing_is_told_until_one_says_so(app: App, writable: None) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    block = app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 9), "duration": 3600})
    app.open()
    app.page.locator(f"#block-{block['id']}").focus()
    assert "outbound_sync" not in _sent(app, "PATCH", lambda: app.page.keyboard.press("Alt+ArrowDown"))
