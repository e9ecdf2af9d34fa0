"""Every screen has a way to it that one can see, from the door on: by mouse, and by Tab, Enter and arrows alone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import PASSWORD, PREFERENCES, App, Served
from tests.web.people import add
from tests.web.test_accessible import SETTINGS
from tests.web.test_planner import today

TASK, PROJECT = "Weave the border", "Loom house"


def _in(place: str, name: str) -> str:
    return f'role={place} >> role=button[name="{name}"]'


def _nav(name: str) -> str:
    return _in("navigation", name)


def _main(name: str) -> str:
    return _in("main", name)


def _tab(name: str) -> str:
    return f'role=tab[name="{name}"]'


def _item(name: str) -> str:
    return f'role=menuitem[name="{name}"]'


def _shown(role: str, name: str) -> str:
    return f'role={role}[name="{name}"]'


def _tabs(page: str, *names: str) -> dict[str, tuple[list[str], str]]:
    return {f"{page}: {name}": ([_nav(page), _tab(name)], _shown("tabpanel", name)) for name in names}


MANAGED = ("Projects", "Clients", "Tags", "Statuses", "People", "Fields")
MORE = [_nav("Projects"), _main(f"More: {PROJECT}")]
ACCOUNT = _in("banner", "Your account")
#: Screen → what is pressed one after the other, and what is there then.
SCREENS: dict[str, tuple[list[str], str]] = {
    "today": ([_nav("Today")], ".grid-scroll"),
    "week": ([_nav("Week")], ".grid-scroll"),
    **{span: ([_nav("Week"), _main(span)], ".grid-scroll") for span in ("Day", "3 days", "Work week", "Week")},
    "another day": ([_nav("Today"), _main("Later")], ".grid-scroll"),
    "month": ([_nav("Week"), _main("Month")], _shown("grid", "Month")),
    "team": ([_nav("Week"), _main("Team")], ".team tbody tr"),
    "tasks": ([_nav("Tasks"), _main("List")], ".listed"),
    "board": ([_nav("Tasks"), _main("Board")], ".board-card"),
    "table": ([_nav("Tasks"), _main("Table")], ".task-table"),
    "timeline": ([_nav("Tasks"), _main("Timeline")], ".timeline"),
    "time": ([_nav("Time")], ".entry-day"),
    "add time": ([_nav("Time"), _main("Add time")], _shown("dialog", "Add time")),
    **_tabs("Time", "Entries", "Timesheet"),
    **_tabs("Capture", "A list", "Your own words", "A picture"),
    **_tabs("Reports", "Summary", "Plan against actual", "Detailed"),
    "saved views": ([_nav("Reports"), _main("Saved views")], _shown("dialog", "Saved views")),
    **_tabs("Projects", *MANAGED),
    "a project": ([*MORE, _item("Edit")], _shown("dialog", "Edit the project")),
    "its members": ([_nav("Projects"), _main(f"Members of {PROJECT}")], _shown("dialog", f"Members of {PROJECT}")),
    "invite": ([_nav("Projects"), _tab("People"), _main("Invite somebody")], _shown("dialog", "Invite somebody")),
    **_tabs("Settings", *SETTINGS),
    "settings by the account": ([ACCOUNT, _item("Settings")], _shown("tabpanel", "Profile")),
    "keys": ([ACCOUNT, _item("Keyboard shortcuts")], _shown("dialog", "Keyboard shortcuts")),
    "palette": ([_in("banner", "Search or do")], _shown("dialog", "Search or do")),
    "what runs": ([_in("banner", TASK)], _shown("dialog", f"Running: {TASK}")),
    "a task": ([_nav("Tasks"), _main("Timeline"), _main(TASK)], ".details .fields"),
    "its recurrence": ([_in("complementary", "Change")], ".repeat-form"),  # in the open one
    "pomodoro": ([_in("banner", "Start a pomodoro")], ".pomodoro.on"),
}
#: Where a page keeps the list of its parts, and what its address calls them. The first one needs no word.
PARTS = {
    "tasks": ("tasks/page.js", "VIEWS", "view"),
    "inbox": ("inbox/inbox.js", "WAYS", "way"),
    "reports": ("reports/report.js", "TABS", "tab"),
    "projects": ("manage/manage.js", "TABS", "tab"),
    "settings": ("settings/page.js", "TABS", "tab"),
}
#: To the next thing that the keyboard gets to; nothing where it is the right one.
NEXT_KEY = """one => {
    const at = document.activeElement;
    if (at === one) return null;
    if (at.closest("[role=menu]")) return "ArrowDown";
    return at.closest("[role=tablist]")?.contains(one) ? "ArrowRight" : "Tab";
}"""
MOST_KEYS = 150


def _listed(page: Page, path: str, name: str) -> list[str]:
    """The words of an array, or the keys of an object, that a file of the app has under this name."""
    main = page.locator("script[src$='main.js']").get_attribute("src") or ""
    text = page.request.get(main.replace("main.js", path)).text()
    found = re.search(rf"^(?:export )?const {name} = (?:/\*\*.*?\*/ )?\(?(.*?);$", text, re.DOTALL | re.MULTILINE)
    assert found, f"{path} has no {name}"
    return re.findall(r'"(\w+)"' if found[1][0] == "[" else r'[{,]\s*"?([\w-]+)"?:', found[1])


def addresses(page: Page) -> Iterator[str]:
    """All that the app has."""
    for place in _listed(page, "store/place.js", "PLACES"):
        yield f"/{place}"
    for view in _listed(page, "store/place.js", "VIEWS"):
        yield f"/{view}"
    for place, (path, name, word) in PARTS.items():
        for part in _listed(page, path, name)[1:]:
            yield f"/{place}?{word}={part}"
    yield "/time?view=sheet"


def _click(page: Page, step: str) -> None:
    page.locator(step).click()


def _reach(page: Page, step: str) -> None:
    """Brings the focus there."""
    target = page.locator(step)
    expect(target).to_be_visible()
    for _ in range(MOST_KEYS):
        key = target.evaluate(NEXT_KEY)
        if key is None:
            return
        page.keyboard.press(key)
    pytest.fail(f"no key leads to {step}")


def _press(page: Page, step: str) -> None:
    _reach(page, step)
    page.keyboard.press("Enter")


def _leave(page: Page) -> None:
    """Out of a dialog; the first Escape may only close the offers of a box in it."""
    for _ in range(3):
        if page.locator("dialog[open]").count():
            page.keyboard.press("Escape")


@pytest.fixture
def door(app: App, served: Served) -> Page:
    """The app, with something to open in it and somebody else in it, before signing in."""
    add(app, served, "Kim Miller")
    project = app.ask("POST", "/projects", {"name": PROJECT})
    task = app.ask("POST", "/tasks", {"name": TASK, "project_id": project["id"], "end_date": str(today())})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    app.page.context.clear_cookies()
    app.page.add_init_script(f"localStorage['dayloom.preferences'] ??= '{PREFERENCES}'")
    app.page.goto("/")
    return app.page


@pytest.mark.parametrize("press", [_click, _press], ids=["mouse", "keys"])
def test_every_screen_is_reached_from_the_door(door: Page, app: App, press: Callable[[Page, str], None]) -> None:
    for label, words in (("E-mail", app.somebody.email), ("Password", PASSWORD)):
        _reach(door, f'role=textbox[name="{label}"]')
        door.keyboard.type(words)
    press(door, 'role=button[name="Sign in"]')
    seen = set()
    for steps, shown in SCREENS.values():
        for step in steps:
            press(door, step)
        expect(door.locator(shown).first).to_be_visible()
        seen.add(door.evaluate("location.pathname + location.search").partition("?day=")[0])
        _leave(door)
    assert set(addresses(door)) - seen == set()
