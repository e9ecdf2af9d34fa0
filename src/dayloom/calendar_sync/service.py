"""Connecting calendars: what is given is tried first, and only what works is kept."""

from datetime import UTC, datetime

from dayloom import records
from dayloom.calendar_sync import secrets, worker
from dayloom.calendar_sync.dav import LOCKED, Account, Collection, NotAccepted, refused
from dayloom.calendar_sync.pull import account_of, web_address
from dayloom.calendar_sync.schemas import Expanded, Span
from dayloom.calendars.queries import CALENDARS, INTEGRATIONS
from dayloom.calendars.schemas import Connect
from dayloom.calendars.service import calendar_ids
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errands import Errand
from dayloom.errors import Invalid
from dayloom.fields import UNSET
from dayloom.outside.errors import OutsideError
from dayloom.outside.fetch import Ask, fetch

#: What a calendar looks like that says nothing of it.
BACKGROUND, FOREGROUND = "#8e7cc3", "#ffffff"
#: A file is tried with the events of one day: what matters is that it is one.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def connect(errand: Errand, new: Connect) -> int:
    """A new connection with its calendars; returns its id. Raises Invalid for what does not work."""
    username, password = _given(new.username), _given(new.password)
    kept = None if password is None else secrets.encrypted(errand.settings, password)
    if new.provider == "caldav":
        calendars = _discovered(errand, new)
        name = calendars[0]["name"] if len(calendars) == 1 else username
    else:
        name = _try_file(errand, new).name
        calendars = [{"external_id": _given(new.url) or "file"}]
    with errand.writing() as ctx:
        row = {
            "toggl_user_id": ctx.actor.user_id,
            "provider": new.provider,
            "name": _given(new.name) or name or "Calendar",
            "url": _given(new.url),
            "username": username or "",
            "password": kept,
            "content": _given(new.content),
            "auto_track": False,
        }
        integration_id = records.create(ctx, INTEGRATIONS, [row])[0]
        add_calendars(ctx, integration_id, [{"name": row["name"], **one} for one in calendars])
    return integration_id


def _given(value: object) -> str | None:
    return None if value is UNSET else str(value)


def _discovered(errand: Errand, new: Connect) -> list[Row]:
    """The calendars of an account. Raises Invalid for one that cannot be used, or has none."""
    url, password = _given(new.url), _given(new.password)
    if url is None or new.content is not UNSET:
        raise Invalid("url", "is required for a calendar server, and content is not")
    login = None if password is None else (_given(new.username) or "", password)
    try:
        found = Account(web_address(url), login, errand.settings.allowed_networks).calendars()
    except NotAccepted as error:
        raise _wrong_login(login, str(error)) from error
    except (OutsideError, worker.Unreadable) as error:
        raise Invalid("url", f"cannot be used: {str(error).rstrip('.')}") from error
    if not found:
        raise Invalid("url", "cannot be used: this account has no calendars")
    return [_row_of(one) for one in found]


def _row_of(one: Collection) -> Row:
    color = {} if one.color is None else {"background_color": one.color}
    return {"external_id": one.url, "name": one.name, "writable": one.writable, **color}


def _try_file(errand: Errand, new: Connect) -> Expanded:
    url, content = _given(new.url), _given(new.content)
    if (url is None) == (content is None):
        raise Invalid("url", "or content is required, and not both")
    if content is not None and "\x00" in content:
        raise Invalid("content", "must not contain NUL")
    file = content.encode(errors="replace") if content is not None else _fetched(errand, new, str(url))
    try:
        return worker.in_process([file], Span(_NEVER, _NEVER, "UTC"))
    except worker.Unreadable as error:
        raise Invalid("url" if content is None else "content", f"cannot be used: {str(error).rstrip('.')}") from error


def _fetched(errand: Errand, new: Connect, url: str) -> bytes:
    username, password = _given(new.username), _given(new.password)
    login = None if password is None else (username or "", password)
    try:
        reply = fetch(Ask(web_address(url), login=login), errand.settings.allowed_networks)
    except OutsideError as error:
        raise Invalid("url", f"cannot be used: {str(error).rstrip('.')}") from error
    if reply.status == 401 or (reply.status in LOCKED and login is not None):
        raise _wrong_login(login, refused(reply.status))
    if reply.status != 200:
        raise Invalid("url", f"cannot be used: {refused(reply.status).rstrip('.')}")
    return reply.body


def _wrong_login(login: tuple[str, str] | None, said: str) -> Invalid:
    """Of an address that answers the account is wrong, not the address."""
    if login is None:
        return Invalid("password", "is required, and username: the server wants to know who asks")
    return Invalid("password", f"or username is wrong: {said.rstrip('.')}")


def refresh(errand: Errand, integration_id: int, *, track: bool) -> list[int]:
    """Adds the calendars that an account has got since, and returns all of them. Raises NotFound or Invalid."""
    with errand.reading() as ctx:
        known = calendar_ids(ctx, integration_id)
        rows = records.rows(ctx, CALENDARS, known)
        integration = records.row(ctx, INTEGRATIONS, integration_id)
    if integration["provider"] != "caldav":
        return known
    try:
        found = account_of(errand.settings, integration).calendars()
    except (OutsideError, worker.Unreadable) as error:
        raise Invalid("integration_id", f"names what cannot be read now: {str(error).rstrip('.')}") from error
    there = {row["external_id"] for row in rows.values()}
    with errand.writing() as ctx:
        records.row(ctx, INTEGRATIONS, integration_id)
        fresh = [{**_row_of(one), "focus_auto_track": track} for one in found if one.url not in there]
        return [*known, *(add_calendars(ctx, integration_id, fresh) if fresh else ())]


def add_calendars(ctx: Context, integration_id: int, found: list[Row]) -> list[int]:
    """Calendars of a connection, with what everybody begins with."""
    blank = dict.fromkeys(("default_project_id", "default_planned_task_id", "etag", "last_modified"))
    blank |= dict.fromkeys(("synced_from", "synced_to", "synced_zone", "synced_at", "error"))
    usual = {"background_color": BACKGROUND, "foreground_color": FOREGROUND, "default_action": "always_create"}
    flags = {"selected": True, "auto_track": False, "focus_auto_track": False, "remind_tracking": False}
    owner = {"calendar_integration_id": integration_id, "toggl_user_id": ctx.actor.user_id, "writable": False}
    return records.create(ctx, CALENDARS, [{**blank, **usual, **flags, **owner, **one} for one in found])
