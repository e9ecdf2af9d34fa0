"""What the menu of a block does: each is one step, told in words and taken back as one."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.web.conftest import App
from tests.web.test_planner import SUNDAY, at, today, utc


def a_block(app: App, hour: int, seconds: int = 5400) -> Any:
    """Planned today at this hour, in the person's zone."""
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    body = {"start": at(today(), hour), "duration": seconds}
    return app.ask("POST", f"/tasks/{task['id']}/time-blocks", body)


def choose(app: App, item: str) -> None:
    """From the menu of the first block, by keys."""
    app.page.locator(".block.planned").first.focus()
    app.page.keyboard.press("Enter")
    app.page.get_by_role("menuitem", name=item).click()


def note(app: App) -> Locator:
    """What is told last."""
    return app.page.locator(".note").last


def planned(app: App) -> list[tuple[str, int]]:
    """When the blocks begin that the server has, and how long they are."""
    return sorted((utc(one["start"]), one["duration"]) for one in app.blocks())


def test_a_split_is_one_step_to_take_back(app: App) -> None:
    a_block(app, 10)
    app.open()
    with app.saved("POST", "/time-blocks"):
        choose(app, "Split in two")
    expect(app.page.locator(".block.planned:not(.unsaved)")).to_have_count(2)
    assert planned(app) == [(at(today(), 10), 2700), (at(today(), 10, 45), 2700)]
    app.page.keyboard.press("Control+z")
    expect(note(app)).to_have_text("Undone: split Weave the border")
    expect(app.page.get_by_role("button", name="planned 10:00 to 11:30")).to_be_focused()
    expect(app.page.locator(".block.planned")).to_have_count(1)
    assert planned(app) == [(at(today(), 10), 5400)]
    app.page.keyboard.press("Control+z")
    expect(note(app)).to_have_text("Nothing to undo")


def test_a_split_whose_second_half_is_refused_leaves_the_block_whole(app: App) -> None:
    a_block(app, 10)
    app.open()

    def refuse(asked: Route) -> None:
        if asked.request.method == "POST":
            asked.fulfill(status=409, json={"error": "conflict"})
        else:
            asked.fallback()

    app.page.route("**/time-blocks", refuse)
    choose(app, "Split in two")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(app.page.get_by_role("button", name="planned 10:00 to 11:30")).to_be_visible()
    assert planned(app) == [(at(today(), 10), 5400)]


@pytest.mark.parametrize("key, word", [("ArrowDown", "lengthened"), ("ArrowUp", "shortened")])
def test_another_length_is_named_so_when_it_is_taken_back(app: App, key: str, word: str) -> None:
    a_block(app, 10)
    app.open()
    app.page.locator(".block.planned").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press(f"Shift+{key}")
    app.page.keyboard.press("Control+z")
    expect(note(app)).to_have_text(f"Undone: {word} Weave the border")
    assert planned(app) == [(at(today(), 10), 5400)]


def test_what_was_recorded_is_told_and_can_be_taken_back_there(app: App) -> None:
    a_block(app, 0)
    app.open()
    choose(app, "Record it as planned")
    expect(note(app)).to_contain_text(f"Recorded: Weave the border: {today():%A, %B} {today().day}, 00:00 to 01:30")
    expect(app.page.locator(".block.tracked")).to_have_count(1)
    with app.saved("DELETE"):
        note(app).get_by_role("button", name="Undo", exact=True).click()
    expect(app.page.locator(".block.tracked")).to_have_count(0)
    expect(note(app)).to_have_text("Undone: recorded Weave the border")


def test_what_is_still_ahead_cannot_be_recorded(app: App) -> None:
    day = today() + timedelta(days=1)
    app.preferences = app.preferences.replace('"week"', '"three"')
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(day, 13), "duration": 5400})
    app.open()
    app.page.locator(".block.planned").focus()
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("menuitem", name="Start the timer")).to_be_visible()
    expect(app.page.get_by_role("menuitem", name="Record it as planned")).to_have_count(0)


def words(day: date) -> str:
    """As the app says it."""
    return f"{day:%A, %B} {day.day}"


