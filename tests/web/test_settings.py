"""Settings: what is chosen is saved as it is chosen, and the planner follows."""

import json
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.web.conftest import KEPT, PASSWORD, App, Served, new_page
from tests.web.test_accessible import SETTINGS
from tests.web.test_planner import at, first_hour, today, utc


@pytest.fixture
def settings(app: App) -> App:
    """On the page."""
    app.open()
    _go(app, "Settings")
    return app


def _go(app: App, name: str) -> None:
    app.page.get_by_role("button", name=name, exact=True).click()


def _tab(app: App, name: str) -> Locator:
    app.page.get_by_role("tab", name=name).click()
    shown = app.page.get_by_role("tabpanel", name=name)
    expect(shown).to_be_visible()
    return shown


def _kept(app: App, name: str) -> object:
    answer = app.page.request.get("/api/users/me/settings")
    return answer.json()[name]


# --- profile --------------------------------------------------------------------------------------


def test_the_profile_says_who_one_is(settings: App) -> None:
    shown = settings.page.get_by_role("tabpanel", name="Profile")
    expect(shown.get_by_label("Name", exact=True)).to_have_value("Robin Weaver")
    expect(shown).to_contain_text(settings.somebody.email)


def test_the_tab_is_in_the_address_and_arrows_change_it(settings: App) -> None:
    settings.page.get_by_role("tab", name="Profile").focus()
    settings.page.keyboard.press("End")
    expect(settings.page.get_by_role("tab", name="Shortcuts")).to_be_focused()
    expect(settings.page).to_have_url(re.compile("tab=shortcuts"))
    settings.page.reload()
    expect(settings.page.get_by_role("tab", name="Shortcuts")).to_have_attribute("aria-selected", "true")


def test_the_planner_follows_the_clock(settings: App) -> None:
    with settings.saved("PATCH", "/settings"):
        settings.page.get_by_label("Clock").select_option("12h")
    assert _kept(settings, "time_format") == "12h"
    _go(settings, "Week")
    expect(settings.page.get_by_text("9 AM", exact=True)).to_be_visible()


def test_the_planner_follows_the_first_day(settings: App) -> None:
    with settings.saved("PATCH", "/settings"):
        settings.page.get_by_label("First day of the week").select_option("Sunday")
    assert _kept(settings, "start_week_on") == 0
    _go(settings, "Week")
    expect(settings.page.locator(".day-head").first).to_contain_text("Sun")


def test_a_time_zone_is_found_by_typing(settings: App) -> None:
    box = settings.page.get_by_role("combobox", name="Time zone")
    expect(box).to_have_value("Europe/Berlin")
    box.fill("los ang")
    settings.page.get_by_role("option", name="America/Los_Angeles").wait_for()
    with settings.saved("PATCH", "/settings"):
        settings.page.keyboard.press("Enter")
    expect(box).to_have_value("America/Los_Angeles")
    expect(box).to_be_focused()
    assert _kept(settings, "timezone") == "America/Los_Angeles"


@pytest.mark.parametrize(
    "words, said",
    [("nowhere", "No time zone is called “nowhere”."), ("Europe/B", "Not saved yet: choose one of the zones that")],
)
def test_what_is_no_time_zone_is_said_and_not_saved(settings: App, words: str, said: str) -> None:
    box = settings.page.get_by_role("combobox", name="Time zone")
    box.fill(words)
    settings.page.keyboard.press("Tab")
    expect(settings.page.get_by_role("alert")).to_contain_text(said)
    expect(box).to_have_value(words)
    expect(box).to_have_accessible_description(re.compile(re.escape(said)))
    assert _kept(settings, "timezone") == "Europe/Berlin"


def test_a_time_zone_that_is_saved_says_so_and_what_time_it_is_there(settings: App) -> None:
    box = settings.page.get_by_role("combobox", name="Time zone")
    box.fill("nowhere")
    box.press("Enter")
    expect(settings.page.get_by_role("alert")).to_be_visible()
    box.fill("asia/tokyo")
    with settings.saved("PATCH", "/settings"):
        settings.page.keyboard.press("Tab")
    expect(settings.page.get_by_role("status").filter(has_text="Saved. It is")).to_be_visible()
    expect(settings.page.get_by_role("alert")).to_have_count(0)
    expect(box).to_have_value("Asia/Tokyo")
    assert _kept(settings, "timezone") == "Asia/Tokyo"


def test_one_changes_what_one_is_called(settings: App) -> None:
    name = settings.page.get_by_label("Name", exact=True)
    name.fill("Robin Carder")
    with settings.saved("PATCH", "/settings"):
        name.press("Enter")
    expect(settings.page.get_by_role("button", name="Your account")).to_have_text("RC")
    name.fill(" ")
    name.press("Enter")
    expect(settings.page.locator(".facts").get_by_text("Not understood")).to_be_visible()
    settings.page.reload()
    expect(name).to_have_value("Robin Carder")
    name.fill("Robin Dyer")
    with settings.saved("PATCH", "/settings"):
        name.press("Enter")
    settings.page.get_by_role("tab", name="Profile").focus()
    with settings.saved("PATCH", "/settings"):
        settings.page.keyboard.press("Control+z")
    expect(name).to_have_value("Robin Carder")


