"""Changing one's own settings. The profile's name and zone are copied to every membership, in the same transaction."""

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Text, bindparam, update

from dayloom.auth import people
from dayloom.context import Context
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, NOW, of_workspace
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.users.queries import Profile, profile_of
from dayloom.users.schemas import SettingsPatch, WorkspaceSettings, WorkspaceSettingsPatch
from dayloom.users.service import check_timezone, rename
from dayloom.users.tables import users
from dayloom.workspaces.tables import workspace_members

#: More than any client needs to remember, and little enough to read with every start.
LARGEST = 64 * 1024


@statement
def _write() -> Any:
    values = {
        "settings": bindparam("written", type_=Text),
        "timezone": bindparam("zone", type_=Text),
        "current_workspace_id": bindparam("chosen", type_=BigInteger),
        "updated_at": NOW,
    }
    return update(users).where(users.c.id == ACTOR_ID).values(**values)


@statement
def _move() -> Any:
    mine = of_workspace(workspace_members), workspace_members.c.user_id == ACTOR_ID
    return update(workspace_members).where(*mine).values(timezone=bindparam("zone", type_=Text), updated_at=NOW)


def patch(ctx: Context, change: SettingsPatch) -> Profile:
    """Changes what is given and returns the resulting profile. Raises Invalid."""
    fields = {name: _plain(value) for name, value in given(change).items()}
    old = _locked(ctx)
    if "name" in fields:
        rename(ctx.db, ctx.actor.user_id, fields.pop("name"), ctx.now)
    timezone = check_timezone(fields.pop("timezone", old.timezone))
    chosen = fields.pop("current_workspace_id", old.chosen_workspace_id)
    if chosen is not None and chosen not in old.workspaces and change.current_workspace_id is not UNSET:
        raise Invalid("current_workspace_id", "must be one of your workspaces")
    new = replace(old, timezone=timezone, chosen_workspace_id=chosen, preferences={**old.preferences, **fields})
    _save(ctx, new)
    if new.timezone != old.timezone:
        for workspace_id in new.workspaces:
            ctx.run(_move(), workspace_id=workspace_id, zone=new.timezone)
    return new


def patch_in_workspace(ctx: Context, change: WorkspaceSettingsPatch) -> WorkspaceSettings:
    """Changes what holds in this workspace alone; null lets the person's own setting hold again."""
    old, place = _locked(ctx), str(ctx.workspace_id)
    own = {**old.by_workspace.get(place, {}), **given(change)}
    _save(ctx, replace(old, by_workspace={**old.by_workspace, place: own}))
    return WorkspaceSettings(own.get("autolog_time"))


def _locked(ctx: Context) -> Profile:
    """The profile, with other writers kept out: the settings are one text, read and written whole."""
    people.lock(ctx.db, ctx.actor.user_id)
    return profile_of(ctx.db, ctx.actor.user_id)


def _save(ctx: Context, profile: Profile) -> None:
    stored = {"preferences": profile.preferences, "workspaces": profile.by_workspace}
    written = msgspec.json.encode(stored).decode()
    if len(written) > LARGEST:
        raise Invalid("settings", f"must take at most {LARGEST:,} characters in all")
    ctx.run(_write(), written=written, zone=profile.timezone, chosen=profile.chosen_workspace_id)


def _plain(value: Any) -> Any:
    """Our field types are subclasses of str, which do not encode as JSON."""
    if isinstance(value, dict):
        return {name: str(word) for name, word in value.items()}
    return str(value) if isinstance(value, str) else value
