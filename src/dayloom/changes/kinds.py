"""Which records the change feed and the history tell of, and so must ask who may see them."""

from dayloom.calendars.queries import CALENDARS, EVENTS, INTEGRATIONS
from dayloom.calendars.queries import RULES as CALENDAR_RULES
from dayloom.clients.queries import CLIENTS
from dayloom.custom_fields.queries import FIELDS, OPTIONS
from dayloom.ghosts.queries import GHOSTS
from dayloom.groups.queries import TEAMS
from dayloom.milestones.queries import MILESTONES
from dayloom.projects.queries import PROJECTS
from dayloom.saved_views.queries import SAVED_VIEWS
from dayloom.statuses.queries import STATUSES
from dayloom.tags.queries import TAGS
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_entries.queries import ENTRIES

#: Every kind that the feed tells of.
KINDS = (
    TEAMS,
    GHOSTS,
    CLIENTS,
    TAGS,
    STATUSES,
    FIELDS,
    OPTIONS,
    PROJECTS,
    TASKS,
    BLOCKS,
    ENTRIES,
    SAVED_VIEWS,
    MILESTONES,
    INTEGRATIONS,
    CALENDARS,
    EVENTS,
    CALENDAR_RULES,
)
