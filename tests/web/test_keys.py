"""The command palette and the keys that work everywhere."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import App


def test_the_palette_finds_tasks_and_commands(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("bord")
    expect(app.page.get_by_role("option", name="Start the timer: Weave the border")).to_be_visible()
    app.page.keyboard.press("Enter")
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")


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


def test_the_list_of_keys_is_offered_to_the_pointer(app: App) -> None:
    app.open()
    dialog = app.page.get_by_role("dialog", name="Keyboard shortcuts")
    app.page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    app.page.get_by_role("button", name="Account").click()
    app.page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    expect(dialog).to_be_visible()


def test_the_palette_goes_to_today_in_one_way(app: App) -> None:
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("today")
    expect(app.page.get_by_role("option")).to_have_text(["Go to Today"])
