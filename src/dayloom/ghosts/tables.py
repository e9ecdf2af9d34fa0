"""Ghosts. What they are assigned to stands beside the tasks, projects and teams."""

from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import instant, life, named, number, text

#: `user_id` is the member that the ghost has become.
ghosts = tenant_table(
    "ghosts",
    *named(),
    text("description"),
    number("user_id"),
    instant("embodied_at"),
    *life(),
    points_to("workspace_members", "user_id", "ghosts"),
)
