"""`GET {OW}/changes`."""

from dayloom.changes import service
from dayloom.changes.schemas import Changes, ChangesQuery
from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.projects.queries import PROJECTS
from dayloom.statuses.queries import STATUSES
from dayloom.tags.queries import TAGS
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_entries.queries import ENTRIES

#: Every kind that the feed tells of.
KINDS = (CLIENTS, TAGS, STATUSES, PROJECTS, TASKS, BLOCKS, ENTRIES)


def list_changes(ctx: Context, call: Call[ChangesQuery, None]) -> Answer:
    """What changed after a cursor, in commit order."""
    return answers.ok(service.read(ctx, KINDS, call.query.since, call.query.limit))


ROUTES: list[AnyRoute] = [
    Route("GET", f"{OW}/changes", list_changes, ChangesQuery, answers={200: shapes.record(Changes)}),
]
