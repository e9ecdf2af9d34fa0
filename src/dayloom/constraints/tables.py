"""What a workspace requires, a row for time entries and one for tasks; no row: nothing."""

from dayloom.db.tables import tenant_table
from dayloom.db.types import flag, instant, text

workspace_constraints = tenant_table(
    "workspace_constraints",
    text("subject", required=True),
    flag("enabled"),
    #: As JSON: a list of words.
    text("required_fields", required=True),
    flag("disallow_billable_override"),
    instant("enabled_at"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    key=("subject",),
)
