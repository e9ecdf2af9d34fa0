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


def read(app: App, span: str, zoom: int, minutes: int) -> list[list[str]]:
    """What can be read in a block from ten on."""
    app.page.clock.set_fixed_time(at(WEDNESDAY, 9))
    app.preferences = json.dumps(KEPT | {"span": span, "zoom": zoom})
    task = app.ask("POST", "/tasks", {"name": NAME})
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
