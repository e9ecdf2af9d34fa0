"""`python -m benchmarks.web`: the web app in headless Chromium, on loopback. Writes the table in `docs/web.md`.

Needs the development packages (playwright) and Debian's chromium. Ten minutes at most.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_connection
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.process import MIB, Server
from benchmarks.results import machine_line

PAGE = Path(__file__).parents[1] / "docs" / "web.md"
BEGIN, END = "<!-- measured: make bench-web -->", "<!-- end of what was measured -->"
EMAIL, PASSWORD = "weaver@example.test", "correct horse battery"
READY = ".grid-scroll:not(.waiting)"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
COLD_LOADS, MOVES, SEARCHES, CHANGES, STREAMS, IDLE_SECONDS = 10, 60, 20, 40, 1_000, 20.0
#: Tells how long the page was busy without a break, from now on.
WATCH = """() => { window.longest = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration); })
    .observe({ type: "longtask", buffered: false }); }"""

#: Notes when the answer to a search came, and when the page had been drawn after that.
LISTEN = """() => {
    const ask = window.fetch;
    window.fetch = async (...what) => {
        const answer = await ask(...what);
        if (/\\/tasks\\?.*name=/.test(what[0])) window.answered = performance.now();
        return answer;
    };
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); })))
        .observe(document.querySelector("main"), { subtree: true, childList: true });
}"""


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    value: float
    unit: str
    most: float

    @property
    def ok(self) -> bool:
        """Whether it is within its target."""
        return self.value <= self.most


@dataclass(frozen=True)
class Work:
    """A server with an owner in an empty workspace."""

    server: Server
    base: str
    key: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One call of the API."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.server.url}{self.base}{path}", data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
            said = answer.read()
        return json.loads(said) if said else None


@contextmanager
def work() -> Iterator[Work]:
    """Until the block ends."""
    folder = tempfile.mkdtemp()
    env = {"DAYLOOM_DATA": folder, "DAYLOOM_RATE_LIMIT": "off"}
    command = [sys.executable, "-m", "dayloom", "init", "--email", EMAIL, "--password", PASSWORD, "--json"]
    made = json.loads(subprocess.run(command, env={**os.environ, **env}, check=True, stdout=subprocess.PIPE).stdout)
    base = f"/api/organizations/{made['organization_id']}/workspaces/{made['workspace_id']}"
    with Server(env, pinned=False) as server:
        yield Work(server, base, made["api_key"])
    shutil.rmtree(folder)


def main() -> None:
    """Measures all of it."""
    figures: list[Figure] = []
    with sync_playwright() as playwright:
        names = "chromium-headless-shell", "chromium"
        found = next(filter(None, map(shutil.which, names)), None)
        program = os.environ.get("DAYLOOM_TEST_CHROMIUM") or found
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        for measure in (cold_loads, dragging, long_list, searching, two_people):
            with work() as here:
                for figure in measure(browser, here):
                    figures.append(figure)
                    sys.stdout.write(f"{line(figure)}\n")
        browser.close()
    with work() as here:
        for figure in idle_streams(here):
            figures.append(figure)
            sys.stdout.write(f"{line(figure)}\n")
    _write(figures)


# --- in the browser -------------------------------------------------------------------------------


@contextmanager
def opened(browser: Browser, here: Work, path: str = "/week") -> Iterator[Page]:
    """A browser that has cached nothing, signed in, with the planner."""
    context = browser.new_context(base_url=here.server.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.request.post("/api/session", data={"email": EMAIL, "password": PASSWORD})
    page.goto(path)
    page.locator(READY).wait_for()
    yield page
    context.close()


def cold_loads(browser: Browser, here: Work) -> Iterator[Figure]:
    """From the address to a planner that can be used, with an empty cache."""
    times, sizes = [], []
    for _ in range(COLD_LOADS):
        context = browser.new_context(base_url=here.server.url, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.request.post("/api/session", data={"email": EMAIL, "password": PASSWORD})
        sent: list[float] = []
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda told, sent=sent: sent.append(told["encodedDataLength"]))
        began = time.perf_counter()
        page.goto("/week")
        page.locator(READY).wait_for()
        times.append((time.perf_counter() - began) * 1_000)
        sizes.append(sum(sent) / 1_024)
        context.close()
    yield Figure(f"planner usable, cold, median of {COLD_LOADS}", statistics.median(times), "ms", 1_500)
    yield Figure("transferred for it, compressed", max(sizes), "KiB", 150)


def dragging(browser: Browser, here: Work) -> Iterator[Figure]:
    """One of 300 blocks of a week is dragged through it."""
    monday = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    task = here.ask("POST", "/tasks", {"name": "Weave"})["id"]
    starts = (monday + timedelta(days=number % 7, minutes=7 * 60 + number // 7 * 15) for number in range(300))
    blocks = [{"task_id": task, "start": start.isoformat(), "duration": 900} for start in starts]
    here.ask("POST", "/time-blocks/bulk", {"time_blocks": blocks})
    with opened(browser, here) as page:
        block = page.locator(".block.planned").nth(150)
        block.scroll_into_view_if_needed()
        box = block.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.evaluate(WATCH)
        x, y = box["x"] + 10, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 8, y + 8)
        frames = []
        for number in range(MOVES):
            before = _busy(session)
            page.mouse.move(x + 8 + number % 40 * 4, y + 8 + number % 25 * 4)
            page.evaluate("() => new Promise(requestAnimationFrame)")
            frames.append((_busy(session) - before) * 1_000)
        page.mouse.up()
        yield Figure("script and layout for a frame of a drag, 300 blocks, median", statistics.median(frames), "ms", 8)
        yield Figure("longest task while dragging", page.evaluate("() => window.longest"), "ms", 50)


def _busy(session: Any) -> float:
    """Seconds that the page has spent on script, style and layout."""
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(told["ScriptDuration"] + told["LayoutDuration"] + told["RecalcStyleDuration"])


def _add_tasks(here: Work) -> None:
    """10,000."""
    for start in range(0, 10_000, 1_000):
        here.ask(
            "POST", "/tasks/bulk", {"tasks": [{"name": f"Task {number}"} for number in range(start, start + 1_000)]}
        )


def long_list(browser: Browser, here: Work) -> Iterator[Figure]:
    """The task list with 10,000 tasks, scrolled from end to end."""
    _add_tasks(here)
    with opened(browser, here) as page:
        page.locator(".task-line").first.wait_for()
        page.evaluate(WATCH)
        rows = shown = still = 0
        while still < 100:  # until nothing more has come for a while
            page.evaluate("() => { document.querySelector('.task-scroll').scrollTop += 2000; }")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))")
            rows = max(rows, page.locator(".task-line").count())
            end = page.evaluate("() => document.querySelector('.task-scroll').scrollTop")
            still, shown = (still + 1 if end == shown else 0), end
        if page.get_by_text("Task 0", exact=True).count() == 0:
            raise RuntimeError("the end of the list was not reached")
        yield Figure("rows of 10,000 tasks in the page, at most", rows, "", 100)
        yield Figure("longest task while scrolling them", page.evaluate("() => window.longest"), "ms", 50)


def searching(browser: Browser, here: Work) -> Iterator[Figure]:
    """Some of 10,000 tasks, by name."""
    _add_tasks(here)
    with opened(browser, here) as page:
        page.get_by_role("navigation").get_by_role("button", name="Tasks", exact=True).click()
        page.locator(".listed").first.wait_for()
        page.evaluate(LISTEN)
        times = []
        for number in range(SEARCHES):
            name = f"Task {9_000 + number * 37}"
            page.evaluate("() => { window.answered = window.drawn = 0; }")
            page.locator("input.find").fill(name)
            page.wait_for_function("() => window.answered && window.drawn > window.answered")
            page.get_by_text(name, exact=True).first.wait_for()
            times.append(page.evaluate("() => window.drawn - window.answered"))
        told = f"search results in the page after their answer, median of {SEARCHES}"
        yield Figure(told, statistics.median(times), "ms", 100)


def two_people(browser: Browser, here: Work) -> Iterator[Figure]:
    """How long it takes until a change shows in another window."""
    with opened(browser, here) as page:
        page.evaluate("() => document.fonts.ready")
        times = []
        for number in range(CHANGES):
            began = time.perf_counter()
            here.ask("POST", "/tasks", {"name": f"Seen {number}"})
            page.get_by_text(f"Seen {number}", exact=True).first.wait_for()
            times.append((time.perf_counter() - began) * 1_000)
        times.sort()
        yield Figure("a change shows in another window, median", statistics.median(times), "ms", 500)
        yield Figure("the same, 95 of 100", times[int(len(times) * 0.95)], "ms", 1_000)


# --- the server -----------------------------------------------------------------------------------


def idle_streams(here: Work) -> Iterator[Figure]:
    """What a thousand open pages cost while nothing happens."""
    host, port = here.server.url.removeprefix("http://").split(":")
    request = f"GET {here.base}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {here.key}\r\n\r\n".encode()
    here.ask("GET", "/tasks")
    before = here.server.resident()
    listening = []
    for _ in range(STREAMS):
        connection = create_connection((host, int(port)))
        connection.sendall(request)
        if b"200" not in connection.recv(4_096):
            raise RuntimeError("a stream was refused")
        listening.append(connection)
    began, spent = time.monotonic(), here.server.cpu()
    time.sleep(IDLE_SECONDS)
    share = (here.server.cpu() - spent) / (time.monotonic() - began) * 100
    yield Figure(f"{STREAMS:,} idle event streams: of a core", share, "%", 5)
    yield Figure(f"{STREAMS:,} idle event streams: memory", (here.server.resident() - before) / MIB, "MiB", 100)
    for connection in listening:
        connection.close()


# --- the table ------------------------------------------------------------------------------------


def line(figure: Figure) -> str:
    """A line of Markdown."""
    value = f"{figure.value:.3g}" if figure.value < 100 else f"{figure.value:.0f}"
    unit = f" {figure.unit}" if figure.unit else ""
    return f"| {figure.what} | {value}{unit} | ≤ {figure.most:g}{unit} | {'' if figure.ok else '**missed**'} |"


def _write(figures: Sequence[Figure]) -> None:
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join(["| what | measured | target | |", "|---|--:|--:|---|", *map(line, figures)])
    PAGE.write_text(f"{before}{BEGIN}\n\n{machine_line('make bench-web')}\n\n{table}\n\n{END}{after}")


if __name__ == "__main__":
    main()
