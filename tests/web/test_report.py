"""Reports: their figures are those of the calendar, over the period and with the filters that the address says."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dayloom.auth.roles import WORKSPACE_ROLES
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.web.conftest import HASH, KEPT, ZONE, App, Served
from tests.web.test_planner import at, today

HOUR = 3600
#: What stands for no figure.
NOTHING = "\u2013"


def monday() -> date:
    """Of this week."""
    return today() - timedelta(days=today().weekday())


def workspace_of(app: App) -> str:
    """The shorter path, for what hangs on the workspace alone."""
    return re.sub(r"^/organizations/\d+", "", app.somebody.base)


def make(app: App, kind: str, body: Any) -> Any:
    """A client or a tag."""
    answer = app.page.request.post(f"/api{workspace_of(app)}/{kind}", data=body, headers={"x-csrf-token": app._token})
    assert answer.ok, answer.text()
    return answer.json()


def furnish(app: App) -> dict[str, Any]:
    """A planned task that took longer, one that nobody planned, time without a task, and a break."""
    client = make(app, "clients", {"name": "Dyer"})
    tag = make(app, "tags", {"name": "wool", "color": "#2b6cb0"})
    project = app.ask("POST", "/projects", {"name": "Loom house", "client_id": client["id"]})
    body = {"name": "Weave", "project_id": project["id"], "tag_ids": [tag["id"]], "estimated_mins": 60}
    weave = app.ask("POST", "/tasks", body)
    spin = app.ask("POST", "/tasks", {"name": "Spin", "project_id": project["id"]})
    app.ask("POST", f"/tasks/{weave['id']}/time-blocks", {"start": at(monday(), 9), "duration": 2 * HOUR})
    app.ask("POST", f"/tasks/{weave['id']}/time-entries", {"start": at(monday(), 9), "duration": 3 * HOUR})
    app.ask("POST", f"/tasks/{spin['id']}/time-entries", {"start": at(monday(), 15), "duration": HOUR})
    app.ask("POST", "/time-entries", {"start": at(monday(), 14), "duration": HOUR, "description": "On the phone"})
    app.ask("POST", "/time-entries", {"start": at(monday(), 12), "duration": HOUR, "type": "break"})
    return {"client": client, "tag": tag, "project": project, "weave": weave, "spin": spin}


def reports(app: App, address: str = "") -> Page:
    """The page, as far as it is there before its figures are."""
    app.open()
    if address:
        app.page.goto(f"/reports?{address}")
    else:
        app.page.get_by_role("button", name="Reports").click()
    expect(app.page.get_by_role("main", name="Reports")).to_be_visible()
    return app.page


def row(page: Page, name: str) -> Any:
    """A row of the table."""
    return page.locator(".report tbody tr", has=page.locator("th", has_text=name))


# --- the summary ----------------------------------------------------------------------------------


def test_planned_tracked_drift_and_accuracy(app: App) -> None:
    made = furnish(app)
    done = next(
        one for one in app.page.request.get(f"/api{workspace_of(app)}/statuses").json()["data"] if one["type"] == "done"
    )
    app.ask("PATCH", f"/tasks/{made['weave']['id']}", {"status_id": done["id"]})
    page = reports(app)
    figures = page.locator(".figure-card")
    expect(figures.nth(0)).to_contain_text("2\u00a0h")
    expect(figures.nth(1)).to_contain_text("5\u00a0h")
    expect(figures.nth(1)).to_contain_text("2\u00a0h not planned")
    expect(figures.nth(2)).to_contain_text("+150 %")
    expect(figures.nth(3)).to_contain_text("33 %")
    expect(row(page, "Loom house")).to_contain_text("+100 %")
    expect(row(page, "No project")).to_contain_text("1\u00a0h")


def test_drift_is_that_of_the_lengths_beside_it(app: App) -> None:
    weave = app.ask("POST", "/tasks", {"name": "Weave"})
    app.ask("POST", f"/tasks/{weave['id']}/time-blocks", {"start": at(monday(), 9), "duration": 900})
    app.ask("POST", f"/tasks/{weave['id']}/time-entries", {"start": at(monday(), 9), "duration": 925})
    page = reports(app, "tab=plan")
    expect(row(page, "Weave").locator("td")).to_have_text([NOTHING, "15\u00a0m", "15\u00a0m", "±0 %", NOTHING])


def test_each_figure_says_what_it_is_and_whose(app: App) -> None:
    furnish(app)
    page = reports(app)
    figures = page.locator(".figure-card")
    for figure, meaning in enumerate(("on the calendar", "without a block", "a tenth more", "100 % is exact")):
        expect(figures.nth(figure).locator(".means")).to_contain_text(meaning)
    expect(page.locator(".report-whose")).to_have_text("Your time")


def test_what_is_only_planned_for_later_has_no_drift(app: App) -> None:
    made = furnish(app)
    later = monday() + timedelta(days=7)
    app.ask("POST", f"/tasks/{made['weave']['id']}/time-blocks", {"start": at(later, 9), "duration": HOUR})
    page = reports(app, f"span=week&day={later}")
    expect(page.locator(".figure-card").nth(2)).to_contain_text("all of it is still to come")
    page.get_by_role("tab", name="Plan against actual").click()
    expect(row(page, "Weave").locator("td")).to_have_text(["1\u00a0h", "1\u00a0h", NOTHING, NOTHING, NOTHING])


def test_a_row_opens_to_its_tasks_and_a_task_opens_its_panel(app: App) -> None:
    furnish(app)
    page = reports(app)
    page.locator(".report .opens", has_text="Loom house").click()
    expect(row(page, "Weave")).to_contain_text("+50 %")
    expect(row(page, "Spin")).to_contain_text("1\u00a0h")
    page.get_by_role("button", name="Weave", exact=True).click()
    expect(page.locator(".details .fields")).to_be_visible()


def test_split_by_client_and_by_tag(app: App) -> None:
    furnish(app)
    page = reports(app)
    split = page.get_by_role("group", name="Split by")
    expect(split.get_by_role("button", name="Person")).to_have_count(0)
    split.get_by_role("button", name="Client").click()
    expect(row(page, "Dyer")).to_contain_text("4\u00a0h")
    expect(row(page, "No client")).to_contain_text("1\u00a0h")
    split.get_by_role("button", name="Tag").click()
    expect(row(page, "wool")).to_contain_text("3\u00a0h")
    expect(row(page, "No tag")).to_contain_text("2\u00a0h")
    expect(page).to_have_url(re.compile("by=tag"))


def test_the_bars_in_figures(app: App) -> None:
    furnish(app)
    page = reports(app)
    page.get_by_text("As a table").click()
    expect(page.locator(".report-figures tbody tr")).to_have_count(7)
    expect(page.locator(".report-figures tbody tr").first).to_contain_text("5\u00a0h")


def test_what_is_tracked_meanwhile_is_added(app: App) -> None:
    furnish(app)
    page = reports(app)
    expect(page.locator(".figure-card").nth(1)).to_contain_text("5\u00a0h")
    app.ask("POST", "/time-entries", {"start": at(monday(), 17), "duration": HOUR})
    expect(page.locator(".figure-card").nth(1)).to_contain_text("6\u00a0h")


def test_a_week_without_anything_says_so_and_leads_on(app: App) -> None:
    page = reports(app)
    expect(page.locator(".report .empty")).to_contain_text("Nothing was planned or tracked")
    page.get_by_role("button", name="To the calendar").click()
    expect(page.get_by_role("main", name="Calendar")).to_be_visible()


# --- the period -----------------------------------------------------------------------------------


def test_it_has_an_address_and_the_back_button_works(app: App) -> None:
    page = reports(app)
    expect(page).to_have_url(re.compile("/reports$"))
    page.reload()
    expect(page.get_by_role("main", name="Reports")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("main", name="Calendar")).to_be_visible()


def test_spans_and_the_ones_before_and_after(app: App) -> None:
    page = reports(app, "span=week&day=2026-03-04")
    title = page.locator(".report-title")
    expect(title).to_have_text(re.compile("March 2.*8"))
    page.get_by_role("button", name="Month", exact=True).click()
    expect(title).to_have_text("March 2026")
    page.get_by_role("button", name="Earlier").click()
    expect(title).to_have_text("February 2026")
    page.get_by_role("button", name="Quarter").click()
    expect(title).to_have_text("Q1 2026")
    page.get_by_role("button", name="Later").click()
    expect(title).to_have_text("Q2 2026")
    page.get_by_role("button", name="Year").click()
    expect(title).to_have_text("2026")
    expect(page.get_by_role("heading", name="By month")).to_be_visible()


def test_from_a_day_to_a_day_and_what_makes_no_sense_is_said(app: App) -> None:
    page = reports(app, "span=week&day=2026-03-04")
    page.get_by_role("button", name="Custom").click()
    expect(page).to_have_url(re.compile("from=2026-03-02&to=2026-03-08"))
    page.get_by_label("To", exact=True).fill("2026-03-11")
    expect(page).to_have_url(re.compile("to=2026-03-11"))
    page.get_by_role("button", name="Earlier").click()
    expect(page).to_have_url(re.compile("from=2026-02-20&to=2026-03-01"))
    page.get_by_label("To", exact=True).fill("2026-01-01")
    expect(page.get_by_role("alert")).to_contain_text("before the beginning")
    expect(page).to_have_url(re.compile("to=2026-03-01"))


# --- filters --------------------------------------------------------------------------------------


def test_filters_are_typed_stay_in_the_address_and_go_by_a_click(app: App) -> None:
    furnish(app)
    page = reports(app)
    tracked = page.locator(".figure-card").nth(1)
    page.get_by_role("combobox", name="Filter by tag").fill("woo")
    page.get_by_role("option", name="wool").click()
    expect(tracked).to_contain_text("3\u00a0h")
    page.reload()
    chip = page.get_by_role("button", name="Remove filter: Tag wool")
    expect(chip).to_be_visible()
    expect(tracked).to_contain_text("3\u00a0h")
    chip.click()
    expect(tracked).to_contain_text("5\u00a0h")


def test_several_of_a_kind_and_those_without(app: App) -> None:
    made = furnish(app)
    page = reports(app)
    tracked = page.locator(".figure-card").nth(1)
    page.get_by_role("combobox", name="Filter by client").click()
    page.get_by_role("option", name="No client").click()
    expect(tracked).to_contain_text("1\u00a0h")
    page.get_by_role("combobox", name="Filter by client").fill("dye")
    page.get_by_role("option", name="Dyer").click()
    expect(tracked).to_contain_text("5\u00a0h")
    page.get_by_role("combobox", name="Filter by project").fill("loom")
    page.get_by_role("option", name="Loom house").click()
    expect(tracked).to_contain_text("4\u00a0h")
    expect(page).to_have_url(re.compile(f"client=none%2C{made['client']['id']}&project={made['project']['id']}"))
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile("/reports$"))


def test_nothing_that_fits_the_filters(app: App) -> None:
    furnish(app)
    make(app, "tags", {"name": "silk"})
    page = reports(app)
    page.get_by_role("combobox", name="Filter by tag").fill("silk")
    page.get_by_role("option", name="silk").click()
    expect(page.locator(".report .empty")).to_contain_text("fits the filters")
    page.locator(".report .empty").get_by_role("button", name="Clear filters").click()
    expect(page.locator(".figure-card").nth(1)).to_contain_text("5\u00a0h")


# --- plan against actual --------------------------------------------------------------------------


def test_task_by_task_in_any_order(app: App) -> None:
    furnish(app)
    page = reports(app)
    page.get_by_role("tab", name="Plan against actual").click()
    names = page.locator(".report tbody th")
    expect(row(page, "Weave").locator("td")).to_have_text(["1\u00a0h", "2\u00a0h", "3\u00a0h", "+50 %", NOTHING])
    expect(row(page, "Weave").locator(".drift.over")).to_be_visible()
    grey = re.compile("#8b847a")
    expect(row(page, "Without a task").locator(".dot")).to_have_attribute("style", grey)
    expect(row(page, "Weave").locator(".dot")).not_to_have_attribute("style", grey)
    expect(names.first).to_contain_text("Weave")
    head = page.get_by_role("columnheader", name="Task", exact=True)
    expect(head).to_have_attribute("aria-sort", "none")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(names).to_contain_text(["Without a task", "Spin", "Weave"])
    head.get_by_role("button").click()
    expect(names).to_contain_text(["Weave", "Spin", "Without a task"])
    page.reload()
    expect(head).to_have_attribute("aria-sort", "descending")


def test_all_tasks_together_bars_and_what_the_columns_mean(app: App) -> None:
    furnish(app)
    page = reports(app, "tab=plan")
    total = page.locator(".report tfoot")
    expect(total.locator("td")).to_have_text(["1\u00a0h", "2\u00a0h", "5\u00a0h", "+150 %", NOTHING])
    planned, tracked = (row(page, "Weave").locator(f".pair .{kind}").bounding_box() for kind in ("pale", "solid"))
    assert planned
    assert tracked
    assert abs(planned["width"] * 3 - tracked["width"] * 2) < 1
    assert planned["y"] + planned["height"] <= tracked["y"]
    expect(row(page, "Spin").locator(".pair .pale")).to_have_count(0)
    swatch = page.locator(".pair-legend .swatch").first.bounding_box()
    assert swatch
    assert swatch["width"] > 0
    expect(page.locator(".meanings")).to_contain_text("Estimate accuracy: Of tasks done in this period")


@pytest.mark.parametrize("address", ["tab=plan", ""])
def test_the_accuracy_is_told_to_be_of_all_time(app: App, address: str) -> None:
    furnish(app)
    page = reports(app, address)
    head = page.locator("th.column-accuracy")
    expect(head.locator("small")).to_have_text("all time, of done tasks")
    expect(head).to_have_attribute("title", re.compile("^Of tasks done in this period: all time ever tracked"))
    expect(row(page, "Weave" if address else "Loom house").locator("td").last).to_have_text(NOTHING)


@pytest.mark.parametrize(
    "minutes, said, judged",
    [(67, "+12 %", "over"), (66, "+10 %", "close"), (54, "\u221210 %", "close"), (53, "\u221212 %", "under")],
)
def test_more_and_less_than_planned_look_unlike_what_was_close(app: App, minutes: int, said: str, judged: str) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave"})["id"]
    app.ask("POST", f"/tasks/{task}/time-blocks", {"start": at(monday(), 9), "duration": HOUR})
    app.ask("POST", f"/tasks/{task}/time-entries", {"start": at(monday(), 9), "duration": minutes * 60})
    page = reports(app, "tab=plan")
    shown = row(page, "Weave").locator(".drift")
    expect(shown).to_have_text(said)
    expect(shown).to_have_class(f"drift {judged}")


@pytest.mark.parametrize("tab", ["plan", "summary"])
def test_the_column_of_drift_says_what_it_is(app: App, tab: str) -> None:
    furnish(app)
    head = reports(app, f"tab={tab}").get_by_role("columnheader", name="Drift")
    expect(head.get_by_text("tracked against planned", exact=True)).to_be_visible()


@pytest.mark.parametrize("tab", ["plan", "summary"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_on_a_phone_planned_tracked_and_drift_fit(app: App, tab: str, language: str) -> None:
    furnish(app)
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.preferences = json.dumps(KEPT | {"language": language})
    app.open()
    page = app.page
    page.goto(f"/reports?tab={tab}")
    table = page.locator(".scroll-x", has=page.locator("th.column-drift"))
    expect(table.locator("thead th:visible")).to_have_count(4)
    expect(table.locator(".drift.over").first).to_be_visible()
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") == 0


def test_what_has_no_value_comes_last_in_either_order(app: App) -> None:
    furnish(app)
    page = reports(app, "tab=plan&sort=drift")
    expect(page.locator(".report tbody th").first).to_contain_text("Weave")
    page.get_by_role("columnheader", name="Drift").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=-drift"))
    expect(page.locator(".report tbody th").first).to_contain_text("Weave")


def test_a_line_opens_the_task(app: App) -> None:
    furnish(app)
    page = reports(app, "tab=plan")
    row(page, "Spin").locator("td").first.click()
    expect(page.locator(".details .fields")).to_be_visible()


# --- entry by entry -------------------------------------------------------------------------------


def test_entries_newest_first_without_breaks_and_in_other_orders(app: App) -> None:
    furnish(app)
    page = reports(app)
    page.get_by_role("tab", name="Detailed").click()
    lines = page.locator(".entries tbody tr")
    expect(lines).to_contain_text(["Spin", "On the phone", "Weave"])
    expect(lines.nth(2)).to_contain_text(re.compile("9:00.*12:00"))
    expect(lines.nth(2)).to_contain_text("wool")
    expect(page.get_by_role("columnheader", name="When")).to_have_attribute("aria-sort", "descending")
    expect(lines.nth(2)).to_contain_text("Dyer")
    page.get_by_role("columnheader", name="Tracked").get_by_role("button").click()
    expect(lines.first).to_contain_text("Weave")
    expect(page.get_by_role("columnheader", name="Tracked")).to_have_attribute("aria-sort", "descending")


def test_more_entries_are_shown_when_asked_for(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave"})
    body = [{"task_id": task["id"], "start": at(monday(), 9, minute), "duration": 30} for minute in range(53)]
    app.ask("POST", "/time-entries/bulk", body)
    page = reports(app, "tab=entries")
    expect(page.locator(".entries tbody tr")).to_have_count(50)
    expect(page.get_by_text("50 of 53 entries")).to_be_visible()
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".entries tbody tr")).to_have_count(53)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_the_file_has_what_is_shown_and_tells_the_period(app: App) -> None:
    made = furnish(app)
    page = reports(app, f"tab=entries&sort=duration&project={made['project']['id']}")
    expect(page.locator(".entries tbody tr")).to_have_count(2)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    sunday = monday() + timedelta(days=6)
    assert saved.value.suggested_filename == f"dayloom-{monday()}-{sunday}.csv"
    lines = saved.value.path().read_text().splitlines()
    assert [("Spin" in line, "Weave" in line) for line in lines[1:]] == [(True, False), (False, True)]


def test_a_file_that_is_refused_is_told(app: App) -> None:
    furnish(app)
    page = reports(app, "tab=entries")
    expect(page.locator(".entries tbody tr")).to_have_count(3)
    answer = {"error": "unprocessable", "error_description": "far too many rows."}
    page.route("**/query", lambda route: route.fulfill(status=422, json=answer))
    page.get_by_role("button", name="Download as CSV").click()
    expect(page.get_by_text("far too many rows.").first).to_be_visible()


# --- saved views ----------------------------------------------------------------------------------


def views(app: App) -> Any:
    """Names and parameters of the person's views."""
    found = app.page.request.get(f"/api{workspace_of(app)}/saved-views").json()
    return [(one["name"], one["type"], one["params"]) for one in found]


