"""The command palette and the keys that work everywhere."""

import functools
import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.web.conftest import KEPT, App
from tests.web.test_planner import at, today
from tests.web.test_timer import ago


def test_the_palette_finds_tasks_and_commands(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("bord")
    expect(app.page.get_by_role("option", name="Start the timer: Weave the border")).to_be_visible()
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")


def test_a_day_is_looked_at_closely_from_the_block_in_hand(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    monday = today() - timedelta(days=today().weekday())
    far = monday if today() > monday else monday + timedelta(days=2)
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(far, 9), "duration": 3600})
    app.open()
    app.page.locator(".block.planned").focus()
    for key, count in (("1", 1), ("3", 3), ("1", 1)):
        app.page.keyboard.press(key)
        expect(app.page.locator("[data-day]")).to_have_count(count)
        expect(app.page.locator("[data-day]").first).to_have_attribute("data-day", far.isoformat())
        expect(app.page.locator(".block.planned")).to_be_focused()


def test_views_and_days_change_by_key(app: App) -> None:
    app.open()
    expect(app.page.locator("[data-day]")).to_have_count(7)
    app.page.keyboard.press("1")
    expect(app.page.locator("[data-day]")).to_have_count(1)
    first = app.page.locator("[data-day]").get_attribute("data-day")
    app.page.keyboard.press("n")
    expect(app.page.locator(f"[data-day='{first}']")).to_have_count(0)
    app.page.keyboard.press("t")
    expect(app.page.locator(".day-column.is-today")).to_have_count(1)


def test_the_list_of_keys(app: App) -> None:
    app.open()
    app.page.keyboard.press("?")
    dialog = app.page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_contain_text("Plan the task in the next free slot")
    app.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_keys_and_clock_times_are_written_as_german_has_them(app: App) -> None:
    app.preferences = json.dumps(KEPT | {"language": "de"})
    app.open()
    expect(app.page.locator(".search kbd")).to_have_text("Strg K")
    expect(app.page.get_by_text("07:00", exact=True).first).to_be_attached()
    app.page.keyboard.press("?")
    keys = app.page.get_by_role("dialog", name="Tastenkürzel").locator("kbd")
    expect(keys.filter(has_text=re.compile("^(Strg Z|Umschalt ↑↓|Leertaste|Entf)$"))).to_have_count(4)


def test_keys_do_nothing_while_somebody_types(app: App) -> None:
    app.open()
    app.page.keyboard.press("a")
    app.page.keyboard.type("1 pant")
    expect(app.page.locator("#add-task")).to_have_value("1 pant")
    expect(app.page.locator("[data-day]")).to_have_count(7)


