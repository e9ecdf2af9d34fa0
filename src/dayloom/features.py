"""The application put together: every feature in order, and what happens upward when a lower one changes.

Services call only downward (time entries → time blocks → tasks → projects); what must go the other way is handed over
here, in one place.
"""

from datetime import timedelta

from dayloom.auth import routes as auth
from dayloom.changes import routes as changes
from dayloom.clients import routes as clients
from dayloom.http.call import EveryRoute, Route
from dayloom.http.not_served import NOT_SERVED, refuse
from dayloom.jobs.worker import Job
from dayloom.projects import routes as projects
from dayloom.projects import service as project_service
from dayloom.statuses import routes as statuses
from dayloom.statuses import service as status_service
from dayloom.tags import routes as tags
from dayloom.tasks import horizon
from dayloom.tasks import routes as tasks
from dayloom.tasks import series as task_series
from dayloom.tasks import service as task_service
from dayloom.tasks import shown as shown_tasks
from dayloom.time_blocks import routes as time_blocks
from dayloom.time_blocks import service as time_block_service
from dayloom.time_entries import auto_log
from dayloom.time_entries import routes as time_entries
from dayloom.time_entries import service as time_entry_service
from dayloom.time_entries.queries import newest_of_tasks
from dayloom.users import routes as users
from dayloom.workspaces import routes as workspaces

ROUTES: list[EveryRoute] = [
    *auth.ROUTES,
    *clients.ROUTES,
    *tags.ROUTES,
    *statuses.ROUTES,
    *projects.ROUTES,
    *users.ROUTES,
    *workspaces.ROUTES,
    *tasks.ROUTES,
    *time_blocks.ROUTES,
    *time_entries.ROUTES,
    *changes.ROUTES,
    *(Route(method, path, refuse) for (method, path), parts in NOT_SERVED.items() if parts.whole),
]

#: What a serving process does by itself.
JOBS = {task_series.JOB: Job(horizon.make_due, horizon.is_wanted, every=timedelta(days=1))}

project_service.on_privacy.append(task_service.follow_project_privacy)
status_service.on_delete.append(task_service.follow_deleted_status)
task_service.followers.append(time_block_service.follow_tasks)
task_service.followers.append(time_entry_service.follow_tasks)
shown_tasks.entries_of.append(newest_of_tasks)
task_service.on_stop.append(time_entry_service.stop_tasks)
task_service.on_done.append(auto_log.log_past_blocks)
time_block_service.on_move.append(time_entry_service.follow_blocks)
