"""Clients and tags: added, renamed where they stand, deleted and brought back; read only for those who may not."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.web.conftest import App


def open_tab(app: App, tab: str) -> None:
    """Goes to a tab of the page by its name."""
    app.open()
    app.page.get_by_role("button", name="Projects", exact=True).click()
    app.page.get_by_role("tab", name=tab).click()
    expect(app.page.get_by_role("tabpanel", name=tab)).to_be_visible()


def _name(app: App, name: str) -> Locator:
    return app.page.get_by_label(f"Name of {name}", exact=True)


def _names(app: App, path: str) -> list[str]:
    return [one["name"] for one in app.ask_here("GET", path)["data"]]


def _client(app: App) -> Any:
    return app.ask_here("POST", "/clients", {"name": "Mill & Daughters", "currency": "EUR"})


def test_without_clients_the_tab_says_what_they_are_and_adds_one(app: App) -> None:
    open_tab(app, "Clients")
    expect(app.page.get_by_text("Clients are whom projects are done for.")).to_be_visible()
    app.page.get_by_label("Add a client").fill("Mill & Daughters")
    with app.saved("POST", "/clients"):
        app.page.keyboard.press("Enter")
    expect(_name(app, "Mill & Daughters")).to_be_visible()
    app.page.reload()
    expect(_name(app, "Mill & Daughters")).to_be_visible()


def test_a_client_is_renamed_where_it_stands_and_keeps_its_currency(app: App) -> None:
    client = _client(app)
    open_tab(app, "Clients")
    _name(app, "Mill & Daughters").fill("Mill & Sons")
    with app.saved("PUT"):
        app.page.keyboard.press("Enter")
    expect(_name(app, "Mill & Sons")).to_be_focused()
    assert app.ask_here("GET", f"/clients/{client['id']}")["currency"] == "EUR"
    app.page.get_by_role("tab", name="Clients").focus()
    with app.saved("PUT"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: renamed Mill & Daughters")
    expect(_name(app, "Mill & Daughters")).to_be_visible()


def test_a_taken_name_is_told_and_stays_typed(app: App) -> None:
    _client(app)
    app.ask_here("POST", "/clients", {"name": "Sheep Ltd"})
    open_tab(app, "Clients")
    _name(app, "Sheep Ltd").fill("Mill & Daughters")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(_name(app, "Sheep Ltd")).to_have_value("Mill & Daughters")
    app.page.keyboard.press("Escape")
    expect(_name(app, "Sheep Ltd")).to_have_value("Sheep Ltd")


def test_a_client_shows_its_projects(app: App) -> None:
    client = _client(app)
    app.ask("POST", "/projects", {"name": "Loom house", "client_id": client["id"]})
    app.ask("POST", "/projects", {"name": "Sheep"})
    open_tab(app, "Clients")
    app.page.get_by_role("button", name="Projects: 1").click()
    expect(app.page.get_by_role("main").get_by_role("rowheader")).to_contain_text("Loom house")


def test_a_deleted_client_comes_back_by_undo(app: App) -> None:
    _client(app)
    open_tab(app, "Clients")
    app.page.get_by_role("button", name="Delete Mill & Daughters").click()
    sheet = app.page.get_by_role("dialog", name="Delete Mill & Daughters?")
    expect(sheet).to_contain_text("Its projects stay")
    with app.saved("DELETE"):
        sheet.get_by_role("button", name="Delete").click()
    expect(_name(app, "Mill & Daughters")).to_have_count(0)
    with app.saved("PATCH", "/restore"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: deleted Mill & Daughters")
    expect(_name(app, "Mill & Daughters")).to_be_visible()


def test_tags_are_added_coloured_renamed_and_deleted(app: App) -> None:
    open_tab(app, "Tags")
    expect(app.page.get_by_text("Tags mark tasks")).to_be_visible()
    app.page.get_by_label("Add a tag").fill("wool")
    with app.saved("POST", "/tags"):
        app.page.keyboard.press("Enter")
    with app.saved("PUT"):
        app.page.get_by_label("Colour of wool").fill("#884411")
    _name(app, "wool").fill("linen")
    with app.saved("PUT"):
        app.page.keyboard.press("Enter")
    assert [(one["name"], one["color"]) for one in app.ask_here("GET", "/tags")["data"]] == [("linen", "#884411")]
    app.page.get_by_role("button", name="Delete linen").click()
    with app.saved("DELETE"):
        app.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(_name(app, "linen")).to_have_count(0)
    assert _names(app, "/tags") == []


def test_who_may_not_change_names_reads_them(app: App) -> None:
    _client(app)
    app.page.route("**/permissions", lambda asked: asked.fulfill(json={"permissions": []}))
    open_tab(app, "Clients")
    expect(app.page.get_by_role("tabpanel").get_by_text("Mill & Daughters")).to_be_visible()
    expect(app.page.get_by_role("tabpanel").get_by_role("textbox")).to_have_count(0)
    expect(app.page.get_by_role("tabpanel").get_by_role("button")).to_have_count(0)


def test_arrows_go_through_the_tabs(app: App) -> None:
    open_tab(app, "Projects")
    app.page.get_by_role("tab", name="Projects").focus()
    app.page.keyboard.press("ArrowRight")
    expect(app.page.get_by_role("tab", name="Clients")).to_be_focused()
    expect(app.page).to_have_url(app.page.url.split("?")[0] + "?tab=clients")
