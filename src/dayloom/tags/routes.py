"""The routes of tags."""

from dayloom.http.body import one
from dayloom.http.call import AnyRoute
from dayloom.http.paths import W
from dayloom.http.record_routes import act_route, create_route, get_route, list_route, write_route
from dayloom.tags import service
from dayloom.tags.queries import TAGS, narrow
from dayloom.tags.schemas import TagFilter, TagInput

ONE = f"{W}/tags/{{tag_id}}"

ROUTES: list[AnyRoute] = [
    list_route(f"{W}/tags", TAGS, TagFilter, narrow, total=True),
    create_route(f"{W}/tags", TAGS, one(TagInput), service.create),
    get_route(ONE, TAGS, "tag_id"),
    write_route("PUT", ONE, "tag_id", one(TagInput), service.replace, shows=TAGS),
    act_route("DELETE", ONE, "tag_id", service.delete),
    act_route("PATCH", f"{ONE}/restore", "tag_id", service.restore),
]
