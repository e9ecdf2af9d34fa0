"""Names as long as the API takes, and some that are HTML: nothing leaves its box, on any screen, wide or narrow."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from dayloom.auth.roles import WS_USER
from dayloom.http.web_app import version
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.web.conftest import HASH, ZONE, App, Served, Somebody, new_page, new_person
from tests.web.people import organization
from tests.web.test_planner import at, today
from tests.web.test_ways import addresses

_WHOLE = f"/app/{version()}/ui/whole.js"
WORD = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2)[:100]
LONG = (f"{WORD} 🧶🧵 שלום עולם مرحبا بالعالم " + "Zwölf blaue Fäden 🧵 " * 15)[:300].strip()
MARKUP = "<img src=x onerror=\"document.title='taken'\"><b>bold</b> &amp; " + WORD[:40]
NAMES = (LONG, MARKUP)
WIDTHS: dict[str, ViewportSize] = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}

#: Names that run out of what is around them; that are cut without a sign; that cannot be had whole where they are cut.
_FAULTS = """async (starts) => {
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
    const clips = style => /hidden|clip|auto|scroll/.test(style.overflowX);
    const outOfItsBox = (text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        const { left, right } = range.getBoundingClientRect();
        for (let up = text.parentElement; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up);
            const box = up.getBoundingClientRect();
            if (style.display !== "inline" && style.display !== "contents") {
                if (clips(style)) return false;
                if (left < box.left - 1 || right > box.right + 1) return true;
            }
            if (/fixed|absolute/.test(style.position)) return left < -1 || right > innerWidth + 1;
        }
        return left < -1 || right > innerWidth + 1;
    };
    const cutBy = (text) => {
        for (let up = text.parentElement; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (/auto|scroll/.test(style.overflowX + style.overflowY)) return null;
            if (!clips(style)) continue;
            if (up.scrollWidth > up.clientWidth + 1 || up.scrollHeight > up.clientHeight + 2) return up;
        }
        return null;
    };
    const faults = [];
    const shown = document.querySelector("dialog[open]") ?? document.body;
    const walk = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode;
        const holder = text.parentElement;
        const name = starts.find(one => text.data.includes(one.slice(0, 30)));
        if (!name || holder.closest(".unseen, script, option, [inert]") || !holder.getClientRects().length) continue;
        const where = `${holder.closest("[class]:not(main)")?.className} ${holder.outerHTML.slice(0, 60)}`;
        if (outOfItsBox(text)) faults.push(`runs out: ${where}`);
        const cutter = cutBy(text);
        if (!cutter) continue;
        const style = getComputedStyle(cutter);
        if (style.whiteSpace === "nowrap" && style.textOverflow !== "ellipsis") faults.push(`no sign: ${where}`);
        holder.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
        if (!holder.closest("[title]")?.title.includes(text.data.trim())) faults.push(`not to be had whole: ${where}`);
    }
    return [...new Set(faults)];
}"""


def _event(title: str, hour: int) -> str:
    day = f"{today():%Y%m%d}"
    times = f"DTSTART:{day}T{hour:02}0000\nDTEND:{day}T{hour + 1:02}0000"
    return f"BEGIN:VEVENT\nUID:{hour}\n{times}\nSUMMARY:{title}\nEND:VEVENT\n"


def _furnish(app: App, served: Served) -> None:
    """Everything that has a name, twice."""
    events = "".join(_event(name, 15 + number) for number, name in enumerate(NAMES))
    ics = f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n".replace("\n", "\r\n")
    connected = app.ask("POST", "/integrations/calendar", {"provider": "ics", "name": LONG[:255], "content": ics})
    for one in connected["calendars"]:
        where = f"/integrations/calendar/{connected['calendar_integration_id']}/calendars/{one['calendar_id']}"
        app.ask("PUT", where, {"default_action": "do_nothing", "selected": True})
    app.ask("PUT", "/tasks/calendar", date_from=at(today(), 0), date_to=at(today(), 23))
    for number, name in enumerate(NAMES):
        _one_of_each(app, name, number)
        _person(app, served, name[:255], number)


def _person(app: App, served: Served, name: str, number: int) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with served.database.write() as db:
        user_id = users.create_user(db, f"long{number}.{app.somebody.email}", name, HASH, ZONE, now)
        workspaces.add_member(db, int(app.somebody.base.rsplit("/", 1)[1]), user_id, WS_USER, now)


def _one_of_each(app: App, name: str, number: int) -> None:
    client = app.ask_here("POST", "/clients", {"name": name})
    tag = app.ask_here("POST", "/tags", {"name": name})
    app.ask_here("POST", "/statuses", {"name": name})
    project = app.ask("POST", "/projects", {"name": name, "client_id": client["id"], "color": "#e0ac4a"})
    app.ask("POST", "/custom-fields", {"name": name, "entity_type": "task", "field_type": "text"})
    app.call("POST", "/api-keys", {"name": name[:255]})
    app.ask_here("POST", "/saved-views", {"name": name[:255], "type": "reports.summary", "params": {}})
    app.call(
        "POST",
        f"{organization(app)}/groups",
        {"name": name[:255], "organization_users": [], "workspaces": [int(app.somebody.base.rsplit("/", 1)[1])]},
    )
    own = {"project_id": project["id"], "tag_ids": [tag["id"]], "estimated_mins": 60, "notes": name}
    days = {"name": name, "start_date": str(today()), "end_date": str(today())}
    task = app.ask("POST", "/tasks", {**days, **own})
    app.ask("POST", "/tasks", {**days, "parent_task_id": task["id"]})
    begin = at(today(), 10 + 2 * number)
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": begin, "duration": 3600})
    entry = {"start": at(today(), number), "duration": 1200, "description": name}
    app.ask("POST", f"/tasks/{task['id']}/time-entries", entry)
    app.ask("POST", "/tracking/start", {"task_id": task["id"]})


@pytest.fixture(scope="module")
def home(browser: Browser, served: Served) -> tuple[Somebody, Any]:
    """Where everything is called like that, and the cookies of who is there. Looking changes nothing."""
    with new_page(browser, served) as page:
        app = App(page, new_person(served))
        app.enter()
        _furnish(app, served)
        return app.somebody, page.context.cookies()


@pytest.fixture
def named(page: Page, home: tuple[Somebody, Any]) -> App:
    """Opened there."""
    somebody, cookies = home
    page.context.add_cookies(cookies)
    app = App(page, somebody)
    app.open()
    return app


def _sound(app: App, where: str) -> list[str]:
    """What is wrong with this screen in either width."""
    found = []
    expect(app.page.locator("[aria-busy=true]"), where).to_have_count(0)
    app.page.evaluate("at => import(at)", _WHOLE)  # which comes with the first pointer
    for name, size in WIDTHS.items():
        app.page.set_viewport_size(size)
        app.page.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")
        wrong = [*app.out_of_reach(), *app.page.evaluate(_FAULTS, [LONG, MARKUP])]
        found += [f"{where}, {name}: {fault}" for fault in wrong]
    app.page.set_viewport_size(WIDTHS["desk"])
    return found


def test_what_is_cut_off_is_told_whole_under_the_pointer(named: App) -> None:
    with named.page.expect_request("**/ui/whole.js"):
        named.page.locator(".brand").hover()
    name = named.page.locator(".task-name", has_text="Donau").first
    expect(name).not_to_have_attribute("title", re.compile("."))
    named.page.evaluate("at => import(at)", _WHOLE)
    name.hover()
    expect(name).to_have_attribute("title", re.compile("Donau"))


def test_every_address(named: App) -> None:
    wrong = []
    for address in dict.fromkeys(addresses(named.page)):
        named.page.goto(address)
        expect(named.page.locator("main").first).to_be_visible()
        wrong += _sound(named, address)
    assert "\n".join(wrong) == ""
    assert named.page.title() != "taken"
    assert named.page.locator("img[src=x]").count() == 0


def _panel(page: Page) -> None:
    page.goto("/week")
    page.locator(".block.planned").first.dblclick()
    expect(page.locator(".details .children li")).to_have_count(1)


def _menu(page: Page) -> None:
    page.goto("/week")
    page.locator(".block.planned").first.click(button="right")


def _palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("Donau")
    expect(page.get_by_role("option").nth(1)).to_be_visible()


def _timer(page: Page) -> None:
    page.goto("/week")
    page.locator(".timer-time").click()


def _opened_line(page: Page) -> None:
    page.goto("/reports")
    page.locator(".report .opens").first.click()
    expect(page.locator(".report .sub").first).to_be_visible()


def _filtered(page: Page) -> None:
    page.goto("/reports")
    page.get_by_role("combobox", name="Filter by project").click()
    page.get_by_role("option").first.click()
    expect(page.locator(".report-filters button.chip").first).to_be_visible()


def _pressed(address: str, *buttons: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(address)
        for name in buttons:
            page.get_by_role("main").get_by_role("button", name=re.compile(name)).first.click()

    return go


OPENED: dict[str, Callable[[Page], None]] = {
    "panel": _panel,
    "menu": _menu,
    "palette": _palette,
    "timer": _timer,
    "line": _opened_line,
    "filter": _filtered,
    "views": _pressed("/reports", "Saved views"),
    "members": _pressed("/projects", "^Members of"),
    "project menu": _pressed("/projects", "^More:"),
    "delete": _pressed("/projects?tab=tags", "^Delete"),
    "add time": _pressed("/time", "Add time"),
}


@pytest.mark.parametrize("screen", OPENED)
def test_what_opens_on_them(named: App, screen: str) -> None:
    OPENED[screen](named.page)
    assert "\n".join(_sound(named, screen)) == ""


# --- without a place to break it ------------------------------------------------------------------


UNBROKEN = "Longong" * 64
#: Tables that are wider than what is around them.
_WIDE = """[...document.querySelectorAll(".scroll-x")].filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)"""


@pytest.fixture
def unbroken(app: App) -> App:
    """A client, project, task and entry of such a name."""
    client = app.ask_here("POST", "/clients", {"name": UNBROKEN})
    project = app.ask("POST", "/projects", {"name": UNBROKEN, "client_id": client["id"]})
    task = app.ask("POST", "/tasks", {"name": UNBROKEN, "project_id": project["id"]})
    app.ask("POST", f"/tasks/{task['id']}/time-entries", {"start": at(today(), 1), "duration": 1200})
    app.open()
    return app


@pytest.mark.parametrize("address", ["/projects", "/tasks?view=table", "/reports", "/time?view=sheet"])
def test_a_table_breaks_them_instead_of_growing(unbroken: App, address: str) -> None:
    unbroken.page.goto(address)
    expect(unbroken.page.locator(".scroll-x").get_by_text(UNBROKEN).first).to_be_visible()
    assert unbroken.page.evaluate(_WIDE) == []


def test_a_message_says_enough_of_one_and_keeps_its_width(app: App) -> None:
    app.open()
    box = app.page.locator("#add-task")
    box.fill(UNBROKEN)
    with app.saved("POST", "/tasks"):
        box.press("Enter")
    note = app.page.locator(".note").last
    expect(note).to_have_text(f"Added: {UNBROKEN[:60]}…")
    app.page.locator("#planner").focus()
    app.page.keyboard.press("Control+z")
    expect(note).to_have_text(f"Undone: added {UNBROKEN[:60]}…")
    widths = app.page.locator(".note").evaluate_all("all => all.map(one => [one.clientWidth, one.scrollWidth])")
    assert [one for one in widths if max(one) > 480] == []
    app.page.route("**/tasks", lambda asked: asked.fulfill(status=409, json={"error_description": UNBROKEN}))
    box.fill("Spin")
    box.press("Enter")
    expect(note).to_contain_text(UNBROKEN)
    assert note.evaluate("one => Math.max(one.clientWidth, one.scrollWidth)") <= 480
