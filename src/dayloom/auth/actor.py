"""The actor: whoever makes this request, in this workspace."""

from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache

from dayloom.auth.roles import ADMIN_PERMISSIONS
from dayloom.auth.rules import NO_LIMIT, Plan
from dayloom.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Sight:
    """What an actor's role lets them see beyond their own; the shape of every visibility condition.

    `everything`: workspace admins. `private_projects`: holders of view_private_projects.
    `others_time`: holders of manage_time_entries. `project_fields`: of view_workspace_project_custom_fields.
    """

    everything: bool
    private_projects: bool
    others_time: bool
    project_fields: bool


@lru_cache(maxsize=256)
def _sight(permissions: frozenset[str]) -> Sight:
    return Sight(
        everything=permissions >= ADMIN_PERMISSIONS,
        private_projects="view_private_projects" in permissions,
        others_time="manage_time_entries" in permissions,
        project_fields="view_workspace_project_custom_fields" in permissions,
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of the workspace of the request's path (or only a signed-in person, where the path names none)."""

    user_id: int
    name: str
    email: str
    zone: tzinfo
    organization_id: int = 0
    workspace_id: int = 0
    organization_role: str = ""
    role_id: int = 0
    permissions: frozenset[str] = field(default_factory=frozenset)
    #: The workspace's last change when this was read, in the snapshot that a GET is answered from.
    change_no: int | None = None
    #: The organization's.
    plan: Plan = NO_LIMIT

    @property
    def sight(self) -> Sight:
        """The part of the role that decides what is visible."""
        return _sight(self.permissions)

    def must_administer(self) -> None:
        """Raises Forbidden for who is no administrator of the workspace."""
        if not self.sight.everything:
            raise Forbidden("Only administrators of the workspace may do this.")

    def may(self, permission: str) -> bool:
        """Whether the actor holds this named permission."""
        return permission in self.permissions

    def must(self, permission: str) -> None:
        """Raises Forbidden without this named permission."""
        if permission not in self.permissions:
            raise Forbidden(f"This needs the permission {permission} in the workspace.")
