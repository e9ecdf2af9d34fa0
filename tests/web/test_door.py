"""Signing in and out, and a session that ends in the middle."""

from playwright.sync_api import Page, expect

from tests.web.conftest import PASSWORD, App, Somebody


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_right_password_opens_the_planner(door: Page, somebody: Somebody) -> None:
    _sign_in(door, somebody.email, PASSWORD)
    expect(door.get_by_role("main", name="Calendar")).to_be_visible()
    expect(door.get_by_role("button", name="Your account")).to_have_text("RW")


def test_a_wrong_password_says_so_and_keeps_the_address(door: Page, somebody: Somebody) -> None:
    _sign_in(door, somebody.email, "wrong")
    expect(door.get_by_role("alert")).to_have_text("E-mail or password is wrong.")
    expect(door.get_by_label("E-mail")).to_have_value(somebody.email)


def test_signing_out_from_the_palette(app: App) -> None:
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("sign out")
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("button", name="Sign in")).to_be_visible()
    app.page.reload()
    expect(app.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_session_that_ended_asks_to_sign_in_and_goes_on(app: App) -> None:
    app.open()
    app.page.context.clear_cookies()
    app.page.keyboard.press("n")
    expect(app.page.get_by_role("status")).to_contain_text("You have been signed out")
    _sign_in(app.page, app.somebody.email, PASSWORD)
    expect(app.page.get_by_role("main", name="Calendar")).to_be_visible()