def test_a_view_is_saved_chosen_renamed_and_deleted(app: App) -> None:
    made = furnish(app)
    tag = str(made["tag"]["id"])
    page = reports(app, f"span=month&day={monday()}&tag={tag}&tab=plan")
    page.get_by_role("button", name="Saved views").click()
    sheet = page.get_by_role("dialog", name="Saved views")
    sheet.get_by_label("Save what is shown as").fill("Wool by month")
    with app.saved("POST", "/saved-views"):
        sheet.get_by_role("button", name="Save", exact=True).click()
    assert views(app) == [("Wool by month", "reports.summary", {"span": "month", "tag": tag, "tab": "plan"})]
    page.goto("/reports")
    page.get_by_role("button", name="Saved views").click()
    sheet.get_by_role("button", name="Rename Wool by month").click()
    sheet.get_by_label("Name of the view").fill("Wool")
    with app.saved("PATCH"):
        page.keyboard.press("Enter")
    sheet.get_by_role("button", name="Wool", exact=True).click()
    expect(page).to_have_url(re.compile(f"span=month&tab=plan&tag={tag}$"))
    expect(row(page, "Weave")).to_be_visible()
    expect(row(page, "Spin")).to_have_count(0)
    page.get_by_role("button", name="Saved views").click()
    with app.saved("DELETE"):
        sheet.get_by_role("button", name="Delete Wool").click()
    expect(sheet.get_by_text("keeps period, filters and tab")).to_be_visible()
    page.keyboard.press("Escape")
    with app.saved("POST", "/saved-views"):
        page.keyboard.press("Control+z")
    expect(page.locator(".note").last).to_have_text("Undone: deleted Wool")
    assert [name for name, _, _ in views(app)] == ["Wool"]


