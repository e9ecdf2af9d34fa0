"""The whole schema in one place: importing this fills `metadata` with every feature's tables."""

from dayloom.auth import tables as auth
from dayloom.changes import tables as changes
from dayloom.clients import tables as clients
from dayloom.db import blocks
from dayloom.db.tables import metadata
from dayloom.jobs import tables as jobs
from dayloom.projects import tables as projects
from dayloom.statuses import tables as statuses
from dayloom.tags import tables as tags
from dayloom.tasks import tables as tasks
from dayloom.time_blocks import tables as time_blocks
from dayloom.time_entries import tables as time_entries
from dayloom.users import tables as users
from dayloom.workspaces import tables as workspaces

MODULES = (
    blocks,
    jobs,
    users,
    auth,
    workspaces,
    changes,
    clients,
    tags,
    statuses,
    projects,
    tasks,
    time_blocks,
    time_entries,
)

__all__ = ["MODULES", "metadata"]
