"""The whole schema in one place: importing this fills `metadata` with every feature's tables."""

from dayloom.allocations import tables as allocations
from dayloom.auth import tables as auth
from dayloom.calendar_feeds import tables as calendar_feeds
from dayloom.calendars import tables as calendars
from dayloom.changes import tables as changes
from dayloom.clients import tables as clients
from dayloom.constraints import tables as constraints
from dayloom.custom_fields import tables as custom_fields
from dayloom.db import blocks
from dayloom.db.tables import metadata
from dayloom.ghosts import tables as ghosts
from dayloom.groups import tables as groups
from dayloom.invitations import tables as invitations
from dayloom.jobs import tables as jobs
from dayloom.milestones import tables as milestones
from dayloom.projects import tables as projects
from dayloom.rates import tables as rates
from dayloom.saved_views import tables as saved_views
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
    groups,
    invitations,
    ghosts,
    changes,
    constraints,
    clients,
    tags,
    statuses,
    saved_views,
    custom_fields,
    projects,
    rates,
    milestones,
    tasks,
    allocations,
    time_blocks,
    time_entries,
    calendars,
    calendar_feeds,
)

__all__ = ["MODULES", "metadata"]
