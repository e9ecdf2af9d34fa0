"""The cast: alice owns, bob is a member, charlie is outside (he owns an organization of his own)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from dayloom.auth import keys, passwords
from dayloom.auth.roles import WS_USER
from dayloom.db.engine import Connection, Database
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces

#: Monday morning. The clock stands still unless a test moves it.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
#: Hashed once: argon2 is slow on purpose.
PASSWORD_HASH = passwords.hash_password(PASSWORD)


@dataclass(frozen=True)
class Person:
    """A member of the cast, with a key that works."""

    id: int
    name: str
    email: str
    key: str


@dataclass(frozen=True)
class Cast:
    """Who is there, and where."""

    organization_id: int
    workspace_id: int
    other_organization_id: int
    other_workspace_id: int
    alice: Person
    bob: Person
    charlie: Person


def create_person(db: Connection, name: str) -> Person:
    """A person with a password and a key, in no workspace yet."""
    email = f"{name.lower()}@example.test"
    user_id = users.create_user(db, email, name, PASSWORD_HASH, "UTC", MONDAY)
    _, key = keys.create_key(db, user_id, "tests", MONDAY)
    return Person(user_id, name, email, key)


def create_cast(database: Database) -> Cast:
    """Fills an empty, migrated database."""
    with database.write() as db:
        alice, bob, charlie = (create_person(db, name) for name in ("Alice", "Bob", "Charlie"))
        ours = workspaces.create_organization(db, "Loom & Sons", alice.id, MONDAY)
        weaving = workspaces.create_workspace(db, ours, "Weaving", MONDAY)
        workspaces.add_member(db, weaving, bob.id, WS_USER, MONDAY)
        theirs = workspaces.create_organization(db, "Elsewhere", charlie.id, MONDAY)
        other = workspaces.create_workspace(db, theirs, "Elsewhere", MONDAY)
    return Cast(ours, weaving, theirs, other, alice, bob, charlie)
