"""A real server and a real browser: each test is a new person in a new workspace, whose zone is not the browser's."""

import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dayloom.auth.passwords import hash_password
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.server.running import Running, environment

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
ZONE, BROWSER_ZONE = "Europe/Berlin", "America/New_York"
#: As the app keeps them.
KEPT = {"span": "week", "language": "en", "guide": "done"}
PREFERENCES = json.dumps(KEPT)
#: Playwright's clock keeps itself here.
MOVED_CLOCK = "'__pwClock' in window"
#: Not looking anything up, not telling anybody anything.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Pictures of the screens, to look at, where DAYLOOM_TEST_PICTURES asks for them; ignored by git.
PICTURES = Path(__file__).parents[2] / "build" / "pictures"

#: What can be used and is neither in sight nor gets there by scrolling, and the page itself if it is too wide.
_OUT_OF_REACH = """async () => {
    await Promise.allSettled(document.getAnimations().map(one => one.finished)); // once what slides is there
    const scrolls = (of, way, whole, seen) => {
        for (let up = of.parentElement; up; up = up.parentElement)
            if (/auto|scroll/.test(getComputedStyle(up)[way]) && up[whole] > up[seen]) return true;
        return false;
    };
    const out = [...document.querySelectorAll("button, input, select, textarea, a, summary")].filter(one => {
        const box = one.getBoundingClientRect();
        if (!box.width || one.closest(".unseen, .skip, [inert]")) return false;
        const isWide = box.left < -1 || box.right > innerWidth + 1;
        const isHigh = box.top < -1 || box.bottom > innerHeight + 1;
        return (isWide && !scrolls(one, "overflowX", "scrollWidth", "clientWidth"))
            || (isHigh && !scrolls(one, "overflowY", "scrollHeight", "clientHeight"));
    }).map(one => one.outerHTML.slice(0, 120));
    const width = document.documentElement.scrollWidth;
    return width > innerWidth ? [`${width} pixels wide`, ...out] : out;
}"""

expect.set_options(timeout=10_000)
_numbers = itertools.count(1)


