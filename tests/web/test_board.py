"""Tasks by status: cards are dragged or moved by key, at once, and back when the server refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.web.conftest import App


@pytest.fixture
def task(app: App) -> Any:
    """One task to do."""
    return app.ask("POST", "/tasks", {"name": "Weave the border"})


def _open(app: App) -> None:
    app.open()
    app.page.get_by_role("button", name="Tasks", exact=True).click()
    app.page.get_by_role("button", name="Board", exact=True).click()
    expect(app.page.locator(".board-card").first).to_be_visible()


def _in(app: App, status: str) -> Locator:
    """The cards of a column."""
    return app.page.get_by_role("list", name=status).locator(".board-card")


def _statuses(app: App) -> list[str]:
    return app.page.locator(".board-column h2 span").all_inner_texts()


def test_each_status_has_a_column_with_its_tasks(app: App, task: Any) -> None:
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    _open(app)
    first, *others = _statuses(app)
    expect(_in(app, first)).to_have_count(2)
    for other in others:
        expect(_in(app, other)).to_have_count(0)


def test_a_card_is_dragged_to_another_status(app: App, task: Any, drag: Callable[..., None]) -> None:
    _open(app)
    first, second = _statuses(app)[:2]
    card, column = _in(app, first).bounding_box(), app.page.locator(".board-column").nth(1).bounding_box()
    assert card is not None
    assert column is not None
    with app.saved("PATCH"):
        drag((card["x"] + 30, card["y"] + 12), (column["x"] + 60, column["y"] + 120))
    expect(_in(app, second)).to_have_text("Weave the border")
    assert app.ask("GET", f"/tasks/{task['id']}")["status"]["name"] == second


def test_a_card_is_moved_by_key_and_keeps_the_focus(app: App, task: Any) -> None:
    _open(app)
    first, second = _statuses(app)[:2]
    _in(app, first).focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowRight")
    expect(_in(app, second)).to_be_focused()
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(_in(app, first)).to_be_focused()


def test_arrows_go_through_the_cards(app: App, task: Any) -> None:
    app.ask("POST", "/tasks", {"name": "Card the wool"})
    _open(app)
    cards = _in(app, _statuses(app)[0])
    cards.first.focus()
    app.page.keyboard.press("ArrowDown")
    expect(cards.nth(1)).to_be_focused()
    app.page.keyboard.press("k")
    expect(cards.first).to_be_focused()


def test_a_refused_move_is_taken_back_and_told(app: App, task: Any) -> None:
    _open(app)
    app.page.route("**/tasks/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    first = _statuses(app)[0]
    _in(app, first).focus()
    app.page.keyboard.press("Alt+ArrowRight")
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(_in(app, first)).to_have_count(1)


def test_what_others_change_moves_its_card(app: App, task: Any) -> None:
    _open(app)
    second = _statuses(app)[1]
    column = app.page.locator(".board-column").nth(1).get_attribute("data-status")
    app.ask("PATCH", f"/tasks/{task['id']}", {"status_id": int(column or 0)})
    expect(_in(app, second)).to_have_count(1)


def test_a_card_opens_its_task_and_the_address_is_kept(app: App, task: Any) -> None:
    _open(app)
    app.page.reload()
    card = app.page.locator(".board-card")
    card.focus()
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("complementary", name="Weave the border")).to_be_visible()
    app.picture("board")
