"""Milestones, with their projects and teams."""

from sqlalchemy import Index

from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, instant, life, named, number, text

milestones = tenant_table(
    "milestones",
    *named(),
    text("color"),
    day("due_date", required=True),
    instant("completed_at"),
    #: Who made it, and so may change it.
    number("toggl_user_id", required=True),
    *life(),
    points_to("workspace_members", "toggl_user_id", "milestones"),
    Index("milestones_due", "workspace_id", "due_date", "id"),
)

milestone_projects = tenant_table(
    "milestone_projects",
    number("milestone_id", required=True),
    number("project_id", required=True),
    points_to("milestones", "milestone_id", "milestone_projects"),
    points_to("projects", "project_id", "milestone_projects"),
    Index("milestone_projects_project", "workspace_id", "project_id", "milestone_id"),
    key=("milestone_id", "project_id"),
)

milestone_teams = tenant_table(
    "milestone_teams",
    number("milestone_id", required=True),
    number("team_id", required=True),
    points_to("milestones", "milestone_id", "milestone_teams"),
    points_to("teams", "team_id", "milestone_teams"),
    Index("milestone_teams_team", "workspace_id", "team_id", "milestone_id"),
    key=("milestone_id", "team_id"),
)
