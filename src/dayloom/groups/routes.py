"""The routes of groups, which are the organization's, and of the teams that they are in a workspace."""

from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.groups import service
from dayloom.groups.queries import my_groups
from dayloom.groups.schemas import (
    Done,
    Group,
    GroupInput,
    GroupLite,
    GroupPage,
    GroupRole,
    TeamFilter,
    WorkspaceQuery,
)
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import O

ALL = f"{O}/groups"
ONE = f"{ALL}/{{group_id}}"
KEY = "group_id"


def list_mine(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The caller's groups."""
    return answers.ok(my_groups(ctx))


def list_teams(ctx: Context, call: Call[TeamFilter, None]) -> Answer:
    """The groups that are teams in a workspace which the caller is in."""
    return answers.ok(service.list_teams(ctx, call.query))


def create(ctx: Context, call: Call[NoQuery, GroupInput]) -> Answer:
    """A new group → 201."""
    return answers.created(service.create(ctx, call.body))


def replace(ctx: Context, call: Call[NoQuery, GroupInput]) -> Answer:
    """Every field → 200 with the group."""
    return answers.ok(service.replace(ctx, call.path[KEY], call.body))


def delete(ctx: Context, call: Call[WorkspaceQuery, None]) -> Answer:
    """Takes the group away → 200."""
    service.delete(ctx, call.path[KEY], call.query.workspace_id)
    return answers.ok(Done(success=True))


def set_role(ctx: Context, call: Call[NoQuery, GroupRole]) -> Answer:
    """A person's role by the group → 200."""
    service.set_role(ctx, call.path[KEY], call.body)
    return answers.ok(Done(success=True))


ROUTES: list[AnyRoute] = [
    Route("GET", f"{ALL}/me", list_mine, counts=False, answers={200: shapes.array(GroupLite)}),
    Route("GET", f"{O}/teams", list_teams, TeamFilter, answers={200: shapes.record(GroupPage)}),
    Route("POST", ALL, create, body=one(GroupInput), answers={201: shapes.record(Group)}),
    Route("PUT", ONE, replace, body=one(GroupInput), answers={200: shapes.record(Group)}),
    Route("DELETE", ONE, delete, WorkspaceQuery, answers={200: shapes.record(Done)}),
    Route("PUT", f"{ONE}/user_role", set_role, body=one(GroupRole), answers={200: shapes.record(Done)}),
]
