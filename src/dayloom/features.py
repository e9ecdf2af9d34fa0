"""The application put together: every feature in order, and what happens upward when a lower one changes.

Services call only downward (time entries → time blocks → tasks → projects); what must go the other way is handed over
here, in one place.
"""

from datetime import timedelta

from dayloom.allocations import routes as allocations
from dayloom.audit import routes as audit
from dayloom.auth import counters
from dayloom.auth import routes as auth
from dayloom.billable_rates import routes as billable_rates
from dayloom.calendar_feeds import routes as calendar_feeds
from dayloom.calendar_sync import job as calendar_job
from dayloom.calendar_sync import outbox
from dayloom.calendar_sync import routes as calendar_sync
from dayloom.calendars import routes as calendars
from dayloom.changes import routes as changes
from dayloom.clients import routes as clients
from dayloom.composite import routes as composite
from dayloom.constraints import routes as constraints
from dayloom.custom_fields import routes as custom_fields
from dayloom.demo import routes as demo
from dayloom.extraction import routes as extraction
from dayloom.ghosts import routes as ghosts
from dayloom.groups import routes as groups
from dayloom.history import routes as history
from dayloom.http.call import EveryRoute, Route
from dayloom.http.not_served import NOT_SERVED, refuse
from dayloom.invitations import routes as invitations
from dayloom.jobs import statistics
from dayloom.jobs.worker import Job
from dayloom.milestones import routes as milestones
from dayloom.projects import duplicates as project_duplicates
from dayloom.projects import horizon as project_horizon
from dayloom.projects import routes as projects
from dayloom.projects import series as project_series
from dayloom.projects import service as project_service
from dayloom.projects.families import is_any_recurring
from dayloom.rates import routes as rates
from dayloom.reports import routes as reports
from dayloom.saved_views import routes as saved_views
from dayloom.search import routes as search
from dayloom.statuses import routes as statuses
from dayloom.statuses import service as status_service
from dayloom.tags import routes as tags
from dayloom.task_groups import routes as task_groups
from dayloom.tasks import duplicates as task_duplicates
from dayloom.tasks import horizon
from dayloom.tasks import lives as task_lives
from dayloom.tasks import privacy as task_privacy
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
from dayloom.users import service as user_service
from dayloom.workspaces import routes as workspaces

ROUTES: list[EveryRoute] = [
    *auth.ROUTES,
    *demo.ROUTES,
    *clients.ROUTES,
    *tags.ROUTES,
    *statuses.ROUTES,
    *custom_fields.ROUTES,
    *projects.ROUTES,
    *rates.ROUTES,
    *billable_rates.ROUTES,
    *users.ROUTES,
    *groups.ROUTES,
    *ghosts.ROUTES,
    *workspaces.ROUTES,
    *invitations.ROUTES,
    *constraints.ROUTES,
    *saved_views.ROUTES,
    *milestones.ROUTES,
    *tasks.ROUTES,
    *task_groups.ROUTES,
    *allocations.ROUTES,
    *time_blocks.ROUTES,
    *time_entries.ROUTES,
    *composite.ROUTES,
    *calendars.ROUTES,
    *calendar_sync.ROUTES,
    *calendar_feeds.ROUTES,
    *extraction.ROUTES,
    *changes.ROUTES,
    *history.ROUTES,
    *audit.ROUTES,
    *reports.ROUTES,
    *search.ROUTES,
    *(Route(method, path, refuse) for (method, path), parts in NOT_SERVED.items() if parts.whole),
]

#: What a serving process does by itself.
JOBS = {
    task_series.JOB: Job(horizon.make_due, horizon.is_wanted, every=timedelta(days=1)),
    project_horizon.JOB: Job(project_horizon.make_due, is_any_recurring, every=timedelta(days=1)),
    calendar_job.NAME: Job(calendar_job.sync_due, calendar_job.is_wanted, every=calendar_job.EVERY),
    "quota windows": Job(counters.forget_ended, counters.has_windows, every=timedelta(days=1)),
    statistics.NAME: Job(statistics.look, statistics.is_wanted, every=timedelta(days=1)),
}

project_service.on_rule.append(project_series.begin)
project_service.on_complete.append(project_series.next_of)
project_duplicates.followers.append(task_duplicates.copy_project)
project_service.on_privacy.append(task_privacy.follow_projects)
status_service.on_delete.append(task_service.follow_deleted_status)
task_lives.followers.append(time_block_service.follow_tasks)
task_lives.followers.append(time_entry_service.follow_tasks)
shown_tasks.entries_of.append(newest_of_tasks)
task_service.on_stop.append(time_entry_service.stop_tasks)
task_service.on_done.append(auto_log.log_past_blocks)
task_service.on_outbound.append(outbox.mark_tasks)
time_block_service.on_outbound.append(outbox.mark_blocks)
time_block_service.on_move.append(time_entry_service.follow_blocks)
user_service.on_out.append(time_entry_service.stop_person)