def test_a_refused_view_is_told_and_its_name_stays(app: App) -> None:
    page = reports(app)
    answer = {"error": "invalid", "error_description": "name is not liked."}
    page.route(
        "**/saved-views",
        lambda route: route.fulfill(status=422, json=answer) if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name="Saved views").click()
    box = page.get_by_role("dialog", name="Saved views").get_by_label("Save what is shown as")
    box.fill("Mine")
    page.keyboard.press("Enter")
    expect(page.get_by_text("name is not liked.").first).to_be_attached()
    expect(box).to_have_value("Mine")


# --- with others ----------------------------------------------------------------------------------


def test_others_time_for_those_who_may_see_it(app: App, served: Served) -> None:
    furnish(app)
    settings = app.page.request.get("/api/users/me/settings").json()
    workspace_id = settings["current_workspace_id"]
    now = datetime.now(UTC).replace(microsecond=0)
    with served.database.write() as db:
        other = users.create_user(db, f"other{workspace_id}@example.test", "Sam Spinner", HASH, ZONE, now)
        workspaces.add_member(db, workspace_id, other, WORKSPACE_ROLES["ws_user"], now)
    page = reports(app)
    whose = page.locator(".report-whose")
    expect(whose).to_have_text("Your time. Filter by person to see that of others.")
    page.get_by_role("combobox", name="Filter by person").click()
    page.get_by_role("option", name="Sam Spinner").click()
    expect(page.locator(".report .empty")).to_contain_text("fits the filters")
    expect(whose).to_have_text("Time of Sam Spinner")
    page.get_by_role("combobox", name="Filter by person").fill("rob")
    page.get_by_role("option", name="Robin Weaver").click()
    expect(whose).to_have_text("Everybody's time")
    expect(page.locator(".figure-card").nth(1)).to_contain_text("5\u00a0h")
    page.get_by_role("group", name="Split by").get_by_role("button", name="Person").click()
    expect(row(page, "Robin Weaver")).to_contain_text("5\u00a0h")
    page.get_by_role("tab", name="Detailed").click()
    expect(page.locator(".entries tbody tr").first).to_contain_text("Robin Weaver")


def test_it_fits_a_narrow_screen(app: App) -> None:
    furnish(app)
    app.page.set_viewport_size({"width": 320, "height": 800})
    page = reports(app, "tab=plan")
    for tab, shown in (("plan", ".table"), ("entries", ".entries"), ("summary", ".bars")):
        page.goto(f"/reports?tab={tab}&span=month")
        expect(page.locator(f".report {shown}").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
