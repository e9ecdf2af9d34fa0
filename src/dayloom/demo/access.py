"""The demo's logins: kept in a file of the data directory, printed at the start, and offered at the door.

The passwords are random and stored like everybody's; only this file knows them, and only its owner reads it.
"""

import os
from pathlib import Path
from typing import cast

import msgspec

from dayloom.auth import passwords, people
from dayloom.auth.keys import was_made
from dayloom.auth.roles import ADMIN, OWNER, WORKSPACE_ROLES
from dayloom.db.engine import Connection
from dayloom.demo.schemas import Access, DemoLogin, DemoRole, OfferedLogin
from dayloom.errors import Forbidden
from dayloom.workspaces import service as workspaces

FILE = "demo.json"
_NAMES = {number: name for name, number in WORKSPACE_ROLES.items()}


def keep(folder: Path, access: Access) -> None:
    """Writes the file, which is whole at every moment."""
    aside = folder / f"{FILE}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(access), indent=2) + b"\n")
    aside.replace(folder / FILE)


def kept(folder: Path) -> Access | None:
    """What the file keeps, whichever database it is about."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Access)
    except (OSError, msgspec.DecodeError):
        return None


def access_to(db: Connection, folder: Path) -> Access | None:
    """What the file keeps, where it is about this database."""
    access = kept(folder)
    return access if access is not None and was_made(db, access.api_key) else None


def logins_to_offer(db: Connection, folder: Path) -> list[OfferedLogin]:
    """The logins that let somebody into a database that holds nothing but the demo; none of any other.

    Not one whose password was changed, whose person is disabled, or who is gone: it is no demo login any more.
    """
    access = access_to(db, folder)
    if access is None or not workspaces.has_only_demo(db):
        return []
    offered = [(login, _role(db, access, login)) for login in access.logins]
    return [OfferedLogin(login.name, login.email, login.password, role) for login, role in offered if role]


def _role(db: Connection, access: Access, login: DemoLogin) -> DemoRole | None:
    """What this login makes of somebody in the demo; None where it does not let them in."""
    user_id = people.user_id_of(db, login.email)
    if user_id is None or not passwords.matches(login.password, people.password_hash_of(db, user_id)):
        return None
    try:
        who = people.person(db, user_id)
        actor = people.actor_in_workspace(db, who, access.workspace_id, access.organization_id)
    except Forbidden:
        return None
    if actor.organization_role in (OWNER, ADMIN):
        return cast("DemoRole", actor.organization_role)
    return cast("DemoRole", _NAMES[actor.role_id])
