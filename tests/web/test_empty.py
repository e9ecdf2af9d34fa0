"""An empty workspace: every screen says what would be here and what to do next; none is blank, broken or refused."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.web.conftest import App
from tests.web.test_ways import SCREENS, addresses

ADD_TASK = 'role=textbox[name="Add a task"]'
PLANNER = ("Everything due is on the calendar. Add a task above", ADD_TASK)
TASKS = ("Nothing is left to do. Add a task above", ADD_TASK)
CAPTURE = "Turns a list, your own words or a picture of a list into tasks."
REPORTS = ("Nothing was planned or tracked in this time.", 'role=button[name="To the calendar"]')


def _button(name: str) -> str:
    return f'role=button[name="{name}"]'


def _box(name: str) -> str:
    return f'role=textbox[name="{name}"]'


#: Address → what it says, and what is there to go on with.
SAYS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("/today", "/day", "/three-days", "/work-week", "/week", "/month"), PLANNER),
    "/team": ("Only you are here.", _button("People and invitations")),
    "/tasks": TASKS,
    "/tasks?view=board": TASKS,
    "/tasks?view=table": TASKS,
    "/tasks?view=timeline": ("Give a task a start or a due day, and it appears here.", ADD_TASK),
    "/inbox": (CAPTURE, _box("Paste a list")),
    "/inbox?way=prompt": (CAPTURE, _box("What is there to do?")),
    "/inbox?way=picture": (CAPTURE, _button("Choose a picture")),
    "/time": ("What you track shows up here, day by day.", _button("Add time") + " >> nth=1"),
    "/time?view=sheet": ("No time in this week yet. Add a row below", _button("Copy last week's rows")),
    **dict.fromkeys(("/reports", "/reports?tab=plan", "/reports?tab=entries"), REPORTS),
    "/projects": ("Add the first one above.", _box("Add a project")),
    "/projects?tab=clients": ("Add the first one above.", _box("Add a client")),
    "/projects?tab=tags": ("Add the first one above, or type #word with a task.", _box("Add a tag")),
    "/projects?tab=statuses": ("A new task begins with the first status to do.", _box("Add a status")),
    "/projects?tab=people": ("A group makes several people members", _button("Invite somebody")),
    "/projects?tab=fields": ("Add the first one above.", _box("Add a field")),
    "/settings": ("Type a city or a part of the world.", 'role=combobox[name="Time zone"]'),
    "/settings?tab=hours": ("The bar above each day is full when", "role=spinbutton[name=/^Hours a day/]"),
    "/settings?tab=calendars": ("Connect a calendar to see its events", _button("Add by address")),
    "/settings?tab=sessions": ("The browsers that you are signed in with.", 'role=tab[name="API keys"]'),
    "/settings?tab=keys": ("No key yet. Make one", _box("What it is for")),
    "/settings?tab=appearance": ("Kept in this browser alone.", 'role=combobox[name="Theme"]'),
    "/settings?tab=shortcuts": ("Plan the task in the next free slot", 'role=tab[name="Appearance"]'),
}
#: Dialogs of `test_ways` that need nothing to be there, in the same way.
DIALOGS: dict[str, tuple[str, str]] = {
    "add time": ("Description", _box("From")),
    "saved views": ("A saved view keeps period, filters and tab under a name.", _box("Save what is shown as")),
    "invite": ("An invitation is a link that you hand over; no mail is sent.", _box("E-mail")),
    "keys": ("Add a task", _button("Close")),
    "palette": ("Go to Capture", 'role=combobox[name="Type to find a task or a command"]'),
}
#: What a value that is not there looks like when it gets on to the screen, and a word whose place was not filled.
BROKEN = re.compile(r"\b(undefined|null|NaN|Infinity|Invalid Date)\b|\[object |\{\w+\}")
#: The API's way to say that there is no feed.
ABSENT = re.compile(r"/calendar-feed$")


@pytest.fixture
def empty(app: App) -> Iterator[App]:
    """Opened, and nothing that it asks for is refused."""
    refused: list[str] = []

    def look(answer: Response) -> None:
        if answer.status >= 400 and not ABSENT.search(answer.url):
            refused.append(f"{answer.status} {answer.url}")

    app.page.on("response", look)
    app.open()
    yield app
    assert refused == []


def _looked_at(page: Page, where: str, says: str, next_step: str) -> None:
    expect(page.get_by_text(says).first, where).to_be_visible()
    expect(page.locator(next_step), where).to_be_visible()
    expect(page.locator(next_step), where).to_be_enabled()
    expect(page.locator("[aria-busy=true]"), where).to_have_count(0)
    text = page.locator("body").inner_text()
    titles = page.locator("[title], [aria-label], [placeholder]").evaluate_all(
        "all => all.flatMap(one => [one.title, one.ariaLabel, one.placeholder]).join('\\n')"
    )
    assert BROKEN.findall(f"{text}\n{titles}") == [], where


def test_every_screen_says_what_would_be_there_and_what_to_do_next(empty: App) -> None:
    found = list(dict.fromkeys(addresses(empty.page)))
    assert set(found) == set(SAYS), "each address has its line above"
    for address in found:
        empty.page.goto(address)
        _looked_at(empty.page, address, *SAYS[address])


def test_every_list_beside_the_calendar_says_why_it_is_empty(empty: App) -> None:
    for tab, says in (
        ("Today", "Add a task above."),
        ("Overdue", "stands under To plan."),
        ("Someday", "Add a task above"),
    ):
        empty.page.get_by_role("tab", name=tab, exact=True).click()
        _looked_at(empty.page, tab, says, ADD_TASK)


def test_every_dialog_does_so_as_well(empty: App) -> None:
    assert DIALOGS.keys() <= SCREENS.keys()
    for name, (says, next_step) in DIALOGS.items():
        empty.page.goto("/week")
        steps, shown = SCREENS[name]
        for step in steps:
            empty.page.locator(step).first.click()  # what a page says where it is empty offers the same
        _looked_at(empty.page, name, says, f"{shown} >> {next_step}")


def test_a_task_with_nothing_but_a_name(empty: App) -> None:
    empty.ask("POST", "/tasks", {"name": "Weave the border"})
    empty.page.goto("/tasks")
    empty.page.get_by_role("button", name="Weave the border", exact=True).click()
    panel = 'role=complementary[name="Weave the border"]'
    for name in ("Add a sub-task", "Notes"):
        _looked_at(empty.page, name, "Sub-tasks", f'{panel} >> role=textbox[name="{name}"]')


def test_a_narrowed_list_offers_all_of_it(empty: App) -> None:
    """What nothing fits is another thing than nothing at all."""
    empty.page.goto("/tasks?due=overdue")
    _looked_at(empty.page, "narrowed", "No task fits. Add one, or show all.", _button("Show all"))
