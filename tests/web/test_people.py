"""The tab of people: roles, locking out and letting in, inviting and withdrawing."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from dayloom.auth.roles import WS_ADMIN, WS_MANAGER, WS_USER
from tests.web.conftest import App, Served
from tests.web.people import add, everybody, invite, organization, signed_in
from tests.web.test_manage_names import open_tab


def _row(app: App, name: str) -> Locator:
    return app.page.get_by_role("row").filter(has_text=name)


def _role(app: App, name: str) -> Locator:
    return app.page.get_by_label(f"Role of {name}", exact=True)


def _answer(app: App, word: str) -> None:
    app.page.get_by_role("dialog").get_by_role("button", name=word, exact=True).click()


def _shown_role(app: App, name: str) -> int:
    role: int = everybody(app)[name]["workspaces"][0]["focus_role_id"]
    return role


# --- roles ----------------------------------------------------------------------------------------


def test_a_role_is_chosen_and_taken_back(app: App, served: Served) -> None:
    add(app, served, "Bo Dyer")
    open_tab(app, "People")
    expect(_role(app, "Bo Dyer")).to_have_value("user")
    with app.saved("PATCH"):
        _role(app, "Bo Dyer").select_option("Manager")
    assert _shown_role(app, "Bo Dyer") == 16
    expect(_role(app, "Bo Dyer")).to_have_value("manager")
    with app.saved("PATCH"):
        _role(app, "Bo Dyer").select_option("Organization admin")
    assert everybody(app)["Bo Dyer"]["admin"] is True
    with app.saved("PATCH"):
        app.page.keyboard.press("Control+z")
    expect(app.page.locator(".note").last).to_have_text("Undone: changed Bo Dyer")
    assert (everybody(app)["Bo Dyer"]["admin"], _shown_role(app, "Bo Dyer")) == (False, 16)
    expect(_role(app, "Bo Dyer")).to_have_value("manager")


def test_the_last_owner_stays(app: App) -> None:
    open_tab(app, "People")
    _role(app, "Robin Weaver").select_option("Member")
    _answer(app, "Change it")
    expect(app.page.get_by_role("alert")).to_contain_text("Robin Weaver is the last owner of the organization")
    expect(_role(app, "Robin Weaver")).to_have_value("owner")
    assert everybody(app)["Robin Weaver"]["owner"] is True


def test_ones_own_role_is_changed_upon_a_word_only(app: App, served: Served) -> None:
    add(app, served, "Bo Dyer", "owner")
    open_tab(app, "People")
    _role(app, "Robin Weaver").select_option("Manager")
    _answer(app, "Cancel")
    expect(_role(app, "Robin Weaver")).to_have_value("owner")
    _role(app, "Robin Weaver").select_option("Manager")
    with app.saved("PATCH"):
        _answer(app, "Change it")
    expect(app.page.get_by_role("combobox", name="Role of")).to_have_count(0)
    expect(_row(app, "Robin Weaver")).to_contain_text("Manager")


def test_an_admin_leaves_owners_alone(app: App, served: Served, browser: Browser) -> None:
    add(app, served, "Dana Spinner")
    with signed_in(browser, served, add(app, served, "Bo Dyer", "admin")) as theirs:
        open_tab(theirs, "People")
        expect(_row(theirs, "Robin Weaver")).to_contain_text("Owner")
        expect(_role(theirs, "Robin Weaver")).to_have_count(0)
        expect(theirs.page.get_by_role("button", name=re.compile("Lock out"))).to_have_count(1)
        assert "Owner" not in _role(theirs, "Dana Spinner").inner_text()


def test_a_member_sees_people_and_changes_nothing(app: App, served: Served, browser: Browser) -> None:
    with signed_in(browser, served, add(app, served, "Bo Dyer")) as theirs:
        open_tab(theirs, "People")
        expect(_row(theirs, "Robin Weaver")).to_contain_text("Owner")
        for name in ("Lock out", "Invite somebody"):
            expect(theirs.page.get_by_role("button", name=re.compile(name))).to_have_count(0)
        expect(theirs.page.get_by_role("combobox", name="Role of")).to_have_count(0)


# --- locking out ----------------------------------------------------------------------------------


def test_who_is_locked_out_is_told_so_at_once_and_comes_back(app: App, served: Served, browser: Browser) -> None:
    bo = add(app, served, "Bo Dyer")
    open_tab(app, "People")
    with signed_in(browser, served, bo) as theirs:
        theirs.open()
        app.page.get_by_role("button", name="Lock out Bo Dyer").click()
        _answer(app, "Cancel")
        app.page.get_by_role("button", name="Lock out Bo Dyer").click()
        with app.saved("PATCH"):
            _answer(app, "Lock out")
        expect(_row(app, "Bo Dyer")).to_contain_text("locked out")
        expect(_role(app, "Bo Dyer")).to_have_count(0)
        expect(theirs.page.get_by_role("alert")).to_contain_text(
            "You have no access to a workspace here, or not any more"
        )
        theirs.page.get_by_role("button", name="Try again").click()
        expect(theirs.page.get_by_text(f"You are signed in as {bo.email}.")).to_be_visible()
        app.page.get_by_role("button", name="Let in Bo Dyer").click()
        with app.saved("PATCH"):
            _answer(app, "Let in")
        expect(_role(app, "Bo Dyer")).to_have_value("user")
        theirs.page.get_by_role("button", name="Try again").click()
        expect(theirs.page.get_by_role("main", name="Calendar")).to_be_visible()


def test_who_is_nowhere_signs_out(app: App, served: Served, browser: Browser) -> None:
    bo = add(app, served, "Bo Dyer")
    app.call("PATCH", f"{organization(app)}/users/{everybody(app)['Bo Dyer']['id']}", {"active": False})
    with signed_in(browser, served, bo) as theirs:
        theirs.page.goto("/")
        expect(theirs.page.get_by_role("alert")).to_contain_text("You have no access to a workspace here")
        theirs.page.get_by_role("button", name="Sign out").click()
        expect(theirs.page.get_by_label("E-mail")).to_be_visible()


def test_what_is_refused_is_said(app: App, served: Served) -> None:
    add(app, served, "Bo Dyer")
    open_tab(app, "People")
    refused = {"error": "conflict", "error_description": "Bo is busy.", "trace_id": "0" * 32}
    app.page.route("**/api/organizations/*/users/*", lambda route: route.fulfill(status=409, json=refused))
    _role(app, "Bo Dyer").select_option("Manager")
    expect(app.page.get_by_role("alert")).to_contain_text("Bo is busy.")
    expect(_role(app, "Bo Dyer")).to_have_value("user")


# --- out of one workspace -------------------------------------------------------------------------


def test_who_is_removed_is_out_of_this_workspace_until_it_is_taken_back(
    app: App, served: Served, browser: Browser
) -> None:
    bo = add(app, served, "Bo Dyer")
    open_tab(app, "People")
    _role(app, "Bo Dyer").select_option("Manager")
    with signed_in(browser, served, bo) as theirs:
        theirs.ask("POST", "/tracking/start", {})
        theirs.open()
        app.page.get_by_role("button", name="Remove Bo Dyer from this workspace", exact=True).click()
        _answer(app, "Cancel")
        app.page.get_by_role("button", name="Remove Bo Dyer from this workspace", exact=True).click()
        expect(app.page.get_by_role("dialog")).to_contain_text("their running timer stops")
        with app.saved("PATCH"):
            _answer(app, "Remove")
        expect(_role(app, "Bo Dyer").locator("option:checked")).to_have_text("Not in this workspace")
        expect(_row(app, "Bo Dyer").get_by_role("button", name="Remove")).to_have_count(0)
        expect(_row(app, "Bo Dyer")).not_to_contain_text("locked out")
        expect(theirs.page.get_by_role("alert")).to_contain_text(
            "You have no access to a workspace here, or not any more"
        )
        with app.saved("PATCH"):
            app.page.keyboard.press("Control+z")
        expect(_role(app, "Bo Dyer")).to_have_value("manager")
        theirs.page.get_by_role("button", name="Try again").click()
        expect(theirs.page.get_by_role("main", name="Calendar")).to_be_visible()
        assert theirs.ask("GET", "/tracking/current") is None


def test_who_was_removed_comes_back_with_a_role(app: App, served: Served) -> None:
    add(app, served, "Bo Dyer")
    open_tab(app, "People")
    app.page.get_by_role("button", name="Remove Bo Dyer from this workspace", exact=True).click()
    with app.saved("PATCH"):
        _answer(app, "Remove")
    with app.saved("PATCH"):
        _role(app, "Bo Dyer").select_option("Member")
    expect(app.page.get_by_role("button", name="Remove Bo Dyer from this workspace", exact=True)).to_be_visible()
    assert _shown_role(app, "Bo Dyer") == 17


def test_leaders_and_members_see_no_way_to_remove_those_who_lead(app: App, served: Served, browser: Browser) -> None:
    bo = add(app, served, "Bo Dyer")
    add(app, served, "Dana Spinner", "admin")
    open_tab(app, "People")
    expect(_role(app, "Dana Spinner")).to_have_value("organizationAdmin")
    expect(app.page.get_by_role("button", name=re.compile("^Remove "))).to_have_count(1)
    with signed_in(browser, served, bo) as theirs:
        open_tab(theirs, "People")
        expect(_row(theirs, "Dana Spinner")).to_be_visible()
        expect(theirs.page.get_by_role("button", name=re.compile("^Remove "))).to_have_count(0)


# --- inviting -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["Manager", "Organization admin"])
def test_an_invitation_shows_its_link_to_copy(app: App, role: str) -> None:
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_tab(app, "People")
    app.page.get_by_role("button", name="Invite somebody").click()
    sheet = app.page.get_by_role("dialog", name="Invite somebody")
    expect(sheet.get_by_label("E-mail")).to_be_focused()
    sheet.get_by_label("E-mail").fill("eve@example.test")
    sheet.get_by_label("Role").select_option(role)
    with app.saved("POST", "/invitations"):
        sheet.get_by_role("button", name="Make the link").click()
    expect(sheet.get_by_role("button", name="Copy", exact=True)).to_be_focused()
    link = sheet.get_by_label("Link for eve@example.test").input_value()
    assert link.startswith(f"{app.page.url.partition('/projects')[0]}/invitation#")
    sheet.get_by_role("button", name="Copy").click()
    assert app.page.evaluate("navigator.clipboard.readText()") == link
    sheet.get_by_role("button", name="Done").click()
    expect(app.page.get_by_role("button", name="Invite somebody", exact=True)).to_be_focused()
    line = app.page.get_by_role("listitem").filter(has_text="eve@example.test")
    expect(line).to_contain_text(role)


def test_closing_the_dialog_that_the_palette_led_to_leaves_the_keyboard_on_the_page(app: App) -> None:
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type("Invite somebody")
    app.page.get_by_role("option", name="Invite somebody", exact=True).click()
    expect(app.page.get_by_role("dialog").get_by_label("E-mail")).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_role("dialog")).to_have_count(0)
    expect(app.page.get_by_role("button", name="Invite somebody", exact=True)).to_be_focused()


def test_a_refused_invitation_stays_to_be_mended(app: App) -> None:
    open_tab(app, "People")
    app.page.get_by_role("button", name="Invite somebody").click()
    sheet = app.page.get_by_role("dialog", name="Invite somebody")
    sheet.get_by_label("E-mail").fill(app.somebody.email)
    sheet.get_by_role("button", name="Make the link").click()
    expect(sheet.get_by_role("alert")).to_contain_text("is in this organization already")
    expect(sheet.get_by_label("E-mail")).to_have_value(app.somebody.email)


def test_an_open_invitation_is_withdrawn(app: App) -> None:
    invite(app, "eve@example.test")
    open_tab(app, "People")
    app.page.get_by_role("button", name="Withdraw the invitation of eve@example.test").click()
    with app.saved("DELETE"):
        _answer(app, "Withdraw")
    expect(app.page.get_by_text("Open invitations")).to_have_count(0)
    assert app.call("GET", f"{organization(app)}/invitations") == []


# --- the way there --------------------------------------------------------------------------------


@pytest.mark.parametrize("words, option", [("invite some", "Invite somebody"), ("peop", "Go to People")])
def test_the_palette_leads_to_people(app: App, words: str, option: str) -> None:
    app.open()
    app.page.keyboard.press("Control+k")
    app.page.keyboard.type(words)
    expect(app.page.get_by_role("option", name=option)).to_have_count(1)
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    dialog = app.page.get_by_role("dialog", name="Invite somebody")
    expect(dialog).to_have_count(int(words.startswith("invite")))


def test_the_settings_lead_to_people(app: App) -> None:
    app.open()
    app.page.goto("/settings")
    app.page.get_by_role("button", name="People and invitations").click()
    expect(app.page.get_by_role("heading", name="People", exact=True)).to_be_visible()


def test_who_leads_nothing_is_not_sent_to_invite(app: App, served: Served, browser: Browser) -> None:
    with signed_in(browser, served, add(app, served, "Bo Dyer")) as theirs:
        theirs.open()
        theirs.page.keyboard.press("Control+k")
        theirs.page.keyboard.type("invite")
        expect(theirs.page.get_by_role("option")).to_have_text(["Go to People"])


@pytest.mark.parametrize("role, ways", [(WS_ADMIN, ["People"]), (WS_MANAGER, []), (WS_USER, [])])
def test_the_settings_lead_who_manages_a_workspace_to_its_people(
    app: App, served: Served, browser: Browser, role: int, ways: list[str]
) -> None:
    """Who does not lead the organization invites nobody."""
    theirs = add(app, served, "Bo Dyer")
    bo = everybody(app)["Bo Dyer"]["id"]
    place = {"workspace_id": int(app.somebody.base.rsplit("/", 1)[1]), "focus_role_id": role}
    app.call("PATCH", f"{organization(app)}/users/{bo}", {"workspaces": [place]})
    with signed_in(browser, served, theirs) as of_bo:
        of_bo.open()
        with of_bo.page.expect_response("**/permissions"):
            of_bo.page.get_by_role("button", name="Settings", exact=True).click()
        of_bo.page.get_by_role("tab", name="Shortcuts").click()
        expect(of_bo.page.get_by_role("tabpanel", name="Shortcuts")).to_be_visible()
        expect(of_bo.page.locator(".page-bar button")).to_have_text(ways)
