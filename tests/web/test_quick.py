"""Quick add: what is typed is understood while it is typed, and marked before Enter."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dayloom import journal
from dayloom.auth import people
from dayloom.auth.roles import WS_USER
from dayloom.context import Context
from dayloom.fields import Name
from dayloom.http.web_app import version
from dayloom.projects import service as projects
from dayloom.projects.schemas import ProjectInput
from dayloom.tags import service as tags
from dayloom.tags.schemas import TagInput
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.server.running import eventually
from tests.web.conftest import App, Served, Somebody, new_page
from tests.web.people import add, everybody
from tests.web.test_planner import at, today, utc

KNOWN = {
    "projects": [{"id": 1, "name": "Loom house"}, {"id": 2, "name": "Loom"}],
    "people": [{"id": 5, "name": "Anna Weaver"}, {"id": 6, "name": "Bo Dyer"}, {"id": 7, "name": "Bo Miller"}],
    "today": "2026-11-18",
    "language": "en-GB",
}


@pytest.fixture(scope="module")
def reader(browser: Browser, served: Served) -> Iterator[Page]:
    """A page for all tests of the understanding alone, which keeps nothing."""
    with new_page(browser, served) as page:
        page.goto("/")
        yield page


def _understood(page: Page, text: str, **known: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "async ([at, text, known]) => (await import(at)).understand(text, known)",
        [f"/app/{version()}/tasks/quick.js", text, {**KNOWN, **known}],
    )
    return found


def test_every_word_that_it_knows(reader: Page) -> None:
    found = _understood(reader, "Call the mill #wool #two_words @loom_house +anna !high 45m fri 10:00")
    said = {name: found[name] for name in ("name", "tags", "priority", "minutes", "day", "time")}
    expected = {
        "name": "Call the mill",
        "tags": ["wool", "two words"],
        "priority": "high",
        "minutes": 45,
        "day": "2026-11-20",
        "time": 600,
    }
    assert (said, found["project"]["id"], [one["id"] for one in found["people"]]) == (expected, 1, [5])
    assert [piece["kind"] for piece in found["pieces"]] == [
        "tag",
        "tag",
        "project",
        "person",
        "priority",
        "duration",
        "day",
        "time",
    ]


@pytest.mark.parametrize(
    "text, part, value",
    [
        ("Spin 1h", "minutes", 60),
        ("Spin 1h30", "minutes", 90),
        ("Spin 1.5h", "minutes", 90),
        ("Spin 1,5h", "minutes", 90),
        ("Spin 20min", "minutes", 20),
        ("Spin today", "day", "2026-11-18"),
        ("Spin tomorrow", "day", "2026-11-19"),
        ("Spin yesterday", "day", "2026-11-17"),
        ("Spin gestern", "day", "2026-11-17"),
        ("Spin übermorgen", "day", "2026-11-20"),
        ("Spin wed", "day", "2026-11-25"),
        ("Spin Monday", "day", "2026-11-23"),
        ("Spin 2026-12-24", "day", "2026-12-24"),
        ("Spin 9am", "time", 540),
        ("Spin 12am", "time", 0),
        ("Spin 5:15pm", "time", 1035),
        ("Spin !3", "priority", "low"),
        ("Spin p1", "priority", "high"),
        ("Spin due fri", "due", "2026-11-20"),
        ("Spin until 2026-12-24", "due", "2026-12-24"),
        ('Spin #"two words"', "tags", ["two words"]),
    ],
)
def test_one_word(reader: Page, text: str, part: str, value: Any) -> None:
    found = _understood(reader, text)
    assert (found["name"], found[part]) == ("Spin", value)


@pytest.mark.parametrize(
    "text, time, minutes",
    [
        ("Spin 9-10:30", 540, 90),
        ("Spin 9\u201310:30 mon", 540, 90),
        ("Spin mon 14:00-15:30", 840, 90),
        ("Spin 14:00 \u2013 15:30", 840, 90),
        ("Spin 2-3pm", 840, 60),
        ("Spin 11-1pm", 660, 120),
        ("Spin 9-10 Uhr", 540, 60),
        ("Spin 9.15-10.00 Uhr mo", 555, 45),
        ("Spin 22:00-1:00", 1320, 180),
        ("Spin 45m 9-10:30", 540, 90),
        ("Spin 9 Uhr", 540, None),
    ],
)
def test_from_when_until_when_is_a_time_and_a_length(reader: Page, text: str, time: int, minutes: int | None) -> None:
    found = _understood(reader, text, language="de" if "Uhr" in text else "en-GB")
    assert (found["name"], found["time"], found["minutes"]) == ("Spin", time, minutes)
    assert found["day"] == ("2026-11-23" if "mo" in text else None)
    assert "time" in [piece["kind"] for piece in found["pieces"]]


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 4",
        "Pages 9-10",
        "Read 3 - 4",
        "Shift 11-9:30",
        "At 9:30-25:00",
        "Pull request 512",
        "so it goes",
        "do it",
        "C# and #",
        "1 + 1",
        "+unknown",
        "at 25:00",
        "99h",
        "!important",
    ],
)
def test_what_it_does_not_know_stays_in_the_name(reader: Page, text: str) -> None:
    found = _understood(reader, text)
    assert (found["name"], found["pieces"]) == (text, [])


@pytest.mark.parametrize(
    "text, project, people",
    [
        ("Spin @Loom", 2, []),
        ("Spin @Loom house", 1, []),
        ('Spin @"loom HOUSE"', 1, []),
        ("Spin @loom_h", 1, []),
        ("Spin +Anna Weaver", None, [5]),
        ("Spin +Bo Miller +anna", None, [7, 5]),
    ],
)
def test_projects_and_people_are_named_as_on_the_server(
    reader: Page, text: str, project: int | None, people: list[int]
) -> None:
    found = _understood(reader, text)
    assert (found["name"], found["unknown"]) == ("Spin", [])
    assert (found["project"] and found["project"]["id"], [one["id"] for one in found["people"]]) == (project, people)


def test_a_name_that_nothing_has_is_said_to_be_missing(reader: Page) -> None:
    found = _understood(reader, "Spin @Audio +Carl, call +49 30 1 @ 2")
    assert found["unknown"] == [{"word": "@Audio", "kind": "project"}, {"word": "+Carl,", "kind": "person"}]
    assert found["name"] == "Spin @Audio +Carl, call +49 30 1 @ 2"


def test_what_is_missing_shows_before_enter(app: App) -> None:
    app.open()
    app.page.locator("#add-task").fill("Cut the reel @Audio +Carl")
    expect(app.page.locator("#quick-said")).to_have_text("@Audio: no such project · +Carl: no such person")


def test_a_time_plans_a_task_and_makes_it_due_only_where_the_text_says_so(app: App) -> None:
    app.open()
    for text in ("Card tomorrow 9:00", "Spin tomorrow 10:00 due 2031-05-09", "Dye due 2031-05-10"):
        app.page.locator("#add-task").fill(text)
        with app.saved("POST", "/time-blocks" if ":" in text else "/tasks"):
            app.page.locator("#add-task").press("Enter")
    made = {one["name"]: (one["start_date"], one["end_date"]) for one in app.ask("GET", "/tasks")["data"]}
    assert made == {"Card": (None, None), "Spin": (None, "2031-05-09"), "Dye": (None, "2031-05-10")}
    assert len(app.blocks()) == 2


def test_before_enter_it_says_whether_it_plans_or_makes_due(app: App) -> None:
    app.open()
    said, box = app.page.locator("#quick-said"), app.page.locator("#add-task")
    tomorrow = f"{today() + timedelta(days=1):%a}"
    for text, expected in {
        "Sharpen knives tomorrow 20m": f"due {tomorrow} · 20\u00a0m",
        "Sharpen knives tomorrow 17:00 30m": f"planned {tomorrow} 17:00 · 30\u00a0m",
        "Sharpen knives tomorrow 9-10:30": f"planned {tomorrow} 09:00 · 1\u00a0h\u00a030",
        "Sharpen knives 2031-05-08 due 2031-05-09": "from Thu May 8 · due Fri May 9",
        "Sharpen knives 17:00": f"planned {today():%a} 17:00",
    }.items():
        box.fill(text)
        expect(said).to_have_text(expected)


def test_what_was_yesterday_is_planned_yesterday(app: App) -> None:
    app.open()
    app.page.locator("#add-task").fill("Sharpen knives yesterday 10:00 1h")
    with app.saved("POST", "/time-blocks"):
        app.page.locator("#add-task").press("Enter")
    (block,) = app.blocks()
    assert (utc(block["start"]), block["duration"]) == (at(today() - timedelta(days=1), 10), 3600)


@pytest.mark.parametrize("text", ["", "   ", "#shop"])
def test_without_a_name_it_says_what_is_missing(app: App, text: str) -> None:
    app.open()
    said, box = app.page.locator("#quick-said"), app.page.locator("#add-task")
    box.fill(text)
    box.press("Enter")
    expect(said).to_contain_text("Type what is to be done.")
    expect(said).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    box.press_sequentially("Buy twine ")
    expect(said).not_to_contain_text("Type what is to be done.")
    with app.saved("POST", "/tasks"):
        box.press("Enter")


def test_what_cannot_be_understood_yet_stays_in_the_box(app: App) -> None:
    """What reads the line comes as the box is entered, and not where the network has just gone."""
    app.page.route("**/tasks/quick.js", lambda asked: asked.abort())
    app.open()
    box = app.page.locator("#add-task")
    box.fill("Card the wool #fleece")
    box.press("Enter")
    expect(app.page.get_by_role("alert").filter(has_text="cannot be reached")).to_be_visible()
    expect(box).to_have_value("Card the wool #fleece")
    app.page.unroute_all()
    with app.saved("POST", "/tasks"):
        box.press("Enter")
    (task,) = app.ask("GET", "/tasks")["data"]
    assert (task["name"], [tag["name"] for tag in task["tags"]]) == ("Card the wool", ["fleece"])


def test_one_step_back_undoes_what_one_enter_did(app: App) -> None:
    app.open()
    for text in ("Card", "Spin 9:00"):
        app.page.locator("#add-task").fill(text)
        with app.saved("POST", "/time-blocks" if ":" in text else "/tasks"):
            app.page.locator("#add-task").press("Enter")
    expect(app.page.locator(".block")).to_have_count(1)
    expect(app.page.locator(".note").last).to_contain_text("Planned: Spin")
    app.page.locator("#planner").focus()
    app.page.keyboard.press("Control+z")
    expect(app.page.locator(".block")).to_have_count(0)
    expect(app.page.locator("#announcer")).to_have_text("Undone: added Spin")
    assert (app.blocks(), [one["name"] for one in app.ask("GET", "/tasks")["data"]]) == ([], ["Card"])
    app.page.keyboard.press("Control+z")
    expect(app.page.locator(".listed")).to_have_count(0)
    eventually(lambda: app.ask("GET", "/tasks")["data"] == [])


@pytest.mark.parametrize(
    "text, day",
    [
        ("Spin 24.11.", "2026-11-24"),
        ("Spin 24.11.2027", "2027-11-24"),
        ("Spin 24. 11.", "2026-11-24"),
        ("Spin 24 Nov", "2026-11-24"),
        ("Spin nov 24", "2026-11-24"),
        ("24th November 2026 Spin", "2026-11-24"),
        ("Spin 3. März", "2027-03-03"),
        ("Spin 3 Nov", "2027-11-03"),
        ("Spin 3 Nov 2026", "2026-11-03"),
        ("Spin 5 May", "2027-05-05"),
    ],
)
def test_a_date_is_the_next_such_day(reader: Page, text: str, day: str) -> None:
    found = _understood(reader, text)
    assert (found["name"], found["day"], [piece["kind"] for piece in found["pieces"]]) == ("Spin", day, ["day"])


def test_a_date_is_due_and_goes_with_a_time(reader: Page) -> None:
    found = _understood(reader, "Spin 24 Nov 9-10:30 due 4. Dezember")
    assert (found["name"], found["day"], found["due"], found["time"]) == ("Spin", "2026-11-24", "2026-12-04", 540)


@pytest.mark.parametrize(
    "text",
    ["Room 5 may close", "Version 24.11", "Chapter 4 Marches on", "31 Feb", "40.11.", "Nov 24th-26th"],
)
def test_what_only_looks_like_a_date_stays_text(reader: Page, text: str) -> None:
    found = _understood(reader, text)
    assert (found["name"], found["day"]) == (text, None)


def test_german_days_are_known_to_germans(reader: Page) -> None:
    assert _understood(reader, "Spinnen fr 9:30", language="de")["day"] == "2026-11-20"
    assert _understood(reader, "Spinnen morgen", language="de")["day"] == "2026-11-19"


def test_it_is_marked_before_enter_and_planned_after(app: App) -> None:
    app.open()
    app.page.keyboard.press("a")
    app.page.keyboard.type("Card the wool #fleece !high 45m tomorrow 10:00")
    marks = app.page.locator(".quick-marks mark")
    expect(marks).to_have_text(["#fleece", "!high", "45m", "tomorrow", "10:00"])
    expect(app.page.locator("#quick-said")).to_contain_text("#fleece · High")
    with app.saved("POST", "/time-blocks"):
        app.page.keyboard.press("Enter")
    (block,) = app.blocks()
    task = app.ask("GET", f"/tasks/{block['task_id']}")
    assert (task["name"], task["priority"], task["estimated_mins"]) == ("Card the wool", "high", 45)
    assert [tag["name"] for tag in task["tags"]] == ["fleece"]
    assert block["duration"] == 2700
    tomorrow = today() + timedelta(days=1)
    assert (
        app.ask("GET", "/time-blocks", date_from=at(tomorrow, 10), date_to=at(tomorrow, 10))["data"][0]["id"]
        == block["id"]
    )


def test_what_the_server_refuses_can_be_typed_on(app: App) -> None:
    app.open()
    said = {"error": "conflict", "error_description": "The server is full."}
    app.page.route(
        "**/tasks",
        lambda route: route.fulfill(status=409, json=said) if route.request.method == "POST" else route.continue_(),
    )
    app.page.keyboard.press("a")
    app.page.keyboard.type("Card the wool 45m")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("alert")).to_contain_text("The server is full")
    expect(app.page.locator("#add-task")).to_have_value("Card the wool 45m")


def test_a_person_is_given_the_task(app: App, served: Served) -> None:
    add(app, served, "Bo Dyer")
    app.open()
    app.page.keyboard.press("a")
    app.page.keyboard.type("Card the wool +bo")
    expect(app.page.locator(".quick-marks mark")).to_have_text("+bo")
    with app.saved("POST", "/tasks"):
        app.page.keyboard.press("Enter")
    (task,) = app.ask("GET", "/tasks")["data"]
    assert task["assignee_user_ids"] == [everybody(app)["Bo Dyer"]["user_account_id"]]


def _fill(served: Served, somebody: Somebody) -> None:
    """150 people, projects and tags; one tag's name is part of all the others'."""
    organization_id, place = (int(one) for one in re.findall(r"\d+", somebody.base))
    now, numbers = datetime.now(UTC).replace(microsecond=0), range(1, 151)
    with served.database.write() as db:
        owner = people.person(db, people.user_id_of(db, somebody.email) or 0)
        ctx = Context(db, people.actor_in_workspace(db, owner, place, organization_id), now)
        for number in numbers:
            name = f"Spinner{number:03} Dyer"
            who = users.create_user(db, f"spinner{number}.{somebody.email}", name, None, "UTC", now)
            workspaces.add_member(db, place, who, WS_USER, now)
            projects.create(ctx, ProjectInput(name=Name(f"Loom {number:03}")))
        names = [*(f"a wool {number}" for number in numbers), "wool"]
        tags.create_many(ctx, [TagInput(Name(name)) for name in names])
        journal.flush(ctx)


def test_names_beyond_the_first_hundred_are_known(app: App, served: Served) -> None:
    _fill(served, app.somebody)
    app.open()
    places = app.page.get_by_role("navigation", name="Places")
    expect(places.get_by_role("button", name="Loom 150", exact=True)).to_have_count(1)
    app.page.keyboard.press("a")
    app.page.keyboard.type("Card it @Loom_150 +Spinner149 #wool")
    expect(app.page.locator(".quick-marks mark")).to_have_text(["@Loom_150", "+Spinner149", "#wool"])
    with app.saved("POST", "/tasks"):
        app.page.keyboard.press("Enter")
    (task,) = app.ask("GET", "/tasks")["data"]
    assert (task["name"], task["project"]["name"]) == ("Card it", "Loom 150")
    assert [tag["name"] for tag in task["tags"]] == ["wool"]
    assert app.ask_here("GET", "/tags", per_page=1)["total"] == 151
    assert task["assignee_user_ids"] == [everybody(app)["Spinner149 Dyer"]["user_account_id"]]
