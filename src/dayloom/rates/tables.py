"""Rates of projects, of people, of people in projects, and of the workspace itself."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, instant, number, text

#: Whose it is: a project's, a person's, a person's in a project, or without either the workspace's. Both days are
#: inclusive; a rate without an end holds for good.
rates = tenant_table(
    "rates",
    number("project_id"),
    number("user_id"),
    text("start_date", required=True),
    day("end_date"),
    number("hourly_cents", required=True),
    text("currency", required=True),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    points_to("projects", "project_id", "rates"),
    points_to("workspace_members", "user_id", "rates"),
    Index(
        "rates_project",
        "workspace_id",
        "project_id",
        "start_date",
        unique=True,
        **only_where("project_id IS NOT NULL AND user_id IS NULL"),
    ),
    Index(
        "rates_project_user",
        "workspace_id",
        "project_id",
        "user_id",
        "start_date",
        unique=True,
        **only_where("project_id IS NOT NULL AND user_id IS NOT NULL"),
    ),
    Index(
        "rates_user",
        "workspace_id",
        "user_id",
        "start_date",
        unique=True,
        **only_where("project_id IS NULL AND user_id IS NOT NULL"),
    ),
    Index(
        "rates_workspace",
        "workspace_id",
        "start_date",
        unique=True,
        **only_where("project_id IS NULL AND user_id IS NULL"),
    ),
)