def type_end(app: App, end: str) -> Locator:
    """In the dialog of a block from 12:15 to 13:45, which is left open."""
    choose(app, "Change day and time")
    dialog = app.page.get_by_role("dialog", name="Day and time")
    dialog.get_by_label("From").fill("12:15")
    dialog.get_by_label("To").fill(end)
    dialog.get_by_label("From").focus()
    return dialog


@pytest.mark.parametrize("end", ["11:00", "12:15"])
def test_an_end_before_the_beginning_is_not_saved(app: App, end: str) -> None:
    a_block(app, 10)
    app.open()
    dialog = type_end(app, end)
    expect(dialog.get_by_role("alert")).to_have_text("The end lies before the beginning.")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_label("To")).to_have_value(end)
    assert planned(app) == [(at(today(), 10), 5400)]
    dialog.get_by_label("From").fill("9:30")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    assert planned(app) == [(at(today(), 9, 30), 5400 if end == "11:00" else 9900)]


def test_the_end_follows_while_the_beginning_is_typed(app: App) -> None:
    a_block(app, 10)
    app.open()
    choose(app, "Change day and time")
    dialog = app.page.get_by_role("dialog", name="Day and time")
    begins, ends = dialog.get_by_label("From"), dialog.get_by_label("To")
    begins.fill("13:15")
    expect(ends).to_have_value("14:45")
    app.page.keyboard.press("Escape")
    expect(begins).to_have_value("10:00")
    expect(ends).to_have_value("11:30")
    begins.fill("noonish")
    expect(ends).to_have_value("11:30")
    begins.fill("15:30")
    expect(ends).to_have_value("17:00")
    expect(dialog.get_by_role("status")).to_have_text("1\u00a0h\u00a030")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    assert planned(app) == [(at(today(), 15, 30), 5400)]


def test_an_end_that_was_a_slip_is_right_once_the_whole_beginning_is_typed(app: App) -> None:
    """However it looked on the way."""
    a_block(app, 10)
    app.open()
    dialog = type_end(app, "11:00")
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("From").select_text()
    app.page.keyboard.type("9:30")
    expect(dialog.get_by_role("status")).to_have_text("1\u00a0h\u00a030")
    expect(dialog.get_by_label("To")).to_have_value("11:00")


def test_a_night_says_on_which_day_it_ends(app: App) -> None:
    app.page.clock.set_fixed_time(at(SUNDAY - timedelta(days=4), 12))
    app.preferences = app.preferences.replace('"week"', '"three"')
    wednesday, thursday = SUNDAY - timedelta(days=4), SUNDAY - timedelta(days=3)
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(wednesday, 22), "duration": 3600})
    app.open()
    choose(app, "Change day and time")
    dialog = app.page.get_by_role("dialog", name="Day and time")
    dialog.get_by_label("To").fill("1:30")
    dialog.get_by_label("From").focus()
    expect(dialog.get_by_role("status")).to_have_text(f"3\u00a0h\u00a030, until 01:30 on {words(thursday)}")
    with app.saved("PATCH"):
        app.page.keyboard.press("Enter")
    expect(note(app)).to_have_text(f"Weave the border: {words(wednesday)}, 22:00 to 01:30 on {words(thursday)}")
    label = f"Weave the border, planned 22:00 on {words(wednesday)} to 01:30 on {words(thursday)}"
    expect(app.page.get_by_role("button", name=label, exact=True)).to_have_count(2)
    hours = app.page.locator(".block.planned .block-time")
    assert hours.all_text_contents() == ["22:00 \N{EN DASH} Thu 01:30", "Wed 22:00 \N{EN DASH} 01:30"]


def test_what_was_tracked_over_midnight_says_when_it_began(app: App) -> None:
    """On both days alike, and with its whole length."""
    app.page.clock.set_fixed_time(at(SUNDAY - timedelta(days=3), 12))
    wednesday = SUNDAY - timedelta(days=4)
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(wednesday, 23, 50), "duration": 1200})
    app.open()
    label = f"Weave the border, tracked 20\u00a0m from 23:50 on {words(wednesday)}"
    expect(app.page.get_by_role("button", name=label, exact=True)).to_have_count(2)
    titles = [one.get_attribute("title") or "" for one in app.page.locator(".block.tracked").all()]
    assert [title.split("\n")[1] for title in titles] == ["23:50 \N{EN DASH} Thu 00:10", "Wed 23:50 \N{EN DASH} 00:10"]