def test_the_language_is_beside_the_time_zone(settings: App) -> None:
    shown = settings.page.get_by_role("tabpanel", name="Profile")
    shown.get_by_role("combobox", name="Language", exact=True).select_option("de")
    expect(settings.page.get_by_role("heading", name="Einstellungen")).to_be_visible()


def test_the_day_of_work_ends_with_its_hours_and_one_for_breaks(settings: App) -> None:
    hours = _tab(settings, "Working hours")
    expect(hours).to_contain_text("between 09:00 and 18:00")
    hours.get_by_label("Hours a day").fill("6")
    with settings.saved("PATCH", "/users/me/settings"):
        settings.page.keyboard.press("Tab")
    expect(hours).to_contain_text("between 09:00 and 16:00")


def test_the_planner_follows_the_zone(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 9), "duration": 3600})
    app.open()
    block = app.page.locator(".block.planned")
    expect(block).to_have_css("top", "576px")
    _go(app, "Settings")
    app.page.get_by_role("combobox", name="Time zone").fill("Azores")
    with app.saved("PATCH", "/settings"):
        app.page.get_by_role("option", name="Atlantic/Azores").click()
    _go(app, "Week")
    expect(block).not_to_have_css("top", "576px")


def test_a_change_is_taken_back_by_undo(settings: App) -> None:
    clock = settings.page.get_by_label("Clock")
    with settings.saved("PATCH", "/settings"):
        clock.select_option("12h")
    settings.page.get_by_role("tab", name="Profile").focus()
    with settings.saved("PATCH", "/settings"):
        settings.page.keyboard.press("Control+z")
    expect(settings.page.locator(".note").last).to_have_text("Undone: changed Clock")
    expect(clock).to_have_value("24h")
    assert _kept(settings, "time_format") == "24h"


