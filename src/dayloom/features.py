"""The application put together: every feature in order, and what happens upward when a lower one changes.

Services call only downward (time entries → time blocks → tasks → projects); what must go the other way is handed over
here, in one place.
"""

from dayloom.auth import routes as auth
from dayloom.clients import routes as clients
from dayloom.http.edge import EveryRoute
from dayloom.projects import routes as projects
from dayloom.statuses import routes as statuses
from dayloom.tags import routes as tags

ROUTES: list[EveryRoute] = [
    *auth.ROUTES,
    *clients.ROUTES,
    *tags.ROUTES,
    *statuses.ROUTES,
    *projects.ROUTES,
]
