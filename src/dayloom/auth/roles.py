"""Roles and the named permissions that they carry (docs/decisions/0006-roles.md)."""

WS_ADMIN, WS_MANAGER, WS_USER = 15, 16, 17
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


def permissions_of(organization_role: str, role_id: int) -> frozenset[str]:
    """What a member may do: owners and admins of the organization are admins of all its workspaces."""
    if organization_role in (OWNER, ADMIN) or role_id == WS_ADMIN:
        return ADMIN_PERMISSIONS
    return MANAGER_PERMISSIONS if role_id == WS_MANAGER else USER_PERMISSIONS
