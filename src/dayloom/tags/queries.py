"""Tags as a record: how they are listed, ordered and loaded."""

from dayloom.context import Context
from dayloom.db.dialect import contains, in_ids
from dayloom.fields import UNSET
from dayloom.records import Kind, Where, flat
from dayloom.tags.permissions import visible_to
from dayloom.tags.schemas import Tag, TagFilter
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