def test_a_refused_change_is_told_and_what_holds_is_shown(settings: App) -> None:
    settings.page.route("**/users/me/settings", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    settings.page.get_by_label("Clock").select_option("12h")
    expect(settings.page.get_by_role("alert")).to_be_visible()
    expect(settings.page.get_by_label("Clock")).to_have_value("24h")


def _change_password(app: App, current: str, new: str) -> None:
    app.page.get_by_label("Current password").fill(current)
    app.page.get_by_label("New password").fill(new)
    app.page.get_by_role("button", name="Change it").click()


def test_a_new_password_holds_and_one_stays_signed_in(settings: App) -> None:
    with settings.saved("PUT", "/session/password"), settings.saved("GET", "/session"):
        _change_password(settings, PASSWORD, "battery staple")
    expect(settings.page.get_by_text("The password was changed").last).to_be_visible()
    expect(settings.page.get_by_label("New password")).to_have_value("")
    with settings.saved("PATCH", "/settings"):
        settings.page.get_by_label("Clock").select_option("12h")
    login = {"email": settings.somebody.email, "password": "battery staple"}
    assert settings.page.request.post("/api/session", data=login).status == 201


def test_a_wrong_password_is_told_and_what_was_typed_stays(settings: App) -> None:
    _change_password(settings, "not my password", "battery staple")
    expect(settings.page.get_by_role("alert")).to_contain_text("is not your password")
    expect(settings.page.get_by_label("New password")).to_have_value("battery staple")


# --- working hours --------------------------------------------------------------------------------


def test_a_full_day_is_as_long_as_one_says(app: App) -> None:
    task = app.ask("POST", "/tasks", {"name": "Weave the border"})
    app.ask("POST", f"/tasks/{task['id']}/time-blocks", {"start": at(today(), 9), "duration": 3 * 3600})
    app.open()
    _go(app, "Settings")
    hours = _tab(app, "Working hours").get_by_label("Hours a day")
    hours.fill("0")
    expect(app.page.get_by_role("alert")).to_contain_text("at most 24 hours")
    hours.fill("6")
    with app.saved("PATCH", "/users/me/settings"):
        _go(app, "Week")
    expect(app.page.locator(".day-head i[style*='width: 50%']")).to_have_count(1)


def test_the_hours_hold_in_another_browser(settings: App, browser: Browser, served: Served) -> None:
    _tab(settings, "Working hours").get_by_label("Hours a day").fill("6.5")
    with settings.saved("PATCH", "/users/me/settings"):
        settings.page.keyboard.press("Tab")
    with new_page(browser, served) as page:
        other = App(page, settings.somebody)
        other.enter()
        other.open()
        _go(other, "Settings")
        expect(_tab(other, "Working hours").get_by_label("Hours a day")).to_have_value("6.5")


def test_refused_hours_are_told_and_what_holds_is_shown(settings: App) -> None:
    hours = _tab(settings, "Working hours").get_by_label("Hours a day")
    settings.page.route("**/users/me/settings", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    hours.fill("5")
    settings.page.keyboard.press("Tab")
    expect(settings.page.get_by_role("alert")).to_be_visible()
    expect(hours).to_have_value("8")


def test_plans_begin_when_the_day_of_work_does(app: App) -> None:
    app.preferences = json.dumps(KEPT | {"span": "day"})
    app.ask("POST", "/tasks", {"name": "Weave the border", "estimated_mins": 60})
    app.open()
    _go(app, "Settings")
    hours = _tab(app, "Working hours")
    begins = hours.get_by_label("The day begins at")
    expect(begins).to_have_value("09:00")
    begins.fill("7:30")
    with app.saved("PATCH", "/users/me/settings"):
        app.page.keyboard.press("Enter")
    expect(hours).to_contain_text("X looks for a free place between 07:30 and 16:30")
    _go(app, "Today")
    app.page.locator("#planner").focus()
    with app.page.expect_response(lambda answer: "/time-blocks/stream" in answer.url):
        app.page.keyboard.press("n")
    assert first_hour(app) == pytest.approx(6.25, abs=0.05)
    app.page.locator(".task-line").focus()
    app.page.keyboard.press("x")
    expect(app.page.locator(".note", has_text="Planned: Weave the border")).to_contain_text("07:30")
    assert [utc(block["start"]) for block in app.blocks()] == [at(today() + timedelta(days=1), 7, 30)]


def test_a_refused_beginning_of_the_day_shows_what_holds(settings: App) -> None:
    begins = _tab(settings, "Working hours").get_by_label("The day begins at")
    settings.page.route("**/users/me/settings", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    begins.fill("10:15")
    settings.page.keyboard.press("Tab")
    expect(settings.page.get_by_role("alert")).to_be_visible()
    expect(begins).to_have_value("09:00")


# --- API keys -------------------------------------------------------------------------------------


def _keys(app: App) -> list[str]:
    return [key["name"] for key in app.page.request.get("/api/api-keys").json()]


def test_a_key_is_shown_once_and_can_be_copied(settings: App) -> None:
    shown = _tab(settings, "API keys")
    expect(shown).to_contain_text("No key yet")
    shown.get_by_label("What it is for").fill("Backup script")
    with settings.saved("POST", "/api-keys") as made:
        shown.get_by_role("button", name="Make a key").click()
    key = made.value.json()["api_key"]
    expect(shown.get_by_label("Key: Backup script")).to_have_value(key)
    settings.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.get_by_role("button", name="Copy").click()
    expect(settings.page.get_by_text("Copied", exact=True).last).to_be_visible()
    assert settings.page.evaluate("navigator.clipboard.readText()") == key
    settings.page.reload()
    expect(shown.get_by_role("row", name="Backup script")).to_contain_text("never")
    expect(shown.get_by_label("Key: Backup script")).to_have_count(0)


def test_a_key_is_ended_after_a_question(settings: App) -> None:
    shown = _tab(settings, "API keys")
    shown.get_by_label("What it is for").fill("Backup script")
    with settings.saved("POST", "/api-keys"):
        shown.get_by_role("button", name="Make a key").click()
    shown.get_by_role("button", name="End the key Backup script").click()
    dialog = settings.page.get_by_role("dialog", name="End the key Backup script")
    with settings.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        dialog.get_by_role("button", name="End", exact=True).click()
    expect(shown).to_contain_text("No key yet")
    assert _keys(settings) == []


def test_a_refused_key_keeps_what_was_typed(settings: App) -> None:
    shown = _tab(settings, "API keys")
    settings.page.route("**/api/api-keys", lambda asked: asked.fulfill(status=422, json={"error": "invalid"}))
    shown.get_by_label("What it is for").fill("Backup script")
    shown.get_by_role("button", name="Make a key").click()
    expect(settings.page.get_by_role("alert")).to_be_visible()
    expect(shown.get_by_label("What it is for")).to_have_value("Backup script")


# --- appearance and shortcuts ---------------------------------------------------------------------


def test_theme_language_days_and_zoom_are_kept_in_the_browser(settings: App) -> None:
    shown = _tab(settings, "Appearance")
    shown.get_by_label("Theme").select_option("dark")
    expect(settings.page.locator("html")).to_have_attribute("data-theme", "dark")
    shown.get_by_label("Days shown").select_option("three")
    shown.get_by_label("Height of an hour").fill("96")
    shown.get_by_role("combobox", name="Language", exact=True).select_option("de")
    expect(settings.page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    settings.page.reload()
    expect(settings.page.get_by_label("Höhe einer Stunde")).to_have_value("96")
    _go(settings, "Woche")
    expect(settings.page.locator("[data-day]")).to_have_count(3)
    expect(settings.page.locator(".day-column").first).to_have_css("--hour", "96px")


def test_the_keys_are_listed(settings: App) -> None:
    expect(_tab(settings, "Shortcuts")).to_contain_text("Plan the task in the next free slot")


@pytest.mark.parametrize("tab", SETTINGS)
def test_nothing_is_cut_off_on_a_narrow_screen(settings: App, tab: str) -> None:
    settings.page.set_viewport_size({"width": 320, "height": 700})
    _tab(settings, tab)
    assert settings.page.evaluate("document.documentElement.scrollWidth") <= 320
