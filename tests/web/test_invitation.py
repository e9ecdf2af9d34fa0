"""The page that the link of an invitation leads to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import bindparam, update

from dayloom.db.statement import Statement
from dayloom.db.types import Instant
from dayloom.invitations.tables import invitations
from tests.web.conftest import PASSWORD as THEIRS
from tests.web.conftest import App, Served, Somebody, new_person
from tests.web.people import PASSWORD, add, everybody, invite, organization, signed_in, stranger
from tests.web.test_manage_names import open_tab


@pytest.fixture
def another(served: Served) -> Somebody:
    """An owner of another organization."""
    return new_person(served)


def _open(page: Page, made: Any) -> None:
    page.goto(f"/invitation#{made['secret']}")


def _come_in(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept and enter").click()


def _email(app: App) -> str:
    return f"eve.{app.somebody.email}"


def test_a_link_lets_somebody_new_in(app: App, served: Served, browser: Browser) -> None:
    open_tab(app, "People")
    app.page.get_by_role("button", name="Invite somebody").click()
    app.page.get_by_label("E-mail").fill(_email(app))
    app.page.get_by_role("button", name="Make the link").click()
    link = app.page.get_by_label(f"Link for {_email(app)}").input_value()
    app.page.get_by_role("button", name="Done").click()
    with stranger(browser, served) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto("/")
        page.goto(link)
        expect(page.get_by_text("Robin Weaver invites you to Loom & Sons.")).to_be_visible()
        expect(page.get_by_label("E-mail")).to_have_value(_email(app))
        _come_in(page, "Eve Carder")
        expect(page.get_by_role("main", name="Calendar")).to_be_focused()
        expect(page.get_by_role("button", name="Your account")).to_have_text("EC")
        assert [url for url in asked if link.partition("#")[2] in url] == []
        page.go_back()
        assert "invitation" not in page.url
    row = app.page.get_by_role("row").filter(has_text="Eve Carder")
    expect(row.get_by_label("Role of Eve Carder")).to_have_value("user")
    assert everybody(app)["Eve Carder"]["email"] == _email(app)


def test_a_short_password_is_not_sent(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    with stranger(browser, served) as page:
        _open(page, made)
        page.get_by_label("Your name").fill("Eve")
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Accept and enter").click()
        expect(page.locator("input:invalid")).to_have_count(1)
    assert list(everybody(app)) == ["Robin Weaver"]


def test_who_has_an_account_gives_its_password(app: App, served: Served, browser: Browser, another: Somebody) -> None:
    made = invite(app, another.email)
    with stranger(browser, served) as page:
        _open(page, made)
        expect(page.get_by_text("You have an account here.")).to_be_visible()
        expect(page.get_by_label("Your name")).to_have_count(0)
        page.get_by_label("Password").fill("not the right one")
        page.get_by_role("button", name="Accept and enter").click()
        expect(page.get_by_role("alert")).to_have_text("This is not the password of the account.")
        page.get_by_label("Password").fill(THEIRS)
        page.get_by_role("button", name="Accept and enter").click()
        expect(page.get_by_role("main", name="Calendar")).to_be_visible()
        begins = page.request.get("/api/users/me/settings").json()
    assert app.somebody.base.endswith(f"/{begins['current_workspace_id']}")


def test_who_is_signed_in_only_accepts(app: App, served: Served, browser: Browser, another: Somebody) -> None:
    made = invite(app, another.email)
    with signed_in(browser, served, another) as theirs:
        _open(theirs.page, made)
        expect(theirs.page.get_by_text("You are signed in with this address.")).to_be_visible()
        expect(theirs.page.get_by_label("Password")).to_have_count(0)
        theirs.page.get_by_role("button", name="Accept and enter").click()
        expect(theirs.page.get_by_role("main", name="Calendar")).to_be_visible()
    assert len(app.call("GET", f"{organization(app)}/users")) == 2


def test_somebody_else_is_told_whom_they_become(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    with signed_in(browser, served, add(app, served, "Bo Dyer")) as theirs:
        _open(theirs.page, made)
        said = f"You are signed in as Bo Dyer. Accepting signs you in as {_email(app)} instead."
        expect(theirs.page.get_by_text(said)).to_be_visible()
        _come_in(theirs.page, "Eve Carder")
        expect(theirs.page.get_by_role("button", name="Your account")).to_have_text("EC")


# --- links that lead nowhere ----------------------------------------------------------------------


def _expire(served: Served, made: Any, by: timedelta) -> None:
    when = bindparam("at", type_=Instant)
    this = invitations.c.organization_id == bindparam("organization_id"), invitations.c.id == bindparam("invitation_id")
    given = {"organization_id": made["organization_id"], "invitation_id": made["id"]}
    with served.database.write() as db:
        change = Statement(update(invitations).where(*this).values(expires_at=when))
        db.all(change, {**given, "at": datetime.now(UTC).replace(microsecond=0) - by})


def test_a_used_link_says_so_and_leads_to_the_door(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    body = {"secret": made["secret"], "name": "Eve", "password": PASSWORD}
    assert app.page.request.post("/api/invitations/accept", data=body).status == 201
    with stranger(browser, served) as page:
        _open(page, made)
        expect(page.get_by_role("alert")).to_contain_text("has been used already. If that was you, sign in.")
        page.get_by_role("button", name="To the sign-in").click()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_an_expired_link_says_so(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    _expire(served, made, timedelta(seconds=1))
    with stranger(browser, served) as page:
        _open(page, made)
        expect(page.get_by_role("alert")).to_contain_text("This invitation has expired.")


def test_a_link_that_is_withdrawn_meanwhile_says_so(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    with stranger(browser, served) as page:
        _open(page, made)
        expect(page.get_by_label("Your name")).to_be_focused()
        app.call("DELETE", f"{organization(app)}/invitations/{made['id']}")
        _come_in(page, "Eve Carder")
        expect(page.get_by_role("alert")).to_contain_text("This invitation has been withdrawn.")


@pytest.mark.parametrize("secret", ["", "1-guessed", "%E0%A4%A"])
def test_an_unknown_link_says_so(served: Served, browser: Browser, secret: str) -> None:
    with stranger(browser, served) as page:
        page.goto(f"/invitation#{secret}")
        expect(page.get_by_role("alert")).to_contain_text("This link is no invitation that is known here.")


def test_another_link_in_the_same_window_is_read(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    with stranger(browser, served) as page:
        page.goto("/invitation#1-guessed")
        expect(page.get_by_role("alert")).to_contain_text("no invitation")
        _open(page, made)
        expect(page.get_by_text("invites you to Loom & Sons.")).to_be_visible()


def test_without_the_server_it_says_so_and_asks_again(app: App, served: Served, browser: Browser) -> None:
    made = invite(app, _email(app))
    with stranger(browser, served) as page:
        page.route("**/api/invitations/find", lambda route: route.abort())
        _open(page, made)
        expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
        page.unroute("**/api/invitations/find")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("invites you to Loom & Sons.")).to_be_visible()
