"""Tags as a record: how they are listed, ordered and loaded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select

from dayloom.context import Context
from dayloom.db.dialect import contains, in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.fields import UNSET
from dayloom.kinds import Kind, flat
from dayloom.links import Link
from dayloom.records import Where
from dayloom.tags.permissions import visible_to
from dayloom.tags.schemas import Tag, TagFilter, TagLite
from dayloom.tags.tables import tags
from dayloom.text import fold

TAGS = Kind(
    name="tag",
    table=tags,
    visible_to=visible_to,
    load=flat(tags, Tag, visible_to),
    conditions={"name": contains(tags.c.name_fold, "name"), "tag_id": in_ids(tags.c.id, "tag_ids")},
    orders={"name": [tags.c.name_sort]},
    default_order=("name",),
)


def narrow(ctx: Context, query: TagFilter) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter."""
    where = Where()
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    if query.tag_id is not UNSET:
        where.add("tag_id", tag_ids=query.tag_id)
    return where


@statement
def _tags_of(link: Link) -> Any:
    owner, target = link.table.c[link.owner], link.table.c[link.target]
    joined = link.table.join(tags, and_(tags.c.id == target, tags.c.workspace_id == link.table.c.workspace_id))
    query = select(owner, tags.c.id, tags.c.name, tags.c.color).select_from(joined).order_by(owner, tags.c.id)
    return query.where(of_workspace(link.table), of_workspace(tags), tags.c.deleted_at.is_(None), in_ids(owner, "ids"))


def tags_of(ctx: Context, link: Link, owner_ids: Sequence[int]) -> dict[int, list[TagLite]]:
    """The living tags of each owner that has any, by id."""
    found: dict[int, list[TagLite]] = {}
    for owner, tag_id, name, color in ctx.all(_tags_of(link), ids=list(owner_ids)) if owner_ids else ():
        found.setdefault(owner, []).append(TagLite(tag_id, name, color))
    return found
