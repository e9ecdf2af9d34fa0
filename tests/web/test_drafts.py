"""What a reload keeps: the open task, and what is typed and not saved yet."""

from playwright.sync_api import Locator, expect

from tests.web.conftest import App


def _panel(app: App, name: str) -> Locator:
    """A task opened from the list beside the calendar."""
    app.page.locator(".task-line", has_text=name).dblclick()
    panel = app.page.get_by_role("complementary")
    expect(panel).to_have_accessible_name(name)
    return panel


def test_what_is_typed_for_a_new_task_is_there_after_a_reload(app: App) -> None:
    app.open()
    page = app.page
    box = page.get_by_label("Add a task", exact=True)
    box.fill("Call the mill 45m")
    page.reload()
    expect(box).to_have_value("Call the mill 45m")
    page.get_by_role("navigation").get_by_role("button", name="Tasks", exact=True).click()
    expect(page.get_by_role("main", name="Tasks")).to_be_visible()
    expect(box).to_have_value("Call the mill 45m")
    with app.saved("POST", "/tasks"):
        box.press("Enter")
    expect(box).to_have_value("")
    page.reload()
    expect(page.locator(".listed-name")).to_have_text(["Call the mill"])
    expect(box).to_have_value("")


def test_the_open_task_is_open_after_a_reload_and_back_closes_it(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave"})
    app.open()
    panel = _panel(app, "Weave")
    app.page.reload()
    expect(panel).to_have_accessible_name("Weave")
    app.page.go_back()
    expect(panel).to_have_count(0)
    app.page.go_forward()
    expect(panel).to_have_accessible_name("Weave")
    panel.get_by_role("button", name="Close", exact=True).click()
    app.page.reload()
    expect(app.page.locator(".task-line")).to_have_text(["Weave"])
    expect(panel).to_have_count(0)


def test_notes_that_were_not_saved_are_there_after_a_reload_and_saved_as_they_are_left(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave", "notes": "Old"})["id"]
    app.open()
    panel = _panel(app, "Weave")
    panel.get_by_role("button", name="Edit the notes").click()
    box = panel.get_by_role("textbox", name="Notes", exact=True)
    box.fill("Left side first")
    app.page.reload()
    expect(box).to_have_value("Left side first")
    expect(box).to_be_focused()
    assert app.ask("GET", f"/tasks/{task}")["notes"] == "Old"
    with app.saved("PATCH"):
        box.blur()
    expect(box).to_have_count(0)
    assert app.ask("GET", f"/tasks/{task}")["notes"] == "Left side first"
    app.page.reload()
    expect(panel.get_by_role("group", name="Notes")).to_have_text("Left side first")


def test_notes_that_were_thrown_away_do_not_come_back(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave"})
    app.open()
    panel = _panel(app, "Weave")
    box = panel.get_by_role("textbox", name="Notes", exact=True)
    box.fill("Left side first")
    box.press("Escape")
    app.page.reload()
    expect(panel).to_have_accessible_name("Weave")
    expect(box).to_have_value("")


def test_who_signs_out_finds_no_task_open(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Weave"})
    app.open()
    _panel(app, "Weave")
    app.page.get_by_role("button", name="Your account").click()
    app.page.get_by_role("menuitem", name="Sign out").click()
    expect(app.page.get_by_label("Password")).to_be_visible()
    app.enter()
    app.page.reload()
    expect(app.page.locator(".task-line")).to_have_text(["Weave"])
    expect(app.page.get_by_role("complementary")).to_have_count(0)


def test_a_name_that_was_not_saved_is_there_after_a_reload_and_saved_as_it_is_left(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave"})["id"]
    app.open()
    box = _panel(app, "Weave").get_by_role("textbox", name="Name", exact=True)
    box.fill("Weave the border")
    app.page.reload()
    expect(box).to_have_value("Weave the border")
    expect(box).to_be_focused()
    assert app.ask("GET", f"/tasks/{task}")["name"] == "Weave"
    with app.saved("PATCH"):
        box.press("Enter")
    assert app.ask("GET", f"/tasks/{task}")["name"] == "Weave the border"
    box.fill("Thrown away")
    box.press("Escape")
    app.page.reload()
    expect(box).to_have_value("Weave the border")
