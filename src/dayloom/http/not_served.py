"""What the contract names and this release does not serve yet. Each answers 501 by name; the list may only shrink.

Keys are (method, path); parts are query parameters, body fields and orders (`pcf_` stands for `pcf_<id>`).
"""

from dataclasses import dataclass

from dayloom.http.paths import OW


@dataclass(frozen=True, slots=True)
class NotServedParts:
    """The parts of one operation that are not served; `whole` when none of it is."""

    whole: bool = False
    query: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()


WHOLE = NotServedParts(whole=True)

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

NOT_SERVED: dict[tuple[str, str], NotServedParts] = {
    ("GET", f"{OW}/tasks/recurring"): WHOLE,
    ("PUT", f"{OW}/tasks/calendar"): WHOLE,
    ("POST", f"{OW}/workflows/tasks/extract"): WHOLE,
    ("POST", f"{OW}/workflows/tasks/from-list"): WHOLE,
    ("POST", f"{OW}/workflows/tasks/prompt"): WHOLE,
    ("GET", f"{OW}/projects"): PROJECT_LIST,
    ("POST", f"{OW}/projects"): PROJECT_BODY,
    ("PUT", f"{OW}/projects/{{project_id}}"): PROJECT_BODY,
    ("PATCH", f"{OW}/projects/{{project_id}}"): PROJECT_BODY,
    ("POST", f"{OW}/projects/{{project_id}}/members"): NotServedParts(body=frozenset({"group_ids"})),
    ("PUT", f"{OW}/projects/{{project_id}}/members"): NotServedParts(body=frozenset({"group_id"})),
    ("DELETE", f"{OW}/projects/{{project_id}}/members"): NotServedParts(body=frozenset({"group_id"})),
}