def find_browser() -> str | None:
    """What DAYLOOM_TEST_CHROMIUM names, else Debian's Chromium: the one without windows takes a third less time."""
    names = "chromium-headless-shell", "chromium", "chromium-browser"
    return os.environ.get("DAYLOOM_TEST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this folder."""
    found = find_browser()
    if found is None:
        pytest.skip("no browser: install Debian's chromium-headless-shell, or name one with DAYLOOM_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@dataclass(frozen=True)
class Served:
    """A started server and its database, which makes people faster than the command line."""

    url: str
    database: Database


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests of this folder."""
    data = tmp_path_factory.mktemp("web")
    database = Database("", data, sync="normal")
    migrate(database.driver)
    with Running(environment(data, sqlite_sync="normal")) as server:
        yield Served(server.url, database)
    database.close()


@dataclass(frozen=True)
class Somebody:
    """A person alone in a workspace."""

    email: str
    base: str


def new_person(served: Served) -> Somebody:
    """A new owner of a new workspace."""
    now = datetime.now(UTC).replace(microsecond=0)
    number = next(_numbers)
    email = f"person{number}@example.test"
    with served.database.write() as db:
        user_id = users.create_user(db, email, "Robin Weaver", HASH, ZONE, now)
        organization_id = workspaces.create_organization(db, "Loom & Sons", user_id, now)
        workspace_id = workspaces.create_workspace(db, organization_id, "Weaving", now)
    return Somebody(email, f"/organizations/{organization_id}/workspaces/{workspace_id}")


@pytest.fixture
def somebody(served: Served) -> Somebody:
    """A new owner of a new workspace."""
    return new_person(served)


def _new_context(
    browser: Browser, served: Served | Running, service_workers: Literal["allow", "block"], **device: Any
) -> BrowserContext:
    return browser.new_context(
        timezone_id=BROWSER_ZONE,
        base_url=served.url,
        service_workers=service_workers,
        **({"viewport": {"width": 1440, "height": 900}} | device),
    )


def _watch(page: Page) -> list[str]:
    """What goes wrong on it from now on."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if _is_fault(said) else None)
    return wrong


@contextmanager
def new_page(
    browser: Browser, served: Served | Running, service_workers: Literal["allow", "block"] = "block", **device: Any
) -> Iterator[Page]:
    """A page of a browser that knows nothing yet. A script error or a refused resource fails at its end.

    `page.route` does not see what a service worker asks for, so there is none but where it is what is tested.
    `device` says what else it is than a window on a desk.
    """
    context = _new_context(browser, served, service_workers, **device)
    page = context.new_page()
    wrong = _watch(page)
    yield page
    context.close()
    assert wrong == []


class Room:
    """A browser that tests use one after another: it has fetched and compiled the app's files already.

    Each gets a page of its own, and whatever could be left of it is cleared away, so it knows as little as a new one.
    """

    def __init__(self, browser: Browser, served: Served) -> None:
        self._browser = browser
        self._served = served
        self._furnish()

    def _furnish(self) -> None:
        """A page that is opened by another one runs in its process, which saves starting one."""
        self.context = _new_context(self._browser, self._served, "block")
        self._door = self.context.new_page()
        self._door.goto("/app.webmanifest")
        self._protocol = self.context.new_cdp_session(self._door)

    @contextmanager
    def page(self) -> Iterator[Page]:
        """Nothing is loaded. A script error or a refused resource fails at its end."""
        with self.context.expect_page() as opened:
            self._door.evaluate("open('about:blank').opener = null")
        wrong = _watch(opened.value)
        yield opened.value
        self._clear(opened.value)
        assert wrong == []

    def _clear(self, page: Page) -> None:
        """The clock and the network belong to all pages and cannot be given back: then it is another browser."""
        untouched = not page.is_closed() and page.evaluate(f"!({MOVED_CLOCK}) && navigator.onLine")
        for other in self.context.pages:
            if other is not self._door:
                other.close()
        if untouched:
            self._protocol.send("Storage.clearDataForOrigin", {"origin": self._served.url, "storageTypes": "all"})
            self.context.clear_cookies()
            self.context.clear_permissions()
        else:
            self.context.close()
            self._furnish()


@pytest.fixture(scope="package")
def room(browser: Browser, served: Served) -> Iterator[Room]:
    """One for all tests of this folder that do not want a browser of their own."""
    opened = Room(browser, served)
    yield opened
    opened.context.close()


@pytest.fixture
def page(room: Room) -> Iterator[Page]:
    """Nothing is loaded, and nobody signed in."""
    with room.page() as opened:
        yield opened


@pytest.fixture
def door(page: Page) -> Page:
    """The app with nobody signed in."""
    page.goto("/")
    return page


def _is_fault(said: Any) -> bool:
    """The browser reports every answer of 400 and above, or none, as an error; those are the tests' own business."""
    return said.type == "error" and "Failed to load resource" not in said.text


class App:
    """Somebody's signed-in app, and the API beside it to prepare and to look."""

    def __init__(self, page: Page, somebody: Somebody, **preferences: Any) -> None:
        self.page = page
        self.somebody = somebody
        self.preferences = json.dumps(KEPT | preferences)
        self._token = ""

    def enter(self) -> None:
        """Signs in without the form, and opens the planner on a whole week."""
        answer = self.page.request.post("/api/session", data={"email": self.somebody.email, "password": PASSWORD})
        self._token = answer.json()["csrf_token"]

    def open(self) -> None:
        """Loads the app."""
        self.page.add_init_script(f"localStorage['dayloom.preferences'] ??= '{self.preferences}'")
        self.page.goto("/")
        expect(self.page.locator(".grid-scroll:not(.waiting)")).to_be_visible()
        expect(self.page.locator(".task-list")).to_have_attribute("aria-busy", "false")

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """One call of the API as this person, below their workspace."""
        return self.call(method, f"{self.somebody.base}{path}", body, **query)

    def ask_here(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The same below the workspace's short path, where tags, clients and statuses are."""
        return self.call(method, f"/workspaces/{self.somebody.base.rsplit('/', 1)[1]}{path}", body, **query)

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """One call of the API as this person."""
        answer = self.page.request.fetch(
            f"/api{path}",
            method=method,
            data=body,
            params=query,
            headers={"x-csrf-token": self._token},
        )
        assert answer.ok, f"{method} {path} answered {answer.status}: {answer.text()}"
        return answer.json() if answer.body() else None

    def saved(self, method: str, ending: str = "") -> AbstractContextManager[Any]:
        """`with app.saved("PATCH"):` waits until the change that is made inside was answered."""
        return self.page.expect_response(
            lambda answer: answer.request.method == method and answer.url.endswith(ending) and answer.ok
        )

    def blocks(self) -> list[Any]:
        """The blocks that the server has."""
        found: list[Any] = self.ask("GET", "/time-blocks/stream", date_from="2000-01-01", date_to="2100-01-01")
        return found

    def out_of_reach(self) -> list[str]:
        """What of the screen nobody gets to."""
        found: list[str] = self.page.evaluate(_OUT_OF_REACH)
        return found

    def picture(self, name: str) -> None:
        """A picture of the screen, to look at."""
        if os.environ.get("DAYLOOM_TEST_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture
def app(page: Page, somebody: Somebody) -> App:
    """Signed in, nothing loaded yet: prepare with `ask`, then `open`."""
    entered = App(page, somebody)
    entered.enter()
    return entered


@pytest.fixture
def drag(app: App) -> Callable[..., None]:
    """`drag(from_, to)`: with the pointer, in steps, as a hand does. Points are (x, y) on the screen."""

    def go(start: tuple[float, float], end: tuple[float, float], *, drop: bool = True) -> None:
        mouse = app.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(start[0] + 6, start[1] + 6)
        mouse.move(*end, steps=6)
        if drop:
            mouse.up()

    return go
