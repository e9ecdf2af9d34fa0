"""Copying a project: what it is, who is in it and what it costs. Its tasks are copied by those who know them."""

from collections.abc import Callable
from dataclasses import dataclass

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.fields import UNSET
from dayloom.names import named
from dayloom.projects.members import TEAMS, write_members
from dayloom.projects.queries import PROJECTS, members_of, teams_of
from dayloom.projects.schemas import Project, ProjectDuplicate
from dayloom.projects.service import DEFAULTS
from dayloom.rates import service as rates
from dayloom.references import MEMBERS

#: What a copy takes over as its caller sees it, and what it takes over seen or not.
SEEN = ("description", "color", "client_id", "parent_project_id", "private", "billable", "pinned", "tag_ids")
KEPT = (
    "start_date",
    "end_date",
    "estimated_mins",
    "auto_compute_estimates",
    "completion_mode",
    "draft",
    "is_template",
    "rollover_mode",
    "fixed_fee_cents",
    "fixed_fee_currency",
    "custom_fields",
)
SUFFIX, LONGEST = " (copy)", 500


@dataclass(frozen=True, slots=True)
class Pace:
    """How the tasks of a copy are: moved by so many days; `anew` with those that are done, which begin again."""

    days: int = 0
    anew: bool = False


#: What is in a project is copied into its copy, and how: (context, project, copy, pace) → copies by their original.
#: Filled by `features`.
followers: list[Callable[[Context, int, int, Pace], dict[int, int]]] = []


def duplicate(ctx: Context, project_id: int, asked: ProjectDuplicate) -> int:
    """A copy of a project that the actor sees, who manages it; open, whatever the original is."""
    seen = records.get(ctx, PROJECTS, project_id)
    name = _name(seen.name) if asked.name is UNSET else asked.name
    return copy(ctx, project_id, named(name))[0]


def copy(ctx: Context, project_id: int, values: Row, pace: Pace = Pace()) -> tuple[int, dict[int, int]]:
    """A copy with some other values, as columns; and the copies of the tasks by their original."""
    row, seen = records.row(ctx, PROJECTS, project_id), records.get(ctx, PROJECTS, project_id)
    new = {**_copied(row, seen), **named(seen.name), "toggl_user_id": ctx.actor.user_id, **values}
    twin_id = records.create(ctx, PROJECTS, [new])[0]
    people = {one.user_id: one.manager for one in members_of(ctx, [project_id])[project_id]}
    there = MEMBERS(ctx, people)
    write_members(ctx, {twin_id: {one: people[one] for one in people if one in there} | {new["toggl_user_id"]: True}})
    write_members(ctx, {twin_id: {one.group_id: one.manager for one in teams_of(ctx, [project_id])[project_id]}}, TEAMS)
    rates.copy(ctx, project_id, twin_id)
    copies: dict[int, int] = {}
    for follow in followers:
        copies |= follow(ctx, project_id, twin_id, pace)
    return twin_id, copies


def _copied(row: Row, seen: Project) -> Row:
    return {**DEFAULTS, **{name: getattr(seen, name) for name in SEEN}, **{name: row[name] for name in KEPT}}


def _name(name: str) -> str:
    return name[: LONGEST - len(SUFFIX)] + SUFFIX
