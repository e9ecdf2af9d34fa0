"""How a task recurs: chosen in the panel, with the days that the server makes, for one or for all later ones."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, expect

from tests.web.conftest import App
from tests.web.test_planner import today

RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=MONTHLY;BYDAY=-1FR,2MO",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=DAILY;COUNT=4",
    "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
]


def _open(app: App) -> Locator:
    app.open()
    app.page.locator(".task-list").focus()
    expect(app.page.locator(".task-line.current")).to_be_focused()
    app.page.keyboard.press("Enter")
    panel = app.page.get_by_role("complementary", name="Water the plants")
    expect(panel.locator(".repeat")).to_be_visible()
    return panel


def _series(app: App, task: Any) -> list[Any]:
    found: list[Any] = app.ask("GET", "/tasks/recurring", recurring_task_ids=task["id"], per_page=100)["data"]
    return found


def _shown(panel: Locator) -> list[str | None]:
    expect(panel.locator(".repeat-list li").first).to_be_visible()
    return [day.get_attribute("data-day") for day in panel.locator(".repeat-list li").all()]


def test_the_browser_names_the_days_that_the_server_makes(app: App) -> None:
    first = str(today() + timedelta(days=2))
    made = {}
    for rule in RULES:
        task = app.ask("POST", "/tasks", {"name": rule, "start_date": first, "end_date": first, "rrule": rule})
        made[rule] = [one["recurrence_date"] for one in _series(app, task)]
    app.open()
    horizon = max(day for days in made.values() for day in days)
    shown = app.page.evaluate(
        """async ([rules, start]) => {
            const app = document.querySelector("script[src$='main.js']").src.replace("main.js", "");
            const { nextDays, parse, write } = await import(app + "time/recurrence.js");
            const again = rule => parse(write(parse(rule, "UTC")), "UTC");
            return Object.fromEntries(rules.map(rule => [rule, nextDays(again(rule), start, start, 30)]));
        }""",
        [RULES, first],
    )
    for rule in RULES:
        assert [day for day in shown[rule] if day <= horizon][: len(made[rule])] == made[rule][:30]


def test_a_task_begins_to_recur(app: App) -> None:
    day = str(today() + timedelta(days=1))
    task = app.ask("POST", "/tasks", {"name": "Water the plants", "start_date": day, "end_date": day})
    panel = _open(app)
    expect(panel.locator(".repeat-words")).to_contain_text("Does not repeat")
    panel.get_by_role("button", name="Change", exact=True).click()
    panel.get_by_label("How often").select_option("Every day")
    panel.get_by_label("Every how many").fill("3")
    panel.get_by_label("Ends").select_option("After some times")
    panel.get_by_label("How many times").fill("4")
    expected = [str(date.fromisoformat(day) + timedelta(days=3 * step)) for step in range(4)]
    assert _shown(panel) == expected
    with app.saved("PATCH"):
        panel.get_by_role("button", name="Save").click()
    expect(panel.locator(".repeat-words")).to_contain_text("Every 3 days, 4 times")
    assert [one["recurrence_date"] for one in _series(app, task)] == expected
    panel.get_by_role("button", name="Close").focus()
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(panel.locator(".repeat-words")).to_contain_text("Does not repeat")
    assert len(_series(app, task)) <= 1


def test_weekdays_and_a_last_day_are_chosen(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Water the plants", "start_date": "2027-03-01", "end_date": "2027-03-01"})
    panel = _open(app)
    panel.get_by_role("button", name="Change", exact=True).click()
    panel.get_by_label("How often").select_option("Every week")
    panel.get_by_role("button", name="Thursday").click()
    panel.get_by_label("Ends").select_option("On a day")
    panel.get_by_label("Last day").fill("2027-03-11")
    assert _shown(panel) == ["2027-03-01", "2027-03-04", "2027-03-08", "2027-03-11"]
    panel.get_by_label("How often").select_option("Every month on a weekday")
    panel.get_by_label("Which one").select_option("last")
    panel.get_by_role("combobox", name="Weekday", exact=True).select_option("Friday")
    panel.get_by_label("Ends").select_option("Never")
    assert _shown(panel)[:3] == ["2027-03-01", "2027-03-26", "2027-04-30"]
    with app.saved("PATCH"):
        panel.get_by_role("button", name="Save").click()
    expect(panel.locator(".repeat-words")).to_contain_text("Every month on the last Friday")
    app.picture("repeat")


def _instance(app: App) -> tuple[Any, Locator]:
    """The first task of a series, and its second one open."""
    day = str(today())
    body = {"name": "Water the plants", "start_date": day, "end_date": day, "rrule": "FREQ=DAILY;COUNT=4"}
    task = app.ask("POST", "/tasks", body)
    app.open()
    app.page.locator(f"#task-{_series(app, task)[1]['id']}").dblclick()
    panel = app.page.get_by_role("complementary", name="Water the plants")
    expect(panel.locator(".repeat-words")).to_contain_text("Every day, 4 times")
    return task, panel


def test_a_change_reaches_one_or_all_later_ones(app: App) -> None:
    task, panel = _instance(app)
    with app.saved("PATCH"):
        panel.get_by_role("combobox", name="Priority").select_option("High")
    panel.get_by_role("button", name="This and later").click()
    with app.page.expect_response(lambda answer: "from_recurring_task_id=" in answer.url and answer.ok):
        panel.get_by_role("combobox", name="Priority").select_option("Low")
    assert [one["priority"] for one in _series(app, task)] == ["none", "low", "low", "low"]


def test_one_leaves_its_series_or_ends_it(app: App) -> None:
    task, panel = _instance(app)
    panel.get_by_role("button", name="Change", exact=True).click()
    panel.get_by_label("How often").select_option("Does not repeat")
    expect(panel.get_by_text("This one leaves its series")).to_be_visible()
    with app.saved("PATCH"):
        panel.get_by_role("button", name="Save").click()
    expect(panel.locator(".repeat-words")).to_contain_text("Does not repeat")
    assert len(_series(app, task)) == 3


def test_what_has_no_way_back_is_not_offered_to_be_taken_back(app: App) -> None:
    _, panel = _instance(app)
    with app.saved("PATCH"):
        panel.get_by_role("combobox", name="Priority").select_option("High")
    panel.get_by_role("button", name="Change", exact=True).click()
    panel.get_by_label("How often").select_option("Does not repeat")
    with app.saved("PATCH"):
        panel.get_by_role("button", name="Save").click()
    left, priority = (panel.locator(".history li").nth(number) for number in range(2))
    expect(priority.get_by_role("button", name="Undo: changed Priority")).to_be_visible()
    expect(left).to_contain_text("changed")
    expect(left.get_by_role("button")).to_have_count(0)


def test_this_and_all_later_ones_get_another_rule(app: App) -> None:
    task, panel = _instance(app)
    panel.get_by_role("button", name="This and later").click()
    panel.get_by_role("button", name="Change", exact=True).click()
    panel.get_by_label("How often").select_option("Every week")
    with app.page.expect_response(lambda answer: "from_recurring_task_id=" in answer.url and answer.ok):
        panel.get_by_role("button", name="Save").click()
    expect(panel.locator(".repeat-words")).to_contain_text("Every week")
    assert len(_series(app, task)) == 1


def test_a_refused_rule_stays_in_the_form(app: App) -> None:
    app.ask("POST", "/tasks", {"name": "Water the plants"})
    panel = _open(app)
    panel.get_by_role("button", name="Change", exact=True).click()
    panel.get_by_label("How often").select_option("Every year")
    app.page.route("**/tasks/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    panel.get_by_role("button", name="Save").click()
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(panel.get_by_label("How often")).to_have_value("yearly")
