"""Colours that only some moments show: what floats stands out from the page, and small signs from what they lie on."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.web.conftest import App
from tests.web.test_planner import at, today

#: As WCAG counts it; what a colour lies on has to be without transparency.
_CONTRAST = """(one, [front, back, on]) => {
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
            .map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const of = (at, name) => light(getComputedStyle(at)[name]);
    const [a, b] = [of(one, front), of(on ? one.closest(on) ?? document.querySelector(on) : one, back)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


def _contrast(one: Locator, front: str, back: str, on: str = "") -> float:
    found: float = one.evaluate(_CONTRAST, [front, back, on])
    return found


@pytest.fixture(params=["light", "dark"])
def shown(app: App, request: pytest.FixtureRequest) -> App:
    """A break that was tracked, a planned block, and a running timer."""
    task: Any = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.ask("POST", "/time-entries", {"start": at(today(), 0), "duration": 3600, "type": "break"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    app.page.emulate_media(color_scheme=request.param)
    app.open()
    return app


def test_small_signs_and_words_are_read(shown: App) -> None:
    assert _contrast(shown.page.locator(".block.tracked.break"), "color", "backgroundColor") >= 4.5
    assert _contrast(shown.page.locator(".top .square"), "backgroundColor", "backgroundColor", ".stop") >= 3


def test_what_floats_stands_out_from_the_page(shown: App) -> None:
    shown.page.keyboard.press("Control+z")  # there is nothing to undo, and it says so
    expect(shown.page.locator(".note")).to_be_visible()
    for name in (".block-hint", ".note"):
        floating = shown.page.locator(name).first
        assert _contrast(floating, "backgroundColor", "backgroundColor", ".planner-grid") >= 3, name
        assert _contrast(floating, "color", "backgroundColor") >= 4.5, name
