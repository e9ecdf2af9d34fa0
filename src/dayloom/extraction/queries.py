"""The names that a text may mention: those of tags, projects and people that its author may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.statement import statement
from dayloom.extraction.grammar.days import Today
from dayloom.extraction.grammar.marks import Known, Names
from dayloom.extraction.grammar.reading import Reader
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.queries import lites
from dayloom.projects.schemas import ProjectLite
from dayloom.projects.tables import projects
from dayloom.statuses.queries import STATUSES, first_of_type
from dayloom.tags.permissions import visible_to as tag_visible_to
from dayloom.tags.schemas import TagLite
from dayloom.tags.tables import tags
from dayloom.tasks.schemas import StatusLite
from dayloom.users.queries import profile_of, user_settings
from dayloom.workspaces.members import member_ids, names_of

#: A person's own order of day and month; without one, that of where they are.
_MONTH_FIRST_ZONES = ("America/", "US/")


@statement
def _tags(sight: Sight) -> Any:
    return select(tags.c.id, tags.c.name, tags.c.color).where(tag_visible_to(sight)).order_by(tags.c.id)


@statement
def _projects(sight: Sight) -> Any:
    open_ones = project_visible_to(sight), projects.c.archived_at.is_(None)
    return select(projects.c.id, projects.c.name, projects.c.billable).where(*open_ones).order_by(projects.c.id)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What tasks can be made of for a person, looked up at once; keys are ids as text."""

    reader: Reader
    tags: Mapping[str, TagLite]
    billable: Mapping[str, bool]
    people: Mapping[str, str]
    statuses: Mapping[str, StatusLite]
    now: datetime


def surroundings(ctx: Context) -> Surroundings:
    """What the actor's words may mean."""
    sight = ctx.actor.sight
    found_tags = {str(row[0]): TagLite(*row) for row in ctx.all(_tags(sight))}
    rows = [(str(row[0]), row[1], bool(row[2])) for row in ctx.all(_projects(sight))]
    named = names_of(ctx, ())
    here = member_ids(ctx, list(named))
    people = {str(one): name for one, name in named.items() if one in here}
    known = Known(
        tags=Names.of({key: tag.name for key, tag in found_tags.items()}),
        projects=Names.of({key: name for key, name, _ in rows}),
        people=Names.of_people(people),
    )
    settings = user_settings(profile_of(ctx.db, ctx.actor.user_id))
    month_first = settings.date_format == "US" or (
        settings.date_format == "ISO" and str(ctx.actor.zone).startswith(_MONTH_FIRST_ZONES)
    )
    now = ctx.now.astimezone(ctx.actor.zone)
    return Surroundings(
        reader=Reader(Today(now.date(), month_first), known, settings.language_code or "en"),
        tags=found_tags,
        billable={key: billable for key, _, billable in rows},
        people=people,
        statuses=_statuses(ctx),
        now=now,
    )


def _statuses(ctx: Context) -> dict[str, StatusLite]:
    """Those that new tasks begin with, by type."""
    ids = {of_type: first_of_type(ctx, of_type) for of_type in ("todo", "done")}
    found = {one.id: one for one in STATUSES.load(ctx, list(ids.values()))}
    return {
        of_type: StatusLite(one, found[one].name, found[one].emoji, found[one].type) for of_type, one in ids.items()
    }


def projects_named(ctx: Context, keys: Sequence[str]) -> dict[str, ProjectLite]:
    """The visible ones of these projects, by key."""
    found = lites(ctx, [int(key) for key in keys], with_values=True)
    return {str(project_id): project for project_id, project in found.items()}
