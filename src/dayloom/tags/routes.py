"""The routes of tags."""

from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import W
from dayloom.http.record_routes import BULK_LIMIT, act_route, create_route, get_route, list_route, write_route
from dayloom.tags import service
from dayloom.tags.queries import TAGS, narrow
from dayloom.tags.schemas import Tag, TagFilter, TagIds, TagIdsQuery, TagInput

ALL = f"{W}/tags"
ONE = f"{ALL}/{{tag_id}}"
BULK = f"{ALL}/bulk"


def create_many(ctx: Context, call: Call[NoQuery, list[TagInput]]) -> Answer:
    """Tags in bulk → 201 with an array."""
    return answers.created(TAGS.load(ctx, service.create_many(ctx, call.body)))


def delete_many(ctx: Context, call: Call[TagIdsQuery, None]) -> Answer:
    """Deletes in bulk."""
    service.delete(ctx, list(dict.fromkeys(call.query.ids)))
    return answers.nothing()


def restore_many(ctx: Context, call: Call[NoQuery, TagIds]) -> Answer:
    """Restores in bulk."""
    service.restore(ctx, list(dict.fromkeys(call.body.tag_ids)))
    return answers.nothing()


ROUTES: list[AnyRoute] = [
    list_route(ALL, TAGS, TagFilter, narrow, total=True),
    create_route(ALL, TAGS, one(TagInput), service.create),
    get_route(ONE, TAGS, "tag_id"),
    write_route("PUT", ONE, "tag_id", one(TagInput), service.replace, shows=TAGS),
    act_route("DELETE", ONE, "tag_id", lambda ctx, tag_id: service.delete(ctx, [tag_id])),
    act_route("PATCH", f"{ONE}/restore", "tag_id", lambda ctx, tag_id: service.restore(ctx, [tag_id])),
    Route(
        "POST",
        BULK,
        create_many,
        body=items(TagInput, key="tags"),
        limit=BULK_LIMIT,
        answers={201: shapes.array(Tag)},
    ),
    Route("DELETE", BULK, delete_many, TagIdsQuery),
    Route("PATCH", f"{BULK}/restore", restore_many, body=one(TagIds), limit=BULK_LIMIT),
]
