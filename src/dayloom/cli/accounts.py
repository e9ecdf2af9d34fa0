"""`dayloom init`, `user` and `key`: people, their passwords and their API keys."""

import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dayloom.auth.roles import ADMIN, MEMBER, OWNER, WORKSPACE_ROLES
from dayloom.cli.output import json_option, print_facts, print_rows
from dayloom.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from dayloom.db.engine import Connection

F = TypeVar("F", bound=Callable[..., Any])


def email_option(command: F) -> F:
    """Whom a command is about, always named alike."""
    return click.option("--email", required=True, metavar="E-MAIL", help="The person's e-mail address.")(command)


@dataclass(frozen=True, slots=True)
class Password:
    """A password that was given, or one made here, which then must be printed."""

    text: str
    made: bool

    @property
    def to_print(self) -> dict[str, str]:
        """The password where nobody knows it yet, else nothing."""
        return {"password": self.text} if self.made else {}


def password_options(*, asks: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The ways to give a password; the command gets one `Password`. `asks`: of whoever sits at a terminal."""

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_password(*args: Any, given: str | None, from_stdin: bool, **words: Any) -> Any:
            return command(*args, password=_choose(given, from_stdin, asks), **words)

        without = "is asked for at a terminal, else made and printed once" if asks else "is made and printed once"
        text = click.option("--password", "given", help=f"The password; without this option it {without}.")
        read = click.option("--password-stdin", "from_stdin", is_flag=True, help="Read it from standard input.")
        return text(read(with_password))

    return with_options


def _choose(given: str | None, from_stdin: bool, asks: bool) -> Password:
    from dayloom.users.service import check_password

    if given is not None and from_stdin:
        raise click.UsageError("--password and --password-stdin exclude each other.", click.get_current_context())
    if from_stdin:
        given = _line_from_stdin()
    elif given is None and asks and sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True)
    if given is None:
        return Password(secrets.token_urlsafe(15), made=True)
    try:
        given.encode()
    except UnicodeEncodeError:  # bytes of another encoding, as Python passes them on
        raise Invalid("password", "must be text in UTF-8") from None
    return Password(check_password(given), made=False)


def _line_from_stdin() -> str:
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        raise Invalid("password", "must be text in UTF-8") from None


def check_name(name: str) -> str:
    """A name as everywhere: trimmed, 1 to 500 characters. Raises Invalid."""
    from dayloom.fields import Name

    try:
        return str(Name.parse(name, UTC))
    except ValueError as error:
        raise Invalid("name", str(error)) from None


def person_id(db: "Connection", email: str) -> int:
    """The person with this e-mail address. Raises NotFound."""
    from dayloom.auth.people import user_id_of

    found = user_id_of(db, email)
    if found is None:
        raise NotFound(f"person with the address {email}")
    return found


def enabled_person_id(db: "Connection", email: str) -> int:
    """The same for what only somebody who may sign in can use. Raises Conflict too."""
    from dayloom.auth.people import is_enabled

    user_id = person_id(db, email)
    if not is_enabled(db, user_id):
        raise Conflict(f"{email} is disabled; `dayloom user enable --email {email}` lets them in again.")
    return user_id


def default_name(email: str) -> str:
    """Who an address seems to belong to."""
    return email.partition("@")[0]


# --- init -----------------------------------------------------------------------------------------


@click.command()
@email_option
@password_options(asks=True)
@click.option("--name", help="The owner's name; without it, the e-mail address up to the @.")
@click.option("--organization", default="My organization", show_default=True, help="Name of the first organization.")
@click.option("--workspace", default="My workspace", show_default=True, help="Name of the first workspace.")
@click.option("--timezone", default="UTC", show_default=True, help="The owner's IANA time zone.")
@json_option
def init(email: str, password: Password, as_json: bool, timezone: str, **words: str | None) -> None:
    """Make the first owner.

    With an organization, a workspace and an API key. An instance that already has people is left as it is.
    """
    from dayloom.cli.admin import migrated, present
    from dayloom.settings import load_settings
    from dayloom.users.service import check_email

    names = {word: check_name(text or default_name(check_email(email))) for word, text in words.items()}
    with migrated(load_settings()) as database, database.write() as db:
        facts = _found(db, email, password, timezone, names, present())
    print_facts(
        {**facts, **password.to_print}, as_json=as_json, sentence="Dayloom is ready; the key is shown only this once."
    )


def _found(
    db: "Connection", email: str, password: Password, timezone: str, names: dict[str, str], now: datetime
) -> dict[str, object]:
    from dayloom.auth import keys, passwords
    from dayloom.users import service as users
    from dayloom.workspaces import service as workspaces

    if workspaces.has_demo(db):
        raise Conflict("This instance holds the demo; `dayloom demo --remove` makes room, nothing was changed.")
    if users.list_users(db):
        raise Conflict("This instance is already initialised; nothing was changed.")
    user_id = users.create_user(db, email, names["name"], passwords.hash_password(password.text), timezone, now)
    organization_id = workspaces.create_organization(db, names["organization"], user_id, now)
    workspace_id = workspaces.create_workspace(db, organization_id, names["workspace"], now)
    _, key = keys.create_key(db, user_id, "init", now)
    return {"organization_id": organization_id, "workspace_id": workspace_id, "user_id": user_id, "api_key": key}


# --- user -----------------------------------------------------------------------------------------


@click.group()
def user() -> None:
    """Add people, list them, lock them out, set passwords."""


@user.command("add")
@email_option
@click.option("--workspace", "workspace_id", type=int, help="Id of the workspace; may be left out if there is one.")
@click.option("--role", type=click.Choice(list(WORKSPACE_ROLES)), default="ws_user", show_default=True)
@click.option(
    "--organization-role",
    type=click.Choice([OWNER, ADMIN, MEMBER]),
    default=MEMBER,
    show_default=True,
    help="Owners and admins are admins of all the organization's workspaces.",
)
@click.option("--name", help="The person's name; without it, the e-mail address up to the @.")
@click.option("--timezone", default="UTC", show_default=True, help="The person's IANA time zone.")
@password_options(asks=False)
@json_option
def add_user(
    email: str,
    workspace_id: int | None,
    name: str | None,
    timezone: str,
    password: Password,
    as_json: bool,
    **roles: str,
) -> None:
    """Add a person to a workspace.

    Somebody who has an account keeps name, time zone and password and only joins the workspace.
    """
    from dayloom.auth import passwords
    from dayloom.auth.people import user_id_of
    from dayloom.cli.admin import present, transaction
    from dayloom.cli.places import the_workspace
    from dayloom.users import service as users
    from dayloom.workspaces import service as workspaces

    role, organization_role = roles["role"], roles["organization_role"]
    called, now = check_name(name or default_name(users.check_email(email))), present()
    with transaction() as db:
        place = the_workspace(db, workspace_id)
        known = enabled_person_id(db, email) if user_id_of(db, email) else None
        user_id = known or users.create_user(db, email, called, passwords.hash_password(password.text), timezone, now)
        if place in (joined for joined, _ in users.workspaces_of(db, user_id)):
            raise Conflict(f"{email} is in this workspace already; nothing was changed.")
        workspaces.add_member(db, place, user_id, WORKSPACE_ROLES[role], now, organization_role=organization_role)
    led = "ws_admin" if organization_role in (OWNER, ADMIN) else role
    facts = {"user_id": user_id, "email": email, "workspace_id": place, "role": led}
    print_facts({**facts, **({} if known else password.to_print)}, as_json=as_json, sentence=f"{email} was added.")


@user.command("list")
@json_option
def list_users(as_json: bool) -> None:
    """List everybody who has an account here."""
    from dayloom.cli.admin import transaction
    from dayloom.users import service as users

    with transaction() as db:
        rows = users.list_users(db)
    columns = ("id", "email", "name", "timezone", "created_at", "disabled_at")
    print_rows(rows, columns, as_json=as_json, none="There is nobody yet; `dayloom init` makes the first owner.")


@user.command("disable")
@email_option
@json_option
def disable_user(email: str, as_json: bool) -> None:
    """Lock a person out; what they made stays.

    A running timer of theirs stops. The last owner of an organization cannot be locked out.
    """
    from dayloom import features  # noqa: F401 - what ends for somebody who is out
    from dayloom.cli.admin import present, transaction
    from dayloom.users import service as users
    from dayloom.workspaces import service as workspaces

    with transaction() as db:
        user_id = person_id(db, email)
        alone = workspaces.organizations_owned_alone(db, user_id)
        if alone:
            raise Conflict(
                f"{email} is the last owner of the organization {alone[0]}; add another one first "
                "(`dayloom user add --organization-role owner`)."
            )
        if not users.disable_user(db, user_id, present()):
            raise Conflict(f"{email} is disabled already; nothing was changed.")
    print_facts({"user_id": user_id}, as_json=as_json, sentence=f"{email} is locked out.")


@user.command("enable")
@email_option
@json_option
def enable_user(email: str, as_json: bool) -> None:
    """Let a person in again who was locked out."""
    from dayloom.cli.admin import present, transaction
    from dayloom.users import service as users

    with transaction() as db:
        user_id = person_id(db, email)
        if not users.enable_user(db, user_id, present()):
            raise Conflict(f"{email} is not disabled; nothing was changed.")
    print_facts({"user_id": user_id}, as_json=as_json, sentence=f"{email} may sign in again.")


@user.command("password")
@email_option
@password_options(asks=True)
@json_option
def set_password(email: str, password: Password, as_json: bool) -> None:
    """Set a person's password.

    Whoever is signed in with the old one is signed out; API keys stay.
    """
    from dayloom.auth import passwords, sessions
    from dayloom.cli.admin import present, transaction
    from dayloom.users import service as users

    with transaction() as db:
        user_id = enabled_person_id(db, email)
        users.set_password(db, user_id, passwords.hash_password(password.text), present())
        sessions.end_sessions(db, user_id)
    print_facts(
        {"user_id": user_id, **password.to_print}, as_json=as_json, sentence=f"The password of {email} was set."
    )


# --- key ------------------------------------------------------------------------------------------


@click.group()
def key() -> None:
    """Make, list and revoke API keys."""


@key.command("create")
@email_option
@click.option("--name", default="command line", show_default=True, help="What the key is for.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="The day (UTC) on which it stops working.")
@json_option
def create_key(email: str, name: str, expires: datetime | None, as_json: bool) -> None:
    """Make an API key for a person; its text is shown only this once."""
    from dayloom.auth import keys
    from dayloom.cli.admin import present, transaction

    ends = expires.replace(tzinfo=UTC) if expires else None
    if ends is not None and ends <= present():
        raise Invalid("--expires", f"must be a day to come, not {ends:%Y-%m-%d}")
    with transaction() as db:
        key_id, text = keys.create_key(db, enabled_person_id(db, email), check_name(name), present(), ends)
    print_facts({"id": key_id, "api_key": text}, as_json=as_json, sentence=f"A key for {email}; keep it well.")


@key.command("list")
@email_option
@json_option
def list_keys(email: str, as_json: bool) -> None:
    """List a person's API keys."""
    from dayloom.auth import keys
    from dayloom.cli.admin import transaction

    with transaction() as db:
        found = keys.list_keys(db, person_id(db, email))
    columns = ("id", "name", "created_at", "expires_at", "last_used_at")
    rows = [{name: getattr(one, name) for name in columns} for one in found]
    print_rows(rows, columns, as_json=as_json, none=f"{email} has no API key.")


@key.command("revoke")
@click.argument("key_id", type=int)
@email_option
@json_option
def revoke_key(key_id: int, email: str, as_json: bool) -> None:
    """Revoke one of a person's API keys (see `dayloom key list`)."""
    from dayloom.auth import keys
    from dayloom.cli.admin import present, transaction

    with transaction() as db:
        if not keys.revoke_key(db, person_id(db, email), key_id, present()):
            raise NotFound(f"key {key_id} of {email}")
    print_facts({"id": key_id}, as_json=as_json, sentence=f"A key of {email} was revoked.")
