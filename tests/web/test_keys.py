"""The command palette and the keys that work everywhere."""

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
