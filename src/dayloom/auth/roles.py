"""Roles and the named permissions that they carry (docs/decisions/0006-roles.md)."""

from collections.abc import Mapping

from dayloom.errors import Invalid

WS_ADMIN, WS_MANAGER, WS_USER = 15, 16, 17
#: What `role_id` says of a member who was taken out of the workspace, and stays out until they get a role again.
NO_ROLE = 0
WORKSPACE_ROLES = {"ws_admin": WS_ADMIN, "ws_manager": WS_MANAGER, "ws_user": WS_USER}
OWNER, ADMIN, MEMBER = "owner", "admin", "member"

USER_PERMISSIONS = frozenset({"create_client", "create_status", "create_tags"})
MANAGER_PERMISSIONS = USER_PERMISSIONS | {
    "rename_client",
    "archive_client",
    "delete_client",
    "update_status",
    "delete_status",
    "update_tags",
    "delete_tags",
    "manage_time_entries",
    "manage_projects",
    "view_private_projects",
    "view_rates",
    "view_workspace_project_custom_fields",
}
ADMIN_PERMISSIONS = MANAGER_PERMISSIONS | {"manage_members", "view_audit_log"}


HELD = {"ws_admin": ADMIN_PERMISSIONS, "ws_manager": MANAGER_PERMISSIONS, "ws_user": USER_PERMISSIONS}
#: What the settings of a workspace may give to managers and users, or take from them.
ADJUSTABLE = frozenset(
    {
        "create_client",
        "rename_client",
        "archive_client",
        "delete_client",
        "create_status",
        "update_status",
        "delete_status",
        "create_tags",
        "update_tags",
        "delete_tags",
    }
)
ADJUSTABLE_ROLES = ("ws_manager", "ws_user")
#: Role → permission → whether it is held.
Adjusted = Mapping[str, Mapping[str, bool]]


def check_workspace_role(role_id: int, field: str) -> None:
    """Raises Invalid for a number that is none of a workspace's roles."""
    if role_id not in WORKSPACE_ROLES.values():
        allowed = ", ".join(f"{number} ({name})" for name, number in WORKSPACE_ROLES.items())
        raise Invalid(field, f"must be one of {allowed}")


def permissions_of(organization_role: str, role_id: int, adjusted: Adjusted) -> frozenset[str]:
    """What a member may do: owners and admins of the organization are admins of all its workspaces."""
    if organization_role in (OWNER, ADMIN) or role_id == WS_ADMIN:
        return ADMIN_PERMISSIONS
    role = "ws_manager" if role_id == WS_MANAGER else "ws_user"
    return (HELD[role] - ADJUSTABLE) | {name for name, held in adjustable(role, adjusted).items() if held}


def adjustable(role: str, adjusted: Adjusted) -> dict[str, bool]:
    """What the settings may decide for this role, as they do, else as it is from the start."""
    chosen = adjusted.get(role, {})
    return {name: chosen.get(name, name in HELD[role]) for name in sorted(ADJUSTABLE)}
