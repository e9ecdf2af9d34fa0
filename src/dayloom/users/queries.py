"""Reading a person's profile and settings: one row of theirs and the list of their workspaces, in one statement."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, bindparam, literal, select

from dayloom.context import Context
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.errors import Forbidden
from dayloom.fields import UNSET
from dayloom.tasks.tables import tasks
from dayloom.users.schemas import AccountMetadata, MergedWorkspaceSettings, MetadataQuery, Preferences, UserSettings
from dayloom.users.tables import user_workspaces, users

#: Clients learn their organizations from the keys of these maps, so every one of them is always in both.
PER_ORGANIZATION = "tos_ack_decoupled_licenses", "trial_ended_modal_seen"


@dataclass(frozen=True, slots=True)
class Profile:
    """What is stored of a person's settings. `workspaces`: workspace → organization, oldest first."""

    timezone: str
    preferences: dict[str, Any]
    by_workspace: dict[str, dict[str, Any]]
    chosen_workspace_id: int | None
    created_at: datetime
    workspaces: dict[int, int]

    @property
    def workspace_id(self) -> int | None:
        """The current workspace: the chosen one while the person is in it, else their first."""
        if self.chosen_workspace_id in self.workspaces:
            return self.chosen_workspace_id
        return next(iter(self.workspaces), None)


@statement
def _profile() -> Any:
    mine = user_workspaces.c.user_id == users.c.id
    columns = users.c.timezone, users.c.settings, users.c.current_workspace_id, users.c.created_at
    place = user_workspaces.c.workspace_id, user_workspaces.c.organization_id
    return (
        select(*columns, *place)
        .select_from(users.outerjoin(user_workspaces, mine))
        .where(users.c.id == bindparam("user_id", type_=BigInteger))
        .order_by(user_workspaces.c.workspace_id)
    )


@statement
def _has_tasks() -> Any:
    mine = tasks.c.toggl_user_id == ACTOR_ID, tasks.c.deleted_at.is_(None)
    return select(literal(1)).select_from(tasks).where(of_workspace(tasks), *mine).limit(1)


def profile_of(db: Connection, user_id: int) -> Profile:
    """The profile of a person who exists."""
    rows = db.all(_profile(), {"user_id": user_id})
    timezone, stored, chosen, created_at = rows[0][:4]
    settings = msgspec.json.decode(stored)
    workspaces = {row[4]: row[5] for row in rows if row[4] is not None}
    return Profile(
        timezone, settings.get("preferences", {}), settings.get("workspaces", {}), chosen, created_at, workspaces
    )


def user_settings(profile: Profile) -> UserSettings:
    """All settings, those never touched with their defaults."""
    organization_id = profile.workspaces.get(profile.workspace_id or 0)
    joined = profile.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    ours = {str(each): joined for each in profile.workspaces.values()}
    filled = {name: {**ours, **profile.preferences.get(name, {})} for name in PER_ORGANIZATION}
    preferences = msgspec.convert({**profile.preferences, **filled}, Preferences)
    return UserSettings(
        **msgspec.structs.asdict(preferences),
        current_workspace_id=profile.workspace_id,
        current_organization_id=organization_id,
        organization_id=organization_id,
        timezone=profile.timezone,
    )


def merged_settings(profile: Profile, workspace_id: int) -> MergedWorkspaceSettings:
    """What holds in a workspace: its own setting, else the person's. There are no timesheets to approve."""
    own = profile.by_workspace.get(str(workspace_id), {}).get("autolog_time")
    usual = msgspec.convert(profile.preferences, Preferences).autolog_time
    return MergedWorkspaceSettings(None, False, usual if own is None else own, False)


def account_metadata(ctx: Context, query: MetadataQuery) -> AccountMetadata:
    """Whether the person has made a task in the workspace meant. Raises Forbidden for one that is not theirs."""
    workspace_id = _meant(profile_of(ctx.db, ctx.actor.user_id), query)
    has_tasks = workspace_id is not None and bool(ctx.all(_has_tasks(), workspace_id=workspace_id))
    return AccountMetadata(flags=[], has_tasks=has_tasks, platform_presence=[])


def _meant(profile: Profile, query: MetadataQuery) -> int | None:
    if query.workspace_id is UNSET and query.organization_id is UNSET:
        return profile.workspace_id
    for workspace_id, organization_id in profile.workspaces.items():
        if query.workspace_id in (UNSET, workspace_id) and query.organization_id in (UNSET, organization_id):
            return workspace_id
    raise Forbidden("You have no access to this workspace, or it is not in this organization.")
