"""What stands in a block of the calendar: its name first, and its time where there is room for it."""

import json
from datetime import timedelta

import pytest

from tests.web.conftest import KEPT, App
from tests.web.test_planner import SUNDAY, at

WEDNESDAY = SUNDAY - timedelta(days=4)
NAME, HOURS = "Buy twine", "10:00 \N{EN DASH} 10:30"
#: The words of a block that are seen whole.
_READ = """blocks => blocks.map(block => {
    const around = block.getBoundingClientRect();
    const whole = part => {
        const box = part.getBoundingClientRect();
        return box.height > 0 && part.scrollWidth <= part.clientWidth && part.scrollHeight <= part.clientHeight
            && box.top >= around.top && box.bottom <= around.bottom;
    };
    return [...block.querySelectorAll(".block-name, .block-time")].filter(whole).map(part => part.innerText);
})"""


#: How many lines of the name are seen, and whether all of them and the time are within the block.
_LINES = """block => {
    const parts = [...block.querySelectorAll(".block-name, .block-time")];
    const [name, time] = parts.map(part => part.getBoundingClientRect());
    const line = parseFloat(getComputedStyle(parts[0]).lineHeight);
    return [name.height / line, name.bottom <= time.top + 1 && time.bottom <= block.getBoundingClientRect().bottom];
}"""


def read(app: App, span: str, zoom: int, minutes: int, name: str = NAME) -> list[list[str]]:
    """What can be read in a block from ten on."""
    app.page.clock.set_fixed_time(at(WEDNESDAY, 9))
    app.preferences = json.dumps(KEPT | {"span": span, "zoom": zoom})
    task = app.ask("POST", "/tasks", {"name": name})
    body = {"start": at(WEDNESDAY, 10), "duration": minutes * 60}
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", body)
    app.open()
    found: list[list[str]] = app.page.locator(".block.planned").evaluate_all(_READ)
    return found


@pytest.mark.parametrize(
    "span, zoom, words",
    [
        ("work", 64, [NAME, HOURS]),
        ("day", 40, [NAME, HOURS]),
        ("work", 40, [NAME]),
        ("week", 64, [NAME]),
    ],
)
def test_half_an_hour_can_be_read(app: App, span: str, zoom: int, words: list[str]) -> None:
    assert read(app, span, zoom, 30) == [words]


def test_a_low_block_shows_its_name_whole_rather_than_half_of_both(app: App) -> None:
    assert read(app, "work", 40, 45) == [[NAME]]


@pytest.mark.parametrize(
    "span, minutes, lines", [("work", 45, 1), ("work", 60, 2), ("work", 90, 4), ("week", 75, 2), ("week", 90, 3)]
)
def test_a_long_name_ends_with_a_whole_line_above_the_time(app: App, span: str, minutes: int, lines: int) -> None:
    read(app, span, 64, minutes, "Translate the guide of the house into three languages " * 3)
    seen, within = app.page.locator(".block.planned").evaluate(_LINES)
    assert (round(seen, 1), within) == (lines, True)
