"""The routes of projects and their members."""

from typing import Any

from dayloom.context import Context
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import act_route, create_route, get_route, list_route, write_route
from dayloom.projects import service
from dayloom.projects.queries import PROJECTS, narrow
from dayloom.projects.schemas import MemberChange, MembersAdd, ProjectFilter, ProjectInput, ProjectMembers, ProjectPatch

ALL = f"{OW}/projects"
ONE = f"{ALL}/{{project_id}}"
KEY = "project_id"


def list_members(ctx: Context, call: Call[Any, None]) -> Answer:
    """Who is in a project."""
    return answers.ok(service.list_members(ctx, call.path[KEY]))


def add_members(ctx: Context, call: Call[Any, MembersAdd]) -> Answer:
    """Adds people to a project."""
    service.add_members(ctx, call.path[KEY], call.body)
    return answers.nothing()


def remove_member(ctx: Context, call: Call[Any, MemberChange]) -> Answer:
    """Takes somebody out of a project."""
    service.remove_member(ctx, call.path[KEY], call.body)
    return answers.nothing()


ROUTES: list[AnyRoute] = [
    list_route(ALL, PROJECTS, ProjectFilter, narrow, total=True),
    create_route(ALL, PROJECTS, one(ProjectInput), service.create),
    get_route(ONE, PROJECTS, KEY),
    write_route("PUT", ONE, KEY, one(ProjectInput), service.replace),
    write_route("PATCH", ONE, KEY, one(ProjectPatch), service.patch),
    act_route("DELETE", ONE, KEY, service.delete),
    act_route("PATCH", f"{ONE}/archive", KEY, service.archive),
    act_route("PATCH", f"{ONE}/unarchive", KEY, service.unarchive),
    act_route("PATCH", f"{ONE}/restore", KEY, service.restore),
    Route("GET", f"{ONE}/members", list_members, answers={200: shapes.record(ProjectMembers)}),
    Route("POST", f"{ONE}/members", add_members, body=one(MembersAdd)),
    write_route("PUT", f"{ONE}/members", KEY, one(MemberChange), service.change_member),
    Route("DELETE", f"{ONE}/members", remove_member, body=one(MemberChange)),
]