def test_j_enters_the_list_and_x_without_a_task_says_what_to_do(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    note = app.page.locator(".note")
    app.page.keyboard.press("x")
    expect(note).to_have_text("Choose a task first: J and K go through the list")
    note.get_by_role("button", name="Close").click()
    app.page.keyboard.press("d")
    expect(note).to_be_visible()
    assert app.blocks() == []
    app.page.keyboard.press("j")
    expect(app.page.locator(".task-line")).to_be_focused()
    with app.saved("PATCH"):
        app.page.keyboard.press("d")
    expect(app.page.locator(".task-line")).to_have_count(0)


def test_k_enters_the_list_of_the_tasks_page(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.goto("/tasks")
    expect(app.page.locator(".listed")).to_be_visible()
    app.page.keyboard.press("k")
    expect(app.page.locator(".listed")).to_be_focused()


@pytest.mark.parametrize("words", ["keys", "help", "shortcut"])
def test_the_palette_finds_the_list_of_keys(app: App, words: str) -> None:
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type(words)
    expect(app.page.get_by_role("option")).to_have_text(["Keyboard shortcuts"])
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


@pytest.mark.parametrize(
    "words, option",
    [
        ("calendar", "Go to Week"),
        ("plan", "Go to Plan against actual"),
        ("actual", "Go to Plan against actual"),
        ("drift", "Go to Plan against actual"),
        ("difference", "Go to Plan against actual"),
        ("hours", "Go to Timesheet"),
        ("time sheet", "Go to Timesheet"),
    ],
)
def test_the_palette_finds_pages_by_what_they_are_about(app: App, words: str, option: str) -> None:
    app.ask("POST", "/tasks", {"name": f"Weave, {words}"})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type(words)
    found = app.page.get_by_role("option")
    expect(found.filter(has_text=f"Weave, {words}")).to_have_count(1)
    names = found.all_text_contents()
    assert names.index(option) < names.index(f"Start the timer: Weave, {words}")


def test_the_palette_leads_to_the_tabs_of_pages(app: App) -> None:
    app.open()
    for words, tab in (("drift", "Plan against actual"), ("time sheet", "Timesheet")):
        app.page.keyboard.press("Control+k")
        app.page.keyboard.type(words)
        app.page.keyboard.press("Enter")
        expect(app.page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")


def test_the_list_of_keys_is_offered_to_the_pointer(app: App) -> None:
    app.open()
    dialog = app.page.get_by_role("dialog", name="Keyboard shortcuts")
    app.page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    app.page.get_by_role("button", name="Account").click()
    app.page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    expect(dialog).to_be_visible()


def test_a_letter_goes_through_the_items_of_a_menu_and_does_nothing_else(app: App) -> None:
    app.open()
    page = app.page
    page.get_by_role("button", name="Your account").click()
    item = functools.partial(page.get_by_role, "menuitem", exact=True)
    for key, name in (
        ("s", "Settings"),
        ("s", "Sign out"),
        ("S", "Settings"),
        ("l", "Light or dark as the system"),
        ("End", "Sign out"),
    ):
        page.keyboard.press(key)
        expect(item(name=name)).to_be_focused()
    page.keyboard.press("m")
    expect(item(name="Sign out")).to_be_focused()
    page.keyboard.press("Home")
    expect(item(name="Light or dark as the system")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(item(name="Sign out")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("location.pathname") == "/week"  # M would have shown the month


def test_the_account_menu_says_who_is_signed_in(app: App) -> None:
    app.open()
    app.page.get_by_role("button", name="Your account").click()
    said = f"Signed in as Robin Weaver, {app.somebody.email}"
    expect(app.page.get_by_role("menuitem").first).to_have_text(said)
    expect(app.page.get_by_role("menuitem", name="Keyboard shortcuts").locator("kbd")).to_have_text("?")


def test_a_menu_shows_the_keys_that_do_the_same(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.locator(".task-line").click(button="right")
    shown = app.page.get_by_role("menu").locator("[aria-keyshortcuts]")
    expect(shown.locator("kbd")).to_have_text(["Enter", "X", "Space", "D"])
    keys = shown.evaluate_all("all => all.map(one => one.getAttribute('aria-keyshortcuts'))")
    assert keys == ["Enter", "X", "Space", "D"]
    expect(app.page.get_by_role("menuitem", name="Done", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [1440, 1280])
def test_the_search_button_says_all_of_its_words(app: App, language: str, width: int) -> None:
    app.preferences = json.dumps(KEPT | {"language": language})
    app.page.set_viewport_size({"width": width, "height": 900})
    app.open()
    cut = "words => words.scrollWidth - words.clientWidth"
    assert app.page.locator(".search span").evaluate(cut) == 0
    assert app.out_of_reach() == []


def test_the_palette_goes_to_today_in_one_way(app: App) -> None:
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("today")
    expect(app.page.get_by_role("option")).to_have_text(["Go to Today"])


def _coming(weekday: int) -> date:
    """The next such day after today."""
    return today() + timedelta(days=(weekday - today().weekday() + 6) % 7 + 1)


def _nearest(month: int, day: int) -> date:
    years = (today().year + step for step in (-1, 0, 1))
    return min((date(year, month, day) for year in years), key=lambda one: abs(one - today()))


def _monday(weeks: int) -> date:
    return today() + timedelta(days=7 * weeks - today().weekday())


@pytest.mark.parametrize(
    "words, day",
    [
        ("tomorrow", lambda: today() + timedelta(days=1)),
        ("Yester", lambda: today() - timedelta(days=1)),
        ("gestern", lambda: today() - timedelta(days=1)),
        ("\u00fcbermorgen", lambda: today() + timedelta(days=2)),
        ("next week", lambda: _monday(1)),
        ("letzte Woche", lambda: _monday(-1)),
        ("fri", lambda: _coming(4)),
        ("last fri", lambda: _coming(4) - timedelta(days=7 if today().weekday() != 4 else 14)),
        ("Donnerstag", lambda: _coming(3)),
        ("24 Nov", lambda: _nearest(11, 24)),
        ("nov 24", lambda: _nearest(11, 24)),
        ("3. M\u00e4rz 2027", lambda: date(2027, 3, 3)),
        ("24.12.", lambda: _nearest(12, 24)),
        ("2026-11-24", lambda: date(2026, 11, 24)),
    ],
)
def test_the_palette_goes_to_a_day_that_is_named(app: App, words: str, day: Callable[[], date]) -> None:
    app.preferences = json.dumps(KEPT | {"span": "day"})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type(words)
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".day-column")).to_have_attribute("data-day", str(day()))
    expect(app.page.locator("#planner")).to_be_focused()


def test_a_day_is_offered_above_the_tasks_that_are_called_so(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Plan tomorrow"})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("tomorrow")
    day = today() + timedelta(days=1)
    name = f"{day:%A, %B} {day.day}" + ("" if day.year == today().year else f", {day.year}")
    expect(app.page.get_by_role("option")).to_have_text([f"Go to {name}", "Start the timer: Plan tomorrow"])


def test_commands_that_begin_so_stand_above_tasks_that_are_called_so(app: App) -> None:
    for name in ("Invite clients", "A dark room"):
        app.ask("POST", "/tasks", {"name": name})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("invite")
    options = app.page.get_by_role("option")
    expect(options).to_have_text(["Invite somebody", "Go to People", "Start the timer: Invite clients"])
    app.page.get_by_role("combobox", name="Type to find").fill("ark")  # stands in "Dark", and begins nothing
    expect(options.first).to_have_text("Start the timer: A dark room")
    app.page.get_by_role("combobox", name="Type to find").fill("invite")
    expect(options).to_have_count(3)
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("dialog", name="Invite somebody")).to_be_visible()


@pytest.mark.parametrize("home", ["body", "#planner", "#add-task", ".search"])
def test_a_command_that_stays_on_the_page_gives_the_keyboard_back(app: App, home: str) -> None:
    app.page.route("**/ui/focus.js", lambda route: route.abort())  # it is fetched, and may be late
    app.open()
    if home != "body":
        app.page.locator(home).focus()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("dark")
    expect(app.page.get_by_role("option", name=re.compile("dark")).first).to_be_visible()
    app.page.keyboard.press("Enter")
    expect(app.page.locator("html[data-theme=dark]")).to_be_attached()
    expect(app.page.locator("#planner" if home == "body" else home)).to_be_focused()


def test_what_a_message_offers_is_a_key_away_and_stays_meanwhile(app: App) -> None:
    app.ask("POST", "/time-entries", {"description": "On the phone", "start": ago(seconds=12)})
    app.page.clock.install()
    app.open()
    with app.saved("POST", "/tracking/stop"):
        app.page.get_by_role("button", name="Stop", exact=True).click()
    app.page.locator("#add-task").focus()
    discard = app.page.get_by_role("button", name="Discard", exact=True)
    app.page.clock.run_for(15_000)
    app.page.keyboard.press("F8")
    expect(discard).to_be_focused()
    app.page.clock.run_for(60_000)
    expect(discard).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(discard).to_have_count(0)
    expect(app.page.locator("#add-task")).to_be_focused()


def test_the_palette_goes_to_a_day_from_another_page(app: App) -> None:
    app.preferences = json.dumps(KEPT | {"language": "de"})
    app.open()
    app.page.goto("/reports")
    expect(app.page.locator("main.page")).to_be_visible()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("n\u00e4chste Woche")
    expect(app.page.get_by_role("option")).to_have_text([re.compile("^Gehe zu Montag, ")])
    app.page.keyboard.press("Enter")
    expect(app.page.locator(f".day-column[data-day='{_monday(1)}']")).to_be_visible()


@pytest.mark.parametrize("words", ["31 feb", "so", "nextweek", "40.13."])
def test_what_names_no_day_offers_none(app: App, words: str) -> None:
    app.ask("POST", "/tasks", {"name": f"Look up {words}"})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type(words)
    options = app.page.get_by_role("option")
    expect(options.first).to_have_text(f"Start the timer: Look up {words}")
    expect(options.filter(has_text=re.compile("day, "))).to_have_count(0)
