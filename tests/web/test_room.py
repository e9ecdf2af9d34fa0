"""Tests share a browser, and none sees anything of the one before it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.conftest import Room

LEAVE = """async () => {
  localStorage.left = sessionStorage.left = "here";
  document.cookie = "left=here";
  await (await caches.open("left")).put("/left", new Response("here"));
  await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
}"""
FIND = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  cookies: document.cookie,
  caches: await caches.keys(),
  databases: await indexedDB.databases(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  clipboard: (await navigator.permissions.query({ name: "clipboard-read" })).state,
  opener: window.opener,
  history: history.length,
  online: navigator.onLine,
  width: innerWidth,
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  year: new Date().getFullYear() > 2001,
  said: window.said,
})"""


def _look(page: Page) -> Any:
    page.goto("/app.webmanifest")  # of the same origin, and keeps nothing itself
    return page.evaluate(FIND)


def _leave_traces(page: Page) -> None:
    page.goto("/tasks")
    page.evaluate(LEAVE)
    page.add_init_script("window.said = 'here'")
    page.route("**/app.webmanifest", lambda asked: asked.abort())
    page.context.grant_permissions(["clipboard-read"])
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 400})


@pytest.mark.parametrize("last", ["left open", "closed", "clock", "offline", "another page"])
def test_nothing_is_left_of_the_test_before(room: Room, last: str) -> None:
    with room.page() as page:
        before = _look(page)
    with room.page() as page:
        _leave_traces(page)
        match last:
            case "closed":
                page.close()
            case "clock":
                page.clock.set_fixed_time("2001-02-03")
            case "offline":
                page.context.set_offline(True)
            case "another page":
                page.context.new_page().goto("/")
    with room.page() as page:
        assert _look(page) == before
        assert len(page.context.pages) == 2  # this one, and the one that opens them


def test_a_fault_fails_at_the_end(room: Room) -> None:
    with pytest.raises(AssertionError, match="broken"), room.page() as page:
        page.evaluate("console.error('broken')")


FETCHED = """performance.getEntriesByType("resource")
  .filter((one) => one.name.includes("/app/") && one.transferSize > 0).map((one) => one.name)"""


def test_the_files_of_the_app_are_fetched_once(room: Room) -> None:
    with room.page() as page:
        page.goto("/", wait_until="networkidle")
    with room.page() as page:
        page.goto("/")
        assert page.evaluate(FETCHED) == []
