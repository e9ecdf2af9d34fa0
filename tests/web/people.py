"""Others in somebody's organization, and browsers of their own for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser, Page

from dayloom.auth.roles import WS_USER
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.web.conftest import HASH, ZONE, App, Served, Somebody, new_page

PASSWORD = "a long enough one"


def add(app: App, served: Served, name: str, role: str = "member") -> Somebody:
    """One more person in the app's workspace; as a leader, in all of them."""
    now = datetime.now(UTC).replace(microsecond=0)
    email = f"{name.lower().replace(' ', '.')}.{app.somebody.email}"
    with served.database.write() as db:
        user_id = users.create_user(db, email, name, HASH, ZONE, now)
        place = int(app.somebody.base.rsplit("/", 1)[1])
        workspaces.add_member(db, place, user_id, WS_USER, now, organization_role=role)
    return Somebody(email, app.somebody.base)


def organization(app: App) -> str:
    """The path of the organization."""
    return app.somebody.base.rpartition("/workspaces/")[0]


def invite(app: App, email: str, role: str = "member") -> Any:
    """A new invitation into the app's workspace, with its secret."""
    here = {"workspace_id": int(app.somebody.base.rsplit("/", 1)[1]), "focus_role_id": WS_USER}
    return app.call("POST", f"{organization(app)}/invitations", {"email": email, "role": role, "workspaces": [here]})


def everybody(app: App) -> dict[str, Any]:
    """By name."""
    return {one["name"]: one for one in app.call("GET", f"{organization(app)}/users")}


@contextmanager
def signed_in(browser: Browser, served: Served, who: Somebody) -> Iterator[App]:
    """An app of theirs, in a browser of their own."""
    with new_page(browser, served) as page:
        entered = App(page, who)
        entered.enter()
        yield entered


@contextmanager
def stranger(browser: Browser, served: Served) -> Iterator[Page]:
    """A browser in which nobody is signed in, with the app in English."""
    with new_page(browser, served) as page:
        page.add_init_script('localStorage[\'dayloom.preferences\'] ??= \'{"language": "en", "guide": "done"}\'')
        yield page
