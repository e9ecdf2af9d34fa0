"""The routes of ghosts."""

from dayloom import records
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.ghosts import embodiment, service
from dayloom.ghosts.queries import GHOSTS, narrow
from dayloom.ghosts.schemas import Ghost, GhostEmbody, GhostFilter, GhostInput, GhostPage, GhostPatch, GhostPatchItem
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import BULK_LIMIT, act_route, create_route, get_route, write_route

ALL = f"{OW}/ghosts"
ONE = f"{ALL}/{{ghost_id}}"
KEY = "ghost_id"


def list_ghosts(ctx: Context, call: Call[GhostFilter, None]) -> Answer:
    """A page of ghosts, with the total; its envelope is one of its own."""
    query = call.query
    order = records.ordered(GHOSTS, query.order_by)
    found = records.page(ctx, GHOSTS, narrow(query), order, query.page, query.rows, total=True)
    return answers.ok(GhostPage(found.data, found.page, int(found.per_page), found.total or 0))


def create_many(ctx: Context, call: Call[NoQuery, list[GhostInput]]) -> Answer:
    """Ghosts in bulk → 201 with an array."""
    return answers.created(GHOSTS.load(ctx, service.create_many(ctx, call.body)))


def patch_many(ctx: Context, call: Call[NoQuery, list[GhostPatchItem]]) -> Answer:
    """Patches in bulk → 200 with an array."""
    service.patch_many(ctx, call.body)
    return answers.ok(GHOSTS.load(ctx, [item.id for item in call.body]))


ROUTES: list[AnyRoute] = [
    Route("GET", ALL, list_ghosts, GhostFilter, ordered=GHOSTS, answers={200: shapes.record(GhostPage)}),
    create_route(ALL, GHOSTS, one(GhostInput), service.create),
    Route(
        "POST",
        f"{ALL}/bulk_create",
        create_many,
        body=items(GhostInput),
        limit=BULK_LIMIT,
        answers={201: shapes.array(Ghost)},
    ),
    Route(
        "PATCH",
        f"{ALL}/bulk_update",
        patch_many,
        body=items(GhostPatchItem),
        limit=BULK_LIMIT,
        answers={200: shapes.array(Ghost)},
    ),
    get_route(ONE, GHOSTS, KEY),
    write_route("PATCH", ONE, KEY, one(GhostPatch), service.patch, shows=GHOSTS),
    act_route("DELETE", ONE, KEY, service.delete),
    write_route("PATCH", f"{ONE}/embody", KEY, one(GhostEmbody), embodiment.embody, shows=GHOSTS),
]
