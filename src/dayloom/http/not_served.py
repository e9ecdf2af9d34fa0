"""What the contract names and this release does not serve yet. Each answers 501 by name; the list may only shrink.

Keys are (method, path); parts are query parameters, body fields and orders (`pcf_` stands for `pcf_<id>`).
"""

from dataclasses import dataclass
from typing import Any

from dayloom.errors import NotServed
from dayloom.http.paths import OW, O


@dataclass(frozen=True, slots=True)
class NotServedParts:
    """The parts of one operation that are not served; `whole` when none of it is."""

    whole: bool = False
    query: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()


def refuse(_ctx: object, call: Any) -> Any:
    """The handler of what is not served at all; the edge refuses it before it gets here."""
    raise NotServed(str(call))


PROJECT_BODY = NotServedParts(
    body=frozenset(
        {
            "auto_compute_estimates",
            "completion_mode",
            "custom_fields",
            "draft",
            "fixed_fee",
            "is_template",
            "parent_project_id",
            "rollover_mode",
            "rrule",
        }
    )
)
PROJECT_LIST = NotServedParts(
    query=frozenset(
        {
            "cf_filter",
            "date_overlap_end",
            "date_overlap_start",
            "include_drafts",
            "include_idle_recurring_templates",
            "include_locked_private",
            "include_rates",
            "include_rollover",
        }
    ),
    orders=frozenset({"created_by_user", "parent_project_id", "relevance"}),
)

TASK_ORDERS = frozenset({"cf_", "pcf_"})
TASK_LIST = NotServedParts(
    query=frozenset(
        {
            "active_by_date",
            "assignee_ghost_id",
            "assignee_team_id",
            "cf_filter",
            "include_assignees",
            "include_drafts",
            "include_ghost_assignees",
            "include_parent_matches",
            "include_rates",
            "team_id",
        }
    ),
    orders=TASK_ORDERS,
)
TASK_STREAM = NotServedParts(query=TASK_LIST.query - {"include_rates"}, orders=TASK_ORDERS)
TASK_FAMILY = NotServedParts(
    query=frozenset({"include_assignees", "include_ghost_assignees", "team_id"}), orders=TASK_ORDERS
)
TASK_FIELDS = frozenset(
    {
        "allocation_unit",
        "custom_fields",
        "estimate_type",
        "ghost_assignee_ids",
        "team_assignee_ids",
    }
)
TASK_BODY = NotServedParts(body=TASK_FIELDS)

ORGANIZATION_USERS = NotServedParts(
    query=frozenset(
        {
            "cf_filter",
            "groups",
            "has_group",
            "include_custom_fields",
            "include_rates",
            "include_working_hours",
            "pinned_ids",
            "roles",
            "tag_ids",
            "toggl_products",
        }
    )
)

NOT_SERVED: dict[tuple[str, str], NotServedParts] = {
    ("GET", f"{OW}/tasks/recurring"): NotServedParts(
        query=frozenset({"assignee_team_id", "include_assignees", "include_ghost_assignees", "team_id"})
    ),
    ("PUT", f"{OW}/tasks/calendar"): NotServedParts(whole=True, query=frozenset({"date_from", "date_to", "timezone"})),
    ("POST", f"{OW}/workflows/tasks/extract"): NotServedParts(whole=True, query=frozenset({"file"})),
    ("POST", f"{OW}/workflows/tasks/from-list"): NotServedParts(whole=True, body=frozenset({"prompt"})),
    ("POST", f"{OW}/workflows/tasks/prompt"): NotServedParts(whole=True, body=frozenset({"prompt"})),
    ("GET", f"{OW}/tasks"): TASK_LIST,
    ("GET", f"{OW}/tasks/stream"): TASK_STREAM,
    ("POST", f"{OW}/tasks"): TASK_BODY,
    ("POST", f"{OW}/tasks/bulk"): TASK_BODY,
    ("PATCH", f"{OW}/tasks/bulk"): TASK_BODY,
    ("GET", f"{OW}/tasks/{{task_id}}"): NotServedParts(
        query=frozenset({"include_assignees", "include_ghost_assignees"})
    ),
    ("PUT", f"{OW}/tasks/{{task_id}}"): TASK_BODY,
    ("PATCH", f"{OW}/tasks/{{task_id}}"): TASK_BODY,
    ("GET", f"{OW}/tasks/{{task_id}}/children"): TASK_FAMILY,
    ("GET", f"{OW}/tasks/{{task_id}}/parents"): TASK_FAMILY,
    ("GET", f"{OW}/time-entries"): NotServedParts(query=frozenset({"expand_calendar_event"})),
    ("GET", f"{OW}/time-entries/stream"): NotServedParts(query=frozenset({"expand_calendar_event"})),
    ("POST", f"{OW}/tracking/start-from-description"): NotServedParts(body=frozenset({"custom_fields"})),
    ("GET", f"{OW}/projects"): PROJECT_LIST,
    ("POST", f"{OW}/projects"): PROJECT_BODY,
    ("PUT", f"{OW}/projects/{{project_id}}"): PROJECT_BODY,
    ("PATCH", f"{OW}/projects/{{project_id}}"): NotServedParts(body=PROJECT_BODY.body - {"is_template"}),
    ("POST", f"{OW}/projects/{{project_id}}/members"): NotServedParts(body=frozenset({"group_ids"})),
    ("PUT", f"{OW}/projects/{{project_id}}/members"): NotServedParts(body=frozenset({"group_id"})),
    ("DELETE", f"{OW}/projects/{{project_id}}/members"): NotServedParts(body=frozenset({"group_id"})),
    ("GET", f"{O}/users"): ORGANIZATION_USERS,
}
