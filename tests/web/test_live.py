"""Changes from elsewhere appear by themselves, and leave alone what the person is at."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from tests.server.running import eventually
from tests.web.conftest import App
from tests.web.test_planner import at, today


def test_what_another_client_plans_appears(app: App) -> None:
    app.open()
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    expect(app.page.locator(".task-line")).to_contain_text("Weave the border")
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    expect(app.page.locator(".block.planned")).to_contain_text("Weave the border")
    expect(app.page.locator(".task-line")).to_have_count(0)


def test_a_timer_started_elsewhere_runs_here(app: App) -> None:
    app.open()
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})
    expect(app.page.locator(".timer-name")).to_have_text("Weave the border")


def test_the_focus_stays_where_it_is(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.open()
    shown = app.page.locator(".block.planned")
    shown.focus()
    shown.evaluate("block => { block.dataset.kept = 'yes' }")
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 14), "duration": 3600})
    expect(app.page.locator(".block.planned")).to_have_count(2)
    expect(app.page.locator(".block.planned[data-kept='yes']")).to_be_focused()


def test_what_one_moves_is_not_read_again_and_drawn_once(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    blocks = [{"task_id": task["id"], "start": at(today(), 8 + hour), "duration": 3600} for hour in range(8)]
    app.ask("POST", "/time-blocks/bulk", {"time_blocks": blocks})
    app.open()
    expect(app.page.locator(".block.planned")).to_have_count(8)
    asked: list[str] = []
    app.page.on("request", lambda request: asked.append(request.url))
    drawn = _drawing(app)
    app.page.locator(".block.planned").last.focus()
    with app.page.expect_request(lambda request: request.method == "GET" and "not_timeblocked" in request.url):
        app.page.keyboard.press("Alt+ArrowDown")  # what is to be planned is read again, a moment later
    assert drawn() == 1
    assert [url for url in asked if "/time-blocks/stream" in url] == []
    app.ask("PATCH", f"/tasks/{task['id']}/time-blocks/{app.blocks()[0]['id']}", {"duration": 1800})
    expect(app.page.locator(".block.planned.short")).to_have_count(1)
    assert drawn() == 1


def test_what_was_read_before_a_move_does_not_take_it_back(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 10), "duration": 3600})
    app.open()
    held: list[tuple[Route, Any]] = []

    def hold(asked: Route) -> None:
        held.append((asked, asked.fetch()))

    app.page.route("**/time-blocks/stream?*", hold, times=1)
    with app.page.expect_request("**/time-blocks/stream?*"):
        app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 14), "duration": 3600})
    app.page.locator(".block.planned").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Alt+ArrowDown")
    ((asked, before),) = held
    asked.fulfill(response=before)
    expect(app.page.locator(".block.planned")).to_have_count(2)
    expect(app.page.locator(".block.planned").first).to_contain_text("10:15")


def _drawing(app: App) -> Callable[[], int]:
    """Counts how often a planned block is drawn, from one call to the next."""
    session = app.page.context.new_cdp_session(app.page)
    session.send("Profiler.enable")
    session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})

    def counted() -> int:
        files = session.send("Profiler.takePreciseCoverage")["result"]
        functions = [one for file in files if file["url"].endswith("/planner/block.js") for one in file["functions"]]
        return sum(one["ranges"][0]["count"] for one in functions if one["functionName"] == "PlannedBlock")

    counted()
    return counted


COUNTED = """window.EventSource = class extends EventSource {
    constructor(...given) { super(...given); (window.streams ??= []).push(this); }
}"""


def test_however_often_the_server_comes_back_one_stream_is_open(app: App) -> None:
    """A browser has few connections: streams that are left open would leave none for anything else."""
    app.page.add_init_script(COUNTED)
    app.open()
    app.page.evaluate("for (let times = 0; times < 3; times++) dispatchEvent(new Event('online'))")
    eventually(lambda: app.page.evaluate("streams.length === 4 && streams.at(-1).readyState === 1"))
    eventually(lambda: app.page.evaluate("streams.filter(one => one.readyState < 2).length === 1"))
